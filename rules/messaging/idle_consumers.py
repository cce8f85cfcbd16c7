"""A consumer has more replicas than its stream has partitions, so some replicas stay idle.

Reported when: the most replicas that a consumer can have exceed the `partitions` of the stream that it
reads.

Not reported when: the number of partitions is not declared, the source is a queue, which hands single
messages to any replica, or the consumer also takes work from elsewhere.

How to fix: add partitions, or use fewer replicas.

Why: in a consumer group, one replica reads each partition. More replicas add no capacity, neither at
peak nor when a backlog has to drain.

Source: Apache Kafka documentation, Introduction and Consumers, on consumer groups and partitions.

Bad:

```design
actor member
component log : stream { partitions 4 by user }
component counter : worker { replicas 10; capacity 1k msg/s per replica }
flow click { rate 1k req/s; member ~> log }
flow count { log ~> counter }
```

Good:

```design
actor member
component log : stream { partitions 24 by user }
component counter : worker { replicas 10; capacity 1k msg/s per replica }
flow click { rate 1k req/s; member ~> log }
flow count { log ~> counter }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Role, edit, model, properties, rule
from designlint.api.analyses import consumers, placements
from designlint.api.text import counted, stated_label, step


@rule("MSG009", grade="risk", since="0.1", formerly=("messaging-idle-replicas",))
def idle_consumers(facts: Facts) -> Iterator[Finding]:
    """One finding for each consumer with more replicas than partitions."""
    for broker, worker, _ in facts[consumers]:
        partitions = broker[properties.messaging.PARTITIONS]
        if partitions is None or not broker.plays(Role.LOG) or not _has_one_source(facts, worker):
            continue
        replicas, number = _most_replicas(facts, worker), partitions.value.number
        if replicas > number:
            yield _finding(broker, worker, partitions, (number, replicas))


def _has_one_source(facts: Facts, worker: model.Component) -> bool:
    """Whether a consumer takes all its work from one queue or stream, in one flow."""
    taken = sum(consumer.component.path == worker.path for consumer in facts[consumers])
    return taken == 1 and facts[consumers].broker_of(worker.path) is not None


def _most_replicas(facts: Facts, worker: model.Component) -> int:
    placement, scaled = facts[placements][worker.path], worker[properties.component.AUTOSCALE]
    stated = placement.count if placement.declared else 1
    return stated if scaled is None else max(stated, scaled.value.range.high)


def _finding(
    broker: model.Component,
    worker: model.Component,
    partitions: model.Known[object],
    counts: tuple[int, int],
) -> Finding:
    number, replicas = counts
    parts = counted(number, "partition")
    scaled = worker[properties.component.AUTOSCALE]
    is_scaled = scaled is not None and scaled.value.range.high == replicas
    known = scaled if is_scaled else worker[properties.component.REPLICAS]
    return Finding(
        f"`{worker.path}` has up to {replicas} replicas, but the {parts} of `{broker.path}` keep only"
        f" {number} busy",
        Label(partitions.span or broker.span, "one replica reads each partition"),
        worker.path,
        secondary=stated_label(known, f"up to {replicas} replicas"),
        witness=(
            step(f"{broker.path}: {parts}, each read by one replica", partitions),
            step(f"{worker.path}: up to {replicas} replicas", known),
        ),
        help=(
            edit(
                f"partitions {2 * replicas}",
                place=f"`{broker.path}`",
                note="twice the replicas, as room to grow",
            ),
        ),
    )
