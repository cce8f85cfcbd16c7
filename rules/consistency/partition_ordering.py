"""Messages that are to be in order are spread over partitions that do not keep it.

A partition keeps the order of what is in it; two partitions are read side by side, each at its own
pace. So messages of one key are in order only if the key decides the partition, and all messages are
in one order only in one partition.

It compares what a design says of one queue or stream. It is silent where it states no order, no
partitions or no key.

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

from designlint.api import Facts, Finding, Label, Role, Severity, Step, edit, properties, rule
from designlint.api.model import Component


@rule(
    "CON010", severity=Severity.WARNING, since="0.1", formerly=("consistency-order-by-other-key",)
)
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
        f"`{broker.path}` cannot keep one order over {count} partitions",
        "two messages go to different partitions, one after the other",
        "partitions 1",
    )


def _by_key(broker: Component, count: int, key: str, by: str) -> Finding:
    return _finding(
        broker,
        f"`{broker.path}` is to keep the order of each `{key}`, and is partitioned by `{by}`",
        f"two messages of one `{key}`, with another `{by}` each, go to two partitions",
        f"partitions {count} by {key}",
    )


def _finding(broker: Component, message: str, first: str, change: str) -> Finding:
    return Finding(
        message,
        Label(broker.span_of(properties.messaging.PARTITIONS)),
        broker.path,
        secondary=(Label(broker.span_of(properties.messaging.ORDER), "this order"),),
        witness=(
            Step(f"1. {first}"),
            Step("2. the second partition is read faster: the later message is done first"),
        ),
        help=(edit(change, place=f"`{broker.path}`"),),
    )
