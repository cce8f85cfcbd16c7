"""Times through a few known percentiles: they have each of them, and are lognormal in between."""

from __future__ import annotations

import math
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designlint.solvers.lognormal import Fit, Lognormal, fitted, normal_quantile
from designlint.solvers.tails import Level

SHARES = (0.5, 0.9, 0.95, 0.99, 0.999)
LEVELS = st.lists(st.floats(0.001, 10.0), min_size=len(SHARES), max_size=len(SHARES)).map(
    lambda times: list(zip(SHARES, sorted(times), strict=True))
)


@pytest.mark.parametrize("share", [1e-9, 1e-4, 0.01, 0.3, 0.5, 0.7, 0.99, 0.99999, 1 - 1e-9])
def test_the_normal_quantile_is_that_of_the_library(share: float) -> None:
    assert normal_quantile(share) == pytest.approx(NormalDist().inv_cdf(share), rel=1e-9, abs=1e-12)


def test_two_percentiles_are_those_of_one_lognormal() -> None:
    fit = _fit([(0.5, 0.003), (0.99, 0.015)])
    ((_, piece),) = fit.pieces
    assert piece.sigma == pytest.approx(math.log(5) / 2.3263, rel=1e-4)
    assert fit.below(0.015) == pytest.approx(0.99)
    assert (fit.quantile(0.0), fit.quantile(1.0), fit.below(0.0)) == (0.0, math.inf, 0.0)
    assert fit.mean == pytest.approx(math.exp(piece.mu + piece.sigma**2 / 2))
    assert Lognormal(0.0, 0.0).below(1.0) == 1.0


@given(LEVELS)
def test_it_has_each_percentile(levels: list[Level]) -> None:
    fit = _fit(levels)
    for share, time in levels:
        assert fit.quantile(share) == pytest.approx(time)
        assert fit.below(time * (1 + 1e-9)) >= share - 1e-6


@given(LEVELS, st.floats(0.001, 0.9999), st.floats(0.001, 0.9999))
def test_a_higher_percentile_is_no_faster(levels: list[Level], one: float, other: float) -> None:
    fit = _fit(levels)
    low, high = sorted((one, other))
    assert fit.quantile(low) <= fit.quantile(high) * (1 + 1e-9)


def test_its_mean_is_the_integral_of_its_percentiles() -> None:
    fit = _fit([(0.5, 0.005), (0.9, 0.02), (0.99, 0.021), (0.999, 0.05)])
    count = 200_000
    total = math.fsum(fit.quantile((number + 0.5) / count) for number in range(count))
    assert fit.mean == pytest.approx(total / count, rel=1e-3)


def test_times_that_are_all_alike() -> None:
    fit = _fit([(0.5, 0.001), (0.99, 0.001), (0.999, 0.004)])
    assert (fit.quantile(0.2), fit.quantile(0.98)) == (pytest.approx(0.001), pytest.approx(0.001))
    assert (fit.below(0.0009), fit.below(0.0011)) == (0.0, pytest.approx(0.99, abs=0.005))


@pytest.mark.parametrize(
    "levels",
    [
        [],
        [(0.5, 1.0)],
        [(0.5, 2.0), (0.99, 1.0)],
        [(0.5, 1.0), (0.9, 3.0), (0.99, 2.0)],
        [(1.0, 9.0)],
    ],
)
def test_what_nothing_fits(levels: list[Level]) -> None:
    assert fitted(levels) is None


def _fit(levels: list[Level]) -> Fit:
    fit = fitted(levels)
    assert fit is not None
    return fit
