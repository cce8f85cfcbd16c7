"""What a message that is delivered a second time makes a second time."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.graph.effects import Effect, effects
from designlint.analyses.graph.graph import FlowGraph, flow_graphs
from designlint.base.records import NamedTuple
from designlint.model import Component, Flow, Step
from designlint.schema.component import IDEMPOTENT
from designlint.schema.relation import ATOMIC_WITH
from designlint.schema.roles import Role


class Redelivery(NamedTuple):
    """A step by which a worker takes messages from a queue or stream; `repeated` are the changes that
    happen twice where one of them comes twice."""

    flow: Flow
    step: Step
    broker: Component
    worker: Component
    repeated: tuple[Effect, ...]


def redeliveries(facts: Facts) -> tuple[Redelivery, ...]:
    """All steps by which workers of the design take messages, in the order of the flows."""
    flows = facts.design.flows.values()
    return tuple([found for flow in flows for found in _redeliveries(facts, flow)])


def _redeliveries(facts: Facts, flow: Flow) -> Iterator[Redelivery]:
    components = facts.design.components
    for step in flow.steps:
        broker, worker = components.get(step.caller.path), components.get(step.callee.path)
        if broker is None or worker is None or not broker.plays(Role.BROKER) or worker.is_external:
            continue
        yield Redelivery(flow, step, broker, worker, _repeated(facts, flow, broker, worker))


def _repeated(facts: Facts, flow: Flow, broker: Component, worker: Component) -> tuple[Effect, ...]:
    """All that the flow does through its consumer, and that is not the same when done twice."""
    if worker.value(IDEMPOTENT):
        return ()
    graph = facts[flow_graphs][flow.path]
    return tuple(
        [
            effect
            for effect in facts[effects][flow.path]
            if not effect.is_sent
            and _is_through(graph, effect.step.caller.path, broker, worker)
            and not _is_harmless(facts, effect)
            and not _is_noted_with(effect, broker.path)
        ]
    )


def _is_through(graph: FlowGraph, caller: str, broker: Component, worker: Component) -> bool:
    """Whether a caller of a flow is reached from a queue or stream by one of its consumers."""
    path = graph.path_to(caller)
    return bool(path) and (path[0].caller.path, path[0].callee.path) == (broker.path, worker.path)


def _is_harmless(facts: Facts, effect: Effect) -> bool:
    caller = facts.design.components.get(effect.step.caller.path)
    is_careful = caller is not None and caller.value(IDEMPOTENT) is True
    never_changes = all(facts.design.data[path].is_immutable for path in effect.step.written)
    return is_careful or never_changes or effect.is_idempotent


def _is_noted_with(effect: Effect, broker: str) -> bool:
    """Whether a write and the note that its message is done are one transaction."""
    atomic = effect.stated(ATOMIC_WITH)
    return atomic is not None and any(ref.path == broker for ref in atomic.value)
