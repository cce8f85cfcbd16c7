"""What is done twice: messages that come again, calls that are tried again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from designlint.analyses.facts import Facts
from designlint.analyses.graph.effects import (
    Effect,
    effects,
    is_idempotent,
    never_change,
    stated_for,
    weighty,
    written,
)
from designlint.analyses.graph.graph import FlowGraph, flow_graphs
from designlint.model import Component, Flow, Known, Step
from designlint.schema.component import IDEMPOTENT
from designlint.schema.messaging import DELIVERY
from designlint.schema.relation import ATOMIC_WITH, HEDGE, RETRIES
from designlint.schema.roles import Role


class Redelivery(NamedTuple):
    """A consumer that can get a message twice and does not do the same thing then.

    `repeated` are the changes that happen twice; `denied` is where the design says that it is not
    idempotent, None where it does not say that it is.
    """

    flow: str
    step: Step
    broker: Component
    worker: Component
    delivery: Known[str]
    repeated: tuple[Effect, ...]
    denied: Known[bool] | None


class RepeatedWrite(NamedTuple):
    """A write that its caller sends again when no answer comes, by `again` (retries or a hedge)."""

    flow: str
    step: Step
    data: tuple[str, ...]
    again: Known[object]
    is_hedged: bool
    denied: Known[bool] | None


def redeliveries(facts: Facts) -> tuple[Redelivery, ...]:
    """The consumers that a message delivered twice does harm to, one for each broker and worker.

    Where nobody says whether a consumer is idempotent, those that change critical data or payments.
    """
    return _once(facts, "at_least_once")


def unmeant_exactly_once(facts: Facts) -> tuple[Redelivery, ...]:
    """The consumers of what is said to be delivered exactly once that neither are idempotent nor note
    the message in the same transaction as its effect: between the two it comes again."""
    return _once(facts, "exactly_once")


def _once(facts: Facts, delivery: str) -> tuple[Redelivery, ...]:
    found: dict[tuple[str, str], Redelivery] = {}
    for flow in facts.design.flows.values():
        for one in _consumers(facts, flow, delivery):
            found.setdefault((one.broker.path, one.worker.path), one)
    return tuple(found.values())


def _consumers(facts: Facts, flow: Flow, wanted: str) -> Iterator[Redelivery]:
    components = facts.design.components
    for step in flow.steps:
        broker, worker = components.get(step.caller.path), components.get(step.callee.path)
        if broker is None or worker is None or not broker.plays(Role.BROKER):
            continue
        delivery = broker[DELIVERY]
        if delivery is None or delivery.value != wanted or worker.is_external:
            continue
        if wanted == "exactly_once" and delivery.span is None:
            continue  # only a design that relies on it claims anything
        denied, repeated = worker[IDEMPOTENT], _repeated(facts, flow, broker, worker)
        refused = denied if denied is not None and not denied.value else None
        certain = refused is not None or wanted == "exactly_once"
        told = repeated if certain else _weighty(facts, repeated)
        if told or (refused is not None and wanted == "at_least_once"):
            yield Redelivery(flow.path, step, broker, worker, delivery, told, refused)


def _repeated(facts: Facts, flow: Flow, broker: Component, worker: Component) -> tuple[Effect, ...]:
    """What a second message makes a second time: all that the flow does through its consumer."""
    graph = facts[flow_graphs][flow.path]
    if worker.value(IDEMPOTENT):
        return ()
    return tuple(
        [
            effect
            for effect in facts[effects][flow.path]
            if not effect.is_sent
            and _is_through(graph, effect.step.caller.path, broker, worker)
            and not _is_harmless(facts, flow, effect.step)
            and not _noted_with(flow, effect.step, broker.path)
        ]
    )


def _is_through(graph: FlowGraph, caller: str, broker: Component, worker: Component) -> bool:
    """Whether a caller of a flow is reached from a queue or stream by one of its consumers."""
    way = graph.path_to(caller)
    return bool(way) and (way[0].caller.path, way[0].callee.path) == (broker.path, worker.path)


def _is_harmless(facts: Facts, flow: Flow, step: Step) -> bool:
    caller = facts.design.components.get(step.caller.path)
    careful = caller is not None and caller.value(IDEMPOTENT) is True
    never = never_change(facts.design, written(step))
    return careful or never or is_idempotent(facts.design, flow, step) is True


def _noted_with(flow: Flow, step: Step, broker: str) -> bool:
    """Whether a write and the note that its message is done are one transaction."""
    atomic = stated_for(flow, step, ATOMIC_WITH)
    return atomic is not None and any(ref.path == broker for ref in atomic.value)


def _weighty(facts: Facts, repeated: tuple[Effect, ...]) -> tuple[Effect, ...]:
    return tuple([c for c in repeated if weighty(facts.design, written(c.step))])


def repeated_writes(facts: Facts) -> tuple[RepeatedWrite, ...]:
    """The writes that a retry or a hedge can do twice, one for each caller and callee.

    Where nobody says whether a write is idempotent, those of critical data and payments.
    """
    found: dict[tuple[str, str], RepeatedWrite] = {}
    for flow in facts.design.flows.values():
        for step in flow.steps if not flow.recovers else ():
            one = _sent_again(facts, flow, step)
            if one is not None:
                found.setdefault((step.caller.path, step.callee.path), one)
    return tuple(found.values())


def _sent_again(facts: Facts, flow: Flow, step: Step) -> RepeatedWrite | None:
    callee = facts.design.components.get(step.callee.path)
    retries, hedge = stated_for(flow, step, RETRIES), stated_for(flow, step, HEDGE)
    again = retries if retries is not None and retries.value else hedge
    if again is None or callee is None or callee.plays(Role.BROKER) or not step.writes:
        return None
    data = written(step)
    idempotent = is_idempotent(facts.design, flow, step)
    if idempotent or never_change(facts.design, data):
        return None
    denied = stated_for(flow, step, IDEMPOTENT) or callee[IDEMPOTENT]
    if idempotent is None:
        data = weighty(facts.design, data)
    if not data:
        return None
    return RepeatedWrite(flow.path, step, data, again, again is hedge, denied)
