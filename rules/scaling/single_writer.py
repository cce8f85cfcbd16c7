"""One node takes all writes of a store, and the planned growth exceeds what it carries.

Reported when: a store with `topology single` or `leader_follower` and without shards carries today's
writes, but not those at the declared `growth`.

Not reported when: writes, capacity or `growth` are not declared, or the planned writes fit. A load
that does not fit today is reported by SCA001.

How to fix: shard the store, write less, or use a larger machine for the leader.

Why: followers share reads, not writes, so more of them do not help. Sharding a store that is full
already is slow and risky.

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

from designlint.api import Facts, Finding, Label, Step, edit, properties, rule
from designlint.api.analyses import Capacity, capacities
from designlint.api.text import show_share, stated_label, step


@rule("SCA004", grade="risk", since="0.1")
def single_writer(facts: Facts) -> Iterator[Finding]:
    """One finding for each store whose writes outgrow the node that takes them."""
    factor = facts.design.growth_factor
    limits = [c for c in facts[capacities].values() if c.is_limit(factor)]
    outgrown = sorted(limits, key=lambda limit: limit.fills_up)
    full = {capacity.component.path for capacity in outgrown}
    for path, capacity in facts[capacities].items():
        writes = capacity.leader_writes
        if writes is not None and capacity.is_leader_outgrown(factor) and path in full:
            *today, planned = capacity.overloads
            yield _finding(capacity, writes.low, factor)._replace(
                causes=(planned,), because=(*today, outgrown[0].overloads[2])
            )


def _finding(capacity: Capacity, used: float, factor: float) -> Finding:
    component = capacity.component
    return Finding(
        f"`{component.path}` takes all writes on one node, which is full at {1.0 / used:.3g}x today's"
        f" writes, below the planned {factor:g}x",
        Label(component.span),
        component.path,
        secondary=stated_label(component[properties.store.TOPOLOGY], "one node takes all writes"),
        witness=tuple(_witness(capacity, used)),
        help=(edit("shards N by KEY { placement ring }"),),
    )


def _witness(capacity: Capacity, used: float) -> Iterator[Step]:
    path, rate = capacity.component.path, capacity.shown_rate(capacity.demand.writes.low)
    carried = capacity.shown_rate(capacity.per_replica or 0.0)
    text = f"{path}: {rate} of writes over {carried} = {show_share(used)}"
    yield step(text, capacity.stated)
    for part in capacity.parts:
        if part.step.writes:
            yield Step(f"{part.flow}: {capacity.shown_rate(part.rate.low)}", part.step.span)
