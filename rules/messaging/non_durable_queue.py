"""A queue that is not durable holds the only copy of important data.

Reported when: a queue or stream with `durable no` gets data of `importance high` or `critical` that
the same flow writes to no store. So does one with several replicas and `replication asynchronous`:
it acknowledges a message that its other copies do not have yet. And so does a queue with `durable
no` whose messages a requirement of `priority must` needs: all that the flow does with data comes
behind the queue, or a user or an external system gets something by the message.

Not reported when: a store has the data as well, the message has an `outbox`, the data is of less
importance, or it is not declared whether the queue is durable and how its copies replicate.

How to fix: use a durable queue with synchronous copies, or write the data to a store first.

Why: a restart loses the messages in memory. Until the consumer writes the data, only the queue has
it, although the user already has an answer. So an acknowledged change is lost.

Source: G. Hohpe and B. Woolf, Enterprise Integration Patterns (2003), Guaranteed Delivery; RabbitMQ
documentation, Reliability Guide, on durable queues.

Bad:

```design
actor member
data booking { importance critical }
component jobs : queue { durable no; dead_letter yes }
component payer : worker
component ledger : database { holds booking }
flow pay { rate 1 req/s; member ~> jobs writes booking }
flow book { jobs ~> payer -> ledger writes booking }
```

Good:

```design
actor member
data booking { importance critical }
component jobs : queue { durable yes; dead_letter yes }
component payer : worker
component ledger : database { holds booking }
flow pay { rate 1 req/s; member ~> jobs writes booking }
flow book { jobs ~> payer -> ledger writes booking }
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
from designlint.api.analyses import consumers, placements, verdicts
from designlint.api.text import step


@rule("MSG006", grade="risk", since="0.1", formerly=("messaging-volatile-queue",))
def non_durable_queue(facts: Facts) -> Iterator[Finding]:
    """One finding for each queue that alone has important data and is not durable."""
    found: dict[str, Finding] = {}
    for flow in facts.design.flows.values():
        for call in flow.steps:
            broker = facts.design.components.get(call.callee.path)
            if broker is None or not broker.plays(Role.BROKER):
                continue
            data = _important(facts, call)
            if data is None or _is_stored(facts, flow, data) or broker.path in found:
                continue
            durable, copied = broker[properties.messaging.DURABLE], _copied_later(facts, broker)
            if durable is not None and not durable.value:
                found[broker.path] = _finding(facts, broker, durable, call, data)
            elif copied is not None:
                found[broker.path] = _lost_with_leader(facts, broker, copied, call, data)
    for path, needed in facts[consumers].needed_messages.items():
        broker = facts.design.components[path]
        durable = broker[properties.messaging.DURABLE]
        if path in found or durable is None or durable.value:
            continue
        if not _is_kept(facts.design, path):
            found[path] = _unmet(broker, durable, needed.step, needed.requirement)
    yield from found.values()


def _is_kept(design: model.Design, broker: str) -> bool:
    """Whether what goes into a queue is first written with the data, so that it can be sent again."""
    flows = [design.flows[path] for path in design.flows_by_element.get(broker, ())]
    sent = [(flow, call) for flow in flows for call in flow.steps if call.callee.path == broker]
    stated = [flow.stated(call, properties.relation.OUTBOX) for flow, call in sent]
    return any(known is not None and known.value for known in stated)


def _unmet(
    broker: model.Component, durable: model.Known[bool], call: model.Step, requirement: str
) -> Finding:
    path = broker.path
    return Finding(
        f"`{path}` is not durable, so a restart loses what `{requirement}` needs",
        Label(durable.span or broker.span, "not durable"),
        path,
        secondary=(Label(call.span, f"serves `{requirement}`"),),
        witness=(
            step(f"1. `{path}` acknowledges a message that is in memory alone", durable),
            Step(f"2. `{path}` restarts before the message is consumed", call.span),
            Step(f"3. the message is lost, so the system does not do what `{requirement}` demands"),
        ),
        help=(edit("durable yes"),),
        causes=(f"messages of `{path}` in memory",),
    )


def _copied_later(facts: Facts, broker: model.Component) -> model.Known[str] | None:
    """What declares that other replicas get a message after it is acknowledged."""
    how = broker[properties.store.REPLICATION]
    is_late = how is not None and how.value == "asynchronous" and how.span is not None
    return how if is_late and facts[placements][broker.path].count > 1 else None


def _important(facts: Facts, call: model.Step) -> str | None:
    """The first data that a step writes and that must not be lost."""
    written = [named.path for named in call.writes]
    return next((path for path in written if facts.design.data[path].is_important), None)


def _is_stored(facts: Facts, flow: model.Flow, data: str) -> bool:
    written = [call for call in flow.steps if data in [named.path for named in call.writes]]
    callees = [facts.design.components.get(call.callee.path) for call in written]
    return any(callee is not None and callee.plays(Role.STORE) for callee in callees)


def _finding(
    facts: Facts, broker: model.Component, durable: model.Known[bool], call: model.Step, data: str
) -> Finding:
    return Finding(
        f"`{broker.path}` is not durable, so a restart loses `{data}`, which no store has",
        Label(durable.span or broker.span, "not durable"),
        broker.path,
        secondary=(Label(call.span, f"puts `{data}` into `{broker.path}`"),),
        witness=(
            Step(
                f"1. `{call.caller.path}` puts `{data}` into `{broker.path}` and goes on", call.span
            ),
            step(f"2. `{broker.path}` restarts before `{data}` is consumed", durable),
            Step(f"3. no store has `{data}`, so it is lost"),
        ),
        help=(edit("durable yes"),),
        breaks=facts[verdicts].violated((broker.path, data), "rpo"),
        causes=(f"messages of `{broker.path}` in memory",),
    )


def _lost_with_leader(
    facts: Facts, broker: model.Component, copied: model.Known[str], call: model.Step, data: str
) -> Finding:
    path = broker.path
    return Finding(
        f"`{path}` acknowledges `{data}` before its other copies have it, and no store has it",
        Label(copied.span or broker.span, "copied after the acknowledgment"),
        path,
        secondary=(Label(call.span, f"puts `{data}` into `{path}`"),),
        witness=(
            Step(f"1. `{call.caller.path}` puts `{data}` into `{path}` and goes on", call.span),
            step(
                f"2. the replica of `{path}` that took it fails before the others have it", copied
            ),
            Step(f"3. another replica takes over without `{data}`, so it is lost"),
        ),
        help=(edit("replication synchronous"),),
        breaks=facts[verdicts].violated((path, data), "rpo"),
    )
