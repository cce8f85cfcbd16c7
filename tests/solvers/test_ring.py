"""The shares of a hash ring against published figures, simulation and exact cases."""

from __future__ import annotations

import math
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designlint.solvers.ring import (
    hottest_above,
    hottest_likely,
    incomplete_beta,
    share_above,
    share_quantile,
    share_variation,
)


# J. Lamping and E. Veach, "A Fast, Minimal Memory, Consistent Hash Algorithm" (2014), table 1: what
# they measured for 1000 nodes is (.9979 .3152 .0997 .0316), the intervals (.005,5.25) (.37,1.98)
# (.76,1.28) (.92,1.09).
@pytest.mark.parametrize(
    ("places", "variation", "low", "high"),
    [
        (1, 0.9990, 0.005, 5.29),
        (10, 0.3161, 0.372, 2.00),
        (100, 0.0999, 0.761, 1.276),
        (1000, 0.0316, 0.920, 1.083),
    ],
)
def test_a_thousand_nodes(places: int, variation: float, low: float, high: float) -> None:
    assert share_variation(1000, places) == pytest.approx(variation, abs=6e-5)
    assert share_quantile(0.005, 1000, places) == pytest.approx(low, abs=1e-3)
    assert share_quantile(0.995, 1000, places) == pytest.approx(high, abs=2e-3)


def test_the_variation_of_ten_nodes() -> None:
    assert share_variation(10, 150) == pytest.approx(0.0774, abs=5e-5)


@given(st.integers(1, 40), st.integers(1, 40), st.floats(0.0, 1.0))
def test_the_beta_function_is_a_binomial_tail(a: int, b: int, x: float) -> None:
    n = a + b - 1
    tail = math.fsum(math.comb(n, k) * x**k * (1 - x) ** (n - k) for k in range(a, n + 1))
    assert incomplete_beta(x, a, b) == pytest.approx(tail, abs=1e-12)


@given(st.floats(0.1, 3000.0), st.floats(0.1, 3000.0), st.floats(1e-3, 0.999))
def test_the_beta_function_is_symmetric(a: float, b: float, x: float) -> None:
    assert incomplete_beta(x, a, b) + incomplete_beta(1 - x, b, a) == pytest.approx(1.0, abs=1e-9)


@given(st.integers(2, 200), st.integers(1, 300), st.floats(0.0, 5.0), st.floats(0.0, 1.0))
def test_more_is_less_likely(nodes: int, places: int, multiple: float, more: float) -> None:
    assert share_above(multiple + more, nodes, places) <= share_above(multiple, nodes, places)
    low, high = hottest_above(multiple, nodes, places)
    assert 0.0 <= low <= high <= 1.0


def shares(nodes: int, places: int, dice: Random) -> list[float]:
    owned = sorted((dice.random(), node) for node in range(nodes) for _ in range(places))
    found = [0.0] * nodes
    before = owned[-1][0] - 1.0
    for place, node in owned:
        found[node] += place - before
        before = place
    return found


@pytest.mark.parametrize(("nodes", "places"), [(10, 1), (10, 100), (10, 150), (100, 100)])
def test_the_bounds_hold_the_simulated_chance(nodes: int, places: int) -> None:
    dice = Random(nodes * places)
    runs = 300 if nodes == 10 else 30
    hottest = [max(shares(nodes, places, dice)) * nodes for _ in range(runs)]
    for multiple in (1.1, 1.2, 1.5, 3.0):
        low, high = hottest_above(multiple, nodes, places)
        seen = sum(h > multiple for h in hottest) / runs
        spread = 3 * math.sqrt(0.25 / runs)
        assert low - spread <= seen <= high + spread


# What the mean of the hottest node was over 200 simulated rings (10 runs for a thousand nodes): the mean
# is the integral of the chance to be above, which lies between the integrals of its bounds.
@pytest.mark.parametrize(
    ("nodes", "places", "mean"),
    [(10, 1, 2.91), (10, 100, 1.16), (10, 150, 1.13), (100, 100, 1.26), (1000, 100, 1.34)],
)
def test_the_expected_hottest_node(nodes: int, places: int, mean: float) -> None:
    width = 0.01
    bounds = [hottest_above(step * width, nodes, places) for step in range(min(nodes, 10) * 100)]
    low, high = (math.fsum(bound[end] for bound in bounds) * width for end in (0, 1))
    assert low - 0.03 <= mean <= high + 0.03
    assert high - low < 0.6
    assert hottest_likely(0.9, nodes, places) < mean < hottest_likely(0.01, nodes, places)
