"""How often a flow comes to its components for each call of one of them."""

from __future__ import annotations

import math
from collections.abc import Mapping

from designlint.analyses.graph.graph import FlowGraph, asked_by
from designlint.base.remembered import remembered
from designlint.model import Flow
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


@remembered(REMEMBERED)
def _visits_behind(flow: Flow, node: str) -> Mapping[str, float]:
    calls = [
        (step.caller.path, asked, step.share * step.times)
        for step in flow.steps
        if not step.optional
        for asked in asked_by(step)
    ]
    visits = {node: 1.0}
    for _ in range(len(calls) + 1):
        now = {node: 1.0}
        for caller, asked, times in calls:
            if caller in visits:
                now[asked] = now.get(asked, 0.0) + visits[caller] * times
        if now == visits:
            return visits
        visits = now
    return _in_cycles(list(visits), calls)


def _in_cycles(nodes: list[str], calls: list[tuple[str, str, float]]) -> dict[str, float]:
    """The same where calls come back: the traffic equations, the first node called once from outside."""
    if len(nodes) > MOST:
        return dict.fromkeys(nodes, math.inf)
    index = {name: number for number, name in enumerate(nodes)}
    routing = [[0.0] * len(nodes) for _ in nodes]
    for caller, asked, times in calls:
        if caller in index:
            routing[index[caller]][index[asked]] += times
    solved = traffic([1.0, *[0.0] * (len(nodes) - 1)], routing)
    return dict(zip(nodes, solved or [math.inf] * len(nodes), strict=True))
