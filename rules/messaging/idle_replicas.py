"""A stream has fewer partitions than its consumer has replicas, so some get nothing.

Of those who read a stream together, each partition is read by one. Replicas beyond the number of
partitions wait, and the capacity that they seem to add is not there: neither at peak nor when a
backlog has to drain.

It is silent where the number of partitions is not stated, about queues, which hand single messages to
whoever asks, and about consumers that also take work from elsewhere.

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

from designlint.analyses.detectors.delivery import IdleReplicas, idle_consumers
from designlint.api import Facts, Finding, Label, Severity, Step, edit, properties, rule
from designlint.api.text import origin_text


@rule("MSG009", severity=Severity.WARNING, since="0.1")
def idle_replicas(facts: Facts) -> Iterator[Finding]:
    """One finding for each consumer with replicas that get no partition."""
    for idle in facts[idle_consumers]:
        yield _finding(idle)


def _finding(idle: IdleReplicas) -> Finding:
    broker, worker, partitions, number, replicas = idle
    scaled = worker[properties.component.AUTOSCALE]
    stated = worker[properties.component.REPLICAS]
    known = scaled if scaled is not None and scaled.value.range.high == replicas else stated
    counted = f"{worker.path}: up to {replicas} replicas"
    return Finding(
        f"of up to {replicas} replicas of `{worker.path}` no more than {number} get work from"
        f" `{broker.path}`",
        Label(partitions.span or broker.span, f"{number} at a time"),
        worker.path,
        secondary=(Label(known.span, f"up to {replicas}"),)
        if known is not None and known.span
        else (),
        witness=(
            Step(
                f"{broker.path}: {number} partitions, each read by one replica",
                partitions.span,
                origin_text(partitions.origin),
            ),
            Step(
                counted,
                known.span if known is not None else None,
                origin_text(known.origin) if known is not None else "",
            ),
        ),
        help=(edit(f"partitions {2 * replicas}"),),
    )
