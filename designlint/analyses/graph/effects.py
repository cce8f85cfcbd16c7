"""What the flows change: writes to stores, messages to queues and streams; what holds two together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import FlowGraph, flow_graphs
from designlint.model import Component, Data, Design, Flow, Known, Step
from designlint.schema.component import IDEMPOTENT
from designlint.schema.context import CONTAINS, IMMUTABLE, IMPORTANCE
from designlint.schema.messaging import DELIVERY
from designlint.schema.property import Property
from designlint.schema.relation import ATOMIC_WITH, OUTBOX, SAGA
from designlint.schema.roles import Role

T = TypeVar("T")


class Effect(NamedTuple):
    """A step of a flow that leaves something changed in the component that it calls."""

    flow: str
    step: Step
    target: Component

    @property
    def is_sent(self) -> bool:
        """Whether it is a message into a queue or stream."""
        return self.target.plays(Role.BROKER)


def effects(facts: Facts) -> dict[str, tuple[Effect, ...]]:
    """The changes that each flow makes, in the order of its steps, without those it can do without.

    What a flow does that recovers something is a person's doing, and left out.
    """
    components = facts.design.components
    found: dict[str, tuple[Effect, ...]] = {}
    for path, flow in facts.design.flows.items():
        steps = () if flow.recovers else flow.steps
        called = [s for s in steps if s.callee.path in components]
        made = [Effect(path, step, components[step.callee.path]) for step in called]
        found[path] = tuple([c for c in made if _lasts(c.step, c.target)])
    return found


def _lasts(step: Step, target: Component) -> bool:
    if step.optional or step.share == 0.0 or step.times == 0.0:
        return False
    if target.plays(Role.BROKER):
        return not step.waits or bool(step.writes)  # who waits for a queue may take from it
    return target.plays(Role.STORE) and bool(step.writes)


def stated_for(flow: Flow, step: Step, key: Property[T]) -> Known[T] | None:
    """A property of a call, from the step, the relation or else the flow."""
    return step.properties[key] or flow[key]


def held_together(flow: Flow, one: Step, other: Step) -> bool:
    """Whether two changes of a flow happen both or not at all, or are undone together."""
    for step, partner in ((one, other), (other, one)):
        atomic = stated_for(flow, step, ATOMIC_WITH)
        if atomic is not None and any(ref.path == partner.callee.path for ref in atomic.value):
            return True
    return any(
        (known := stated_for(flow, step, key)) is not None and known.value
        for step in (one, other)
        for key in (OUTBOX, SAGA)
    )


def is_idempotent(design: Design, flow: Flow, step: Step) -> bool | None:
    """Whether doing a step twice is as good as once; None where that is not declared."""
    stated = stated_for(flow, step, IDEMPOTENT)
    if stated is not None:
        return stated.value
    callee = design.components.get(step.callee.path)
    return None if callee is None else callee.value(IDEMPOTENT)


def taken_from(graph: FlowGraph, node: str) -> str:
    """The queue or stream at the beginning of the path to a node of a flow; empty if there is none."""
    path = graph.path_to(node)
    first = path[0].caller.path if path else node
    return first if graph.starts_at_broker(first) else ""


def is_tried_again(facts: Facts, flow: str, caller: str) -> bool:
    """Whether what a caller has not finished is done anew, to the same effect: the flow takes messages
    that come again until they are done, and the consumer or the caller is idempotent."""
    graph = facts[flow_graphs][flow]
    broker = taken_from(graph, caller)
    if not broker or facts.design.components[broker].value(DELIVERY) != "at_least_once":
        return False
    careful = {caller, *(step.callee.path for step in graph.path_to(caller)[:1])}
    components = facts.design.components
    return any(components[c].value(IDEMPOTENT) is True for c in careful if c in components)


def never_change(design: Design, data: Iterable[str]) -> bool:
    """Whether all of some data stays as it is once it is there."""
    return all(design.data[path].value(IMMUTABLE) is True for path in data)


def weighty(design: Design, data: Iterable[str]) -> tuple[str, ...]:
    """Those of some data whose loss or doubling is grave: critical ones, and payments."""
    return tuple([path for path in data if _is_weighty(design.data[path])])


def _is_weighty(data: Data) -> bool:
    importance, contains = data.value(IMPORTANCE), data.value(CONTAINS) or ()
    return importance == "critical" or "payment" in contains


def written(step: Step) -> tuple[str, ...]:
    """The data that a step writes."""
    return tuple([named.path for named in step.writes])
