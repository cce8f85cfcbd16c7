"""A task that matters is gone when the worker that took it dies.

A queue that delivers at most once forgets a message when it hands it out. A worker that crashes, is
taken out for a new version or loses its network takes the task with it, and nobody knows. Delivery at
least once, with a visibility time or a heartbeat, hands it to another.

It is told where the consumer writes data of `importance high` or `critical` in a step that is not
`optional`. It is silent about other data, and where the delivery is neither stated nor published.

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

from designlint.api import Facts, Finding, Label, Severity, Step, edit, model, properties, rule
from designlint.api.analyses import consumers
from designlint.api.text import step


@rule("MSG005", severity=Severity.WARNING, since="0.1", formerly=("messaging-lost-task",))
def at_most_once_delivery(facts: Facts) -> Iterator[Finding]:
    """One finding for each queue that forgets what a worker has taken."""
    found: dict[str, Finding] = {}
    for broker, _, flow in facts[consumers]:
        delivery = broker[properties.messaging.DELIVERY]
        if delivery is None or delivery.value != "at_most_once":
            continue
        for call in facts.design.flows[flow].steps:
            data = _important(facts, call)
            if data is not None and not call.optional:
                found.setdefault(broker.path, _finding(broker, delivery, call, data))
    yield from found.values()


def _important(facts: Facts, call: model.Step) -> str | None:
    """The first data that a step writes and that must not be lost."""
    written = [named.path for named in call.writes]
    return next((path for path in written if facts.design.data[path].is_important), None)


def _finding(
    broker: model.Component, delivery: model.Known[str], call: model.Step, data: str
) -> Finding:
    return Finding(
        f"a message of `{broker.path}` is lost with the worker that took it, and `{data}` with it",
        Label(delivery.span or broker.span, "forgotten when it is handed out"),
        broker.path,
        secondary=(Label(call.span, "done by the worker"),),
        witness=(
            step(f"1. `{broker.path}` hands a message out and forgets it", delivery),
            Step(f"2. `{call.caller.path}` stops before it has written `{data}`", call.span),
            Step(f"3. no other worker gets the message: `{data}` is never written"),
        ),
        help=(edit("delivery at_least_once; visibility 1min; dead_letter yes"),),
    )
