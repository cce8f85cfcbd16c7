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

from collections.abc import Iterator, Sequence

from designlint.api import (
    Facts,
    Finding,
    Label,
    Role,
    Severity,
    Step,
    advice,
    edit,
    properties,
    rule,
)
from designlint.api.analyses import cross_region_write, reads_of, verdicts
from designlint.api.model import Component
from designlint.api.text import Dimension, listed, show_value


@rule("CON013", severity=Severity.INFO, since="0.1", formerly=("consistency-stronger-than-needed",))
def excess_consistency(facts: Facts) -> Iterator[Finding]:
    """One finding for each store that is kept in step over regions for nothing that is asked."""
    asked = {verdict.claim.about for verdict in facts[verdicts]}
    for path, store in facts.design.components.items():
        if not store.plays(Role.STORE) or store[properties.store.TOPOLOGY] is None:
            continue
        across = cross_region_write(facts, path)
        data = _written_to(facts, path) if across is not None else ()
        if across is None or not data or not asked.isdisjoint((*data, path)):
            continue
        if not any(_is_needed(facts, d) for d in data) and _reads_latest(facts, path, data):
            yield _finding(store, data, across.seconds, across.lines)


def _is_needed(facts: Facts, path: str) -> bool:
    """Whether data is taken to need strong consistency, though no requirement asks for it."""
    data = facts.design.data[path]
    return data.is_critical or data[properties.context.FRESHNESS] is not None


def _written_to(facts: Facts, store: str) -> tuple[str, ...]:
    """The data that callers write to a store and wait for."""
    steps = (step for flow in facts.design.flows.values() for step in flow.steps)
    written = [s.written for s in steps if s.callee.path == store and s.waits]
    return tuple(dict.fromkeys(path for paths in written for path in paths))


def _reads_latest(facts: Facts, store: str, data: Sequence[str]) -> bool:
    hops = [hop for path in data for hop in facts[reads_of][path] if hop.component == store]
    return any(hop.gives("linearizable") for hop in hops)


def _finding(
    store: Component, data: Sequence[str], seconds: float, lines: tuple[Step, ...]
) -> Finding:
    topology = store[properties.store.TOPOLOGY]
    span = topology.span if topology is not None else None
    return Finding(
        f"each write of {listed(data)} to `{store.path}` waits "
        f"{show_value(seconds, Dimension.TIME)} or more for another region, and nothing asks for that",
        Label(store.span),
        store.path,
        secondary=(Label(span),) if span else (),
        witness=lines,
        help=(
            edit(f"require consistency of {data[0]} >= linearizable", note="if it is needed"),
            advice(f"else keep a quorum of the copies of `{store.path}` in one region"),
        ),
    )
