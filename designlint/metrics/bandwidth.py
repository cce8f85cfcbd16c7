"""The bytes per time at peak: of all calls of a flow, or in and out of a component. A call without
a `payload` is assumed to carry what it reads and writes.

Met: a tenth of the requests misses the cache

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

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.judgement import measured
from designlint.analyses.load.bandwidth import bandwidth
from designlint.diagnostics.diagnostic import Help, advice
from designlint.model import Claim
from designlint.model.metric import Metric, Target
from designlint.quantities.quantity import Quantity
from designlint.quantities.showing import show_share


def _suggestions(world: Facts, claim: Claim) -> Iterator[Help]:
    """What no setting does."""
    if isinstance(claim.target, Quantity):
        least = bandwidth(world, claim.about).value.low
        if least > claim.target.value:
            share = show_share(claim.target.value / least)
            yield advice(f"reduce payloads or calls to at most {share} of what they are today")


METRIC = Metric(
    name="bandwidth",
    subjects=("flow", "component"),
    target=Target("bandwidth"),
    higher_is_better=False,
    doc=__doc__,
    judge=measured(bandwidth),
    suggestions=_suggestions,
)
