"""Exactly once is claimed, and the consumer has no means to keep it.

Between the effect of a message and the note that it is done lies a moment in which the consumer can
stop. Whatever the broker does, the message then comes again, or it never does. Exactly once is had by
making both one: the effect and the note in one transaction (`atomic_with` the queue or stream), or an
effect that is the same a second time (`idempotent yes`).

It looks at what a design itself says of a queue or stream. It is silent where the consumer is
idempotent or notes the message with its effect, and where all that it does is to send on.

Source: N. Narkhede, Exactly-once Semantics Are Possible: Here's How Kafka Does It (2017), on
what lies outside the log; P. Helland, Idempotence Is Not a Medical Condition (2012).

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

from designlint.api import Facts, Finding, Label, Severity, Step, edit, properties, rule
from designlint.api.analyses import Redelivery, redeliveries


@rule("CON009", severity=Severity.WARNING, since="0.1")
def exactly_once(facts: Facts) -> Iterator[Finding]:
    """One finding for each consumer that cannot keep what its broker claims."""
    told = set()
    for found in facts[redeliveries]:
        pair = (found.broker.path, found.worker.path)
        delivery = found.broker[properties.messaging.DELIVERY]
        if delivery is None or delivery.value != "exactly_once" or pair in told:
            continue
        # Only a design that relies on it claims anything.
        if delivery.span is not None and found.repeated:
            told.add(pair)
            yield _finding(found)


def _finding(found: Redelivery) -> Finding:
    broker, worker = found.broker.path, found.worker.path
    target, write = found.repeated[0].target.path, found.repeated[0].step
    return Finding(
        f"`{broker}` claims exactly once, and nothing keeps `{worker}` from writing `{target}` twice",
        Label(found.broker.span_of(properties.messaging.DELIVERY)),
        broker,
        secondary=(Label(write.span, "not idempotent, not in one transaction with the message"),),
        witness=(
            Step(f"1. `{worker}` takes a message, and `{target}` is written", write.span),
            Step(f"2. it stops before `{broker}` knows that the message is done"),
            Step(f"3. the message comes again, and `{target}` is written a second time"),
        ),
        help=(
            edit("idempotent yes", place=f"`{worker}`"),
            edit(f"atomic_with {broker}", place=f"the step to `{target}`"),
        ),
    )
