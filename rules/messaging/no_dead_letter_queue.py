"""A message that always fails is handed out again and again.

A queue that delivers at least once gives a failed message to the next worker. One that can never
succeed (a bug, a datum that is gone) goes round for ever: it takes capacity, and in an ordered queue
it stops everything behind it. A dead-letter queue sets it aside after some attempts.

It is advice, about queues whose messages a flow takes. It is silent about streams, which are read and
not handed out, about delivery at most once, and where the delivery is neither stated nor published.

Source: G. Hohpe and B. Woolf, Enterprise Integration Patterns (2003), Dead Letter Channel; Amazon SQS
Developer Guide, Dead-letter queues.

Bad:

```design
actor member
component jobs : queue { delivery at_least_once }
component mailer : worker
flow order { rate 1 req/s; member ~> jobs }
flow send { jobs ~> mailer }
```

Good:

```design
actor member
component jobs : queue { delivery at_least_once; dead_letter yes }
component mailer : worker
flow order { rate 1 req/s; member ~> jobs }
flow send { jobs ~> mailer }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import (
    Facts,
    Finding,
    Label,
    Role,
    Severity,
    Step,
    edit,
    model,
    properties,
    rule,
)
from designlint.api.analyses import consumers
from designlint.api.text import step


@rule(
    "MSG008",
    severity=Severity.INFO,
    about_absence=True,
    since="0.1",
    formerly=("messaging-no-dead-letter",),
)
def no_dead_letter_queue(facts: Facts) -> Iterator[Finding]:
    """One finding for each queue that never gives up on a message."""
    found: dict[str, Finding] = {}
    for broker, worker, _ in facts[consumers]:
        delivery = broker[properties.messaging.DELIVERY]
        gives_up = broker.value(properties.messaging.DEAD_LETTER)
        if broker.plays(Role.LOG) or gives_up or delivery is None:
            continue
        if delivery.value in ("at_least_once", "exactly_once"):
            found.setdefault(broker.path, _finding(broker, worker, delivery))
    yield from found.values()


def _finding(
    broker: model.Component, worker: model.Component, delivery: model.Known[str]
) -> Finding:
    order = broker.value(properties.messaging.ORDER)
    blocks = order is not None and order.order in ("fifo", "per_key")
    behind = ", and what is behind it waits" if blocks else ""
    what = delivery.value.replace("_", " ")
    return Finding(
        f"`{broker.path}` hands a message that always fails to `{worker.path}` for ever",
        Label(broker.span, "no dead-letter queue"),
        broker.path,
        witness=(
            step(f"{broker.path}: delivers {what}", delivery),
            Step(f"{worker.path}: what it cannot do is handed out again, for ever{behind}"),
        ),
        help=(edit("dead_letter yes"),),
    )
