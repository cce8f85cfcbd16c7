"""Retries keep a component overloaded after what overloaded it has gone.

The component carries its load. Once it fails or slows down at that load, every caller tries again,
and the load with the retries is more than it carries: it stays down by the retries alone, until load
is taken away from it. Such a failure is called metastable. From the share of the peak that the
witness gives, a short trouble (a restart, a cold cache, a lost zone) is enough to start it.

It is silent where a `retry_budget` or a `circuit_breaker` bounds the retries, where today's load does
not fit (SCA001), where load or capacity is not stated, and where retries multiply over layers, which
RES002 tells with the same arithmetic. Back-off and jitter do not help here: each request still makes
all of its attempts.

Source: N. Bronson and others, Metastable Failures in Distributed Systems, HotOS 2021.

Bad:

```design
actor visitor
component links : service { replicas 3; capacity 1k req/s per replica }
visitor -> links { timeout 2s; retries 2; backoff jitter }
flow follow { rate 2k req/s peak; visitor -> links }
```

Good:

```design
actor visitor
component links : service { replicas 3; capacity 1k req/s per replica }
visitor -> links { timeout 2s; retries 2; backoff jitter; retry_budget 10% }
flow follow { rate 2k req/s peak; visitor -> links }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Severity, Step, edit, rule
from designlint.api.analyses import RetryStorm, retry_chains, retry_storms, utilisation_line
from designlint.api.text import show_share


@rule("RES004", severity=Severity.WARNING, since="0.1", formerly=("resilience-sustained-overload",))
def retry_storm(facts: Facts) -> Iterator[Finding]:
    """One finding for each component that retries alone keep overloaded."""
    chains = facts[retry_chains]
    amplified = {path for chain in chains for path in (chain.callee, *chain.others)}
    for path, storm in facts[retry_storms].items():
        if path not in amplified:
            yield _finding(path, storm)


def _finding(path: str, storm: RetryStorm) -> Finding:
    component = storm.capacity.component
    stated = storm.capacity.stated.span if storm.capacity.stated is not None else None
    share = show_share(storm.utilisation.low)
    enough = f"from {show_share(storm.holds_from)} of the peak on, retries alone keep it full"
    return Finding(
        f"retries keep `{path}` overloaded once it fails at peak: {share} of what it carries",
        Label(component.span),
        path,
        secondary=(Label(stated, "what it carries"),) if stated is not None else (),
        witness=(utilisation_line(storm.capacity), *storm.lines, Step(enough)),
        help=(
            edit("retry_budget 10%", note="on the calls of it"),
            edit("circuit_breaker yes", note="on the calls of it"),
        ),
    )
