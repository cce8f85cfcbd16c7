"""A store is split by a key that gives all new data to one shard.

Reported when: a flow writes to a store that has two shards or more `by` a key that grows, and neighbours
stay together (`placement range`). The key is a time or is counted up by its name: `created_at`,
`order_number`, `sequence_id`, `snowflake_id`, `ulid`, `uuid_v7`. With a key that stays the same for a
while, such as `day` or `month`, any placement is reported, also of the partitions of a queue or stream.

Not reported when: another `placement` spreads neighbouring keys; the key begins with something else,
as `tenant_created_at` does; or the placement is not declared. An identifier such as `post_id` may be
counted or random: the open questions ask.

How to fix: split by a key that spreads the writes, such as the customer, or hash the key. Where reads
need the order of time, put a bucket or the tenant before the time.

Why: all new keys are at the end of the last range, and a hash gives equal keys to one shard. One shard
takes all writes, and the others take none. More shards do not carry more writes, and each split moves
the hot end to another node.

Source: Google Cloud, Spanner schema design best practices, on monotonically increasing keys; MongoDB
documentation, on choosing a shard key; M. Kleppmann, Designing Data-Intensive Applications (2017),
chapter 6.

Bad:

```design
actor visitor
data order
component store : database { holds order; shards 8 by created_at { placement range } }
flow buy { rate 2k req/s peak; visitor -> store writes order }
```

Good:

```design
actor visitor
data order
component store : database { holds order; shards 8 by customer { placement ring } }
flow buy { rate 2k req/s peak; visitor -> store writes order }
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from designlint.api import Facts, Finding, Label, Step, advice, edit, model, properties, rule
from designlint.api.analyses import data_uses
from designlint.api.text import step

_SPLIT = (properties.store.SHARDS, properties.messaging.PARTITIONS)


@rule("SCA031", grade="risk", since="0.2")
def growing_shard_key(facts: Facts) -> Iterator[Finding]:
    """One finding for each store whose newest keys are all in one shard."""
    for component in facts.design.components.values():
        for split in _SPLIT:
            parts = component[split]
            if parts is None or parts.value.number < 2:
                continue
            writes = _writes(facts, component.path)
            items = {*facts[data_uses].data_of(component.path)}
            growth = parts.value.growth(items | {d.path for w in writes for d in w.stores})
            if growth is None or not writes:
                continue
            if growth.is_coarse:
                yield _finding(component, split.name, parts, writes, is_coarse=True)
            elif growth.is_steady and _is_in_ranges(parts):
                yield _finding(component, split.name, parts, writes, is_coarse=False)


def _is_in_ranges(parts: model.Known[Any]) -> bool:
    placed = parts.details[properties.store.PLACEMENT]
    return placed is not None and placed.value == "range"


def _writes(facts: Facts, store: str) -> list[model.Step]:
    """The steps that write to a store, or send to a queue, while it serves."""
    return [
        call
        for flow, call in facts.design.steps_naming(store)
        if not flow.recovers and call.callee.path == store and call.stores
    ]


def _finding(
    store: model.Component,
    word: str,
    parts: model.Known[Any],
    writes: list[model.Step],
    *,
    is_coarse: bool,
) -> Finding:
    path, number, key = store.path, parts.value.number, parts.value.key
    one, last = word.removesuffix("s"), "the same" if is_coarse else "the last"
    how = "split" if is_coarse else "split into ranges"
    why = f"all data of one `{key}` is" if is_coarse else "the newest keys are"
    by = "by" if is_coarse else "of"
    takes = f"one of {number} {word} takes all writes"
    return Finding(
        f"`{path}` is {how} {by} `{key}`, so {takes}" + (" at a time" if is_coarse else ""),
        Label(
            parts.span or store.span, "is the same for a while" if is_coarse else "grows with time"
        ),
        path,
        secondary=(Label(writes[0].span, f"goes to {last} {one}"),),
        witness=(
            step(f"{path}: {how} {by} `{key}`, so {why} in {last} {one}", parts),
            Step(
                f"1 of {number} {word} takes the writes of `{writes[0].stores[0].path}`",
                writes[0].span,
            ),
        ),
        help=(
            edit(_remedy(word, number)),
            advice(f"where reads need ranges of `{key}`, put a tenant or a bucket before it"),
        ),
        causes=(f"hot shard of `{path}`",),
    )


def _remedy(word: str, number: int) -> str:
    placed = " { placement ring; vnodes 256 }" if word == properties.store.SHARDS.name else ""
    return f"{word} {number} by KEY{placed}"
