"""A read joins data items of a sharded store that are not on one shard.

Reported when: flows read data with `access join` from a store that has two shards or more. The severity
is a warning where the shard key is that of single items, so that the other items are elsewhere: an `id`,
a hash, a time, or the key of one joined item that is more numerous than another. Without counts, that is
any item which is neither an actor or tenant nor part of another's name, as in `order_line`. Else the
severity is info.

Not reported when: the store has a model without joins (DAT007 reports that), the shards declare
`colocates` for the items, or the key names an item that is less numerous than all others, as `by
customer` does for customers and their orders.

How to fix: split all items by the key that they share, and declare `colocates`. Otherwise keep a small
item on every shard, store the joined result with one of them, or keep the data on one node.

Why: each shard has a part of the answer. The store asks all shards and moves rows between them, so
the join becomes slower with each shard, and it stops when one shard is down.

Source: Citus documentation, on co-located tables and joins; Vitess documentation, on cross-shard
joins; M. Kleppmann, Designing Data-Intensive Applications (2017), chapter 6.

Bad:

```design
actor visitor
data order { access join }
data customer { access join }
component store : database { holds order, customer; shards 8 by order_id }
flow see { visitor -> store reads order, customer }
```

Good:

```design
actor visitor
data order { access join }
data customer { access join }
component store : database { holds order, customer; shards 8 by customer { colocates order, customer } }
flow see { visitor -> store reads order, customer }
```
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from designlint.api import Facts, Finding, Help, Label, Role, Step, advice, edit, properties, rule
from designlint.api.model import Component, Data, Known
from designlint.api.model import Step as Call
from designlint.api.text import listed, stated_label, step

_SHARDS, _COUNT = properties.store.SHARDS, properties.context.COUNT
# What other items belong to, by its name.
_PARENTS = re.compile(
    "tenant|account|customer|client|user|member|owner|org|company|team|workspace|project|merchant|"
    "seller|shop|store|patient|author|group|person|people|site|device"
)
# Keys of one item alone, whatever it is.
_OWN = (
    "id",
    "uuid",
    "guid",
    "hash",
    "key",
    "pk",
    "rowid",
    "time",
    "timestamp",
    "date",
    "created_at",
)


@rule("SCA030", grade="minor", also=("risk",), since="0.2")
def cross_shard_join(facts: Facts) -> Iterator[Finding]:
    """One finding for each sharded store, at the first read of what is joined in it."""
    for store in facts.design.components.values():
        shards = store[_SHARDS]
        if shards is None or shards.value.number < 2 or not _can_join(store):
            continue
        joined, calls = _joined(facts, store)
        if joined and not _is_colocated(shards, joined):
            actors = {actor.name.lower() for actor in facts.design.actors.values()}
            yield _finding(calls[0], store, shards, joined, actors)


def _can_join(store: Component) -> bool:
    """Whether its model may have joins at all; where it has none, DAT007 reports that."""
    model = store.value(properties.store.MODEL) or "relational"
    return store.plays(Role.STORE) and model in ("relational", "graph", "search")


def _joined(facts: Facts, store: Component) -> tuple[list[Data], list[Call]]:
    """The items with `access join` that flows read from a store, and the reads."""
    calls = [
        call
        for flow, call in facts.design.steps_naming(store.path)
        if not flow.recovers and call.callee.path == store.path
    ]
    paths = dict.fromkeys(named.path for call in calls for named in call.reads)
    items = [facts.design.data[path] for path in paths]
    joined = [d for d in items if "join" in (d.value(properties.context.ACCESS) or ())]
    names = {data.path for data in joined}
    return joined, [call for call in calls if any(named.path in names for named in call.reads)]


def _is_colocated(shards: Known[Any], joined: list[Data]) -> bool:
    """Whether rows that belong together are on one shard: as declared, or because the key is that of
    an item which the others belong to."""
    declared = {ref.path for ref in shards.detail(properties.store.COLOCATES) or ()}
    if all(data.path in declared for data in joined):
        return True
    named = _named(shards, joined)
    others = [data for data in joined if data is not named]
    return bool(others) and named is not None and all(_is_fewer(named, d) for d in others)


def _is_fewer(one: Data, other: Data) -> bool:
    count, more = one[_COUNT], other[_COUNT]
    return count is not None and more is not None and count.value.value < more.value.value


def _named(shards: Known[Any], joined: list[Data]) -> Data | None:
    """The item whose key decides on the shard: `order` of `by order_id`."""
    key = (shards.value.key or "").lower().removesuffix("_id").removesuffix("_key")
    return next((data for data in joined if data.name.lower() == key), None)


def _is_apart(shards: Known[Any], joined: list[Data], actors: Collection[str]) -> bool:
    """Whether the items are on different shards: the key is that of single items."""
    if (shards.value.key or "id").lower() in _OWN:
        return True
    named = _named(shards, joined)
    if named is None or any(_is_fewer(named, other) for other in joined):
        return False
    if any(_is_fewer(other, named) for other in joined):
        return True
    others = [data.name.lower() for data in joined if data is not named]
    is_parent = named.name.lower() in actors or _PARENTS.search(named.name.lower()) is not None
    return bool(others) and not is_parent and not any(named.name.lower() in o for o in others)


def _finding(
    call: Call, store: Component, shards: Known[Any], joined: list[Data], actors: Collection[str]
) -> Finding:
    path, number, key = store.path, shards.value.number, shards.value.key
    names = [data.path for data in joined]
    is_apart = _is_apart(shards, joined, actors)
    by = f"by `{key}`" if key else "without a declared key"
    may = "" if is_apart else "may "
    return Finding(
        f"a join of {listed(names)} in `{path}` {may}{'spans' if is_apart else 'span'} its {number} shards",
        Label(call.span, "joins them"),
        path,
        secondary=stated_label(shards, "splits them"),
        witness=(
            step(f"{path}: {number} shards {by}", shards),
            Step(f"`access join`: {listed(names)}", call.span),
            Step(
                "rows that belong together are on several shards, and move between them for each join"
            ),
        ),
        help=_help(number, names),
        grade="risk" if is_apart else "minor",
        causes=(f"shard key of `{path}`",),
    )


def _help(number: int, names: list[str]) -> tuple[Help, ...]:
    apart = advice(f"keep {listed(names)} on one node, or store the joined result")
    if len(names) < 2:
        return (apart,)
    together = edit(
        f"shards {number} by KEY {{ colocates {', '.join(names)} }}",
        note="by a key that all of them have",
    )
    return together, apart
