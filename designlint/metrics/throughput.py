"""The highest rate at which every component still carries its load.

The rate at which the fullest component of a flow is just full, while the other flows stay as they are.

Met: three replicas carry 3k req/s

```design
actor visitor
component links : service { replicas 3; capacity 1k req/s per replica }
flow follow { rate 2k req/s peak; visitor -> links }
nonfunctional NFR1 "Room." { require throughput of follow >= 2k req/s }
```

Violated: three replicas carry no more than 3k req/s

```design
actor visitor
component links : service { replicas 3; capacity 1k req/s per replica }
flow follow { rate 2k req/s peak; visitor -> links }
nonfunctional NFR1 "Room." { require throughput of follow >= 10k req/s }
```

Undecided: the capacity of a replica is not declared

```design
actor visitor
component links : service { replicas 3 }
flow follow { rate 2k req/s peak; visitor -> links }
nonfunctional NFR1 "Room." { require throughput of follow >= 2k req/s }
```
"""

from __future__ import annotations

from designlint.analyses.judgement import measured
from designlint.analyses.load.throughput import throughput
from designlint.metrics._capacity import causes, headline, levers
from designlint.model.metric import Metric, Target

METRIC = Metric(
    name="throughput",
    subjects=("flow", "component"),
    target=Target("throughput"),
    doc=__doc__,
    judge=measured(throughput),
    levers=levers,
    add_up=True,
    headline=headline,
    causes=causes,
)
