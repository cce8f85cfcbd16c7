"""In which of a flow's runs a call is made that has a share: the others do not fail with it.

A share says how many runs make a call and not which. At the best for the flow, the calls of several steps
fall into the same runs; at the worst, each is made by other runs.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from designlint.analyses.facts import Facts
from designlint.analyses.failure.events import made, made_apart
from designlint.analyses.graph.graph import asked_by, flow_graphs
from designlint.analyses.graph.visits import visits_behind
from designlint.analyses.load.handling import unhindered_loads
from designlint.analyses.load.load import loads
from designlint.base.source import Span
from designlint.model import Step
from designlint.solvers.faulttree import Node, all_of


def runs_that_make(
    facts: Facts, flow: str, needed: Sequence[Step], worst: bool
) -> dict[Span, Node]:
    """That a run makes a call, for each step of a flow that not all runs make, by the step's span."""
    shared = [step for step in needed if step.share < 1.0]
    if not shared:
        return {}
    if worst:
        return _apart(facts, flow, needed, shared)
    least = least_shares(facts, flow, needed)
    shares = sorted({least[step.span] for step in shared}, reverse=True)
    # The runs of a smaller share are among those of a larger one.
    chain = [
        made(flow, level, share / wider)
        for level, (share, wider) in enumerate(zip(shares, [1.0, *shares], strict=False))
    ]
    return {s.span: all_of(chain[: shares.index(least[s.span]) + 1]) for s in shared}


def _apart(
    facts: Facts, flow: str, needed: Sequence[Step], shared: Sequence[Step]
) -> dict[Span, Node]:
    """For each step by its span, that a run is among the most that may make it, which all others make as
    little as they can."""
    steps = {step.span: number for number, step in enumerate(facts.design.flows[flow].steps)}
    own = {steps[step.span]: step for step in needed if step.span in steps}
    found: dict[Span, Node] = {}
    for step in shared:
        most = _most(facts, flow, step)
        if most < 1.0 and step.span in steps:
            number = steps[step.span]
            found[step.span] = made_apart(flow, number, _above(own, number), most)
    return found


def _above(own: dict[int, Step], number: int) -> tuple[int, ...] | None:
    """The steps with a share that every run makes before a step; None where not all come to it in the same
    way."""
    found: list[int] = []
    at, left = number, len(own)
    while left:
        left -= 1
        step = own[at]
        before = [at - 1] if step.follows else _calling(own, step.caller.path)
        if not before:
            return tuple(found)
        if len(before) > 1 or before[0] not in own or own[before[0]].or_else is not None:
            return None
        at = before[0]
        if own[at].share < 1.0:
            found.append(at)
    return None


def _calling(own: dict[int, Step], path: str) -> list[int]:
    return [n for n, one in own.items() if path in asked_by(one)]


def _most(facts: Facts, flow: str, step: Step) -> float:
    """The largest share of the runs that may make a call: no more of them than there are calls."""
    steps = facts.design.flows[flow].steps
    graph, found = facts[flow_graphs][flow], facts[loads]
    if not any(step is own for own in steps):
        return 1.0
    if any(one.or_else is not None or one.on_miss_of is not None for one in steps):
        # While another component is down, more calls come than today.
        visits = [visits_behind(graph, entry) for entry in graph.entries]
        return math.fsum(part.get(step.caller.path, 0.0) for part in visits) * step.share
    runs = found.rates.get((flow, graph.entries[0])) if graph.entries else None
    if runs is not None and not runs.is_exact:
        # How often the flow begins is open; how many calls a run makes at the most is not.
        found = facts[unhindered_loads]
    comes = found.visits.get(step.span)
    if runs is None or comes is None or not 0.0 < runs.low < math.inf:
        return 1.0
    most = comes.high / runs.low if runs.is_exact else comes.low / runs.low
    return most * step.share


def least_shares(facts: Facts, flow: str, needed: Sequence[Step]) -> dict[Span, float]:
    """The share of the runs that certainly make each call, by what steps say: those of the path that most
    of them take."""
    steps = {step.span: number for number, step in enumerate(facts.design.flows[flow].steps)}
    own = [step for step in needed if step.span in steps]
    at_node: dict[str, float] = dict.fromkeys(facts[flow_graphs][flow].entries, 1.0)
    at_step: dict[int, float] = {}
    for _ in own:
        before = dict(at_step)
        for step in own:
            number = steps[step.span]
            comes = (
                at_step.get(number - 1, 0.0) if step.follows else at_node.get(step.caller.path, 0.0)
            )
            share = at_step[number] = comes * min(1.0, step.share)
            at_node[step.callee.path] = max(share, at_node.get(step.callee.path, 0.0))
        if at_step == before:
            break
    return {step.span: at_step.get(steps.get(step.span, -1), 0.0) for step in needed}
