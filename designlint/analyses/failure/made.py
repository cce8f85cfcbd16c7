"""In which of a flow's runs a call is made that has a share: the others do not fail with it.

A share says how many runs make a call and not which. At the best for the flow, the calls of several steps
fall into the same runs; at the worst, each is made by other runs.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate

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
    among = dict(zip(shares, accumulate(chain, lambda *both: all_of(both)), strict=True))
    return {step.span: among[least[step.span]] for step in shared}


def _apart(
    facts: Facts, flow: str, needed: Sequence[Step], shared: Sequence[Step]
) -> dict[Span, Node]:
    """For each step by its span, that a run is among the most that may make it, which all others make as
    little as they can."""
    steps = {step.span: number for number, step in enumerate(facts.design.flows[flow].steps)}
    lines = _Lines({steps[step.span]: step for step in needed if step.span in steps})
    most_of = _most(facts, flow)
    found: dict[Span, Node] = {}
    for step in shared:
        number = steps.get(step.span)
        if number is not None and (most := most_of(step)) < 1.0:
            found[step.span] = made_apart(flow, number, lines.above(number), most)
    return found


class _Lines:
    """The calls that lead to each call of a flow, by the numbers of their steps."""

    def __init__(self, steps: Mapping[int, Step]) -> None:
        self._steps = steps
        self._calling: dict[str, list[int]] = {}
        for number, step in steps.items():
            for path in dict.fromkeys(asked_by(step)):
                self._calling.setdefault(path, []).append(number)
        self._above: dict[int, tuple[int, ...] | None] = {}

    def above(self, number: int) -> tuple[int, ...] | None:
        """The steps with a share that every run makes before a step, the nearest first; None where not all
        come to it in the same way."""
        line = [number]
        while line[-1] not in self._above:
            before = self._before(line[-1])
            # None also where a cycle comes back to it.
            self._above[line[-1]] = () if before == [] else None
            line += before or ()
        for at, before_it in zip(line[-2::-1], line[:0:-1], strict=True):
            self._above[at] = self._with(before_it)
        return self._above[number]

    def _before(self, number: int) -> list[int] | None:
        """The step that leads to another; none where the flow begins, None where not one alone does."""
        step = self._steps[number]
        before = [number - 1] if step.follows else self._calling.get(step.caller.path, [])
        is_one = len(before) == 1 and before[0] in self._steps
        if before and not (is_one and self._steps[before[0]].or_else is None):
            return None
        return before

    def _with(self, number: int) -> tuple[int, ...] | None:
        above = self._above[number]
        if above is None or self._steps[number].share >= 1.0:
            return above
        return (number, *above)


def _most(facts: Facts, flow: str) -> Callable[[Step], float]:
    """The largest share of the runs that may make a call: no more of them than there are calls."""
    steps = facts.design.flows[flow].steps
    graph, found = facts[flow_graphs][flow], facts[loads]
    if any(one.or_else is not None or one.on_miss_of is not None for one in steps):
        # While another component is down, more calls come than today.
        visits = [visits_behind(graph, entry) for entry in graph.entries]
        return lambda step: (
            math.fsum(part.get(step.caller.path, 0.0) for part in visits) * step.share
        )
    runs = found.rates.get((flow, graph.entries[0])) if graph.entries else None
    if runs is None or not 0.0 < runs.low < math.inf:
        return lambda _: 1.0
    if runs.is_exact:
        return lambda step: found.visits[step.span].high / runs.low * step.share
    # How often the flow begins is open; how many calls a run makes at the most is not.
    unhindered = facts[unhindered_loads]
    return lambda step: unhindered.visits[step.span].low / runs.low * step.share


def least_shares(facts: Facts, flow: str, needed: Sequence[Step]) -> dict[Span, float]:
    """The share of the runs that certainly make each call, by what steps say: those of the path that most
    of them take."""
    steps = {step.span: number for number, step in enumerate(facts.design.flows[flow].steps)}
    own = {steps[step.span]: step for step in needed if step.span in steps}
    most = _most_runs(own, facts[flow_graphs][flow].entries)
    return {step.span: most.get(steps.get(step.span, -1), 0.0) for step in needed}


def _most_runs(steps: Mapping[int, Step], entries: Iterable[str]) -> dict[str | int, float]:
    """The largest share of the runs that comes to each component, and to each step by its number, along one
    path. E. Dijkstra, "A note on two problems in connexion with graphs" (1959), for products."""
    made_for: dict[str | int, list[int]] = {}
    for number, step in steps.items():
        made_for.setdefault(number - 1 if step.follows else step.caller.path, []).append(number)
    best: dict[str | int, float] = dict.fromkeys(entries, 1.0)
    waiting = [(-1.0, str(node), node) for node in best]
    heapq.heapify(waiting)
    while waiting:
        share, _, at = heapq.heappop(waiting)
        for number in made_for.get(at, ()) if -share == best[at] else ():
            step = steps[number]
            comes = -share * min(1.0, step.share)
            for node in (number, step.callee.path):
                if comes > best.get(node, 0.0):
                    best[node] = comes
                    heapq.heappush(waiting, (-comes, str(node), node))
    return best
