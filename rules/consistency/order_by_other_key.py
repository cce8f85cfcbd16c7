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

from designlint.analyses.detectors.orders import BrokenOrder, broken_orders
from designlint.api import Facts, Finding, Label, Severity, Step, edit, rule


@rule("CON010", severity=Severity.WARNING, since="0.1")
def order_by_other_key(facts: Facts) -> Iterator[Finding]:
    """One finding for each queue or stream that cannot keep its order."""
    for broken in facts[broken_orders]:
        yield _finding(broken)


def _finding(broken: BrokenOrder) -> Finding:
    path, count = broken.broker.path, broken.partitions.value.number
    by = broken.partitions.value.key
    message = f"`{path}` cannot keep one order over {count} partitions"
    change = "partitions 1"
    first = "two messages go to different partitions, one after the other"
    if broken.key:
        message = (
            f"`{path}` is to keep the order of each `{broken.key}`, and is partitioned by `{by}`"
        )
        change = f"partitions {count} by {broken.key}"
        first = (
            f"two messages of one `{broken.key}`, with another `{by}` each, go to two partitions"
        )
    spans = (broken.partitions.span, broken.order.span)
    return Finding(
        message,
        Label(spans[0] or broken.broker.span),
        path,
        secondary=(Label(spans[1], "this order"),) if spans[1] else (),
        witness=(
            Step(f"1. {first}"),
            Step("2. the second partition is read faster: the later message is done first"),
        ),
        help=(edit(change, place=f"`{path}`"),),
    )
