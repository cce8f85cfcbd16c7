"""The headroom of what stands in for components whose capacity is not declared.

That such a component carries its load is an assumption; what it would not serve goes to its fallback, and
is load there.
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.failure.carried import (
    carrying_assumption,
    is_taken_to_carry,
    missing_capacity,
)
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.load.handling import loads_when
from designlint.analyses.load.headroom import exactness_of, headroom
from designlint.analyses.load.part import UNHINDERED, Loads
from designlint.analyses.measure import Interval, Measure
from designlint.analyses.placement.placement import is_gone
from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Step


class Uncarried(NamedTuple):
    """The loads if the components that are taken to carry theirs, `by`, may serve less."""

    loads: Loads
    by: tuple[str, ...]


def uncarried(facts: Facts) -> Uncarried | None:
    """What may go to fallbacks from components whose capacity is not declared; None where nothing may."""
    spilled: dict[Span, Interval] = {}
    by: dict[str, None] = {}
    for flow in facts.design.flows.values():
        for call in flow.steps:
            taken = tuple(_taken_to_carry(facts, flow.path, call))
            if taken:
                spilled[call.span] = Interval(0.0, 1.0)
                by.update(dict.fromkeys(taken))
    if not spilled:
        return None
    return Uncarried(loads_when(facts, UNHINDERED._replace(spilled=spilled)), tuple(by))


def _taken_to_carry(facts: Facts, flow: str, call: Step) -> Iterator[str]:
    """Who may keep a call with a fallback from being answered because of its load: who is asked, or who is
    needed for the answer."""
    asked = call.callee.path
    if call.or_else is None or asked not in facts.design.components:
        return
    if is_gone(facts.design, asked) or is_gone(facts.design, call.or_else.path):
        return
    graph = facts[flow_graphs][flow]
    for node in graph.reached_from(asked, lambda step: not step.optional and step.or_else is None):
        if node in facts.design.components and is_taken_to_carry(facts, node):
            yield node


def headroom_at_worst(facts: Facts, subject: str) -> Measure:
    """The headroom of a flow or component: also where what is taken to carry its load does not, by what is
    certain, and where it does, by what is assumed."""
    found, worst = headroom(facts, subject), facts[uncarried]
    if worst is None:
        return found
    low = headroom(facts, subject, worst.loads).value.low
    if low >= found.value.low:
        return found
    value = Interval(low, found.value.high)
    texts = [carrying_assumption(facts, path) for path in worst.by]
    missing = (fact for path in worst.by for fact in missing_capacity(facts, path))
    return found._replace(
        value=value,
        exactness=exactness_of(value),
        missing=tuple(dict.fromkeys((*found.missing, *missing))),
        assuming=(found.assuming or found.value) if all(texts) else found.assuming,
        assumptions=(*found.assumptions, *(Line(text) for text in texts if text)),
    )
