"""Messages that have to stay in order are spread over partitions.

Reported when: a queue or stream declares `order fifo` with several partitions, or `order per_key`
with partitions by another key.

Not reported when: it declares no order, no partitions, or no key for one of the two.

How to fix: partition by the key of the order, or use one partition for one total order.

Why: a partition keeps the order of its messages, but consumers read partitions independently. So
messages of one key stay in order only if that key decides the partition.

Source: the documentation of Apache Kafka, on partitions and ordering; M. Kleppmann, Designing
Data-Intensive Applications (2017), chapter 11, on partitioned logs.

Bad:

```design
component moves : stream { order per_key game; partitions 12 by player }
```

Good:

```design
component moves : stream { order per_key game; partitions 12 by game }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Role, Step, edit, properties, rule
from designlint.api.model import Component


@rule("CON010", grade="risk", since="0.1", formerly=("consistency-order-by-other-key",))
def partition_ordering(facts: Facts) -> Iterator[Finding]:
    """One finding for each queue or stream that cannot keep its order."""
    for broker in facts.design.components.values():
        order = broker[properties.messaging.ORDER]
        partitions = broker[properties.messaging.PARTITIONS]
        if order is None or partitions is None or order.span is None:
            continue
        if not broker.plays(Role.BROKER) or partitions.value.number < 2:
            continue
        key, by = order.value.key, partitions.value.key
        if order.value.order == "fifo":
            yield _one_order(broker, partitions.value.number)
        elif order.value.order == "per_key" and key and by and key != by:
            yield _by_key(broker, partitions.value.number, key, by)


def _one_order(broker: Component, count: int) -> Finding:
    return _finding(
        broker,
        f"`{broker.path}` declares FIFO order but spreads messages over {count} partitions",
        "two messages go to different partitions",
        "partitions 1",
    )


def _by_key(broker: Component, count: int, key: str, by: str) -> Finding:
    return _finding(
        broker,
        f"`{broker.path}` orders messages per `{key}` but partitions them by `{by}`",
        f"two messages with the same `{key}` but different `{by}` go to different partitions",
        f"partitions {count} by {key}",
    )


def _finding(broker: Component, message: str, first: str, change: str) -> Finding:
    return Finding(
        message,
        Label(broker.span_of(properties.messaging.PARTITIONS)),
        broker.path,
        secondary=(Label(broker.span_of(properties.messaging.ORDER), "the declared order"),),
        witness=(
            Step(f"1. {first}"),
            Step(
                "2. a consumer handles the later message first, because it reads partitions independently"
            ),
        ),
        help=(edit(change, place=f"`{broker.path}`"),),
    )
