"""What becomes of a message: taken twice, lost with its worker, expired before anyone is back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from designlint.analyses.detectors.queues import Consumer, consumers
from designlint.analyses.facts import Facts
from designlint.analyses.load.intake import broker_of
from designlint.analyses.measure import step
from designlint.analyses.placement.placement import placements
from designlint.diagnostic import Step as Line
from designlint.model import Component, Design, Known, Step
from designlint.quantity import Quantity, show
from designlint.schema.component import AUTOSCALE, FAILOVER, MTTR, PROCESSING_TIME
from designlint.schema.messaging import DELIVERY, DURABLE, HEARTBEAT, PARTITIONS, VISIBILITY
from designlint.schema.roles import Role
from designlint.schema.store import BACKUP, RESTORE_TIME, RETENTION


class EarlyRedelivery(NamedTuple):
    """A queue that hands a message out again while a worker is still at it.

    `after` is what ends too early, or begins too late: `work` is how long the worker takes, or the
    time between its heartbeats.
    """

    broker: Component
    consumer: Component
    after: Known[Quantity]
    work: Known[Quantity]
    is_heartbeat: bool


def early_redeliveries(facts: Facts) -> tuple[EarlyRedelivery, ...]:
    """The queues whose visibility ends before the work does, one finding for each."""
    found: dict[str, EarlyRedelivery] = {}
    for consumer in facts[consumers]:
        twice = _early_redelivery(consumer)
        if twice is not None:
            found.setdefault(consumer.broker.path, twice)
    return tuple(found.values())


def _early_redelivery(consumer: Consumer) -> EarlyRedelivery | None:
    broker, worker, _ = consumer
    visibility, heartbeat = broker[VISIBILITY], broker[HEARTBEAT]
    if visibility is None:
        return None
    hidden = visibility.value.value
    if heartbeat is not None:
        late = heartbeat.value.value >= hidden
        return EarlyRedelivery(broker, worker, visibility, heartbeat, True) if late else None
    times = [t for t in (broker[PROCESSING_TIME], worker[PROCESSING_TIME]) if t is not None]
    longest = max(times, key=lambda t: t.value.value, default=None)
    if longest is None or longest.value.value <= hidden:
        return None
    return EarlyRedelivery(broker, worker, visibility, longest, False)


class MessageLoss(NamedTuple):
    """A queue that loses messages that matter: why, and the step with the datum that is lost."""

    broker: Component
    known: Known[object]
    call: Step
    data: str


def lost_with_worker(facts: Facts) -> tuple[MessageLoss, ...]:
    """The queues that forget a message once it is handed out, whose consumers write what matters."""
    found: dict[str, MessageLoss] = {}
    for broker, _, flow in facts[consumers]:
        delivery = broker[DELIVERY]
        if delivery is None or delivery.value != "at_most_once":
            continue
        for call in facts.design.flows[flow].steps:
            data = _weighty(facts, call)
            if data is not None and not call.optional:
                found.setdefault(broker.path, MessageLoss(broker, delivery, call, data))
    return tuple(found.values())


def lost_with_broker(facts: Facts) -> tuple[MessageLoss, ...]:
    """The queues that keep messages in memory alone, and are given what matters and no store has."""
    found: dict[str, MessageLoss] = {}
    for flow in facts.design.flows.values():
        for call in flow.steps:
            broker = facts.design.components.get(call.callee.path)
            durable = broker[DURABLE] if broker is not None and broker.plays(Role.BROKER) else None
            data = _weighty(facts, call)
            if broker is None or durable is None or durable.value or data is None:
                continue
            if not _is_stored(facts, flow.steps, data):
                found.setdefault(broker.path, MessageLoss(broker, durable, call, data))
    return tuple(found.values())


def _weighty(facts: Facts, call: Step) -> str | None:
    return next((d for d in call.written if facts.design.data[d].is_important), None)


def _is_stored(facts: Facts, steps: tuple[Step, ...], data: str) -> bool:
    components = facts.design.components
    return any(
        call.callee.path in components
        and components[call.callee.path].plays(Role.STORE)
        and any(named.path == data for named in call.writes)
        for call in steps
    )


class EarlyExpiry(NamedTuple):
    """A queue that drops messages before those who take them are back: `outage` is how long that
    takes, of `whom`."""

    broker: Component
    retention: Known[Quantity]
    whom: str
    outage: Line
    seconds: float


def early_expiries(facts: Facts) -> tuple[EarlyExpiry, ...]:
    """The queues whose retention is shorter than the longest outage that the design speaks of, of a
    consumer or of a store that it waits for."""
    found: dict[str, EarlyExpiry] = {}
    for broker, worker, flow in facts[consumers]:
        retention = broker[RETENTION]
        if retention is None:
            continue
        waited = [
            call.callee.path
            for call in facts.design.flows[flow].steps
            if call.caller.path == worker.path and call.waits and not call.optional
        ]
        outages = [o for path in (worker.path, *waited) for o in _outages(facts, path)]
        longest = max(outages, key=lambda o: o[0], default=None)
        if longest is not None and longest[0] > retention.value.value:
            seconds, whom, line = longest
            found.setdefault(broker.path, EarlyExpiry(broker, retention, whom, line, seconds))
    return tuple(found.values())


def _outages(facts: Facts, path: str) -> Iterator[tuple[float, str, Line]]:
    component = facts.design.components.get(path)
    if component is None:
        return
    backup, failover, mttr = component[BACKUP], component[FAILOVER], component[MTTR]
    if backup is not None and backup.details[RESTORE_TIME] is not None:
        time = backup.detail(RESTORE_TIME)
        yield time.value, path, step(f"{path}: a restore takes {show(time)}", backup)
    if failover is not None and failover.value.time is not None:
        time = failover.value.time
        yield time.value, path, step(f"{path}: a failover takes {show(time)}", failover)
    if mttr is not None and facts[placements][path].count == 1:
        yield mttr.value.value, path, step(f"{path}: a repair takes {show(mttr.value)}", mttr)
    yield from _allowed(facts.design, path)


def _allowed(design: Design, path: str) -> Iterator[tuple[float, str, Line]]:
    """The outages that requirements on the recovery time allow."""
    for requirement, claim in design.claims_on("rto"):
        if claim.about == path and isinstance(claim.target, Quantity):
            text = f"{requirement.path} allows `{path}` to be away for {show(claim.target)}"
            yield claim.target.value, path, Line(text, claim.span, "stated")


class IdleReplicas(NamedTuple):
    """A consumer with more replicas than its stream has partitions, so that some get nothing."""

    broker: Component
    consumer: Component
    partitions: Known[object]
    number: int
    replicas: int


def idle_consumers(facts: Facts) -> tuple[IdleReplicas, ...]:
    """The consumers of which a stream keeps only so many busy as it has partitions."""
    found: dict[str, IdleReplicas] = {}
    for broker, worker, _ in facts[consumers]:
        partitions, placement = broker[PARTITIONS], facts[placements][worker.path]
        if not broker.plays(Role.LOG) or partitions is None:
            continue
        if broker_of(facts, worker.path) is None:
            continue
        scaled = worker.value(AUTOSCALE)
        stated = placement.count if placement.declared else 1
        replicas = max(stated, scaled.range.high if scaled is not None else 0)
        number = partitions.value.number
        if replicas > number and _takes_from_one(facts, worker.path):
            found.setdefault(
                worker.path, IdleReplicas(broker, worker, partitions, number, replicas)
            )
    return tuple(found.values())


def _takes_from_one(facts: Facts, path: str) -> bool:
    return sum(consumer.component.path == path for consumer in facts[consumers]) == 1
