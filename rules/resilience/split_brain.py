"""Two leaders can take writes at once, because an automatic failover does not fence the old leader.

Reported when: an automatic failover declares `fencing no`; or fencing is not declared and the replicas
run in several regions, where a network partition leaves both sides up.

Not reported when: `fencing yes` is declared; the store agrees by consensus or declares no topology;
failover is manual; the service is managed; the component is a cache or an index, which can be
rebuilt; or fencing is not declared and all replicas run in one region.

How to fix: fence the old leader, by a lease, by cutting its power or storage, or by a fencing token;
then declare `fencing yes`.

Why: a failover cannot distinguish a dead leader from an unreachable one. Without fencing, the old
leader keeps taking writes, and two histories must be merged by hand.

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
    Step,
    edit,
    model,
    properties,
    rule,
)
from designlint.api.analyses import placements, stores
from designlint.api.text import listed


@rule("RES011", grade="risk", since="0.1", formerly=("resilience-unfenced-failover",))
def split_brain(facts: Facts) -> Iterator[Finding]:
    """One finding for each component that can have two leaders."""
    for component in facts.design.components.values():
        failover = component.properties.stated().get(properties.component.FAILOVER)
        split = facts[stores][component.path].split
        if failover is None or failover.value.mode != "auto" or split is None:
            continue
        if component.plays(Role.DERIVED):
            continue  # it can be rebuilt
        places = _places(facts, component.path)
        regions = _regions(facts.design, places)
        at = Label(failover.span or component.span, "fencing is not declared")
        if split.is_certain:
            at = at._replace(text="failover does not fence the old leader")
            yield _finding(facts, component, at, regions or places)
        elif len(regions) > 1 and component[properties.component.MANAGED] is None:
            yield _finding(facts, component, at, regions)


def _places(facts: Facts, path: str) -> list[str]:
    """The places of its replicas, as far as they are declared."""
    placed = [replica.place for replica in facts[placements][path].replicas]
    return [place for place in dict.fromkeys(placed) if place is not None]


def _regions(design: model.Design, places: list[str]) -> list[str]:
    domains = [domain for place in places for domain in design.domains_of(place)]
    return [d for d in dict.fromkeys(domains) if design.places[d].level == "region"]


def _finding(facts: Facts, component: model.Component, at: Label, places: list[str]) -> Finding:
    placement = facts[placements][component.path]
    stated = placement.stated.span if placement.stated is not None else None
    apart = f", in {listed(places)}" if len(places) > 1 else ""
    steps = (
        f"a network partition cuts off the leader of `{component.path}`, which keeps running",
        "automatic failover promotes another replica",
        "clients that still reach the old leader write to it",
    )
    return Finding(
        f"`{component.path}` can have two leaders at once{apart}: {at.text}",
        at,
        component.path,
        secondary=(Label(stated, f"{placement.count} replicas"),) if stated else (),
        witness=tuple([Step(f"{number}. {text}") for number, text in enumerate(steps, 1)]),
        help=(edit("failover auto 30s { fencing yes }"),),
    )
