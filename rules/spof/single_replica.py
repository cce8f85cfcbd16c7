"""A flow stops when one instance stops.

Every minimal cut set of order one that is a single replica (or the one leader of a store without
automatic failover) is a single point of failure: while it is away, for a crash, a deployment or a
reboot, the flow is down. The cut sets come from the fault tree of the flow, so a path around the
component, a fallback or an optional step is seen.

It is an error when a requirement on the flow's availability is violated, a warning otherwise. It is silent where the requirement is proved to be met, where a
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

from designlint.api import Facts, Finding, Label, Severity, Step, edit, properties, rule
from designlint.api.analyses import (
    CriticalReplica,
    critical_replicas,
    flow_paths,
    is_at_stake,
    placements,
    violated_requirements,
)
from designlint.api.text import flows_stop, origin_text

_COUNT = {"only": "one replica (stated)", "leader": "one leader takes the writes"}


@rule("SPF001", severity=Severity.ERROR, unrequired=Severity.WARNING, since="0.1")
def single_replica(facts: Facts) -> Iterator[Finding]:
    """One finding for each component that has a replica which some flow cannot do without."""
    for vital in facts[critical_replicas].values():
        flows = [flow for flow in vital.flows if is_at_stake(facts, flow)]
        if flows and vital.role in _COUNT:
            yield _finding(facts, vital, flows)


def _finding(facts: Facts, vital: CriticalReplica, flows: list[str]) -> Finding:
    path, leads = vital.component, vital.role == "leader"
    what = f"the leader of `{path}`" if leads else f"`{path}`"
    stated = facts[placements][path].stated
    span = stated.span if stated is not None else None
    return Finding(
        f"{flows_stop(flows)} when {what} stops",
        Label(facts.design.components[path].span),
        path,
        secondary=(Label(span, _COUNT[vital.role]),) if span else (),
        witness=(*flow_paths(facts, flows, path), *_nobody_takes_over(facts, vital)),
        help=(edit("failover auto 30s") if leads else edit("replicas 2"),),
        breaks=violated_requirements(facts, flows, "availability"),
    )


def _nobody_takes_over(facts: Facts, vital: CriticalReplica) -> Iterator[Step]:
    failover = facts.design.components[vital.component][properties.component.FAILOVER]
    if vital.role == "leader" and failover is not None:
        text = f"{vital.component}: failover is {failover.value.mode}, so nobody leads until someone acts"
        yield Step(text, failover.span, origin_text(failover.origin))
