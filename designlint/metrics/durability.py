"""The share of the data that is still there after a year.

Met: the provider publishes this durability for the store

```design
actor author
data picture
component files : object_store { holds picture; tech aws.s3 }
flow upload { author -> files writes picture }
nonfunctional NFR1 "Pictures last." { require durability of picture >= 99.999999999% }
```

Violated: the stated durability of the store is lower

```design
actor author
data picture
component files : object_store { holds picture; durability 99.9% }
flow upload { author -> files writes picture }
nonfunctional NFR1 "Pictures last." { require durability of picture >= 99.999% }
```

Undecided: the time between losses of a replica is not declared

```design
actor author
data picture
component files : file_store { holds picture; replicas 3; topology consensus }
flow upload { author -> files writes picture }
nonfunctional NFR1 "Pictures last." { require durability of picture >= 99.999% }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.judgement import measured
from designlint.analyses.recovery.durability import durability
from designlint.analyses.remedies.adjustment import Lever
from designlint.analyses.remedies.levers import keepers_of
from designlint.analyses.remedies.stores import other_copies
from designlint.model import Claim
from designlint.model.metric import Metric, Target


def _levers(facts: Facts, claim: Claim) -> Iterator[Lever]:
    for component in keepers_of(facts, claim):
        yield from other_copies(component, more=True)


METRIC = Metric(
    name="durability",
    subjects=("data", "component"),
    target=Target("share"),
    example="99.999999999%",
    doc=__doc__,
    judge=measured(durability),
    levers=_levers,
)
