"""All replicas of a component are needed, so that the loss of any one stops a flow.

What looks redundant is a chain: with four replicas of which four are needed, the component fails
four times as often as one of them. How many are needed is stated with `needs`, or follows from the
peak load and what one replica carries.

It is an error when a requirement on the flow's availability is violated, a warning otherwise. It is silent where the requirement is proved to be met, where the load
is more than all of them carry (SCA001), where the loss of a whole domain overloads the rest (SCA002
tells the wider trouble), about single replicas (SPF001), and where load or capacity is not stated.

Source: Google, Site Reliability Engineering (2016), chapter 22, on N+1 and N+2 capacity; AWS Builders'
Library, Static stability using Availability Zones.

Bad:

```design
actor visitor
component links : service { replicas 4; capacity 1k req/s per replica }
flow follow { rate 3500 req/s peak; visitor -> links }
```

Good:

```design
actor visitor
component links : service { replicas 5; capacity 1k req/s per replica }
flow follow { rate 3500 req/s peak; visitor -> links }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.scaling import domain_losses
from designlint.api import Facts, Finding, Label, Severity, Step, edit, rule
from designlint.api.analyses import (
    CriticalReplica,
    capacities,
    critical_replicas,
    flow_paths,
    is_at_stake,
    needs,
    placements,
    utilisation_line,
    violated_requirements,
)
from designlint.api.text import flows_stop, origin_text


@rule(
    "SPF003",
    severity=Severity.ERROR,
    unrequired=Severity.WARNING,
    since="0.1",
    formerly=("spof-no-spare",),
)
def no_redundancy(facts: Facts) -> Iterator[Finding]:
    """One finding for each component that has no replica to spare."""
    for vital in facts[critical_replicas].values():
        flows = [flow for flow in vital.flows if is_at_stake(facts, flow)]
        if flows and vital.role == "each" and not _is_told_otherwise(facts, vital.component):
            yield _finding(facts, vital, flows)


def _is_told_otherwise(facts: Facts, path: str) -> bool:
    """Whether the component is over its capacity anyway, or after the loss of a domain."""
    used = facts[capacities][path].utilisation()
    return (used is not None and used.low > 1.0) or path in facts[domain_losses]


def _finding(facts: Facts, vital: CriticalReplica, flows: list[str]) -> Finding:
    path = vital.component
    needed = facts[needs][path]
    placement = facts[placements][path]
    span = placement.stated.span if placement.stated is not None else None
    return Finding(
        f"{flows_stop(flows)} when any of the {placement.count} replicas of `{path}` stops",
        Label(facts.design.components[path].span),
        path,
        secondary=(Label(span, "none to spare (stated)"),) if span else (),
        witness=(*_why(facts, path), *flow_paths(facts, flows, path)),
        help=(edit(f"replicas {max(needed.low, placement.count) + 1}"),),
        breaks=violated_requirements(facts, flows, "availability"),
    )


def _why(facts: Facts, path: str) -> tuple[Step, ...]:
    needed = facts[needs][path]
    if needed.known is not None:
        origin = origin_text(needed.known.origin)
        return (Step(f"{path}: {needed.reason}", needed.known.span, origin),)
    if facts[capacities][path].utilisation() is None:
        return ()
    return (Step(f"{path}: {needed.reason}"), utilisation_line(facts[capacities][path]))
