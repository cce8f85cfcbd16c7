"""Distributions of times on a grid: what independent parts take one after the other or side by side.

A distribution is the probability of each bin; bin k stands for the time k * width, the last one for all
that is longer. Results are estimates: a time is rounded to the nearest bin.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Sequence
from itertools import accumulate

MOST_BINS = 1024

# Probabilities as integers for the product of polynomials. The sums of products add up to the square of
# this at the most, so none runs into the next word of 64 bits; 2^-31 is finer than an estimate.
_ONE = 1 << 31

Bins = list[float]


def discretised(below: Callable[[float], float], width: float, count: int) -> Bins:
    """A distribution on the grid, from the share of calls that take no longer than a time."""
    edges = [below((place + 0.5) * width) for place in range(count - 1)]
    return [after - before for before, after in zip([0.0, *edges], [*edges, 1.0], strict=True)]


def nothing(count: int) -> Bins:
    """The distribution of no time at all."""
    return [1.0] + [0.0] * (count - 1)


def convolved(one: Sequence[float], other: Sequence[float]) -> Bins:
    """The distribution of a sum of two independent times.

    Both are written as integers with a fixed number of bits for each bin, so that one product of
    large integers holds all the sums of products (Kronecker substitution).
    """
    count = len(one)
    product = (_packed(one) * _packed(other)).to_bytes(16 * count, "little")
    scale = 1.0 / (_ONE * _ONE)
    sums = [word * scale for word in struct.unpack_from(f"<{count - 1}Q", product)]
    return [*sums, max(0.0, 1.0 - math.fsum(sums))]


def _packed(bins: Sequence[float]) -> int:
    words = [int(probability * _ONE) for probability in bins]
    return int.from_bytes(struct.pack(f"<{len(words)}Q", *words), "little")


def repeated(bins: Bins, times: int) -> Bins:
    """The distribution of the sum of several independent times that are distributed alike."""
    total, power = nothing(len(bins)), bins
    while times:
        if times & 1:
            total = convolved(total, power)
        times >>= 1
        if times:
            power = convolved(power, power)
    return total


def slowest(bins: Bins, count: float) -> Bins:
    """The distribution of the longest of several independent times that are distributed alike."""
    below = [min(1.0, share) ** count for share in accumulate(bins)]
    return [after - before for before, after in zip([0.0, *below], below, strict=False)]


def occasional(bins: Bins, share: float) -> Bins:
    """The distribution of a time that is spent in a share of the requests only."""
    mixed = [probability * share for probability in bins]
    mixed[0] += 1.0 - share
    return mixed


def delayed(bins: Bins, time: float, width: float) -> Bins:
    """The distribution with a constant time added."""
    shift = min(len(bins) - 1, round(time / width))
    if not shift:
        return bins
    return (
        [0.0] * shift + bins[: len(bins) - 1 - shift] + [math.fsum(bins[len(bins) - 1 - shift :])]
    )


def attempted(
    bins: Bins, timeout: float, attempts: int, width: float, *, fails: bool, pause: float = 0.0
) -> Bins:
    """The distribution of a time whose independent attempts each end after a `timeout`, with a `pause` before
    each but the first.

    When all of them do, the whole `fails`, which never ends, or goes on without.
    """
    last = min(len(bins) - 1, round(timeout / width))
    answered, left = bins[: last + 1], 1.0
    lost = math.fsum(bins[last + 1 :])
    total, again = [0.0] * len(bins), last + round(pause / width)
    for number in range(attempts):
        for place, probability in enumerate(answered):
            total[min(len(bins) - 1, number * again + place)] += left * probability
        left *= lost
    given_up = min(len(bins) - 1, (attempts - 1) * again + last)
    total[len(bins) - 1 if fails else given_up] += left
    return total


def hedged(bins: Bins, after: float, width: float) -> Bins:
    """The distribution when a second, independent call is sent after a while and the first answer
    wins: still waiting are those for which both calls are."""
    shift = round(after / width)
    above = [max(0.0, 1.0 - share) for share in accumulate(bins)]
    still = [a * (above[n - shift] if n >= shift else 1.0) for n, a in enumerate(above)]
    still[-1] = 0.0
    return [before - after for before, after in zip([1.0, *still], still, strict=False)]


def quantile(bins: Sequence[float], percentile: float, width: float) -> float:
    """The time that a share of the calls, `percentile`, does not exceed; infinite off the grid."""
    total = 0.0
    for place, probability in enumerate(bins[:-1]):
        total += probability
        if total >= percentile - 1e-9:
            return place * width
    return math.inf
