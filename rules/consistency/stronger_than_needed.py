"""Every write waits for another region, and nobody asks for data that recent.

A store that keeps one order of writes over regions makes each write wait for the network between them:
the else of PACELC, paid every day and not only when the network is cut. Where nothing asks for it, a
leader with a quorum in one region, or reads that may be a second old, answer in a fraction of the time.

It is silent about critical data and payments, about data with a `freshness` or any requirement, where
a write finds its quorum within one region, and where round trips and distances are not stated.

Source: D. Abadi, Consistency Tradeoffs in Modern Distributed Database System Design (2012).

Bad:

```design
provider cloud {
  region north { rtt to cloud.south 40ms }
  region south { rtt to cloud.east 60ms }
  region east { rtt to cloud.north 70ms }
}
actor reader
data comment
component store : database { holds comment; replicas 3 in north, south, east; topology consensus { copies 3 } }
flow write { rate 60 req/s; reader -> store writes comment }
flow see { rate 600 req/s; reader -> store reads comment }
```

Good:

```design
provider cloud {
  region north { rtt to cloud.south 40ms }
  region south { rtt to cloud.east 60ms }
  region east { rtt to cloud.north 70ms }
}
actor reader
data comment
component store : database { holds comment; replicas 3 in north, south, east; topology consensus { copies 3 } }
flow write { rate 60 req/s; reader -> store writes comment }
flow see { rate 600 req/s; reader -> store reads comment }
nonfunctional NFR1 "In one order." { require consistency of comment >= sequential }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.trade_offs import Unasked, unasked_consistency
from designlint.api import Facts, Finding, Label, Severity, advice, edit, properties, rule
from designlint.api.text import Dimension, listed, show_value


@rule("CON013", severity=Severity.INFO, since="0.1")
def stronger_than_needed(facts: Facts) -> Iterator[Finding]:
    """One finding for each store that is kept in step over regions for nothing that is asked."""
    for found in facts[unasked_consistency]:
        yield _finding(found)


def _finding(found: Unasked) -> Finding:
    store = found.crossing.store
    seconds = show_value(found.crossing.seconds, Dimension.TIME)
    topology = store[properties.store.TOPOLOGY]
    spots = (Label(topology.span),) if topology is not None and topology.span else ()
    return Finding(
        f"each write of {listed(found.data)} to `{store.path}` waits {seconds} or more for another "
        "region, and nothing asks for that",
        Label(store.span),
        store.path,
        secondary=spots,
        witness=found.crossing.lines,
        help=(
            edit(f"require consistency of {found.data[0]} >= linearizable", note="if it is needed"),
            advice(f"else keep a quorum of the copies of `{store.path}` in one region"),
        ),
    )
