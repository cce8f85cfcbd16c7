"""Questions about outside systems: what becomes of a flow when one of them does not answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from designlint.analyses.facts import Facts
from designlint.analyses.open_questions.at_stake import at_stake
from designlint.analyses.open_questions.question import Question, ask
from designlint.model import Flow, Step
from designlint.schema.property import Property
from designlint.schema.relation import CIRCUIT_BREAKER, ON_FAILURE, TIMEOUT

_HANDLING: tuple[Property[Any], ...] = (TIMEOUT, ON_FAILURE, CIRCUIT_BREAKER)


def third_parties(facts: Facts) -> Iterator[Question]:
    """What callers do when an outside system fails, where nothing at all is declared about the call;
    of a call with a timeout a rule says what it lacks."""
    calls = {
        step.callee.path: step
        for flow in facts[at_stake].flows
        for step in flow.steps
        if _is_of_others(facts, step) and _is_bare(flow, step)
    }
    if calls:
        first = next(iter(calls.values()))
        asked = [facts.design.components[path] for path in calls]
        line = f"{first.caller.path} -> {first.callee.path} {{ on_failure degrade }}"
        text = (
            "What do callers do when {} fails?"
            if len(asked) == 1
            else "What do callers do when {} fail?"
        )
        yield from ask(text, ON_FAILURE, line, asked, place="the design")


def _is_of_others(facts: Facts, step: Step) -> bool:
    components = facts.design.components
    callee = components.get(step.callee.path)
    return step.caller.path in components and callee is not None and callee.is_external


def _is_bare(flow: Flow, step: Step) -> bool:
    """Whether a call that its flow needs says nothing about what happens when it fails."""
    if not step.waits or step.optional or step.or_else is not None:
        return False
    return all(flow.stated(step, key) is None for key in _HANDLING)
