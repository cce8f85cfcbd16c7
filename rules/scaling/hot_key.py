"""One key gets more load than the node that has it carries, and no number of nodes helps.

Hashing spreads keys, not the load of one key: the node (or partition) that has the largest key gets
all of it. `largest_share` says how much that is; of a single datum with a `skew`, the first key of
Zipf's law has 1 of H keys' worth. The nodes' capacity counts, and what a catalogue or a `limit` says
of one partition.

It is told of stores whose keys are spread (`shards`, or a leaderless topology), today or at the
planned `growth`. It is silent where the store is full as a whole (SCA001), where a copy may answer
for the reads, and where share, load or capacity is not stated.

Source: G. DeCandia and others, Dynamo (SOSP 2007), section 6.2, on load distribution; Amazon DynamoDB
Developer Guide, Designing partition keys to distribute your workload.

Bad:

```design
actor fan
data post
component store : database {
  holds post; replicas 10; copies 1; shards 10 by author; largest_share 30%
  capacity 1k req/s per replica
}
flow write { rate 5k req/s peak; fan -> store writes post }
```

Good:

```design
actor fan
data post
component store : database {
  holds post; replicas 10; copies 1; shards 10 by author_and_day; largest_share 2%
  capacity 1k req/s per replica
}
flow write { rate 5k req/s peak; fan -> store writes post }
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from designlint.api import Facts, Finding, Label, Severity, Step, advice, properties, rule
from designlint.api.analyses import (
    FULL,
    Capacity,
    calls_of_one_copy,
    capacities,
    certain_use,
    growth_factor,
    largest_key,
)
from designlint.api.text import Dimension, show, show_share, show_value, step


class _HotKey(NamedTuple):
    """A largest key that one node (or partition) does not carry: its rate, what is carried, and the
    least multiple of today's load at which it is too much."""

    rate: float
    carried: float
    noun: str
    factor: float
    line: Step


@rule("SCA012", severity=Severity.WARNING, since="0.1")
def hot_key(facts: Facts) -> Iterator[Finding]:
    """One finding for each store whose largest key is too much for one node."""
    for capacity in facts[capacities].values():
        key, used = largest_key(facts, capacity.component), certain_use(capacity)
        if key is None or (used is not None and used.low > FULL):
            continue
        hot = list(_hot_keys(facts, capacity, key.share))
        if hot:
            hottest = min(hot, key=lambda hot: (hot.factor, -hot.rate / hot.carried))
            yield _finding(capacity, key.share, key.line, hottest)


def _finding(capacity: Capacity, share: float, key: Step, hot: _HotKey) -> Finding:
    component, shards = capacity.component, capacity.component[properties.store.SHARDS]
    rate, carried = (show_value(r, Dimension.RATE, hot.noun) for r in (hot.rate, hot.carried))
    load = f" at {hot.factor:g}x the load" if hot.factor != 1.0 else ""
    when = load or " at peak"
    last = f"{show_share(share)} of the calls of {component.path} are {rate}{load}"
    span = shards.span if shards is not None else None
    return Finding(
        f"the largest key of `{component.path}` gets {rate}{when}, and one node carries {carried}",
        Label(span or component.span, "spreads keys, not one key's load"),
        component.path,
        witness=(key, hot.line, Step(last)),
        help=(
            advice("a key with a part that splits the largest one (a day, a number)"),
            advice("a cache in front of it, where it is read"),
        ),
    )


def _hot_keys(facts: Facts, capacity: Capacity, share: float) -> Iterator[_HotKey]:
    """The ways in which a key with so large a share is too much, each at the least load."""
    growth = growth_factor(facts.design)
    for rate, carried, noun, line in (*_node(capacity), *_partitions(capacity)):
        for factor in (1.0, growth):
            if share * rate * factor > carried * FULL:
                yield _HotKey(share * rate * factor, carried, noun, factor, line)
                break


def _node(capacity: Capacity) -> Iterator[tuple[float, float, str, Step]]:
    """What one copy of all keys would get and one node carries, where the keys are spread."""
    topology = capacity.component.value(properties.store.TOPOLOGY)
    is_spread = capacity.component[properties.store.SHARDS] is not None or topology == "leaderless"
    each = capacity.per_replica
    if is_spread and each and not capacity.is_total and not capacity.is_benchmark:
        line = step(f"one node carries {capacity.shown_rate(each)}", capacity.stated)
        yield calls_of_one_copy(capacity), each, capacity.noun, line


def _partitions(capacity: Capacity) -> Iterator[tuple[float, float, str, Step]]:
    """The calls of a store, and what one partition takes of them by a limit."""
    demand = capacity.demand
    rates = {"partition_reads": demand.reads.low, "partition_writes": demand.writes.low}
    limits = capacity.component.properties.all(properties.component.LIMIT)
    for known in {known.value.name: known for known in limits}.values():
        name, amount = known.value.name, known.value.value
        if name in rates and amount.dimension is Dimension.RATE:
            what = name.removeprefix("partition_")
            line = step(f"one partition takes {show(amount)} of {what}", known)
            yield rates[name], amount.value, amount.noun, line
