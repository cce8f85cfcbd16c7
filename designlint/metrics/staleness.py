"""How old a read can be: the lifetimes of copies and the lag of replicas, added along the path of
the data.

Met: the cache and the follower behind it add up to less

```design
actor reader
data price
component hot : cache { holds price; ttl 30s; stale_while_revalidate 10s }
component store : database {
  holds price
  topology leader_follower { followers 2; sync 1; lag 5s }
  failover auto 30s { promotes synchronous; fencing yes }
}
flow see {
  reader -> hot reads price
  reader -> store reads price, from follower, on miss of hot
}
nonfunctional NFR1 "A price is at most a minute old." { require staleness of price <= 60s }
```

Violated: the two add up to more

```design
actor reader
data price
component hot : cache { holds price; ttl 60s }
component store : database { holds price; topology leader_follower { followers 2; lag 5s } }
flow see {
  reader -> hot reads price
  reader -> store reads price, from follower, on miss of hot
}
nonfunctional NFR1 "A price is at most a minute old." { require staleness of price <= 60s }
```

Undecided: the lag of a follower has no bound

```design
actor reader
data price
component store : database { holds price; topology leader_follower { followers 2 } }
flow see { reader -> store reads price, from follower }
nonfunctional NFR1 "A price is at most a minute old." { require staleness of price <= 60s }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.consistency.reads import reads_of
from designlint.analyses.consistency.staleness import judge_staleness
from designlint.analyses.facts import Facts
from designlint.analyses.judgement import Judgement
from designlint.analyses.remedies.adjustment import Lever
from designlint.analyses.remedies.calls import reads_from_leader
from designlint.analyses.remedies.stores import fresher_reads, shorter_lives
from designlint.metrics._restored import unless_restored
from designlint.model import Claim
from designlint.model.metric import Metric, Target
from designlint.quantities.quantity import Quantity


def _levers(facts: Facts, claim: Claim) -> Iterator[Lever]:
    hops = facts[reads_of][claim.about]
    for path in dict.fromkeys(hop.component for hop in hops):
        component = facts.design.components[path]
        if isinstance(claim.target, Quantity):
            yield from shorter_lives(component, claim.target)
        yield from fresher_reads(component)
    for hop in hops:
        yield from reads_from_leader(facts, hop.flow, hop.step)


def _judge(facts: Facts, claim: Claim) -> Judgement:
    return unless_restored(facts, claim, judge_staleness(facts, claim))


METRIC = Metric(
    name="staleness",
    subjects=("data",),
    target=Target("time"),
    higher_is_better=False,
    example="5s",
    between_failovers=True,
    doc=__doc__,
    judge=_judge,
    levers=_levers,
)
