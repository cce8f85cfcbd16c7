"""A flow stops with its control plane, though all that serves it is up.

Configuration, identity, credentials and discovery set a system up; its requests need what they said
last, not them. Where each request asks one of them and waits, the control plane is in the data path:
the flow is up only while both are, and the control plane is often the larger and more fragile of the
two. A statically stable flow goes on with the last answer: a signed token, a cached list, a stale
flag.

It is told about calls that every request makes and needs, and about a component that goes on without
a part of the control plane (`runs_without ... for`, `token_ttl`, `grace`) for a shorter time than
that part is away when it fails (its failover time or `mttr`). It is silent about flows that have no
other business than the control plane itself, flows that recover something, lookups on a cache's miss
or by a share of the requests, name lookups by clients, and calls that are `optional`, have an
`or else`, or an `on_failure` of `stale`, `degrade` or `fail_open`.

Source: AWS Builders' Library, Static stability using Availability Zones; AWS, summary of the service
event of 2020-11-25 in the Northern Virginia region, on credentials.

Bad:

```design
actor visitor
component links : service
component store : database
component sso : identity
flow follow { rate 10 req/s; visitor -> links; links -> sso; links -> store }
```

Good:

```design
actor visitor
component links : service { runs_without sso }
component store : database
component sso : identity
flow follow { rate 10 req/s; visitor -> links; links -> sso; links -> store }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.stability import (
    Dependence,
    ShortHold,
    short_holds,
    unstable_flows,
)
from designlint.api import Facts, Finding, Label, Severity, edit, rule
from designlint.api.text import flows_stop


@rule("RES005", severity=Severity.WARNING, since="0.1")
def no_static_stability(facts: Facts) -> Iterator[Finding]:
    """One finding for each part of the control plane that the data path waits for."""
    dependences = facts[unstable_flows]
    for dependence in dependences:
        yield _finding(dependence)
    told = {dependence.component for dependence in dependences}
    for hold in facts[short_holds]:
        if hold.control not in told:
            yield _too_short(facts, hold)


def _finding(dependence: Dependence) -> Finding:
    _, call = dependence.calls[0]
    path = dependence.component
    return Finding(
        f"{flows_stop(dependence.flows)} with the {dependence.role} of `{path}`, though what serves"
        f" {'it' if len(dependence.flows) == 1 else 'them'} is up",
        Label(call.span, "every request waits for it"),
        path,
        secondary=tuple([Label(other.span) for _, other in dependence.calls[1:]]),
        witness=dependence.ways,
        help=(
            edit(f"{call.caller.path} -> {path} {{ on_failure stale }}"),
            edit(
                f"runs_without {path} for 1h",
                place=f"`{call.caller.path}`",
                note="with what it keeps",
            ),
        ),
    )


def _too_short(facts: Facts, hold: ShortHold) -> Finding:
    component = facts.design.components[hold.component]
    holding, lasting = hold.lines
    return Finding(
        f"`{hold.component}` stops before `{hold.control}` is back",
        Label(holding.span or component.span, holding.text),
        hold.component,
        secondary=(Label(lasting.span, lasting.text),) if lasting.span is not None else (),
        witness=hold.lines,
        help=(edit(f"runs_without {hold.control} for 1d"),),
    )
