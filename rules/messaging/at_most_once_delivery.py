"""An important message is lost when its consumer fails, because the queue delivers at most once.

Reported when: a queue or stream delivers at most once, and its message carries data of `importance high`
or `critical` (a step writes the data into the queue, or the consumer reads it from there), or what the
consumer does writes such data, or reads what the same run has written, in a step that is not `optional`. So does one whose messages a requirement
of `priority must` needs: all that the flow does with data comes behind the queue, or a user or an
external system gets something by the message.

Not reported when: the data is of less importance, it is written before the message is sent and the consumer
has nothing to do with it, or the delivery is neither declared nor published.

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

from collections.abc import Iterable, Iterator

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
from designlint.api.analyses import consumers, flow_graphs, verdicts
from designlint.api.text import Quantity, show, step

_MINUTE = 60


@rule("MSG005", grade="risk", since="0.1", formerly=("messaging-lost-task",))
def at_most_once_delivery(facts: Facts) -> Iterator[Finding]:
    """One finding for each queue that loses important data with its consumer."""
    found: dict[str, Finding] = {}
    for lost_by in (_lost_work, _lost_message, _lost_notice):
        for broker, worker, flow in facts[consumers]:
            delivery = broker[properties.messaging.DELIVERY]
            if broker.path in found or delivery is None or delivery.value != "at_most_once":
                continue
            lost = lost_by(facts, broker, worker, flow)
            if lost is not None:
                found[broker.path] = _finding(facts, broker, worker, delivery, *lost)
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


def _lost_work(
    facts: Facts, broker: model.Component, worker: model.Component, flow: str
) -> tuple[model.Step, str] | None:
    """The first step of a consumer, or of what it calls, that writes important data."""
    graph = facts[flow_graphs][flow]
    if _is_optional(graph.flow, broker, worker):
        return None
    behind = graph.reached_from(worker.path, lambda call: not call.optional)
    for call in graph.flow.steps:
        if call.caller.path in behind and not call.optional:
            data = _important(facts, call.writes)
            if data is not None:
                return call, data
    return None


def _lost_message(
    facts: Facts, broker: model.Component, worker: model.Component, flow: str
) -> tuple[model.Step, str] | None:
    """The first step that puts important data into a queue or stream, or by which its consumer takes it; a
    program in a user's hands that shows the data has lost nothing."""
    if worker.plays(Role.CLIENT) or _is_optional(facts.design.flows[flow], broker, worker):
        return None
    for _, call in facts.design.steps_naming(broker.path):
        sent = call.writes if call.callee.path == broker.path else ()
        ends = call.caller.path, call.callee.path
        got = call.reads if ends == (broker.path, worker.path) else ()
        data = _important(facts, (*sent, *got))
        if data is not None and not call.optional:
            return call, data
    return None


def _lost_notice(
    facts: Facts, broker: model.Component, worker: model.Component, flow: str
) -> tuple[model.Step, str] | None:
    """The first step of a consumer that reads important data which the same run has written before: the
    message is what it learns of it by."""
    graph = facts[flow_graphs][flow]
    if worker.plays(Role.CLIENT) or _is_optional(graph.flow, broker, worker):
        return None
    behind = graph.reached_from(worker.path, lambda call: not call.optional)
    before = [s for s in graph.flow.steps if s.caller.path not in (*behind, broker.path)]
    written = {path for call in before for path in call.written}
    for call in graph.flow.steps:
        if call.caller.path in behind and not call.optional:
            data = _important(facts, [one for one in call.reads if one.path in written])
            if data is not None:
                return call, data
    return None


def _is_optional(flow: model.Flow, broker: model.Component, worker: model.Component) -> bool:
    """Whether a flow can do without what a consumer takes."""
    ends = broker.path, worker.path
    return all(s.optional for s in flow.steps if (s.caller.path, s.callee.path) == ends)


def _important(facts: Facts, named: Iterable[model.Named]) -> str | None:
    """The first data that must not be lost."""
    return next((one.path for one in named if facts.design.data[one.path].is_important), None)


def _finding(
    facts: Facts,
    broker: model.Component,
    worker: model.Component,
    delivery: model.Known[str],
    call: model.Step,
    data: str,
) -> Finding:
    names, fails, end = _course(broker.path, worker.path, call, data)
    is_kept = data not in call.written and call.caller.path != broker.path
    lost = f"a message about `{data}`" if is_kept else f"`{data}`"
    return Finding(
        f"`{broker.path}` delivers at most once, so {lost} is lost when `{worker.path}` fails",
        Label(delivery.span or broker.span, "not redelivered after a failure"),
        broker.path,
        secondary=(Label(call.span, names),),
        witness=(
            step(f"1. `{broker.path}` delivers a message and deletes it", delivery),
            Step(f"2. {fails}", call.span),
            Step(f"3. {end}"),
        ),
        help=tuple(_help(facts, broker, worker.path)),
        breaks=facts[verdicts].violated((broker.path, *(() if is_kept else (data,))), "rpo"),
        causes=(f"messages of `{broker.path}` delivered once at most",),
    )


def _course(broker: str, worker: str, call: model.Step, data: str) -> tuple[str, str, str]:
    """What a step does with the data, what fails, and how it ends."""
    if broker in (call.caller.path, call.callee.path):
        names = f"sends `{data}`" if call.callee.path == broker else f"takes `{data}`"
        return names, f"`{worker}` fails before it is done with `{data}`", (
            f"the message with `{data}` is not redelivered"
        )  # fmt: skip
    if data not in call.written:
        return f"reads `{data}`", f"`{worker}` fails before it is done with `{data}`", (
            f"the message is not redelivered, so nobody goes on with `{data}`"
        )  # fmt: skip
    writer = "it" if call.caller.path == worker else f"`{call.caller.path}`"
    return f"writes `{data}`", f"`{worker}` fails before {writer} writes `{data}`", (
        f"the message is not redelivered, so `{data}` is never written"
    )  # fmt: skip


def _help(facts: Facts, broker: model.Component, worker: str) -> Iterator[Help]:
    """At least once, which repeats messages: the consumer has to stand that first."""
    consumer = facts.design.components[worker]
    if not consumer.value(properties.component.IDEMPOTENT):
        yield advice(
            f"let `{worker}` recognise a message that comes twice, by a key that it stores with the effect;"
            " then both of these:"
        )
        yield edit("idempotent yes", place=f"`{worker}`")
    parts = ("delivery at_least_once", *_redelivery(broker, consumer))
    yield edit("; ".join(parts), place=f"`{broker.path}`")


def _redelivery(broker: model.Component, consumer: model.Component) -> Iterator[str]:
    """What a queue has to declare besides; it has to hide a message for longer than the work on it takes."""
    if broker.plays(Role.LOG):
        return
    messaging = properties.messaging
    if broker[messaging.VISIBILITY] is None and broker[messaging.HEARTBEAT] is None:
        takes = [one.value(properties.component.PROCESSING_TIME) for one in (broker, consumer)]
        longest = max((t for t in takes if t is not None), key=lambda t: t.value, default=None)
        yield f"visibility {_hidden(longest)}"
    if broker[messaging.DEAD_LETTER] is None:
        yield "dead_letter yes"


def _hidden(longest: Quantity | None) -> str:
    twice = longest._replace(value=longest.value * 2) if longest is not None else None
    return show(twice) if twice is not None and twice.value > _MINUTE else "1min"
