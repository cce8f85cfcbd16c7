"""A sharded store grows, but nobody moves data between its shards.

Reported when: a store has two shards or more with `rebalance none`, and the data that it keeps is
written by a flow or has a `growth`.

Not reported when: shards are moved automatically or by people; `rebalance` is not declared (the open
questions ask); nothing changes the data; or the component is a cache, which fills itself again.

How to fix: use a store or a proxy that moves shards (`rebalance auto`), with more shards than nodes, or
declare who does it (`rebalance manual`).

Why: shards grow unevenly. The first one that is full or overloaded stops its users, while the others
have room. To split it without a shard manager is a migration under load, by hand, at the worst time.

Source: Foursquare, Troubles with MongoDB (2010), on a shard that filled up; M. Kleppmann, Designing
Data-Intensive Applications (2017), chapter 6, on rebalancing partitions.

Bad:

```design
actor visitor
data order { growth 1M/day }
component store : database { holds order; shards 8 by customer { rebalance none } }
flow buy { visitor -> store writes order }
```

Good:

```design
actor visitor
data order { growth 1M/day }
component store : database { holds order; shards 64 by customer { rebalance auto } }
flow buy { visitor -> store writes order }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Role, Step, edit, properties, rule
from designlint.api.analyses import data_uses
from designlint.api.model import Component, Data, Known
from designlint.api.text import listed, step

_SHARDS, _REBALANCE = properties.store.SHARDS, properties.store.REBALANCE
_GROWTH = properties.context.GROWTH


@rule("SCA032", grade="risk", since="0.2")
def no_rebalancing(facts: Facts) -> Iterator[Finding]:
    """One finding for each store whose shards nobody moves."""
    for path, store in facts.design.components.items():
        shards = store[_SHARDS]
        if shards is None or shards.value.number < 2 or not store.plays(Role.STORE):
            continue
        moved = shards.details[_REBALANCE]
        if moved is None or moved.value != "none":
            continue
        kept = facts[data_uses].data_of(path)
        lines = {name: _grows(facts, facts.design.data[name]) for name in kept}
        growing = {name: line for name, line in lines.items() if line is not None}
        if growing:
            yield _finding(store, shards.value.number, moved, growing)


def _grows(facts: Facts, data: Data) -> Step | None:
    """What shows that there will be more of it, or other items; None where nothing does."""
    growth, writes = data[_GROWTH], facts[data_uses][data.path].writes
    if growth is not None:
        return step(f"`{data.path}` grows", growth) if growth.value.value > 0.0 else None
    return Step(f"flows write `{data.path}`", writes[0].span) if writes else None


def _finding(store: Component, shards: int, moved: Known[str], growing: dict[str, Step]) -> Finding:
    path, first = store.path, next(iter(growing.values()))
    fills = "fills" if len(growing) == 1 else "fill"
    return Finding(
        f"`{path}` does not rebalance its {shards} shards, which {listed([*growing])} {fills} unevenly",
        Label(moved.span or store.span, "no shard moves"),
        path,
        secondary=(Label(first.span, "fills the shards"),) if first.span else (),
        witness=(
            step(f"{path}: no rebalancing", moved),
            *growing.values(),
            Step("the first full or hot shard stops its users, while the others have room"),
        ),
        help=(
            edit("rebalance auto", place=f"the shards of `{path}`", note="with a shard manager"),
            edit("rebalance manual", place=f"the shards of `{path}`", note="if a team does it"),
        ),
        causes=(f"rebalancing of `{path}`",),
    )
