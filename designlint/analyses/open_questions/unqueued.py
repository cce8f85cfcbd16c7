"""The question of what repeats a message that no queue keeps."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import FlowGraph, flow_graphs
from designlint.analyses.open_questions.at_stake import at_stake
from designlint.analyses.open_questions.question import Question, ask
from designlint.model import Flow, Step
from designlint.schema.context import RATE
from designlint.schema.relation import OUTBOX, RETRIES
from designlint.schema.roles import Role

_OFTEN = 1 / 900
"""Ticks per second of a clock (one in 15 minutes) from which on a lost one is repeated soon."""


def unqueued(facts: Facts) -> Iterator[Question]:
    """One question for all that get a message which a requirement of priority `must` needs, from a caller that
    does not wait, with no queue in between: it is gone with its caller."""
    design = facts.design
    sent: dict[str, Step] = {}
    for flow in facts[at_stake].flows:
        graph = facts[flow_graphs][flow.path]
        if any(design.priority_of(named.path) == "must" for named in flow.serves):
            for step in flow.steps:
                if _is_unkept(facts, graph, flow, step):
                    sent.setdefault(step.callee.path, step)
    if sent:
        first = next(iter(sent.values()))
        line = f"{first.caller.path} ~> {first.callee.path} {{ outbox yes }}"
        asked = [one for path, one in design.components.items() if path in sent]
        yield from ask(
            "What repeats a message to {} that is lost?", OUTBOX, line, asked, place="the design"
        )


def _is_unkept(facts: Facts, graph: FlowGraph, flow: Flow, step: Step) -> bool:
    """Whether one component of ours sends something to another that is no queue, and nothing keeps it."""
    components = facts.design.components
    caller, callee = components.get(step.caller.path), components.get(step.callee.path)
    if caller is None or callee is None or step.waits or step.optional:
        return False
    if any(one.plays(Role.BROKER, Role.STORE, Role.OBSERVER) for one in (caller, callee)):
        return False
    on_path = [components.get(one.caller.path) for one in graph.path_to(step.caller.path)]
    if any(one is not None and one.plays(Role.BROKER) for one in on_path):
        return False
    if caller.plays(Role.SCHEDULER) and _is_soon_again(flow):
        return False
    kept = flow.stated(step, OUTBOX)
    return (kept is None or not kept.value) and flow.stated(step, RETRIES) is None


def _is_soon_again(flow: Flow) -> bool:
    """Whether a flow begins so often that the next time does what a lost one has not done."""
    rate = flow.value(RATE)
    return rate is not None and rate.rate.value >= _OFTEN
