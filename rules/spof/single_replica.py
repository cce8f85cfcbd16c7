"""A flow stops when one instance stops.

Every minimal cut set of order one that is a single replica (or the one leader of a store without
automatic failover) is a single point of failure: while it is away, for a crash, a deployment or a
reboot, the flow is down. The cut sets come from the fault tree of the flow, so a path around the
component, a fallback or an optional step is seen.

It is an error when a requirement asks for the flow's availability and is not proved to be met all
the same; a warning otherwise. It is silent where the requirement is proved to be met, where a
provider promises the service as a whole, and where nobody says how many replicas there are.

Source: Bauer and Adams, Reliability and Availability of Cloud Computing (2012), on single points of
failure; AWS Well-Architected, Reliability Pillar, REL10.

Bad:

```design
component gate : gateway { replicas 1 }
flow follow { rate 10 req/s; gate -> links }
component links : service { replicas 2 }
```

Good:

```design
component gate : gateway { replicas 2 }
flow follow { rate 10 req/s; gate -> links }
component links : service { replicas 2 }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import (
    Facts,
    Finding,
    Label,
    Severity,
    Step,
    flow_graphs,
    placements,
    requires,
    rule,
    single_points,
    unmet,
)


@rule("SPF001", severity=Severity.ERROR, unrequired=Severity.WARNING, since="0.1")
def single_replica(facts: Facts) -> Iterator[Finding]:
    """One finding for each component that has a replica which some flow cannot do without."""
    told: dict[str, list[str]] = {}
    for single in facts[single_points]:
        if single.event.sort == "replica":
            told.setdefault(single.event.path, []).extend(single.flows)
    for path, flows in told.items():
        troubled = [f for f in dict.fromkeys(flows) if _is_troubled(facts, f)]
        if troubled:
            yield _finding(facts, path, troubled)


def _is_troubled(facts: Facts, flow: str) -> bool:
    """A flow whose availability is proved to be enough may live with a single replica."""
    return not requires(facts, flow, "availability") or bool(unmet(facts, flow, "availability"))


def _finding(facts: Facts, path: str, flows: list[str]) -> Finding:
    component = facts.design.components[path]
    placement = facts[placements][path]
    leads = len(placement.replicas) > 1
    what = f"the leader of `{path}`" if leads else f"`{path}`"
    shown = f"`{flows[0]}` stops" if len(flows) == 1 else f"{len(flows)} flows stop"
    count = "one leader, no automatic failover" if leads else "one replica"
    stated = placement.stated.span if placement.stated is not None else None
    contradicted = [r for flow in flows for r in unmet(facts, flow, "availability")]
    return Finding(
        f"{shown} when {what} stops",
        Label(component.span),
        path,
        secondary=(Label(stated, f"{count} (stated)"),) if stated else (),
        witness=tuple([_witness(facts, flow, path) for flow in flows[:4]]),
        help=("failover auto 30s" if leads else "replicas 2",),
        contradicts=tuple(dict.fromkeys(r.path for r in contradicted)),
    )


def _witness(facts: Facts, flow: str, path: str) -> Step:
    graph = facts[flow_graphs][flow]
    steps = graph.path_to(path)
    span = steps[-1].span if steps else None
    return Step(f"{graph.shown_path(path)}; no way of `{flow}` leads around it", span)
