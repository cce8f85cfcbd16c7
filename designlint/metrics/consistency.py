"""The consistency model that every read of the data gets, whichever replica, cache or copy answers.

Met: reads go to the leader, which takes the writes

```design
actor author
data link
component store : database {
  holds link
  topology leader_follower { followers 2; sync 1 }
  failover auto 30s { promotes synchronous; fencing yes }
}
flow create { author -> store writes link }
flow see { author -> store reads link, from leader }
nonfunctional NFR1 "A link is there for its author at once." {
  require consistency of link >= read_your_writes
}
```

Violated: reads go to a follower that lags

```design
actor author
data link
component store : database { holds link; topology leader_follower { followers 2; lag 5s } }
flow create { author -> store writes link }
flow see { author -> store reads link, from follower }
nonfunctional NFR1 "A link is there for its author at once." {
  require consistency of link >= read_your_writes
}
```

Undecided: the topology of the replicas is not declared

```design
actor author
data link
component store : database { holds link; replicas 3 }
flow create { author -> store writes link }
flow see { author -> store reads link }
nonfunctional NFR1 "A link is there for its author at once." {
  require consistency of link >= read_your_writes
}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.consistency.judge import judge_consistency
from designlint.analyses.consistency.reads import reads_of
from designlint.analyses.facts import Facts
from designlint.analyses.judgement import Judgement
from designlint.analyses.remedies.adjustment import Lever
from designlint.analyses.remedies.calls import reads_from_leader
from designlint.analyses.remedies.stores import dropped_copies, fresher_reads, stronger_reads
from designlint.metrics._restored import unless_restored
from designlint.model import Claim
from designlint.model.metric import Metric, Target, always
from designlint.schema.store import MODELS


def _levers(facts: Facts, claim: Claim) -> Iterator[Lever]:
    hops = facts[reads_of][claim.about]
    for path in dict.fromkeys(hop.component for hop in hops):
        component = facts.design.components[path]
        yield from fresher_reads(component)
        yield from stronger_reads(component, str(claim.target))
        yield from dropped_copies(component)
    for hop in hops:
        yield from reads_from_leader(facts, hop.flow, hop.step)


def _culprits(facts: Facts, claim: Claim) -> Iterator[str]:
    """The components that answer reads with less than is asked for."""
    weak = facts[reads_of][claim.about].through(claim).weak(str(claim.target))
    yield from dict.fromkeys(hop.component for hop in weak)


def _judge(facts: Facts, claim: Claim) -> Judgement:
    return unless_restored(facts, claim, judge_consistency(facts, claim))


METRIC = Metric(
    name="consistency",
    subjects=("data",),
    target=Target(MODELS, meaning="a consistency model"),
    example="read_your_writes",
    between_failovers=True,
    doc=__doc__,
    judge=_judge,
    levers=_levers,
    culprits=_culprits,
    is_reported_at_cause=always,
)
