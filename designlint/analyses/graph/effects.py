"""What the flows change: in stores, in queues and streams, and for good in services that others run."""

from __future__ import annotations

from typing import TypeVar

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import FlowGraph, flow_graphs
from designlint.base.records import NamedTuple
from designlint.model import Component, Flow, Known, Step
from designlint.schema.component import IDEMPOTENT
from designlint.schema.messaging import DELIVERY
from designlint.schema.property import Property
from designlint.schema.roles import Role

T = TypeVar("T")


class Effect(NamedTuple):
    """A step of a flow that leaves something changed in the component that it calls.

    It is `resumed` if its caller works on a message that comes again until all is done, to the same
    effect: whatever the caller has not finished is then done after all. So is it if a scheduler starts
    the caller's work again by itself, and no critical data is at stake.
    """

    flow: Flow
    step: Step
    target: Component
    is_resumed: bool

    @property
    def is_sent(self) -> bool:
        """Whether it is a message into a queue or stream."""
        return self.target.plays(Role.BROKER)

    @property
    def is_of_service(self) -> bool:
        """Whether a service or an external system does something for good: charges, ships, sends."""
        return not self.target.plays(Role.BROKER, Role.STORE)

    @property
    def is_idempotent(self) -> bool:
        """Whether it is stated that doing it twice is as good as once."""
        known = self.stated(IDEMPOTENT) or self.target[IDEMPOTENT]
        return known is not None and known.value

    def stated(self, key: Property[T]) -> Known[T] | None:
        """A property of the call: from the step, the relation or else the flow."""
        return self.flow.stated(self.step, key)


def effects(facts: Facts) -> dict[str, tuple[Effect, ...]]:
    """The changes that each flow makes, in the order of its steps, without those it can do without.

    What a flow does that recovers something is a person's doing, and left out.
    """
    return {
        path: () if flow.recovers else tuple(_effects(facts, flow))
        for path, flow in facts.design.flows.items()
    }


def _effects(facts: Facts, flow: Flow) -> list[Effect]:
    graph, components = facts[flow_graphs][flow.path], facts.design.components
    resumed: dict[str, bool] = {}
    found = []
    for step in flow.steps:
        caller, target = step.caller.path, components.get(step.callee.path)
        if target is not None and (_lasts(step, target) or _is_done(flow, step, target)):
            if caller not in resumed:
                resumed[caller] = _is_resumed(facts, graph, caller)
            is_resumed = resumed[caller] or _runs_again(facts, graph, step)
            found.append(Effect(flow, step, target, is_resumed))
    return found


def _is_done(flow: Flow, step: Step, target: Component) -> bool:
    """Whether a service or an external system takes data, and passes it on to nobody else in the flow:
    the effect is its own."""
    if step.optional or step.share == 0.0 or step.times == 0.0 or not step.waits:
        return False
    if not step.writes or not target.plays(Role.APPLICATION, Role.EXTERNAL):
        return False
    passed = {path for s in flow.steps if s.caller.path == target.path for path in s.written}
    return not passed.issuperset(step.written)


def _runs_again(facts: Facts, graph: FlowGraph, step: Step) -> bool:
    """Whether a scheduler begins the work of a caller again and again, with nothing critical in it."""
    path = graph.path_to(step.caller.path)
    start = facts.design.components.get(path[0].caller.path if path else step.caller.path)
    if start is None or not start.plays(Role.SCHEDULER):
        return False
    own = (s for s in graph.flow.steps if s.caller.path == step.caller.path)
    return not any(facts.design.data[data].is_critical for s in own for data in s.written)


def _lasts(step: Step, target: Component) -> bool:
    if step.optional or step.share == 0.0 or step.times == 0.0:
        return False
    if target.plays(Role.BROKER):
        return not step.waits or bool(step.writes)  # who waits for a queue may take from it
    return target.plays(Role.STORE) and bool(step.writes)


def taken_from(graph: FlowGraph, node: str) -> str:
    """The queue or stream at the beginning of the path to a node; empty if there is none."""
    path = graph.path_to(node)
    first = path[0].caller.path if path else node
    return first if graph.starts_at_broker(first) else ""


def _is_resumed(facts: Facts, graph: FlowGraph, caller: str) -> bool:
    """Whether the flow takes messages that come again until they are done, and the consumer or the
    caller is idempotent."""
    components = facts.design.components
    broker = taken_from(graph, caller)
    if not broker or components[broker].value(DELIVERY) != "at_least_once":
        return False
    careful = {caller, *(step.callee.path for step in graph.path_to(caller)[:1])}
    return any(components[c].value(IDEMPOTENT) is True for c in careful if c in components)
