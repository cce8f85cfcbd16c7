"""How many of equal, independent things happen, without a term for each of them."""

from __future__ import annotations

import math

_NO_MORE = 1e-18


def at_least_of_equal(k: int, n: int, p: float) -> float:
    """The probability that `k` or more of `n` independent things happen, each with probability `p`.

    The tail of the binomial distribution on the side of `k` where the terms fall: the first is found by
    the logarithm of the gamma function, each of the others follows from its neighbour, and they are
    summed until they add nothing. About ten digits are right at n = 10 000.
    """
    if k <= 0:
        return 1.0
    if k > n or p <= 0.0:
        return 0.0
    if p >= 1.0:
        return 1.0
    if k > n * p:
        return _tail(k, n, p)
    return 1.0 - _tail(n - k + 1, n, 1.0 - p)


def _tail(k: int, n: int, p: float) -> float:
    """The same for a `k` above the mean, where each term is smaller than the one before."""
    odds = p / (1.0 - p)
    term = total = 1.0
    for count in range(k, n):
        term *= odds * (n - count) / (count + 1)
        total += term
        if term < total * _NO_MORE:
            break
    ways = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
    return min(1.0, total * math.exp(ways + k * math.log(p) + (n - k) * math.log1p(-p)))
