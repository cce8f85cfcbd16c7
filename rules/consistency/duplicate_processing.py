"""A message that is delivered again does its work a second time.

At least once means that a message comes again whenever its acknowledgement is lost: the worker
stopped after the work and before saying so, or was slower than its visibility timeout. What it
writes is then written twice. A key of the message that the store refuses the second time, or a write
that sets instead of adding, makes the second time harmless.

There is one finding for each queue or stream and each worker that takes from it. Where a worker says
`idempotent no` it is told of whatever it does; where it says nothing, only of writes of critical data
and payments. It is silent where the worker or the step is `idempotent`, where what is written never
changes, where the write is `atomic_with` the queue or stream, and where delivery is not known.

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

from designlint.api import Facts, Finding, Label, Severity, Step, edit, properties, rule
from designlint.api.analyses import Effect, Redelivery, redeliveries
from designlint.api.text import step


@rule("CON003", severity=Severity.WARNING, since="0.1", formerly=("consistency-redelivery",))
def duplicate_processing(facts: Facts) -> Iterator[Finding]:
    """One finding for each consumer that a second delivery does harm to."""
    told = set()
    for found in facts[redeliveries]:
        pair = (found.broker.path, found.worker.path)
        delivery = found.broker.value(properties.messaging.DELIVERY)
        if delivery != "at_least_once" or pair in told:
            continue
        denied = found.worker.value(properties.component.IDEMPOTENT) is False
        repeated = found.repeated if denied else _critical(facts, found)
        if repeated or denied:
            told.add(pair)
            yield _finding(found, repeated, denied)


def _critical(facts: Facts, found: Redelivery) -> tuple[Effect, ...]:
    data = facts.design.data
    return tuple(
        [e for e in found.repeated if any(data[path].is_critical for path in e.step.written)]
    )


def _finding(found: Redelivery, repeated: tuple[Effect, ...], denied: bool) -> Finding:
    broker, worker = found.broker.path, found.worker.path
    says = "is not idempotent" if denied else "is not said to be idempotent"
    work = f"`{repeated[0].target.path}` is written" if repeated else "the work is done"
    delivery = found.broker[properties.messaging.DELIVERY]
    return Finding(
        f"`{worker}` gets messages of `{broker}` at least once and {says}",
        Label(found.step.span),
        worker,
        secondary=tuple([Label(effect.step.span, "done a second time") for effect in repeated]),
        witness=(
            step(f"`{broker}` delivers at least once", delivery),
            Step(f"1. `{worker}` takes a message, and {work}"),
            Step(f"2. it stops, or is slow, before `{broker}` knows that the message is done"),
            Step(f"3. the message is delivered again, and {work} a second time"),
        ),
        help=(
            edit(
                "idempotent yes",
                place=f"`{worker}`",
                note="by a key of the message, kept with its effect",
            ),
        ),
    )
