"""The largest size of the data with all its copies up to the `horizon`: today's data and what is
added, until its retention ends. Indexes and other overhead are not counted.

Met: three copies of what there is in two years

```design
design shop { horizon 2y }
data order { size 2kB; count 10M; growth 20k/day }
component store : database { holds order; topology leader_follower { followers 2 } }
nonfunctional NFR1 "Orders fit into 200 GB." { require storage of order <= 200GB }
```

Violated: a stream that keeps three copies of a week's messages

```design
actor visitor
component clicks : stream { replicas 3; copies 3; retention 7d }
flow click { rate 5k msg/s average; visitor ~> clicks { payload 1kB } }
nonfunctional NFR1 "Clicks fit into 5 TB." { require storage of clicks <= 5TB }
```

Undecided: the number of copies is not declared

```design
design shop { horizon 2y }
data order { size 2kB; count 10M; growth 20k/day }
component store : database { holds order; replicas 6; shards 6 by customer }
nonfunctional NFR1 "Orders fit into 100 GB." { require storage of order <= 100GB }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.judgement import measured
from designlint.analyses.remedies.adjustment import Lever
from designlint.analyses.remedies.levers import keepers_of
from designlint.analyses.remedies.stores import other_copies, shorter_retention
from designlint.analyses.storage import storage
from designlint.model import Claim
from designlint.model.metric import Metric, Target, last_line


def _levers(facts: Facts, claim: Claim) -> Iterator[Lever]:
    keepers = keepers_of(facts, claim)
    for component in keepers:
        yield from other_copies(component, more=False)
        yield from shorter_retention(component)
    for path, item in facts.design.data.items():
        homes = facts[data_uses][path].homes
        if path == claim.about or any(keeper.path in homes for keeper in keepers):
            yield from shorter_retention(item, *homes)


METRIC = Metric(
    name="storage",
    subjects=("data", "component"),
    target=Target("size"),
    higher_is_better=False,
    doc=__doc__,
    judge=measured(storage),
    levers=_levers,
    headline=last_line,
)
