"""Distributions of times through a few known percentiles: lognormal between each two of them.

A percentile is a fraction (0.99), a time is in seconds.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from designlint.base.records import NamedTuple
from designlint.solvers.tails import Level

_ROOT_2 = math.sqrt(2.0)
_ROOT_TWO_PI = math.sqrt(2.0 * math.pi)


def normal_quantile(share: float) -> float:
    """The point of the standard normal distribution with a share, above 0 and below 1, below it.

    By Newton's method on the upper tail, which is convex: from 0 on each step stays short of the
    point and comes nearer.
    """
    tail = min(share, 1.0 - share)
    point = 0.0
    for _ in range(200):
        density = math.exp(-point * point / 2.0) / _ROOT_TWO_PI
        step = (0.5 * math.erfc(point / _ROOT_2) - tail) / density
        point += step
        if step <= 1e-15 * (1.0 + point):
            break
    return point if share > 0.5 else -point


def _normal_below(point: float) -> float:
    return 0.5 * math.erfc(-point / _ROOT_2)


class Lognormal(NamedTuple):
    """A lognormal distribution of times: `mu` and `sigma` of the logarithm of seconds."""

    mu: float
    sigma: float

    def quantile(self, percentile: float) -> float:
        """The time at a percentile; infinite at 1."""
        if percentile <= 0.0:
            return 0.0
        if percentile >= 1.0:
            return math.inf
        return math.exp(self.mu + self.sigma * normal_quantile(percentile))

    def below(self, time: float) -> float:
        """The share of calls that take no longer than a time."""
        if time <= 0.0:
            return 0.0
        if self.sigma == 0.0:
            return 1.0 if math.log(time) >= self.mu else 0.0
        return _normal_below((math.log(time) - self.mu) / self.sigma)

    def mean_between(self, low: float, high: float) -> float:
        """What the times between two percentiles add to the mean."""
        begin, end = (_normal_below(_point(p) - self.sigma) for p in (low, high))
        return math.exp(self.mu + self.sigma**2 / 2.0) * (end - begin)


def _point(percentile: float) -> float:
    if not 0.0 < percentile < 1.0:
        return math.inf if percentile >= 1.0 else -math.inf
    return normal_quantile(percentile)


class Fit(NamedTuple):
    """Times that are lognormal between each two percentiles that are known of them, and beyond the outermost
    as next to these: each piece with the percentile from which on it holds, the first from 0."""

    pieces: tuple[tuple[float, Lognormal], ...]

    def quantile(self, percentile: float) -> float:
        """The time at a percentile; infinite at 1."""
        held = [piece for start, piece in self.pieces if start <= percentile]
        return held[-1].quantile(percentile) if held else 0.0

    def below(self, time: float) -> float:
        """The share of calls that take no longer than a time."""
        end = 1.0
        for start, piece in reversed(self.pieces):
            if time >= piece.quantile(start):
                return min(piece.below(time), end)
            end = start
        return 0.0

    @property
    def mean(self) -> float:
        """The mean time."""
        starts = [start for start, _ in self.pieces]
        ends = (*starts[1:], 1.0)
        return math.fsum(
            piece.mean_between(start, end)
            for (start, piece), end in zip(self.pieces, ends, strict=True)
        )


def fitted(levels: Sequence[Level]) -> Fit | None:
    """The times that have each of the percentiles that they can have.

    None where there are not two of them, or where they fall. Of p50 and p99, sigma is
    ln(p99 / p50) / 2.3263.
    """
    usable = sorted({p: time for p, time in levels if 0.0 < p < 1.0 and time > 0.0}.items())
    if len(usable) < 2 or any(long < short for (_, short), (_, long) in pairwise(usable)):
        return None
    starts = [0.0, *(p for p, _ in usable[1:-1])]
    through = [_through(one, other) for one, other in pairwise(usable)]
    return Fit(tuple(zip(starts, through, strict=True)))


def _through(one: Level, other: Level) -> Lognormal:
    (low, short), (high, long) = one, other
    begin, end = normal_quantile(low), normal_quantile(high)
    sigma = math.log(long / short) / (end - begin)
    return Lognormal(math.log(short) - sigma * begin, sigma)
