"""One write of several data is spread over shards that share no transaction.

What is written together can land in different shards. A transaction that ends at a row or at a shard
does not span them: when the second shard fails, the first has its part already, and a reader sees one
without the other. Either both have the same shard key, or something spans the shards: two-phase
commit, which needs all of them up, or a saga, which undoes the first part.

It looks at a step that writes more than one datum to a store with shards whose `transactions` are
stated. It is silent where they are `cross_shard`, and where nobody says what a transaction spans.

Source: P. Helland, Life beyond Distributed Transactions (2007); J. Gray and L. Lamport, Consensus on
Transaction Commit (2006).

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

from designlint.api import Facts, Finding, Label, Severity, Step, edit, properties, rule
from designlint.api.analyses import Effect, effects
from designlint.api.text import listed


@rule("CON011", severity=Severity.WARNING, since="0.1", formerly=("consistency-split-transaction",))
def cross_shard_write(facts: Facts) -> Iterator[Finding]:
    """One finding for each store with shards that is asked for more than its transactions span."""
    told = set()
    for made in facts[effects].values():
        for effect in made:
            if effect.target.path not in told and _is_split(effect):
                told.add(effect.target.path)
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
    narrow = (Label(known.span, known.value),) if known is not None and known.span else ()
    return Finding(
        f"`{flow}` writes {listed(data)} at once, and a transaction of `{path}` ends at a shard",
        Label(effect.step.span),
        flow,
        secondary=narrow,
        witness=(
            Step(f"1. the shard of `{data[0]}` takes its part, for good"),
            Step(
                f"2. the shard of `{data[1]}` fails, or the caller stops, before it takes the other"
            ),
            Step(f"3. a reader sees the new `{data[0]}` with the old `{data[1]}`"),
        ),
        help=(
            edit("transactions cross_shard", place=f"`{path}`", note="if it can"),
            edit("saga yes", place=f"the step to `{path}`", note="if the first part can be undone"),
        ),
    )
