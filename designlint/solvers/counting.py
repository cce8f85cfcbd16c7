"""How many of some independent things happen: distributions of counts.

A distribution has the probabilities that 0, 1, ... k-1, and k or more happen. It is as long as it must
be: of m things it has m + 1 numbers while that is fewer than k + 1.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, reduce
from itertools import pairwise
from typing import TypeAlias

from designlint.solvers.traced import Traced

Counts: TypeAlias = tuple[float, ...]

SURELY_NONE: Counts = (1.0,)

REMEMBERED = 512
"""How many pairs of groups are remembered, with how many of both happen."""

MANY = 256
"""From this length on a distribution is long: it is not remembered, and what is negligible in it is
left out of products."""

NEGLIGIBLE = 1e-60
"""What is this small beside the likeliest count of a long distribution adds nothing to any digit."""

FEW_ALIKE = 8
"""Fewer equal things than this are counted one by one."""

A_STEP = 64
"""How many products of two numbers are one step of work."""


def at_least_probability(k: int, probabilities: Sequence[float]) -> float:
    """The probability that `k` (1 to n) or more of n independent things happen."""
    if k == 1:
        return reduce(either, probabilities)
    if k == len(probabilities):
        return reduce(both, probabilities)
    return Counting(k).of(probabilities)[k]


def either(one: float, other: float) -> float:
    """The probability that one of two independent things happens; without `1 - x`, for the digits."""
    return one + (1.0 - one) * other


def both(one: float, other: float) -> float:
    """The probability that two independent things happen."""
    return one * other


def one_or_none(probability: float) -> Counts:
    """How many of one thing happen."""
    return (1.0 - probability, probability)


class Counting:
    """Counts up to `k`. `spend` gets how many steps of work are ahead, and may refuse them."""

    def __init__(self, k: int, spend: Callable[[int], None] | None = None) -> None:
        self.k = k
        self._spend = spend

    def of(self, probabilities: Iterable[float]) -> Counts:
        """How many of some things of known probability happen."""
        return reduce(self.both, self._groups(probabilities), SURELY_NONE)

    def both(self, one: Counts, other: Counts) -> Counts:
        """How many of two independent groups happen."""
        if len(one) < len(other):
            one, other = other, one
        if self._spend is not None:
            self._spend(len(one) // A_STEP)
        if len(other) == 1:
            return one
        if len(other) == 2:
            return _beside_one(self.k, one, other)
        ones, others = _significant(one), _significant(other)
        if self._spend is not None:
            self._spend(len(ones) * len(others) // A_STEP)
        # What is traced is never met again.
        if len(one) >= MANY or Traced in map(type, (*one, *other)):
            return _sums(self.k, one, other)
        return _remembered(self.k, one, other)

    def alike(self, times: int, counts: Counts) -> Counts:
        """How many of `times` (>= 1) independent groups that are distributed alike happen."""
        if len(counts) == 2 and times >= FEW_ALIKE and not isinstance(counts[1], Traced):
            return self._binomial(times, counts[1])
        result = SURELY_NONE
        while True:
            if times & 1:
                result = self.both(result, counts)
            times >>= 1
            if not times:
                return result
            counts = self.both(counts, counts)

    def _groups(self, probabilities: Iterable[float]) -> Iterator[Counts]:
        """How many happen of each group of equally likely things."""
        for probability, times in Counter(probabilities).items():
            one = one_or_none(probability)
            if times < FEW_ALIKE:
                yield from [one] * times
            else:
                yield self.alike(times, one)

    def _binomial(self, n: int, probability: float) -> Counts:
        """How many of `n` equally likely things happen.

        From the likeliest count on each one follows from its neighbour, so that no factorial is
        needed: P(j + 1) / P(j) = (n - j) / (j + 1) * p / (1 - p).
        """
        if self._spend is not None:
            self._spend(n // A_STEP)
        weights = [0.0] * (n + 1)
        likeliest = min(n, int((n + 1) * probability))
        weights[likeliest] = 1.0
        if 0.0 < probability < 1.0:
            _fill(weights, likeliest, probability / (1.0 - probability))
        total = math.fsum(weights)
        counts = [weight / total for weight in weights[: self.k]]
        if n >= self.k:
            counts.append(math.fsum(weights[self.k :]) / total)
        return tuple(counts)


def _fill(weights: list[float], likeliest: int, odds: float) -> None:
    """Each count's weight from that of its neighbour, from the likeliest one on both ways."""
    n = len(weights) - 1
    for count in range(likeliest, n):
        weights[count + 1] = weights[count] * odds * (n - count) / (count + 1)
    for count in range(likeliest, 0, -1):
        weights[count - 1] = weights[count] / odds * count / (n - count + 1)


def _sums(k: int, one: Counts, other: Counts) -> Counts:
    """How many of two groups happen, up to `k`, of which `other` is the smaller one."""
    counts = [0.0] * min(len(one) + len(other) - 1, k + 1)
    places = _significant(one)
    for extra in _significant(other):
        probability = other[extra]
        below = bisect_left(places, k - extra)
        for place in places[:below]:
            counts[place + extra] += probability * one[place]
        for place in places[below:]:
            counts[k] += probability * one[place]
    return tuple(counts)


# The same group of replicas is part of many trees: in each scenario, and in each remedy that is tried.
_remembered = lru_cache(REMEMBERED)(_sums)


def _significant(counts: Counts) -> Sequence[int]:
    """The places of a distribution where it is not negligible."""
    if len(counts) < MANY:
        return range(len(counts))
    least = max(counts) * NEGLIGIBLE
    return [place for place, probability in enumerate(counts) if probability > least]


def _beside_one(k: int, counts: Counts, one: Counts) -> Counts:
    """The same of a group and a single thing, which most groups are made of."""
    none, some = one
    found = [none * counts[0]]
    found += [none * more + some * fewer for fewer, more in pairwise(counts)]
    if len(counts) <= k:
        found.append(some * counts[-1])
    else:
        found[k] += some * counts[k]
    return tuple(found)
