"""A store is sharded although one node holds all its data and carries all its load.

Reported when: a store has two shards or more, and one node has room for the data and capacity for the
load, both at the planned growth. Where `max_size` or the capacity of a node is not declared, a node is
taken to hold 100 GB, or 10 GB in the memory of a cache, and to carry 100 requests a second. The severity
is info.

Not reported when: the size of the data or the load is not declared, or the shards have a reason: a
`because` of their own, or one of the store or of a decision about it that speaks of shards, partitions,
tenants, cells or isolation. Of a store that is distributed by nature (`topology leaderless` or
`consensus`), any reason counts.

How to fix: use one node with an index for each query, or state why the store is sharded.

Why: shards cost transactions, joins and unique keys across them, and uneven shards have to be
rebalanced. An index, a larger node or followers for reads are cheaper for as long as they suffice.

Source: M. Kleppmann, Designing Data-Intensive Applications (2017), chapter 6; S. Newman, Building
Microservices, 2nd ed. (2021), chapter 13, on scaling along the simplest axis first.

Bad:

```design
actor author
data link { size 500B; count 1M }
component store : database {
  holds link; shards 8 by code; max_size 1TB per replica
  replicas 8; capacity 5k req/s per replica
}
flow create { rate 100 req/s peak; author -> store writes link }
```

Good:

```design
actor author
data link { size 500B; count 1M }
component store : database {
  holds link; max_size 1TB per replica
  replicas 1; capacity 5k req/s per replica
}
flow create { rate 100 req/s peak; author -> store writes link }
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from designlint.api import (
    Facts,
    Finding,
    Help,
    Label,
    Role,
    Step,
    advice,
    edit,
    model,
    properties,
    rule,
)
from designlint.api.analyses import capacities, volumes
from designlint.api.text import Dimension, show_value, stated_label, step

_BECAUSE = properties.component.BECAUSE
_SHARDED_BY_NATURE = ("leaderless", "consensus")
# What one server holds and carries, whichever store it runs, where neither is declared: bytes, and
# requests a second.
_ANY_ROOM, _ANY_MEMORY, _ANY_RATE = 100e9, 10e9, 100.0
_ABOUT_SHARDS = re.compile(
    r"shard|partition|split|tenant|\bcells?\b|isolat|apart|separat", re.IGNORECASE
)


@rule("SCA005", grade="advice", since="0.1", formerly=("scaling-sharded-early",))
def premature_sharding(facts: Facts) -> Iterator[Finding]:
    """One finding for each store whose shards are not needed yet."""
    for component in facts.design.components.values():
        shards = component[properties.store.SHARDS]
        if shards is None or shards.value.number < 2 or _has_reason(facts, component, shards):
            continue
        lines = _one_node_suffices(facts, component)
        if lines and shards.span is not None:
            yield Finding(
                f"`{component.path}` has {shards.value.number} shards, but one node can hold all data and carry all load",
                Label(component.span),
                component.path,
                secondary=stated_label(shards, "not needed yet"),
                witness=lines,
                help=(
                    _unsharded(component, shards.value.number),
                    edit(
                        'because "..."',
                        place=f"the shards of `{component.path}`",
                        note="where they have another reason",
                    ),
                ),
            )


def _unsharded(component: model.Component, shards: int) -> Help:
    replicas = f"replicas {min(3, shards)}"
    if component.plays(Role.CACHE):
        return advice(f"keep all on each node: `{replicas}`, and no shards")
    return edit(f"{replicas}; index KEY", note="and no shards")


def _has_reason(facts: Facts, component: model.Component, shards: model.Known[Any]) -> bool:
    """Whether the design says why a store is sharded; why it is this store is another question."""
    if shards.details[_BECAUSE] is not None:
        return True
    if (component.value(properties.store.TOPOLOGY) or "") in _SHARDED_BY_NATURE:
        return facts.design.is_explained(component)
    texts = [component.value(_BECAUSE)]
    for decision in facts.design.decisions.values():
        if any(named.path == component.path for named in decision.about):
            texts += [decision.title, decision.value(_BECAUSE)]
            texts += [option.title for option in decision.options]
    return any(_ABOUT_SHARDS.search(text) for text in texts if text)


def _one_node_suffices(facts: Facts, component: model.Component) -> tuple[Step, ...]:
    """The lines that show that one node has room for all data and carries all load, also when both
    have grown; empty where it does not, or where that is unknown."""
    path, capacity = component.path, facts[capacities][component.path]
    room, each = component[properties.store.MAX_SIZE], capacity.per_replica
    if (room is not None and room.value.is_total) or (each is None and capacity.stated is not None):
        return ()
    held, factor = facts[volumes].held_by(component), facts.design.growth_factor
    load = capacity.demand.total.high * factor
    usual = _ANY_MEMORY if component.plays(Role.CACHE) else _ANY_ROOM
    fits = usual if room is None else room.value.amount.value
    if held is None or held > fits or not 0.0 < load <= (_ANY_RATE if each is None else each):
        return ()
    data, space = (show_value(size, Dimension.SIZE) for size in (held, fits))
    grown = f" at {factor:g}x" if factor != 1.0 else ""
    carried = "which any server carries"
    if each is not None:
        carried = f"capacity of {capacity.shown_rate(each)} on one node"
    has_room = "which any server has room for" if room is None else f"room for {space} on one node"
    return (
        step(f"{path}: {data} of data, {has_room}", room),
        step(f"{path}: {capacity.shown_rate(load)}{grown}, {carried}", capacity.stated),
    )
