"""Calls that form a cycle: whether it amplifies itself, and the rates where nothing goes round twice."""

from __future__ import annotations

from designlint.solvers.linear import traffic

# A cycle of calls that grows by less than this in a round does not count as growing.
ROUNDING = 1e-6


def amplifies(routing: list[list[float]]) -> bool:
    """Whether a cycle sends back more than it got, not just as much: spectral radius above 1."""
    damped = [[calls * (1.0 - ROUNDING) for calls in row] for row in routing]
    return traffic([1.0] * len(routing), damped) is None


def first_visits(arrivals: list[float], routing: list[list[float]]) -> list[float]:
    """The rates when nothing that comes back to where it has been goes on from there again."""
    rates = list(arrivals)
    order = [node for node, rate in enumerate(arrivals) if rate > 0.0]
    seen = set(order)
    for node in order:
        for callee, calls in enumerate(routing[node]):
            if calls and callee not in seen:
                seen.add(callee)
                order.append(callee)
    place = {node: number for number, node in enumerate(order)}
    for node in order:
        for callee, calls in enumerate(routing[node]):
            if calls and place[callee] > place[node]:
                rates[callee] += rates[node] * calls
    return rates
