"""One write spans shards, but transactions end at a shard.

Reported when: a step writes several data items to a store with several shards, whose
`transactions` are declared but not `cross_shard`.

Not reported when: `transactions` is `cross_shard` or not declared, or the step declares a `saga`.

How to fix: give the items the same shard key, use cross-shard transactions, or undo the first
part with a saga. Two-phase commit needs all shards up.

Why: items that are written together can land in different shards. When the second shard fails,
the first has committed, and a reader sees one part without the other.

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

from designlint.api import Facts, Finding, Label, Step, edit, properties, rule
from designlint.api.analyses import Effect, effects
from designlint.api.text import listed


@rule("CON011", grade="risk", since="0.1", formerly=("consistency-split-transaction",))
def cross_shard_write(facts: Facts) -> Iterator[Finding]:
    """One finding for each sharded store whose writes span more than its transactions."""
    seen = set()
    for made in facts[effects].values():
        for effect in made:
            if effect.target.path not in seen and _is_split(effect):
                seen.add(effect.target.path)
                yield _finding(effect)


def _is_split(effect: Effect) -> bool:
    shards = effect.target[properties.store.SHARDS]
    transactions = effect.target[properties.store.TRANSACTIONS]
    saga = effect.stated(properties.relation.SAGA)
    if shards is None or shards.value.number < 2 or (saga is not None and saga.value):
        return False
    is_narrow = transactions is not None and transactions.value != "cross_shard"
    return is_narrow and len(set(effect.step.written)) > 1


def _finding(effect: Effect) -> Finding:
    flow, path = effect.flow.path, effect.target.path
    data = tuple(dict.fromkeys(effect.step.written))
    known = effect.target[properties.store.TRANSACTIONS]
    narrow = (Label(known.span, "ends within a shard"),) if known is not None and known.span else ()
    return Finding(
        f"`{flow}` writes {listed(data)} to `{path}`, whose transactions do not span shards",
        Label(effect.step.span),
        flow,
        secondary=narrow,
        witness=(
            Step(f"1. the shard of `{data[0]}` commits its part"),
            Step(
                f"2. the shard of `{data[1]}` fails, or the caller stops, before its part commits"
            ),
            Step(f"3. a reader sees the new `{data[0]}` with the old `{data[1]}`"),
        ),
        help=(
            edit("transactions cross_shard", place=f"`{path}`", note=f"if `{path}` supports them"),
            edit("saga yes", place=f"the step to `{path}`", note="if the first part can be undone"),
        ),
    )
