"""One key gets more load than a single node carries, so more nodes do not help.

Reported when: the share of the largest key, times the load today or at the planned `growth`, exceeds
the capacity of one node or the limit of one partition. The share is `largest_share`, or follows by
Zipf's law from the `skew` and `count` of the data. The store has `shards` or is leaderless.

Not reported when: another copy answers the reads, or share, load or capacity is not declared. A store
that is full as a whole is reported by SCA001.

How to fix: split the largest key by adding a part to it (salting), or cache it.

Why: hashing spreads keys, not the load of one key. The node that has the key gets all of its load.

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

from designlint.api import Facts, Finding, Label, Step, advice, properties, rule
from designlint.api.analyses import FULL, Capacity, capacities, stores, verdicts
from designlint.api.text import Dimension, Quantity, show, show_share, show_value, step


class _Limit(NamedTuple):
    """What one `part` of a store, a node or a partition, carries, and what the largest key brings to it
    at today's load, in calls per second."""

    part: str
    rate: float
    carried: float
    noun: str
    line: Step


class _HotKey(NamedTuple):
    """A largest key that one part does not carry, at a multiple `factor` of today's load."""

    factor: float
    rate: float
    limit: _Limit


@rule("SCA012", grade="risk", since="0.1")
def hot_key(facts: Facts) -> Iterator[Finding]:
    """One finding for each store whose largest key is too much for one node."""
    for capacity in facts[capacities].values():
        key, used = facts[stores][capacity.component.path].largest_key, capacity.certain_use
        if key is None or (used is not None and used.low > FULL):
            continue
        hot = list(_hot_keys(facts, capacity, key.share, key.rate))
        if hot:
            hottest = min(hot, key=lambda hot: (hot.factor, -hot.rate / hot.limit.carried))
            broken = tuple(dict.fromkeys(_broken(facts, capacity, hottest)))
            yield _finding(capacity, key.share, key.line, hottest)._replace(breaks=broken)


def _broken(facts: Facts, capacity: Capacity, hot: _HotKey) -> Iterator[str]:
    """The requirements on headroom that the largest key alone breaks."""
    path, used = capacity.component.path, hot.rate / hot.factor / hot.limit.carried
    for subject in (path, *facts.design.flows_by_element.get(path, ())):
        for verdict in facts[verdicts].on(subject, "headroom"):
            target = verdict.claim.target
            if not verdict.is_refuted or not isinstance(target, Quantity):
                continue
            if used * verdict.claim.load > 1.0 - target.value:
                yield verdict.owner.path


def _finding(capacity: Capacity, share: float, line: Step, hot: _HotKey) -> Finding:
    component, limit = capacity.component, hot.limit
    shards = component[properties.store.SHARDS]
    rate, carried = (show_value(r, Dimension.RATE, limit.noun) for r in (hot.rate, limit.carried))
    load = f" at {hot.factor:g}x the load" if hot.factor != 1.0 else ""
    when = load or " at peak"
    last = Step(f"{component.path}: {show_share(share)} of its load is {rate}{load}")
    span = shards.span if shards is not None else None
    return Finding(
        f"`{component.path}` gets {rate} for its largest key{when}, but one {limit.part} carries"
        f" {carried}",
        Label(span or component.span, "spreads keys, not the load of one key"),
        component.path,
        witness=(line, limit.line, last),
        help=(
            advice(
                "split the largest key by adding a part to it (salting), such as a day or a number"
            ),
            advice(f"cache the largest key in front of `{component.path}`, where it is read"),
        ),
    )


def _hot_keys(facts: Facts, capacity: Capacity, share: float, rate: float) -> Iterator[_HotKey]:
    """The limits that the largest key, with its share of the calls and its rate, exceeds, each at the
    least load that does."""
    growth = facts.design.growth_factor
    for limit in (*_node(capacity, rate), *_partitions(capacity, share)):
        for factor in (1.0, growth):
            if limit.rate * factor > limit.carried * FULL:
                yield _HotKey(factor, limit.rate * factor, limit)
                break


def _node(capacity: Capacity, rate: float) -> Iterator[_Limit]:
    """What one node carries, of a store whose keys are spread over its nodes."""
    topology = capacity.component.value(properties.store.TOPOLOGY)
    is_spread = capacity.component[properties.store.SHARDS] is not None or topology == "leaderless"
    each = capacity.per_replica
    if is_spread and each and not capacity.is_total and not capacity.is_benchmark:
        line = step(f"one node carries {capacity.shown_rate(each)}", capacity.stated)
        yield _Limit("node", rate, each, capacity.noun, line)


def _partitions(capacity: Capacity, share: float) -> Iterator[_Limit]:
    """What one partition carries, by the limits of a store."""
    demand = capacity.demand
    rates = {"partition_reads": demand.reads.low, "partition_writes": demand.writes.low}
    limits = capacity.component.properties.all(properties.component.LIMIT)
    for known in {known.value.name: known for known in limits}.values():
        name, amount = known.value.name, known.value.value
        if name in rates and amount.dimension is Dimension.RATE:
            what, shown = name.removeprefix("partition_"), show(amount)
            line = step(f"one partition carries {shown} of {what}", known)
            yield _Limit("partition", share * rates[name], amount.value, amount.noun, line)
