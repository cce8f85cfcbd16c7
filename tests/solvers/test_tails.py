"""Tails: the published numbers, and bounds that hold for every dependence that is tried."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designlint.solvers.convolution import (
    MOST_BINS,
    attempted,
    convolved,
    delayed,
    discretised,
    hedged,
    nothing,
    occasional,
    quantile,
    repeated,
    slowest,
)
from designlint.solvers.lognormal import Lognormal, normal_quantile
from designlint.solvers.tails import (
    Stage,
    chosen_levels,
    fan_out_slow,
    hedged_slow,
    k_of_n,
    leaf_percentile,
    left_tail_mean,
    light_floor,
    occurring,
    reached,
    union_bound,
)


def test_the_tail_at_scale() -> None:
    """Reference 42: one in a hundred is slow; of a hundred in parallel, 63%."""
    assert fan_out_slow(0.01, 100) == pytest.approx(0.63397, abs=5e-6)
    assert fan_out_slow(1e-4, 2000) == pytest.approx(0.18128, abs=5e-6)
    assert fan_out_slow(1.0, 2) == 1.0
    assert 1.0 - fan_out_slow(1.0 - leaf_percentile(0.99, 100), 100) == pytest.approx(0.99)


def test_k_of_n_is_counted() -> None:
    for asked, needed in ((1, 1), (3, 2), (5, 3), (5, 5), (4, 0)):
        states = itertools.product((0.9, 0.1), repeat=asked)
        counted = sum(math.prod(state) for state in states if state.count(0.9) >= needed)
        assert k_of_n(0.9, needed, asked) == pytest.approx(counted)
    assert k_of_n(0.99, 3, 3) == pytest.approx(1.0 - fan_out_slow(0.01, 3))


def test_hedging_multiplies_the_slow_shares() -> None:
    assert hedged_slow(0.05, 0.1) == pytest.approx(0.005)


def test_light() -> None:
    assert light_floor(1_000_000.0) == pytest.approx(0.010)


# ---- percentiles do not add


# The lognormal through p50 7 ms and p99 23.1 ms.
TEN = [Lognormal(math.log(0.007), math.log(0.0231 / 0.007) / normal_quantile(0.99))] * 10


def test_ten_stages() -> None:
    """The sum of ten p99 of 23.1 ms is 231 ms; independent stages take half of it, the bound more."""
    p99 = [fit.quantile(0.99) for fit in TEN]
    assert sum(p99) == pytest.approx(0.231)
    bound = union_bound([fit.quantile for fit in TEN], 0.99)
    width = bound / (MOST_BINS - 1)
    one = discretised(TEN[0].below, width, MOST_BINS)
    together = quantile(repeated(one, 10), 0.99, width)
    mean_of_one = TEN[0].mean_between(0.0, 1.0)
    # Two moments fix the sum closely (Fenton and Wilkinson), an independent way to the number.
    mean, spread = 10 * mean_of_one, 10 * mean_of_one**2 * math.expm1(TEN[0].sigma ** 2)
    sigma = math.sqrt(math.log1p(spread / mean**2))
    near = Lognormal(math.log(mean) - sigma**2 / 2, sigma).quantile(0.99)
    assert together == pytest.approx(near, rel=0.02)
    assert max(p99) < together < sum(p99) < bound


def test_convolution_is_that_of_the_schoolbook() -> None:
    one, other = [0.5, 0.25, 0.125, 0.125], [0.1, 0.2, 0.3, 0.4]
    plain = [sum(one[i] * other[k - i] for i in range(k + 1)) for k in range(3)]
    assert convolved(one, other) == pytest.approx([*plain, 1.0 - sum(plain)], abs=1e-8)
    assert convolved(one, nothing(4)) == pytest.approx(one, abs=1e-8)
    assert repeated(one, 3) == pytest.approx(convolved(one, convolved(one, one)), abs=1e-8)


def test_bins() -> None:
    bins = [0.5, 0.3, 0.2, 0.0]
    assert slowest(bins, 2) == pytest.approx([0.25, 0.39, 0.36, 0.0])
    assert occasional(bins, 0.1) == pytest.approx([0.95, 0.03, 0.02, 0.0])
    assert delayed(bins, 2.0, 1.0) == pytest.approx([0.0, 0.0, 0.5, 0.5])
    assert delayed(bins, 0.2, 1.0) == bins
    assert attempted(bins, 1.0, 1, 1.0, fails=False) == pytest.approx([0.5, 0.5, 0.0, 0.0])
    assert attempted(bins, 1.0, 1, 1.0, fails=True) == pytest.approx([0.5, 0.3, 0.0, 0.2])
    twice = attempted([0.5, 0.0, 0.5, 0.0, 0.0], 1.0, 2, 1.0, fails=True)
    assert twice == pytest.approx([0.5, 0.25, 0.0, 0.0, 0.25])
    assert hedged(bins, 1.0, 1.0) == pytest.approx([0.5, 0.4, 0.1, 0.0])
    assert hedged(bins, 9.0, 1.0) == pytest.approx(bins)
    assert quantile(bins, 0.8, 2.0) == 2.0
    assert quantile([0.5, 0.1, 0.4], 0.99, 1.0) == math.inf


# ---- bounds


def test_levels_are_weighted_where_it_pays() -> None:
    long = Stage(((0.99, 0.1), (0.999, 0.5)), 1.0, 1.0)
    short = Stage(((0.99, 0.010), (0.999, 0.011)), 1.0, 1.0)
    assert chosen_levels([long, short], 0.011) == [(0.99, 0.1), (0.999, 0.011)]
    assert chosen_levels([long, short], 0.02) == [(0.99, 0.1), (0.99, 0.010)]
    assert chosen_levels([long, short], 0.001) is None
    assert chosen_levels([Stage((), 1.0, 1.0)], 0.5) is None
    assert chosen_levels([], 0.0) == []
    falling = Stage(((0.5, 0.2), (0.99, 0.1)), 1.0, 1.0)
    assert chosen_levels([falling], 0.9) == [(0.99, 0.1)]


def test_rare_visits_spend_less() -> None:
    rare = Stage(((0.5, 0.01), (0.99, 0.1)), 0.01, 1.0)
    assert chosen_levels([rare], 0.005) == [(0.5, 0.01)]


def test_reached_and_occurring() -> None:
    levels = ((0.5, 0.003), (0.99, 0.015))
    assert reached(levels, 0.989) == 0.003
    assert reached(levels, 0.4) == 0.0
    shares, times = zip(*occurring(levels, 0.1), strict=True)
    assert shares == pytest.approx((0.95, 0.999))
    assert times == (0.003, 0.015)


def test_left_tail_mean() -> None:
    assert left_tail_mean([(0.5, 1.0)], 0.99) == pytest.approx(1.0 - 0.5 / 0.99)
    assert left_tail_mean([(0.0, 1.0), (0.5, 3.0)], 1.0) == pytest.approx(2.0)
    assert left_tail_mean([(0.99, 1.0)], 0.5) == 0.0
    assert left_tail_mean([(0.5, 1.0)], 0.0) == 0.0


@given(
    st.lists(st.lists(st.integers(0, 20), min_size=6, max_size=6), min_size=1, max_size=4),
    st.permutations(range(6)),
    st.permutations(range(6)),
    st.integers(1, 6),
)
def test_bounds_hold_for_every_dependence(
    parts: list[list[int]], one: list[int], other: list[int], rank: int
) -> None:
    """Six equally likely cases of each part, put together in any order."""
    orders = [list(range(6)), one, other, list(reversed(range(6)))]
    cases = [
        sorted(part)[order[case]]
        for case in range(6)
        for part, order in zip(parts, orders, strict=False)
    ]
    sums = sorted(sum(cases[n : n + len(parts)]) for n in range(0, len(cases), len(parts)))
    percentile = rank / 6
    found = sums[rank - 1]
    levels = [[((n + 1) / 6, float(time)) for n, time in enumerate(sorted(part))] for part in parts]
    least = [[(n / 6, float(time)) for n, time in enumerate(sorted(part))] for part in parts]
    chosen = chosen_levels([Stage(tuple(part), 1.0, 1.0) for part in levels], 1.0 - percentile)
    assert chosen is not None
    assert sum(time for _, time in chosen) >= found
    assert sum(left_tail_mean(part, percentile) for part in least) <= found + 1e-9
