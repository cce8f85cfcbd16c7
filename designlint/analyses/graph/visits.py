"""How often a flow comes to its components for each call of one of them, and what such a call adds up to."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from itertools import chain

from designlint.analyses.graph.graph import FlowGraph, asked_by
from designlint.base.remembered import remembered
from designlint.model import Flow, Step
from designlint.solvers.graph import strongly_connected
from designlint.solvers.linear import traffic

# In a cycle with more components any number of calls is taken to be possible: the effort grows with the
# cube.
MOST = 150


REMEMBERED = 4096
"""So many answers are kept: a flow is the same in most worlds in which something is lost."""


def visits_behind(graph: FlowGraph, node: str) -> Mapping[str, float]:
    """What one call of a node leads to along calls that are not optional: how many calls each component gets
    at the most, in the mean, with the node itself. In a cycle that amplifies itself it is any number."""
    return _visits_behind(graph.flow, node)


def totals_behind(graph: FlowGraph, cost: Callable[[Step], float]) -> Mapping[str, float]:
    """What one call of each node adds up to at the most, in the mean, with all that it leads to along calls
    that are not optional, each of which costs `cost`, 0 or more."""
    calls, found = _calls_of(graph.flow), dict[str, float]()
    for block in calls.blocks:
        own = {
            node: math.fsum(
                step.share * step.times * cost(step) for step in calls.steps.get(node, ())
            )
            for node in block
        }
        for node in block:
            own[node] += math.fsum(
                times * found[asked]
                for asked, times in calls.of.get(node, ())
                if times and asked not in own
            )
        found.update(own if not calls.is_cycle(block) else calls.totals_in(block, own))
    return found


class _Calls:
    """The calls of a flow that are not optional, by caller: who is asked how often for each of its calls.
    `blocks` are the nodes that call each other in a cycle together, after all that they call."""

    def __init__(self, flow: Flow) -> None:
        self.steps: dict[str, list[Step]] = {}
        self.of: dict[str, list[tuple[str, float]]] = {}
        for step in flow.steps:
            if not step.optional:
                self.steps.setdefault(step.caller.path, []).append(step)
                asked = [(path, step.share * step.times) for path in asked_by(step)]
                self.of.setdefault(step.caller.path, []).extend(asked)
        self.blocks = strongly_connected(
            {node: [path for path, _ in asked] for node, asked in self.of.items()}
        )

    def is_cycle(self, block: tuple[str, ...]) -> bool:
        """Whether the nodes of a block call each other."""
        return len(block) > 1 or any(path == block[0] for path, _ in self.of.get(block[0], ()))

    def visits_in(self, block: tuple[str, ...], arrivals: Mapping[str, float]) -> dict[str, float]:
        """How often a flow comes to each node of a cycle that is called so often from outside of it."""
        return self._solved(block, arrivals, self._routing(block))

    def totals_in(self, block: tuple[str, ...], own: Mapping[str, float]) -> dict[str, float]:
        """What one call of each node of a cycle adds up to, of which each adds its own."""
        transposed = [list(row) for row in zip(*self._routing(block), strict=True)]
        return self._solved(block, own, transposed)

    def _routing(self, block: tuple[str, ...]) -> list[list[float]]:
        if len(block) > MOST:
            return []
        index = {name: number for number, name in enumerate(block)}
        routing = [[0.0] * len(block) for _ in block]
        for caller, number in index.items():
            for asked, times in self.of.get(caller, ()):
                if asked in index:
                    routing[number][index[asked]] += times
        return routing

    def _solved(
        self, block: tuple[str, ...], given: Mapping[str, float], routing: list[list[float]]
    ) -> dict[str, float]:
        """The traffic equations of a cycle."""
        numbers = [given.get(node, 0.0) for node in block]
        if not any(numbers):
            return dict.fromkeys(block, 0.0)
        is_solvable = len(block) <= MOST and all(map(math.isfinite, numbers))
        solved = traffic(numbers, routing) if is_solvable else None
        return dict(zip(block, solved or [math.inf] * len(block), strict=True))


@remembered(REMEMBERED)
def _calls_of(flow: Flow) -> _Calls:
    return _Calls(flow)


@remembered(REMEMBERED)
def _visits_behind(flow: Flow, node: str) -> Mapping[str, float]:
    calls, visits = _calls_of(flow), {node: 1.0}
    for block in reversed(calls.blocks):
        if visits.keys().isdisjoint(block):
            continue
        if calls.is_cycle(block):
            visits.update(calls.visits_in(block, visits))
        inside = frozenset(block)
        for caller, (asked, times) in chain.from_iterable(
            ((caller, call) for call in calls.of.get(caller, ())) for caller in block
        ):
            if asked not in inside:
                visits[asked] = visits.get(asked, 0.0) + (visits[caller] * times if times else 0.0)
    return visits
