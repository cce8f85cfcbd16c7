"""An important message is lost when its consumer fails, because the queue delivers at most once.

Reported when: a queue or stream delivers at most once, and its consumer writes data of `importance
high` or `critical` in a step that is not `optional`. So does one whose messages a requirement of
`priority must` needs: all that the flow does with data comes behind the queue, or a user or an
external system gets something by the message.

Not reported when: the data is of less importance, or the delivery is neither declared nor
published.

How to fix: deliver at least once, with a visibility time or a heartbeat and a dead-letter queue.

Why: the queue forgets a message when it hands the message out. A consumer that crashes, is replaced
by a new version or loses its network takes the work with it, and nothing reports the loss.

Source: P. Bernstein, M. Hsu and B. Mann, Implementing Recoverable Requests Using Queues (SIGMOD
1990); G. Hohpe and B. Woolf, Enterprise Integration Patterns (2003), Guaranteed Delivery.

Bad:

```design
actor member
data booking { importance critical }
component jobs : queue { delivery at_most_once }
component payer : worker
component ledger : database { holds booking }
flow pay { rate 1 req/s; member ~> jobs }
flow book { jobs ~> payer -> ledger writes booking }
```

Good:

```design
actor member
data booking { importance critical }
component jobs : queue { delivery at_least_once; visibility 1min; dead_letter yes }
component payer : worker { idempotent yes }
component ledger : database { holds booking }
flow pay { rate 1 req/s; member ~> jobs }
flow book { jobs ~> payer -> ledger writes booking }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import (
    Facts,
    Finding,
    Help,
    Label,
    Role,
    Step,
    advice,
    edit,
    model,
    properties,
    rule,
)
from designlint.api.analyses import consumers, verdicts
from designlint.api.text import step


@rule("MSG005", grade="risk", since="0.1", formerly=("messaging-lost-task",))
def at_most_once_delivery(facts: Facts) -> Iterator[Finding]:
    """One finding for each queue that loses important data with its consumer."""
    found: dict[str, Finding] = {}
    for broker, _, flow in facts[consumers]:
        delivery = broker[properties.messaging.DELIVERY]
        if delivery is None or delivery.value != "at_most_once":
            continue
        for call in facts.design.flows[flow].steps:
            data = _important(facts, call)
            if data is not None and not call.optional:
                found.setdefault(broker.path, _finding(facts, broker, delivery, call, data))
    for path, needed in facts[consumers].needed_messages.items():
        broker = facts.design.components[path]
        delivery = broker[properties.messaging.DELIVERY]
        if path not in found and delivery is not None and delivery.value == "at_most_once":
            found[path] = _unmet(facts, broker, delivery, needed.step, needed.requirement)
    yield from found.values()


def _unmet(
    facts: Facts,
    broker: model.Component,
    delivery: model.Known[str],
    call: model.Step,
    requirement: str,
) -> Finding:
    path = broker.path
    takers = [one.component.path for one in facts[consumers] if one.broker is broker]
    return Finding(
        f"`{path}` delivers at most once, so a failure of its consumer loses what `{requirement}` needs",
        Label(delivery.span or broker.span, "not redelivered after a failure"),
        path,
        secondary=(Label(call.span, f"serves `{requirement}`"),),
        witness=(
            step(f"1. `{path}` delivers a message and deletes it", delivery),
            Step("2. the consumer fails before its work is done", call.span),
            Step(
                f"3. the message is not redelivered, so the system does not do what `{requirement}` demands"
            ),
        ),
        help=tuple(_help(facts, broker, takers[0])) if takers else (),
    )


def _important(facts: Facts, call: model.Step) -> str | None:
    """The first data that a step writes and that must not be lost."""
    written = [named.path for named in call.writes]
    return next((path for path in written if facts.design.data[path].is_important), None)


def _finding(
    facts: Facts, broker: model.Component, delivery: model.Known[str], call: model.Step, data: str
) -> Finding:
    worker = call.caller.path
    return Finding(
        f"`{broker.path}` delivers at most once, so `{data}` is lost when `{worker}` fails",
        Label(delivery.span or broker.span, "not redelivered after a failure"),
        broker.path,
        secondary=(Label(call.span, f"writes `{data}`"),),
        witness=(
            step(f"1. `{broker.path}` delivers a message and deletes it", delivery),
            Step(f"2. `{worker}` fails before it writes `{data}`", call.span),
            Step(f"3. the message is not redelivered, so `{data}` is never written"),
        ),
        help=tuple(_help(facts, broker, worker)),
        breaks=facts[verdicts].violated((broker.path, data), "rpo"),
        causes=(f"messages of `{broker.path}` delivered once at most",),
    )


def _help(facts: Facts, broker: model.Component, worker: str) -> Iterator[Help]:
    """At least once, which repeats messages: the consumer has to stand that first."""
    more = "" if broker.plays(Role.LOG) else "; visibility 1min; dead_letter yes"
    is_idempotent = facts.design.components[worker].value(properties.component.IDEMPOTENT)
    if not is_idempotent:
        yield advice(
            f"let `{worker}` recognise a message that comes twice, by a key that it stores with the effect;"
            " then both of these:"
        )
        yield edit("idempotent yes", place=f"`{worker}`")
    yield edit(f"delivery at_least_once{more}", place=f"`{broker.path}`")
