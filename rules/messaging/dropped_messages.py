"""A queue drops what a requirement needs when it is full.

Reported when: a queue or stream with `on_full drop` or `shed` carries messages that a requirement of `priority
must` needs, or data of `importance high` or `critical`.

Not reported when: the queue blocks its producers, or carries less important things or data that a store
has, too.

How to fix: let producers wait (`on_full block`), or keep what must not be lost in a store
first, from which the queue is filled again (`outbox yes`).

Why: a queue is full when its consumers are slow or down: just then the messages matter. What is dropped
was accepted before, so the user believes that it will be done.

Source: G. Hohpe and B. Woolf, Enterprise Integration Patterns (2003), Guaranteed Delivery; B. Beyer and
others, Site Reliability Engineering (2016), chapter 22, on queues that fill.

Bad:

```design
actor buyer
functional FR1 "A buyer gets an invoice by mail." { priority must }
component shop : service { replicas 3 }
component mails : queue { bound 100; on_full drop; durable yes; delivery at_least_once }
component mailer : worker { idempotent yes }
external post
flow buy serves FR1 { rate 20 req/s; buyer -> shop ~> mails ~> mailer -> post }
```

Good:

```design
actor buyer
functional FR1 "A buyer gets an invoice by mail." { priority must }
component shop : service { replicas 3 }
component mails : queue { bound 100; on_full block; durable yes; delivery at_least_once }
component mailer : worker { idempotent yes }
external post
flow buy serves FR1 { rate 20 req/s; buyer -> shop ~> mails ~> mailer -> post }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Role, Step, edit, model, properties, rule
from designlint.api.analyses import consumers, data_uses
from designlint.api.model import Component
from designlint.api.text import step

_ON_FULL = properties.messaging.ON_FULL


@rule("MSG011", grade="risk", since="0.2")
def dropped_messages(facts: Facts) -> Iterator[Finding]:
    """One finding for each queue that drops what matters."""
    for path, broker in facts.design.components.items():
        full = broker[_ON_FULL]
        if not broker.plays(Role.BROKER) or full is None or full.value not in ("drop", "shed"):
            continue
        needed = facts[consumers].needed_messages.get(path)
        if needed is not None:
            yield _finding(broker, f"what `{needed.requirement}` needs", needed.step.span)
        elif (found := _important(facts, path)) is not None:
            yield _finding(broker, f"`{found[0]}`", found[1])


def _important(facts: Facts, broker: str) -> tuple[str, model.Span] | None:
    """The first important data that is written to a queue and that no store has, and where."""
    for _, call in facts.design.steps_naming(broker):
        for named in call.writes if call.callee.path == broker else ():
            kept = facts[data_uses].stores_of(named.path)
            is_stored = any(not home.plays(Role.BROKER) for home in kept)
            if facts.design.data[named.path].is_important and not is_stored:
                return named.path, call.span
    return None


def _finding(broker: Component, what: str, at: model.Span) -> Finding:
    full = broker[_ON_FULL]
    return Finding(
        f"`{broker.path}` drops {what} when it is full",
        Label(broker.span_of(_ON_FULL)),
        broker.path,
        secondary=(Label(at, "is put here"),),
        witness=(
            Step("1. consumers are slow or down, and messages wait", broker.span),
            step(f"2. `{broker.path}` is full and drops the next one", full),
            Step(f"3. {what} is gone, although its producer got a confirmation"),
        ),
        help=(edit("on_full block"),),
    )
