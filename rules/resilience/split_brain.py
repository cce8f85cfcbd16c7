"""Two leaders can take writes at once: failover is automatic and the old leader is not fenced.

Whoever promotes a standby cannot tell a dead leader from one that is only out of reach. Without a
fence (its lease ended, its power or storage taken away, its writes refused by a token) an old leader
that comes back, or that never was away, goes on taking writes, and two histories have to be put
together by hand.

It is told where the design says `fencing no`, and where it says nothing and the replicas are in
several regions: a partition between them leaves both sides up. It is silent about `fencing yes`,
stores that agree by a majority or whose topology nobody states, failover by hand, managed services,
indexes and caches that are made anew, and replicas in one region of which nothing is said.

Source: M. Kleppmann, Designing Data-Intensive Applications (2017), chapter 8, on fencing tokens;
GitHub, Downtime last Saturday (2012).

Bad:

```design
provider cloud { region north; region south }
component store : database {
  topology leader_follower { leader in north; followers 1 in south }
  failover auto 30s
}
```

Good:

```design
provider cloud { region north; region south }
component store : database {
  topology leader_follower { leader in north; followers 1 in south }
  failover auto 30s { fencing yes }
}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import (
    Facts,
    Finding,
    Label,
    Role,
    Severity,
    Step,
    edit,
    model,
    properties,
    rule,
)
from designlint.api.analyses import domains_of, placements
from designlint.api.text import listed

_KEEPERS = (Role.STORE, Role.CACHE, Role.BROKER)


@rule("RES011", severity=Severity.WARNING, since="0.1", formerly=("resilience-unfenced-failover",))
def split_brain(facts: Facts) -> Iterator[Finding]:
    """One finding for each component that can have two leaders."""
    for component in facts.design.components.values():
        failover = component.properties.stated().get(properties.component.FAILOVER)
        if failover is None or failover.value.mode != "auto" or not _has_leader(component):
            continue
        fencing = failover.detail(properties.component.FENCING)
        places = _places(facts, component.path)
        regions = _regions(facts.design, places)
        at = Label(failover.span or component.span, "nothing fences the old leader")
        if fencing is False and facts[placements][component.path].count > 1:
            at = at._replace(text="no fencing (stated)")
            yield _finding(facts, component, at, regions or places)
        elif fencing is None and len(regions) > 1:
            yield _finding(facts, component, at, regions)


def _has_leader(component: model.Component) -> bool:
    if component[properties.component.MANAGED] is not None or component.plays(Role.DERIVED):
        return False
    topology = component.value(properties.store.TOPOLOGY)
    return topology == "leader_follower" or (topology is None and not component.plays(*_KEEPERS))


def _places(facts: Facts, path: str) -> list[str]:
    """The places of its replicas, as far as they are declared."""
    placed = [replica.place for replica in facts[placements][path].replicas]
    return [place for place in dict.fromkeys(placed) if place is not None]


def _regions(design: model.Design, places: list[str]) -> list[str]:
    domains = [domain for place in places for domain in domains_of(design, place)]
    return [d for d in dict.fromkeys(domains) if design.places[d].level == "region"]


def _finding(facts: Facts, component: model.Component, at: Label, places: list[str]) -> Finding:
    placement = facts[placements][component.path]
    stated = placement.stated.span if placement.stated is not None else None
    apart = f", in {listed(places)}" if len(places) > 1 else ""
    steps = (
        f"the leader of `{component.path}` is out of reach, not dead",
        "failover promotes another replica by itself",
        "the old leader still takes the writes of those who reach it",
    )
    return Finding(
        f"`{component.path}` can have two leaders at once{apart}",
        at,
        component.path,
        secondary=(Label(stated, f"{placement.count} replicas"),) if stated else (),
        witness=tuple([Step(f"{number}. {text}") for number, text in enumerate(steps, 1)]),
        help=(edit("failover auto 30s { fencing yes }"),),
    )
