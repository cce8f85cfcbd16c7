"""Aggregates run over many items in the store that takes the writes of users.

Reported when: data with `access aggregate` and a `count` of a million or more is read from the leader of
a store that takes 100 writes a second or more at peak, and no other store has a copy.

Not reported when: the reads go to followers (`reads_from`, `from follower`), a copy is elsewhere, the
model is `time_series` or `wide_column`, which are made for both, or the count or the rate is not
declared.

How to fix: read aggregates from a follower, feed a copy into a warehouse or an index, or keep running
totals.

Why: an aggregate reads all items. It evicts the pages that the users' requests need, takes locks or
snapshots for minutes, and competes for the same disk. The end of the month becomes an incident.

Source: M. Kleppmann, Designing Data-Intensive Applications (2017), chapter 3, on transaction processing
or analytics; Microsoft, Azure Architecture Center, Busy Database antipattern.

Bad:

```design
actor buyer
data order { access by_key, aggregate; count 50M }
component shop : service
component report : scheduler
component store : database { holds order }
flow buy { rate 300 req/s peak; buyer -> shop; shop -> store writes order }
flow sum { rate 1 req/h peak; report -> store reads order }
```

Good:

```design
actor buyer
data order { access by_key, aggregate; count 50M }
component shop : service
component report : scheduler
component store : database { holds order; topology leader_follower { followers 2 } }
flow buy { rate 300 req/s peak; buyer -> shop; shop -> store writes order }
flow sum { rate 1 req/h peak; report -> store reads order, from follower }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Role, Step, advice, edit, properties, rule
from designlint.api.analyses import capacities, data_uses
from designlint.api.model import Component, Data
from designlint.api.model import Step as Call
from designlint.api.text import Dimension, show, show_value, stated_label, step

_COUNT, _MODEL = properties.context.COUNT, properties.store.MODEL
# Below, an aggregate reads for less than about a second, and writes leave the store idle.
_MANY, _HOT = 1e6, 100.0


@rule("DAT013", grade="minor", since="0.2")
def mixed_workload(facts: Facts) -> Iterator[Finding]:
    """One finding for each store, about the most numerous data that is aggregated in it."""
    for path, store in facts.design.components.items():
        if not store.plays(Role.STORE) or store.plays(Role.DERIVED, Role.BLOB_STORE):
            continue
        writes = facts[capacities][path].demand.writes.low
        if writes < _HOT or (store.value(_MODEL) or "") in ("time_series", "wide_column"):
            continue
        found = [
            (data, call)
            for name in facts[data_uses].data_of(path)
            if _is_aggregated(facts, data := facts.design.data[name], store)
            and (call := _read(facts, store, name)) is not None
        ]
        if found:
            data, call = max(found, key=lambda one: _count(one[0]))
            yield _finding(store, data, call, writes)


def _is_aggregated(facts: Facts, data: Data, store: Component) -> bool:
    """Whether there are many of it, aggregates are asked for, and no other store could answer them."""
    access = data.value(properties.context.ACCESS)
    if access is None or "aggregate" not in access or _count(data) < _MANY:
        return False
    components = facts.design.components
    homes = [components[h] for h in facts[data_uses][data.path].homes if h in components]
    return not any(h.plays(Role.STORE, Role.EXTERNAL) for h in homes if h is not store)


def _count(data: Data) -> float:
    known = data[_COUNT]
    return known.value.value if known is not None else 0.0


def _read(facts: Facts, store: Component, data: str) -> Call | None:
    """The first read of a data item from the leader of a store."""
    usual = store.value(properties.store.READS_FROM)
    for flow, call in facts.design.steps_naming(data):
        is_of_copy = (call.role or usual) in ("follower", "any")
        is_read = call.callee.path == store.path and any(n.path == data for n in call.reads)
        if is_read and not is_of_copy and not flow.recovers:
            return call
    return None


def _finding(store: Component, data: Data, call: Call, writes: float) -> Finding:
    path, count = store.path, data[_COUNT]
    number = show(count.value) if count is not None else ""
    rate = show_value(writes, Dimension.RATE, "write")
    return Finding(
        f"`{path}` aggregates {number} `{data.path}` while it takes {rate}",
        Label(call.span, "reads the leader"),
        path,
        secondary=stated_label(count, "aggregated"),
        witness=(
            step(f"{data.path}: access aggregate", data[properties.context.ACCESS]),
            step(f"{data.path}: {number}", count),
            Step(f"{path}: {rate} at peak"),
        ),
        help=(
            edit("from follower", place=f"the step to `{path}`"),
            advice(
                f"feed a copy of `{data.path}` into a store for analysis, or keep running totals"
            ),
        ),
        causes=(f"aggregates in `{path}`",),
    )
