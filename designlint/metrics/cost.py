"""The cost to run the system or a component, from the prices that the design states.

Met: the stated prices add up to less

```design
component links : service { replicas 4; cost 120 USD/month per replica }
component store : database { replicas 3; cost 900 USD/month total }
nonfunctional NFR1 "It costs 1500 USD a month." { require cost of everything <= 1500 USD/month }
```

Violated: one part alone costs more

```design
component links : service { replicas 4; cost 120 USD/month per replica }
component store : database { replicas 3; cost 900 USD/month per replica }
nonfunctional NFR1 "It costs 1500 USD a month." { require cost of everything <= 1500 USD/month }
```

Undecided: a part without a price

```design
component links : service { replicas 4; cost 120 USD/month per replica }
component store : database { replicas 3 }
nonfunctional NFR1 "It costs 1500 USD a month." { require cost of everything <= 1500 USD/month }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.cost import cost
from designlint.analyses.facts import Facts
from designlint.analyses.judgement import Judgement, compare
from designlint.analyses.remedies.adjustment import Lever
from designlint.analyses.remedies.replicas import fewer_replicas
from designlint.model import Claim
from designlint.model.metric import EVERYTHING, Metric, Target
from designlint.quantities.quantity import Quantity
from designlint.schema.component import COST


def _judge(facts: Facts, claim: Claim) -> Judgement:
    currency = claim.target.noun if isinstance(claim.target, Quantity) else ""
    return compare(claim, cost(facts, claim.about, currency))


def _levers(facts: Facts, claim: Claim) -> Iterator[Lever]:
    """What may cost less, where no other requirement needs it."""
    components = facts.design.components
    about = [components[claim.about]] if claim.about in components else components.values()
    for component in about:
        if component[COST] is not None:
            yield from fewer_replicas(component)


METRIC = Metric(
    name="cost",
    subjects=(EVERYTHING, "component"),
    target=Target("spending"),
    higher_is_better=False,
    doc=__doc__,
    judge=_judge,
    levers=_levers,
)
