"""Each write waits for another region, though no requirement needs such consistency.

Reported when: each write of a store waits for a quorum across regions, reads get the latest
value, and the design does not need that.

Not reported when: the data is critical, contains payments, or has a `freshness` or any
requirement. Nor when a write finds its quorum within one region, or round trips and distances are
not declared.

How to fix: place a quorum in one region, read with bounded staleness, or state the requirement.

Why: a store that orders writes across regions adds a round trip between regions to each write.
That is the "else" of PACELC: it costs latency every day, not only during a partition.

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

from collections.abc import Iterator, Sequence

from designlint.api import (
    Facts,
    Finding,
    Label,
    Role,
    Step,
    advice,
    edit,
    properties,
    rule,
)
from designlint.api.analyses import reads_of, stores, verdicts
from designlint.api.model import Component
from designlint.api.text import Dimension, listed, show_value


@rule("CON013", grade="advice", since="0.1", formerly=("consistency-stronger-than-needed",))
def excess_consistency(facts: Facts) -> Iterator[Finding]:
    """One finding for each store whose writes wait for another region without need."""
    required = {verdict.claim.about for verdict in facts[verdicts]}
    for path, store in facts.design.components.items():
        if not store.plays(Role.STORE) or store[properties.store.TOPOLOGY] is None:
            continue
        write = facts[stores][path].cross_region_write
        data = _written_to(facts, path) if write is not None else ()
        if write is None or not data or not required.isdisjoint((*data, path)):
            continue
        if not any(_is_needed(facts, d) for d in data) and _reads_latest(facts, path, data):
            yield _finding(store, data, write.seconds, write.lines)


def _is_needed(facts: Facts, path: str) -> bool:
    """Whether data is assumed to need strong consistency even without a requirement."""
    data = facts.design.data[path]
    return data.is_critical or data[properties.context.FRESHNESS] is not None


def _written_to(facts: Facts, store: str) -> tuple[str, ...]:
    """The data that callers write to a store and wait for."""
    steps = facts.design.steps_naming(store)
    written = [s.written for _, s in steps if s.callee.path == store and s.waits]
    return tuple(dict.fromkeys(path for paths in written for path in paths))


def _reads_latest(facts: Facts, store: str, data: Sequence[str]) -> bool:
    hops = [
        hop
        for path in data
        for hop in facts[reads_of][path].between_failovers
        if hop.component == store
    ]
    return any(hop.gives("linearizable") for hop in hops)


def _finding(
    store: Component, data: Sequence[str], seconds: float, lines: tuple[Step, ...]
) -> Finding:
    topology = store[properties.store.TOPOLOGY]
    span = topology.span if topology is not None else None
    return Finding(
        f"each write of {listed(data)} to `{store.path}` waits at least "
        f"{show_value(seconds, Dimension.TIME)} for another region, though no requirement needs it",
        Label(store.span),
        store.path,
        secondary=(Label(span),) if span else (),
        witness=lines,
        help=(
            edit(
                f"require consistency of {data[0]} >= linearizable",
                place="a requirement",
                note="if reads must see the latest write",
            ),
            advice(f"place a quorum of the copies of `{store.path}` in one region"),
        ),
    )
