"""Percentiles of times that add up or are waited for together: percentiles do not add.

A percentile is a fraction (0.99), a time is in seconds. The marginal distribution of a part is known
by a few of its percentiles at most, and nothing is known of how the parts depend on each other, so
that what is sound for all dependences is a bound.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from designlint.base.records import NamedTuple

# A percentile and the time that this share of the calls does not exceed.
Level = tuple[float, float]

SLACK = 1e-12

# Light in glass fibre, which is about two thirds as fast as in vacuum: metres per second.
LIGHT_IN_FIBRE = 200_000_000.0


def fan_out_slow(slow: float, count: float) -> float:
    """How often at least one of `count` independent calls is slow, when each is so with a probability of
    `slow`: 1 - (1 - q)^n.

    J. Dean and L. Barroso, "The Tail at Scale", Communications of the ACM 56(2), 2013.
    """
    if slow >= 1.0:
        return 1.0
    return -math.expm1(count * math.log1p(-slow))


def leaf_percentile(percentile: float, count: float) -> float:
    """The percentile that each of `count` independent calls has to keep, so that all of them
    together keep `percentile`: p^(1/n)."""
    return float(percentile ** (1.0 / count))


def k_of_n(fast: float, needed: int, asked: int) -> float:
    """How often at least `needed` of `asked` independent calls are fast, when each is so with a
    probability of `fast`: the distribution of the k-th fastest answer at the time that `fast` is of."""
    return math.fsum(
        math.comb(asked, count) * fast**count * (1.0 - fast) ** (asked - count)
        for count in range(needed, asked + 1)
    )


def hedged_slow(slow: float, slow_after: float) -> float:
    """How often a call is still slow when a second, independent one is sent after a while: the first
    is slow, and so is the second in the time that is left to it."""
    return slow * slow_after


def light_floor(distance: float) -> float:
    """The round-trip time over a distance in metres that no network beats."""
    return 2.0 * distance / LIGHT_IN_FIBRE


def union_bound(quantiles: Sequence[Callable[[float], float]], percentile: float) -> float:
    """A time that the sum of parts keeps at a percentile under any dependence: each part is slow in
    an equal share of the requests that may be slow, the sum of Q_i(1 - (1 - p) / K)."""
    each = 1.0 - (1.0 - percentile) / len(quantiles)
    return math.fsum(quantile(each) for quantile in quantiles)


class Stage(NamedTuple):
    """A part of a request: the levels that are known of one visit, how often it is visited on
    average (`visits`), and how often at the most one after the other (`times`)."""

    levels: tuple[Level, ...]
    visits: float
    times: float


def chosen_levels(stages: Sequence[Stage], slow: float) -> list[Level] | None:
    """A level of each stage such that no more than a share `slow` of the requests meets a visit that
    is above it; the sum of their times bounds all others under any dependence (union bound).

    The weights are optimised: from the highest levels on, what saves most time for the requests that
    it gives up is lowered first. None when even the highest levels give up too many.
    """
    ladders = [sorted(stage.levels) for stage in stages]
    if not all(ladders):
        return None
    places = [len(ladder) - 1 for ladder in ladders]
    spent = math.fsum(
        stage.visits * (1.0 - ladder[-1][0]) for stage, ladder in zip(stages, ladders, strict=True)
    )
    if spent > slow + SLACK:
        return None
    steps = [
        (worth, number, place)
        for number, stage in enumerate(stages)
        for place, worth in _worths(stage, ladders[number])
    ]
    for _, number, place in sorted(steps, key=lambda step: -step[0]):
        stage, ladder = stages[number], ladders[number]
        cost = stage.visits * (ladder[places[number]][0] - ladder[place][0])
        saves = ladder[place][1] < ladder[places[number]][1]
        if saves and place < places[number] and spent + cost <= slow + SLACK:
            spent += cost
            places[number] = place
    return [ladder[place] for ladder, place in zip(ladders, places, strict=True)]


def _worths(stage: Stage, ladder: Sequence[Level]) -> list[tuple[int, float]]:
    """The time that each lower level of a stage saves for the requests that it gives up."""
    top, longest = ladder[-1]
    found = []
    for place, (percentile, time) in enumerate(ladder[:-1]):
        cost = stage.visits * (top - percentile)
        found.append((place, stage.times * (longest - time) / cost if cost else math.inf))
    return found


def reached(levels: Sequence[Level], percentile: float) -> float:
    """The time that a part surely reaches at a percentile: that of the highest level at or below it."""
    return max([time for level, time in levels if level <= percentile + SLACK], default=0.0)


def occurring(levels: Sequence[Level], probability: float) -> tuple[Level, ...]:
    """The levels of a part that is visited in a share of the requests only, over all of them.

    A level of 0 is what every visit takes; of all requests it is that of the first one that makes a
    visit, so just above those that do not.
    """
    first = 0.0 if probability >= 1.0 else 2.0 * SLACK
    return tuple(
        [
            (1.0 - probability * (1.0 - level) + (first if level == 0.0 else 0.0), t)
            for level, t in levels
        ]
    )


def left_tail_mean(levels: Sequence[Level], percentile: float) -> float:
    """The least that the mean of the fastest share `percentile` of the requests can be.

    The sum of these over the parts of a request is never above the percentile of the whole, whatever
    depends on what: the left-tail mean of a sum is at least the sum of theirs, and no percentile is
    below its left-tail mean (the mirror of the subadditivity of expected shortfall; A. McNeil, R. Frey
    and P. Embrechts, "Quantitative Risk Management", rev. ed., Princeton 2015, chapter 8).
    """
    if percentile <= 0.0:
        return 0.0
    total, before = 0.0, 0.0
    for level, time in sorted(levels):
        if level < percentile and time > before:
            total += (time - before) * (1.0 - level / percentile)
            before = time
    return total
