"""A queue redelivers a message that always fails, because it has no dead-letter queue.

Reported when: a queue delivers at least once to a consumer, without `dead_letter yes`. The severity is
info.

Not reported when: the component is a stream, which does not remove what is read, the queue delivers at most once, or
the delivery is neither declared nor published.

How to fix: declare `dead_letter yes`, so that such a message is set aside after some attempts.

Why: a message that can never succeed, because of a bug or missing data, takes capacity indefinitely. In an
ordered queue it blocks all messages behind it.

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
    grade="advice",
    about_absence=True,
    since="0.1",
    formerly=("messaging-no-dead-letter",),
)
def no_dead_letter_queue(facts: Facts) -> Iterator[Finding]:
    """One finding for each queue that redelivers a message without limit."""
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
    behind = " and blocks those behind it" if blocks else ""
    what = delivery.value.replace("_", " ")
    return Finding(
        f"`{broker.path}` has no dead-letter queue, so a message that always fails returns to `{worker.path}`"
        " indefinitely",
        Label(broker.span, "no dead-letter queue"),
        broker.path,
        witness=(
            step(f"{broker.path}: delivers {what}", delivery),
            Step(f"{worker.path}: a message that fails is redelivered without limit{behind}"),
        ),
        help=(edit("dead_letter yes"),),
        causes=("no dead-letter queue",),
    )
