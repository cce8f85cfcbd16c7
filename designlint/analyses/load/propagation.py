"""How rates spread along calls: the traffic equations, in one pass along the calls; where calls form a
cycle, as a linear system."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from typing import TypeAlias

from designlint.analyses.facts import Facts, structural
from designlint.analyses.load.cycles import amplifies, first_visits
from designlint.analyses.load.part import Node
from designlint.analyses.load.rates import ONCE
from designlint.analyses.measure import Interval
from designlint.base.records import NamedTuple
from designlint.solvers.graph import condensation
from designlint.solvers.linear import traffic

# A cycle of calls longer than this is bracketed instead of solved: the effort grows with the cube.
MAX_CYCLE = 150

Edges: TypeAlias = "defaultdict[Node, list[tuple[Node, Interval]]]"
"""The calls of each node: whom it calls, and how often for each time that it is called itself."""

_Order: TypeAlias = "tuple[dict[Node, list[Node]], list[tuple[Node, ...]]]"


class Propagated(NamedTuple):
    """The rates of all nodes, and the cycles of calls that amplify themselves without bound."""

    rates: dict[Node, Interval]
    amplifying: tuple[tuple[Node, ...], ...]


def propagated(facts: Facts, outside: dict[Node, Interval], edges: Edges) -> Propagated:
    """How often all nodes are called per second, of which some are called from `outside`."""
    rates, amplifying = dict(outside), []
    successors = {node: [callee for callee, _ in edges.get(node, ())] for node in outside}
    for block in _ordered(facts, successors):
        inside = set(block)
        is_cyclic = len(block) > 1 or block[0] in successors[block[0]]
        if is_cyclic and _solve_cycle(block, edges, rates):
            amplifying.append(block)
        for node in block:
            rate = rates[node]
            for callee, calls in edges.get(node, ()):
                if not is_cyclic or callee not in inside:
                    made = rate if calls is ONCE else rate * calls
                    rates[callee] = rates[callee].plus(made)
    return Propagated(rates, tuple(amplifying))


@structural
def _orders(_: Facts) -> list[_Order]:
    """The orders of the calls that have been found, each with the calls."""
    return []


def _ordered(facts: Facts, successors: dict[Node, list[Node]]) -> Iterable[tuple[Node, ...]]:
    """The nodes in the order of the calls. How calls are handled seldom changes who is called."""
    known = facts[_orders]
    if not known or known[-1][0] != successors:
        known.append((successors, condensation(successors)))
    return known[-1][1]


def _solve_cycle(block: tuple[Node, ...], edges: Edges, rates: dict[Node, Interval]) -> bool:
    """Set the rates of a cycle; whether it amplifies itself without bound."""
    if len(block) > MAX_CYCLE:
        for node in block:
            rates[node] = Interval(rates[node].low, math.inf)
        return False
    routings = [_routing(block, edges, end) for end in (0, 1)]
    is_unstable = traffic([1.0] * len(block), routings[0]) is None
    is_amplifying = is_unstable and amplifies(routings[0])
    low, high = ([rates[node][end] for node in block] for end in (0, 1))
    if is_unstable and not is_amplifying:
        # As many come back as went out: answers by a call of their own, as a rule.
        least = first_visits(low, routings[0])
    else:
        least = _solved(low, routings[0])
    most = _solved(high, routings[1])
    rates.update({n: Interval(*ends) for n, *ends in zip(block, least, most, strict=True)})
    return is_amplifying


def _routing(block: tuple[Node, ...], edges: Edges, end: int) -> list[list[float]]:
    """How often each node of a cycle calls each other one, by one end of what is known."""
    index = {node: number for number, node in enumerate(block)}
    routing = [[0.0] * len(block) for _ in block]
    for node in block:
        for callee, calls in edges.get(node, ()):
            if callee in index:
                routing[index[node]][index[callee]] += calls[end]
    return routing


def _solved(arrivals: list[float], routing: list[list[float]]) -> list[float]:
    solved = None if math.inf in arrivals else traffic(arrivals, routing)
    return [math.inf] * len(arrivals) if solved is None else list(solved)
