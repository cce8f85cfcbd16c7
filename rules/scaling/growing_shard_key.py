"""A store is split into ranges of a key that grows with time.

Reported when: a store has two shards or more `by` a key that is a time or a sequence, such as
`created_at`, with `placement range`, and a flow writes to the store.

Not reported when: another `placement` spreads neighbouring keys; the key begins with something else,
as `tenant_created_at` does; or the placement is not declared.

How to fix: split by a key that spreads the writes, such as the customer, or hash the key. Where reads
need the order of time, put a bucket or the tenant before the time.

Why: all new keys are at the end of the last range. One shard takes all writes, and the others take
none. More shards do not carry more writes, and each split moves the hot end to another node.

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

import re
from collections.abc import Iterator
from typing import Any

from designlint.api import Facts, Finding, Label, Step, advice, edit, model, properties, rule
from designlint.api.text import step

_SHARDS = properties.store.SHARDS
# The last word of a key that grows with time, and what may stand before it: in `event_time` the time
# still comes first, in `tenant_time` the tenant does.
_GROWING = re.compile(
    "at|on|time|timestamp|ts|date|datetime|day|week|month|year|hour|minute|epoch|created|updated|"
    "seq|sequence|serial|counter|autoincrement|increment|rowid|number|offset|lsn|ulid|snowflake"
)
_PREFIX = re.compile(
    r"\w+ed|written|sent|begun|taken|start|creation|insertion|arrival|event|entry|record|log|auto"
)


@rule("SCA031", grade="risk", since="0.2")
def growing_shard_key(facts: Facts) -> Iterator[Finding]:
    """One finding for each store whose newest keys are all in its last shard."""
    for store in facts.design.components.values():
        shards = store[_SHARDS]
        if shards is None or shards.value.number < 2 or not _grows(shards.value.key):
            continue
        placed = shards.details[properties.store.PLACEMENT]
        writes = _writes(facts, store.path)
        if placed is not None and placed.value == "range" and writes:
            yield _finding(store, shards, writes)


def _grows(key: str | None) -> bool:
    """Whether a key is a time or counts up, by its name."""
    *first, last = re.split(r"[_.-]|(?<=[a-z])(?=[A-Z])", key or "")
    is_first = all(_PREFIX.fullmatch(word.lower()) for word in first)
    return is_first and _GROWING.fullmatch(last.lower()) is not None


def _writes(facts: Facts, store: str) -> list[model.Step]:
    """The steps that write to a store while it serves."""
    flows = [flow for flow in facts.design.flows.values() if not flow.recovers]
    calls = [call for flow in flows for call in flow.steps if call.callee.path == store]
    return [call for call in calls if call.stores]


def _finding(store: model.Component, shards: model.Known[Any], writes: list[model.Step]) -> Finding:
    path, number, key = store.path, shards.value.number, shards.value.key
    lines = [
        step(f"{path}: ranges of `{key}`, so the newest keys are in the last shard", shards),
        Step(
            f"1 of {number} shards takes the writes of `{writes[0].stores[0].path}`", writes[0].span
        ),
    ]
    return Finding(
        f"`{path}` is split into ranges of `{key}`, so one of {number} shards takes all writes",
        Label(shards.span or store.span, "grows with time"),
        path,
        secondary=(Label(writes[0].span, "goes to the last shard"),),
        witness=tuple(lines),
        help=(
            edit(f"shards {number} by KEY {{ placement ring; vnodes 256 }}"),
            advice(f"where reads need ranges of `{key}`, put a tenant or a bucket before it"),
        ),
        causes=(f"hot shard of `{path}`",),
    )
