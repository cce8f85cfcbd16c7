"""What the flows change: writes to stores, messages to queues and streams."""

from __future__ import annotations

from typing import NamedTuple, TypeVar

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import FlowGraph, flow_graphs
from designlint.model import Component, Flow, Known, Step
from designlint.schema.component import IDEMPOTENT
from designlint.schema.messaging import DELIVERY
from designlint.schema.property import Property
from designlint.schema.roles import Role

T = TypeVar("T")


class Effect(NamedTuple):
    """A step of a flow that leaves something changed in the component that it calls.

    It is `resumed` if its caller works on a message that comes again until all is done, to the same
    effect: whatever the caller has not finished is then done after all.
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
        if target is not None and _lasts(step, target):
            if caller not in resumed:
                resumed[caller] = _is_resumed(facts, graph, caller)
            found.append(Effect(flow, step, target, resumed[caller]))
    return found


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
