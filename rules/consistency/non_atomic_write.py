"""One write of several data items spans more than a transaction of its store.

Reported when: a step writes several data items to a store whose `transactions` are `none` or
`single_row`, or are `multi_row` while the store has several shards.

Not reported when: `transactions` is `cross_shard` or not declared, the shards `colocates` the items of a
`multi_row` transaction, or the step declares a `saga`.

How to fix: use a store with transactions over several rows, or across shards; give the items the same
shard key; keep them in one row; or undo the first part with a saga. Two-phase commit needs all shards
up.

Why: items that are written together are stored apart. When the second write fails, the first has
committed, and a reader sees one part without the other.

Source: P. Helland, Life beyond Distributed Transactions (2007); J. Gray and L. Lamport, Consensus
on Transaction Commit (2006).

Bad:

```design
actor buyer
data order
data stock
component shop : service
component store : database { holds order, stock; shards 16 by id; transactions single_row }
flow buy { rate 20 req/s; buyer -> shop; shop -> store writes order, stock }
```

Good:

```design
actor buyer
data order
data stock
component shop : service
component store : database { holds order, stock; shards 16 by id; transactions cross_shard }
flow buy { rate 20 req/s; buyer -> shop; shop -> store writes order, stock }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Help, Label, Step, edit, properties, rule
from designlint.api.analyses import Effect, effects
from designlint.api.text import listed, stated_label

_TRANSACTIONS = properties.store.TRANSACTIONS


@rule(
    "CON011",
    grade="risk",
    since="0.1",
    formerly=("consistency-split-transaction", "consistency-cross-shard-write"),
)
def non_atomic_write(facts: Facts) -> Iterator[Finding]:
    """One finding for each store whose writes span more than its transactions."""
    seen = set()
    for made in facts[effects].values():
        for effect in made:
            saga = effect.stated(properties.relation.SAGA)
            if effect.target.path in seen or (saga is not None and saga.value):
                continue
            if len(set(effect.step.written)) > 1 and (ends := _ends_at(effect)):
                seen.add(effect.target.path)
                yield _finding(effect, ends)


def _ends_at(effect: Effect) -> str:
    """Where the transactions of a store end before all items of a write; empty where they may not."""
    reach = effect.target.value(_TRANSACTIONS) or ""
    if reach in ("none", "single_row"):
        return "row"
    shards = effect.target[properties.store.SHARDS]
    if reach != "multi_row" or shards is None or shards.value.number < 2:
        return ""
    together = {ref.path for ref in shards.detail(properties.store.COLOCATES) or ()}
    return "" if together.issuperset(effect.step.written) else "shard"


def _finding(effect: Effect, ends: str) -> Finding:
    flow, path = effect.flow.path, effect.target.path
    data = tuple(dict.fromkeys(effect.step.written))
    span = "shards" if ends == "shard" else "several rows"
    return Finding(
        f"`{flow}` writes {listed(data)} to `{path}`, whose transactions do not span {span}",
        Label(effect.step.span),
        flow,
        secondary=stated_label(effect.target[_TRANSACTIONS], f"end at a {ends}"),
        witness=(
            Step(f"1. `{path}` commits the write of `{data[0]}`"),
            Step(
                f"2. the {ends} of `{data[1]}` fails, or the caller stops, before its part commits"
            ),
            Step(f"3. a reader sees the new `{data[0]}` with the old `{data[1]}`"),
        ),
        help=_help(path, ends),
    )


def _help(path: str, ends: str) -> tuple[Help, ...]:
    reach = "cross_shard" if ends == "shard" else "multi_row"
    return (
        edit(f"transactions {reach}", place=f"`{path}`", note=f"if `{path}` supports them"),
        edit("saga yes", place=f"the step to `{path}`", note="if the first part can be undone"),
    )
