"""Exactly-once delivery is declared, but the consumer can repeat its effect.

Reported when: the design declares `delivery exactly_once` for a queue or stream, and a consumer
writes without being idempotent.

Not reported when: the consumer or the write is `idempotent`, or the write is `atomic_with` the
queue or stream. Nor when the consumer only sends messages on, or only the catalogue names the
delivery.

How to fix: commit the effect and the acknowledgement in one transaction (`atomic_with`), or make
the effect idempotent (`idempotent yes`).

Why: a consumer can stop between the effect of a message and its acknowledgement. Whatever the
broker does, the message is then delivered again, or it is lost.

Source: N. Narkhede, Exactly-once Semantics Are Possible: Here's How Kafka Does It (2017), on what
lies outside the log; P. Helland, Idempotence Is Not a Medical Condition (2012).

Bad:

```design
data booking
component bookings : stream { delivery exactly_once }
component booker : worker
component ledger : database { holds booking }
flow book { rate 5 msg/s; bookings ~> booker; booker -> ledger writes booking }
```

Good:

```design
data booking
component bookings : stream { delivery exactly_once }
component booker : worker
component ledger : database { holds booking }
flow book { rate 5 msg/s; bookings ~> booker; booker -> ledger writes booking { atomic_with bookings } }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Step, edit, model, properties, rule
from designlint.api.analyses import Effect, redeliveries


@rule("CON009", grade="risk", since="0.1")
def exactly_once(facts: Facts) -> Iterator[Finding]:
    """One finding for each consumer that can repeat its effect."""
    seen = set()
    for found in facts[redeliveries]:
        pair = (found.broker.path, found.worker.path)
        delivery = found.broker[properties.messaging.DELIVERY]
        if delivery is None or delivery.value != "exactly_once" or pair in seen:
            continue
        # What only the catalogue names is no claim of the design.
        if delivery.span is not None and found.repeated:
            seen.add(pair)
            yield _finding(found.broker, found.worker.path, found.repeated[0])


def _finding(queue: model.Component, worker: str, repeated: Effect) -> Finding:
    broker, target, write = queue.path, repeated.target.path, repeated.step
    return Finding(
        f"`{broker}` declares exactly-once delivery, but `{worker}` can write `{target}` twice",
        Label(queue.span_of(properties.messaging.DELIVERY)),
        broker,
        secondary=(Label(write.span, "neither idempotent nor atomic with the message"),),
        witness=(
            Step(
                f"1. `{worker}` takes a message and completes the write to `{target}`", write.span
            ),
            Step(f"2. `{worker}` stops before it acknowledges the message"),
            Step(f"3. `{broker}` delivers the message again, and `{worker}` repeats the write"),
        ),
        help=(
            edit("idempotent yes", place=f"`{worker}`"),
            edit(f"atomic_with {broker}", place=f"the step to `{target}`"),
        ),
    )
