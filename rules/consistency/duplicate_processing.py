"""A consumer that is not idempotent gets messages at least once.

Reported when: a queue or stream delivers at least once, and its consumer declares `idempotent
no`, or declares nothing and writes critical data or payments. There is one finding for each queue
or stream and consumer.

Not reported when: the consumer or the write is `idempotent`, the data is `immutable`, the write
is `atomic_with` the queue or stream, or its delivery is unknown.

How to fix: store a deduplication key with the effect, or set a value instead of adding to it.
Then declare `idempotent yes`.

Why: at-least-once delivery repeats a message whenever its acknowledgement is lost. The consumer
may have stopped after the work, or may be slower than the visibility timeout. Its writes then
happen twice.

Source: P. Helland, Idempotence Is Not a Medical Condition (2012); the delivery semantics in the
documentation of Apache Kafka; AWS, Amazon SQS Developer Guide, on at-least-once delivery.

Bad:

```design
data payment { contains payment }
component jobs : queue { delivery at_least_once }
component payer : worker
component ledger : database { holds payment }
flow pay { rate 5 msg/s; jobs ~> payer; payer -> ledger writes payment }
```

Good:

```design
data payment { contains payment }
component jobs : queue { delivery at_least_once }
component payer : worker { idempotent yes }
component ledger : database { holds payment }
flow pay { rate 5 msg/s; jobs ~> payer; payer -> ledger writes payment }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Step, edit, model, properties, rule
from designlint.api.analyses import Effect, redeliveries
from designlint.api.text import step


@rule("CON003", grade="risk", since="0.1", formerly=("consistency-redelivery",))
def duplicate_processing(facts: Facts) -> Iterator[Finding]:
    """One finding for each consumer that repeats effects on a redelivery."""
    seen = set()
    for found in facts[redeliveries]:
        pair = (found.broker.path, found.worker.path)
        delivery = found.broker.value(properties.messaging.DELIVERY)
        if delivery != "at_least_once" or pair in seen:
            continue
        denied = found.worker.value(properties.component.IDEMPOTENT) is False
        repeated = found.repeated if denied else _critical(facts, found.repeated)
        if repeated or denied:
            seen.add(pair)
            lacks = "is not idempotent" if denied else "is not declared idempotent"
            yield _finding(found.broker, found.step, repeated, lacks)


def _critical(facts: Facts, repeated: tuple[Effect, ...]) -> tuple[Effect, ...]:
    data = facts.design.data
    return tuple([e for e in repeated if any(data[path].is_critical for path in e.step.written)])


def _finding(
    queue: model.Component, taken: model.Step, repeated: tuple[Effect, ...], lacks: str
) -> Finding:
    broker, worker = queue.path, taken.callee.path
    work = f"the write to `{repeated[0].target.path}`" if repeated else "its work"
    delivery = queue[properties.messaging.DELIVERY]
    return Finding(
        f"`{worker}` consumes `{broker}` at least once but {lacks}",
        Label(taken.span),
        worker,
        secondary=tuple([Label(effect.step.span, "repeated on redelivery") for effect in repeated]),
        witness=(
            step(f"`{broker}` delivers at least once", delivery),
            Step(f"1. `{worker}` takes a message and completes {work}"),
            Step(f"2. `{worker}` stops or times out before it acknowledges the message"),
            Step(f"3. `{broker}` delivers the message again, and `{worker}` repeats {work}"),
        ),
        help=(
            edit(
                "idempotent yes",
                place=f"`{worker}`",
                note="with a deduplication key that is stored with the effect",
            ),
        ),
    )
