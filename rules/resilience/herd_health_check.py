"""A health check of something shared takes out every replica at once.

A deep check fails when what it asks fails. When all replicas depend on the same thing, one short
trouble of it fails the checks of all of them: the load balancer has nobody left, requests that do not
need it fail as well, and the return is slow. A check that looks at the replica alone, or a threshold
below which traffic goes to all replicas again, keeps the answer that is still possible.

It is told about components of at least two replicas with `health_check deep`. It is silent where a
`panic_threshold` is stated of it or known of what routes to it, and where each cell or tenant has what
is asked for itself.

Source: D. Yanacek, Implementing health checks, Amazon Builders' Library; Envoy documentation, panic
threshold.

Bad:

```design
actor visitor
component links : service { replicas 6; health_check deep of store }
component store : database { replicas 3 }
flow follow { rate 10 req/s; visitor -> links -> store }
```

Good:

```design
actor visitor
component links : service { replicas 6; health_check deep of store { panic_threshold 50% } }
component store : database { replicas 3 }
flow follow { rate 10 req/s; visitor -> links -> store }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.health import HerdCheck, herd_checks
from designlint.api import Facts, Finding, Label, Severity, Step, edit, rule
from designlint.api.text import listed


@rule("RES009", severity=Severity.WARNING, since="0.1")
def herd_health_check(facts: Facts) -> Iterator[Finding]:
    """One finding for each component whose replicas all ask the same thing."""
    for herd in facts[herd_checks]:
        yield _finding(facts, herd)


def _finding(facts: Facts, herd: HerdCheck) -> Finding:
    path = herd.component.path
    return Finding(
        f"the health check takes out all {herd.replicas} replicas of `{path}` when `{herd.shared}`"
        " fails",
        Label(herd.check.span or herd.component.span, "asks what all of them depend on"),
        path,
        secondary=(Label(facts.design.components[herd.shared].span),),
        witness=tuple(_witness(herd)),
        help=(
            edit("health_check shallow"),
            edit(f"health_check deep of {herd.shared} {{ panic_threshold 50% }}"),
        ),
    )


def _witness(herd: HerdCheck) -> Iterator[Step]:
    yield Step(
        f"each of {herd.replicas} replicas of {herd.component.path} checks {herd.shared}",
        herd.check.span,
    )
    yield Step(f"{herd.shared} fails: 0 of {herd.replicas} are healthy")
    if herd.spared:
        verb = "does" if len(herd.spared) == 1 else "do"
        yield Step(f"{listed(herd.spared)} {verb} not need {herd.shared} and would go on")
