"""How many bytes it moves at peak: a flow by all its calls, a component in and out. A call without
a `payload` is assumed to carry what it reads and writes.

Met: what misses the cache is a tenth

```design
actor visitor
component edge : cdn { ttl 1h; hit 90% }
component pages : service
flow view {
  rate 1k req/s peak
  visitor -> edge { payload 100kB }
  edge -> pages, on miss of edge { payload 100kB }
}
nonfunctional NFR1 "The origin sends 20 MB/s at the most." { require bandwidth of pages <= 20MB/s }
```

Violated: at three times the load

```design
actor visitor
component pages : service
flow view { rate 1k req/s peak; visitor -> pages { payload 100kB } }
nonfunctional NFR1 "A 2 Gbit/s line is enough." { require bandwidth of view <= 2Gbit/s at 3x }
```

Undecided: the payload of a call is not declared

```design
actor visitor
component pages : service
component store : database
flow view { rate 1k req/s peak; visitor -> pages { payload 100kB }; pages -> store }
nonfunctional NFR1 "A 2 Gbit/s line is enough." { require bandwidth of view <= 2Gbit/s }
```
"""

from __future__ import annotations

from designlint.analyses.judgement import measured
from designlint.analyses.load.bandwidth import bandwidth
from designlint.analyses.remedies.words import beyond_bandwidth
from designlint.metric import Metric, Target

METRIC = Metric(
    name="bandwidth",
    subjects=("flow", "component"),
    target=Target("bandwidth"),
    higher_is_better=False,
    doc=__doc__,
    judge=measured(bandwidth),
    suggestions=beyond_bandwidth,
)
