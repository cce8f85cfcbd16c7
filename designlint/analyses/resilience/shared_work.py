"""Queues and fleets that hold the work of several places at once, so that the loss of one stops the others.

A queue fills with the messages whose consumers are gone; callers wait for peers that are gone and hold
the workers that the others need.
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.availability.spread import confined_to, is_meant_for
from designlint.analyses.facts import Facts
from designlint.analyses.failure.hard_dependency import is_hard_dependency
from designlint.analyses.failure.single_event_cuts import place_cuts
from designlint.analyses.graph.graph import flow_graphs
from designlint.base.records import NamedTuple
from designlint.model import Component, Step
from designlint.quantities.quantity import Dimension
from designlint.schema.component import MANAGED, TENANCY
from designlint.schema.messaging import BOUND, ORDER
from designlint.schema.relation import BULKHEAD, CIRCUIT_BREAKER, TIMEOUT
from designlint.schema.roles import Role

_PARTED = frozenset(("per_cell", "per_tenant"))


class PlacedCall(NamedTuple):
    """A call or message of a flow to what runs in one place alone."""

    flow: str
    step: Step
    place: str

    @property
    def callee(self) -> str:
        """Who is asked."""
        return self.step.callee.path


class SharedWork(NamedTuple):
    """A component that holds the work of several places: the first call waits, or its messages do, when
    its place is lost, and what is held then is lacking for the `others`. `is_apart`: the flows are meant
    for their places. A queue that all cells or tenants of a consumer share has the same place for all."""

    component: str
    first: PlacedCall
    others: tuple[PlacedCall, ...]
    is_apart: bool


def shared_work(facts: Facts) -> Iterator[SharedWork]:
    """The queues and fleets that hold the work of several places."""
    for path, component in facts.design.components.items():
        if not component.is_ours:
            continue
        holds = _fills(component) if component.plays(Role.BROKER) else None
        if holds is not False:
            calls = [one for one in _placed_calls(facts, path) if holds or _waits_long(facts, one)]
            yield from _shared(facts, path, calls, is_queue=holds is not None)


def _shared(
    facts: Facts, path: str, calls: list[PlacedCall], *, is_queue: bool
) -> Iterator[SharedWork]:
    meant = [one for one in calls if is_meant_for(facts, one.flow, one.place)]
    for some, is_meant in ((meant, True), (calls if is_queue else [], False)):
        if len({one.flow for one in some}) < 2:
            continue
        for number, first in enumerate(some):
            others = [one for one in some[number + 1 :] if _are_apart(facts, first, one)]
            if others:
                yield SharedWork(path, first, tuple(others), is_meant)
                return


def _placed_calls(facts: Facts, path: str) -> Iterator[PlacedCall]:
    """The calls of a component to what runs in one place, beyond which the component itself goes on."""
    for flow in facts.design.flows_by_element.get(path, ()):
        graph = facts[flow_graphs][flow]
        if graph.flow.recovers:
            continue
        for step in graph.by_caller.get(path, ()):
            callee = facts.design.components.get(step.callee.path)
            if callee is None or not callee.is_ours or step.or_else is not None:
                continue
            for place in facts[confined_to][callee.path]:
                goes_on = place not in facts[place_cuts][path]
                if goes_on and is_hard_dependency(facts, step, graph):
                    yield PlacedCall(flow, step, place)


def _are_apart(facts: Facts, one: PlacedCall, other: PlacedCall) -> bool:
    """Whether the calls of two flows lead to two places of one level."""
    places, cuts = facts.design.places, facts[place_cuts]
    return (
        one.flow != other.flow
        and one.callee != other.callee
        and one.place != other.place
        and places[one.place].level == places[other.place].level
        and one.place not in cuts[other.callee]
        and other.place not in cuts[one.callee]
    )


def _fills(queue: Component) -> bool:
    """Whether what nobody takes stays in a queue and keeps others from using it."""
    bound, order = queue[BOUND], queue[ORDER]
    if queue.plays(Role.LOG):
        return False
    expires = bound is not None and bound.value.dimension is Dimension.TIME
    is_endless = queue.value(MANAGED) is not None and bound is None
    return not expires and not (is_endless and (order is None or order.value.order != "fifo"))


def _waits_long(facts: Facts, call: PlacedCall) -> bool:
    """Whether nothing bounds how long, or how many, callers wait for a peer that is gone."""
    flow, step = facts.design.flows[call.flow], call.step
    breaks = flow.stated(step, CIRCUIT_BREAKER)
    is_bound = flow.stated(step, TIMEOUT) is not None or flow.stated(step, BULKHEAD) is not None
    return step.waits and not is_bound and not (breaks is not None and breaks.value)


def queues_shared_by_cells(facts: Facts) -> dict[str, dict[str, tuple[str, ...]]]:
    """The queues with `tenancy shared` whose consumers have a part for each cell or tenant: by queue and
    consumer, the flows in which the consumer takes from it."""
    components = facts.design.components
    found: dict[str, dict[str, dict[str, None]]] = {}
    for flow in facts.design.flows.values():
        for step in flow.steps:
            queue = components.get(step.caller.path)
            consumer = components.get(step.callee.path)
            if queue is None or consumer is None or not queue.plays(Role.BROKER):
                continue
            is_divided = (consumer.value(TENANCY) or "") in _PARTED
            if queue.value(TENANCY) == "shared" and is_divided and _fills(queue):
                flows = found.setdefault(queue.path, {}).setdefault(consumer.path, {})
                flows[flow.path] = None
    return {
        queue: {one: tuple(flows) for one, flows in consumers.items()}
        for queue, consumers in found.items()
    }
