"""One node takes all writes of a store, and planned growth brings more than it carries.

Followers share reads, not writes, so adding them does not help: the leader is full at some multiple
of today's writes, and then only a larger machine, fewer writes or shards do. Finding out late is
expensive, because sharding a store that is full is hard.

It is told about stores with `topology single` or `leader_follower` and no shards. It is silent where
the writes or the capacity are not stated, where today's load does not fit (SCA001), and where the
planned `growth` fits.

Source: M. Kleppmann, Designing Data-Intensive Applications (2017), chapters 5 and 6, on leaders and
partitioning.

Bad:

```design
design shortlink { growth 10x }
actor author
data link
component store : database { holds link; topology leader_follower { followers 2 }; capacity 5k req/s }
flow create { rate 1k req/s peak; author -> store writes link }
```

Good:

```design
design shortlink { growth 10x }
actor author
data link
component store : database { holds link; topology leader_follower { followers 2 }; capacity 5k req/s }
flow create { rate 300 req/s peak; author -> store writes link }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.scaling import GrowthLimit, growth_limits
from designlint.api import Facts, Finding, Label, Severity, Step, edit, properties, rule
from designlint.api.analyses import growth_factor
from designlint.api.text import origin_text, show_share


@rule("SCA004", severity=Severity.WARNING, since="0.1")
def single_writer(facts: Facts) -> Iterator[Finding]:
    """One finding for each store whose writes outgrow the node that takes them."""
    for limit in facts[growth_limits]:
        if limit.writer:
            yield _finding(facts, limit)


def _finding(facts: Facts, limit: GrowthLimit) -> Finding:
    component = limit.capacity.component
    topology = component[properties.store.TOPOLOGY]
    span = topology.span if topology is not None else None
    return Finding(
        f"the one node that takes all writes of `{component.path}` is full at {limit.shown} today's"
        f" writes, before {growth_factor(facts.design):g}x",
        Label(component.span),
        component.path,
        secondary=(Label(span, "one node takes the writes"),) if span else (),
        witness=tuple(_witness(limit)),
        help=(edit("shards N by KEY { placement ring }"),),
    )


def _witness(limit: GrowthLimit) -> Iterator[Step]:
    capacity = limit.capacity
    stated = capacity.component[properties.component.CAPACITY]
    writes, each = capacity.demand.writes.low, capacity.per_replica
    if stated is None or not each:
        return
    rate, carried = capacity.shown_rate(writes), capacity.shown_rate(each)
    text = (
        f"{capacity.component.path}: {rate} of writes over {carried} = {show_share(writes / each)}"
    )
    yield Step(text, stated.span, origin_text(stated.origin))
    for part in capacity.parts:
        if part.step.writes:
            yield Step(f"{part.flow}: {capacity.shown_rate(part.rate.low)}", part.step.span)
