"""The share of capacity that the peak load leaves free.

The load at peak, over all flows with their shares, multiplicities and cache misses, is compared
with the capacity. For a flow, its fullest component decides. A published benchmark of other
hardware never refutes a claim.

Met: a third is free at peak

```design
actor visitor
component links : service { replicas 3; capacity 1k req/s per replica }
flow follow { rate 2k req/s peak; visitor -> links }
nonfunctional NFR1 "Room." { require headroom of links >= 20% }
```

Violated: a third is free at peak, and half is asked for

```design
actor visitor
component links : service { replicas 3; capacity 1k req/s per replica }
flow follow { rate 2k req/s peak; visitor -> links }
nonfunctional NFR1 "Room." { require headroom of links >= 50% }
```

Undecided: the capacity of a replica is not declared

```design
actor visitor
component links : service { replicas 3 }
flow follow { rate 2k req/s peak; visitor -> links }
nonfunctional NFR1 "Room." { require headroom of links >= 20% }
```
"""

from __future__ import annotations

from designlint.analyses.failure.uncarried import headroom_at_worst
from designlint.analyses.judgement import measured
from designlint.metrics._capacity import causes, headline, levers
from designlint.model.metric import Metric, Target

METRIC = Metric(
    name="headroom",
    subjects=("flow", "component"),
    target=Target("share"),
    example="30%",
    doc=__doc__,
    judge=measured(headroom_at_worst),
    levers=levers,
    add_up=True,
    headline=headline,
    causes=causes,
)
