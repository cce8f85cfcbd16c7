"""Traffic equations: how much load each node of a feedback loop carries."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

_NO_GAIN_LEFT = 1e-12


def traffic(
    arrivals: Sequence[float], routing: Sequence[Sequence[float]]
) -> tuple[float, ...] | None:
    """The rates that solve `rate[j] = arrivals[j] + sum over i of rate[i] * routing[i][j]`.

    `arrivals[j]` is the rate from outside; `routing[i][j]` is how many calls to j one call of i
    makes, 0 or more and not bound by 1. None if the loop is unstable, so that no finite rates
    solve it: the spectral radius of the routing is 1 or more. Without arrivals all rates are 0.
    The nodes are meant to be strongly connected; if they are not, one loop that is unstable makes
    the whole unstable, reached or not. Raise `ValueError` for a number that is negative or not
    finite and for a routing that is not square.

    I - transposed routing has no positive entry off its diagonal. Such a matrix has a non-negative
    inverse, and the spectral radius is below 1, exactly if elimination without exchange of rows
    meets only positive pivots (A. Berman and R. Plemmons, "Nonnegative Matrices in the
    Mathematical Sciences", SIAM 1994, chapter 6, theorem 2.3). Then only the pivots are found by
    subtraction; all else is sums of like sign, so that rows need no exchange for accuracy. A pivot
    is the share of the traffic that does not come back: at 1e-12 or less, where rounding could
    decide either way, a loop counts as unstable.
    """
    _check(arrivals, routing)
    rates = [float(rate) for rate in arrivals]
    if not any(rates):
        return tuple(rates)
    size = len(rates)
    gains = [[float(row[target]) for row in routing] for target in range(size)]
    for pivot in range(size):
        leaving = 1.0 - gains[pivot][pivot]
        if leaving <= _NO_GAIN_LEFT:
            return None
        for target in range(pivot + 1, size):
            share = gains[target][pivot] / leaving
            if share:
                rates[target] += share * rates[pivot]
                for source in range(pivot + 1, size):
                    gains[target][source] += share * gains[pivot][source]
    for target in range(size - 1, -1, -1):
        row = gains[target]
        back = sum(row[source] * rates[source] for source in range(target + 1, size))
        rates[target] = (rates[target] + back) / (1.0 - row[target])
    return tuple(rates)


def _check(arrivals: Sequence[float], routing: Sequence[Sequence[float]]) -> None:
    if len(routing) != len(arrivals) or any(len(row) != len(arrivals) for row in routing):
        raise ValueError("the routing is not a square as wide as the arrivals are long")
    for numbers in (arrivals, *routing):
        if not all(isfinite(number) and number >= 0.0 for number in numbers):
            raise ValueError("a rate is negative or not finite")
