"""Where all copies of the data are kept.

Met: every copy is there

```design
provider cloud { region north { jurisdiction eu }; region west { jurisdiction us } }
data visit
component store : database { holds visit; replicas 2 in north; backup every 24h to vault }
component vault : object_store { in north }
nonfunctional NFR1 "Visits stay in the EU." { require residency of visit in eu }
```

Violated: the backup leaves

```design
provider cloud { region north { jurisdiction eu }; region west { jurisdiction us } }
data visit
component store : database { holds visit; replicas 2 in north; backup every 24h to vault }
component vault : object_store { in west }
nonfunctional NFR1 "Visits stay in the EU." { require residency of visit in eu }
```

Undecided: the place of `edge` is not declared

```design
provider cloud { region north { jurisdiction eu }; region west { jurisdiction us } }
data visit
component store : database { holds visit; replicas 2 in north }
component edge : cdn { holds visit; ttl 1h }
nonfunctional NFR1 "Visits stay in the EU." { require residency of visit in eu }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.protection.residency import judge_residency, residencies
from designlint.analyses.remedies.adjustment import Lever
from designlint.analyses.remedies.replicas import replicas_inside
from designlint.model import Claim
from designlint.model.metric import IN_PLACE, Metric, always, last_line


def _levers(facts: Facts, claim: Claim) -> Iterator[Lever]:
    for residency in facts[residencies][claim.about].against(str(claim.target)):
        if residency.is_outside:
            component = facts.design.components[residency.location.component]
            yield from replicas_inside(facts, component, str(claim.target))


METRIC = Metric(
    name="residency",
    subjects=("data",),
    target=IN_PLACE,
    example="eu",
    doc=__doc__,
    judge=judge_residency,
    levers=_levers,
    headline=last_line,
    is_reported_at_cause=always,
)
