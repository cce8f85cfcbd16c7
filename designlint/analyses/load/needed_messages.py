"""The messages that a requirement needs: what is lost with one is what the system must do."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import FlowGraph, flow_graphs
from designlint.base.records import NamedTuple
from designlint.model import Flow, Step
from designlint.schema.context import IMPORTANCE
from designlint.schema.roles import Role


class NeededMessage(NamedTuple):
    """A message of a queue or stream without which a flow does not do what a requirement of priority
    `must` demands: the step that sends or takes it, the flow and the requirement."""

    step: Step
    flow: str
    requirement: str


def needed_messages(facts: Facts) -> dict[str, NeededMessage]:
    """The first such message of each queue and stream, by its path.

    A message is needed where all that its flow does with data comes behind the queue, or where an actor or an
    outside system gets something by it. It is not where its data is declared to be of low or normal
    importance: its author has looked at a loss.
    """
    found: dict[str, NeededMessage] = {}
    for flow in facts.design.flows.values():
        requirement = _demanded(facts, flow)
        if requirement is None:
            continue
        for broker, step in _messages(facts, flow):
            if broker not in found and _is_needed(facts, flow, broker):
                found[broker] = NeededMessage(step, flow.path, requirement)
    return found


def _demanded(facts: Facts, flow: Flow) -> str | None:
    """The first requirement that a flow serves and that must be met."""
    served = (named.path for named in flow.serves)
    return next((path for path in served if facts.design.priority_of(path) == "must"), None)


def _messages(facts: Facts, flow: Flow) -> Iterator[tuple[str, Step]]:
    """The steps that put something into a queue or stream or take it from there, with its path."""
    graph = facts[flow_graphs][flow.path]
    for step in flow.steps:
        path = (*graph.path_to(step.caller.path), step)
        if any(one.optional or not one.share or not one.times for one in path):
            continue
        for end in (step.callee.path, step.caller.path):
            component = facts.design.components.get(end)
            if component is not None and component.plays(Role.BROKER):
                yield end, step


def _is_needed(facts: Facts, flow: Flow, broker: str) -> bool:
    graph = facts[flow_graphs][flow.path]
    behind = graph.reached_from(broker, lambda step: not step.optional)
    steps = [step for step in flow.steps if step.caller.path in behind]
    messages = [s for s in flow.steps if broker in (s.caller.path, s.callee.path)]
    if not steps or _may_be_lost(facts, [*steps, *messages]):
        return False
    reaches = any(
        _is_outside(facts, graph, step.callee.path) for step in steps if not step.optional
    )
    before = [step for step in flow.steps if step not in steps and step not in messages]
    return reaches or not any(_serves(facts, step) for step in before)


def _may_be_lost(facts: Facts, steps: list[Step]) -> bool:
    """Whether all data of a message and its work is declared to be of little importance."""
    named = [facts.design.data[n.path] for step in steps for n in (*step.reads, *step.writes)]
    return bool(named) and all(d.value(IMPORTANCE) in _LITTLE for d in named)


_LITTLE: tuple[str | None, ...] = ("low", "normal")


def _is_outside(facts: Facts, graph: FlowGraph, node: str) -> bool:
    component = facts.design.components.get(node)
    return graph.is_client(node) or (component is not None and component.is_external)


def _serves(facts: Facts, step: Step) -> bool:
    """Whether a step may be what the flow is for: it names data, or calls a store or an outside system."""
    callee = facts.design.components.get(step.callee.path)
    if step.optional or callee is None:
        return False
    return bool(step.reads or step.writes) or callee.plays(Role.STORE, Role.EXTERNAL)
