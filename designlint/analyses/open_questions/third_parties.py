"""The question of what happens when an outside system fails that users wait for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.open_questions.at_stake import at_stake
from designlint.analyses.open_questions.question import Question, ask
from designlint.model import Flow, Step
from designlint.schema.component import RUNS_WITHOUT
from designlint.schema.property import Property
from designlint.schema.relation import (
    BULKHEAD,
    CIRCUIT_BREAKER,
    ON_FAILURE,
    RETRIES,
    TIMEOUT,
)

_STATED: tuple[Property[Any], ...] = (TIMEOUT, RETRIES, CIRCUIT_BREAKER, ON_FAILURE, BULKHEAD)


def third_parties(facts: Facts) -> Iterator[Question]:
    """One question for all outside systems that a flow fails with, as long as the design says of no call
    what happens when it fails; of one that does, RES031 reports the calls that are unprotected."""
    flows = facts.design.flows.values()
    if any(flow.stated(step, key) for flow in flows for step in flow.steps for key in _STATED):
        return
    calls: dict[str, Step] = {}
    for flow in facts[at_stake].flows:
        for step in flow.steps:
            callee = facts.design.components.get(step.callee.path)
            if callee is not None and callee.is_external and _is_needed(facts, flow, step):
                calls.setdefault(callee.path, step)
    if calls:
        first = next(iter(calls.values()))
        line = f"{first.caller.path} -> {first.callee.path} {{ timeout 1s; on_failure degrade }}"
        asked = [facts.design.components[path] for path in calls]
        yield from ask(
            "What do users get when {} fails?", ON_FAILURE, line, asked, place="the design"
        )


def _is_needed(facts: Facts, flow: Flow, step: Step) -> bool:
    """Whether users wait for a call, and neither it nor a call before it can be left out."""
    calls = (*facts[flow_graphs][flow.path].path_to(step.caller.path), step)
    if any(not call.waits or call.optional or call.or_else is not None for call in calls):
        return False
    caller = facts.design.components.get(step.caller.path)
    spared = caller.value(RUNS_WITHOUT) if caller is not None else None
    return spared is None or step.callee.path not in [ref.path for ref in spared.nodes]
