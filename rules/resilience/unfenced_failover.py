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

from designlint.analyses.detectors.failovers import Unfenced, unfenced_failovers
from designlint.api import Facts, Finding, Label, Severity, Step, edit, rule
from designlint.api.analyses import placements
from designlint.api.text import listed


@rule("RES011", severity=Severity.WARNING, since="0.1")
def unfenced_failover(facts: Facts) -> Iterator[Finding]:
    """One finding for each component that can have two leaders."""
    for unfenced in facts[unfenced_failovers]:
        yield _finding(facts, unfenced)


def _finding(facts: Facts, unfenced: Unfenced) -> Finding:
    component = facts.design.components[unfenced.component]
    span = unfenced.failover.span or component.span
    placement = facts[placements][component.path]
    stated = placement.stated.span if placement.stated is not None else None
    apart = f", in {listed(unfenced.places)}" if len(unfenced.places) > 1 else ""
    told = "no fencing (stated)" if unfenced.refused else "nothing fences the old leader"
    steps = (
        f"the leader of `{component.path}` is out of reach, not dead",
        "failover promotes another replica by itself",
        "the old leader still takes the writes of those who reach it",
    )
    numbered = [Step(f"{number}. {text}") for number, text in enumerate(steps, 1)]
    return Finding(
        f"`{component.path}` can have two leaders at once{apart}",
        Label(span, told),
        component.path,
        secondary=(Label(stated, f"{placement.count} replicas"),) if stated else (),
        witness=tuple(numbered),
        help=(edit("failover auto 30s { fencing yes }"),),
    )
