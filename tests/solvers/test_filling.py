"""When something is full or empty, against adding it up day by day."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designlint.solvers.filling import growth_rate, time_to_drain, time_to_fill


def test_a_steady_rate_is_a_division() -> None:
    assert time_to_fill(1000.0, 10.0) == 100.0


@pytest.mark.parametrize(
    ("free", "rate", "time"), [(0.0, 1.0, 0.0), (-5.0, 1.0, 0.0), (5.0, 0.0, math.inf)]
)
def test_nothing_free_or_nothing_added(free: float, rate: float, time: float) -> None:
    assert time_to_fill(free, rate, 0.1) == time


@given(st.floats(1.0, 1e6), st.floats(0.1, 1e3), st.floats(1e-6, 0.01))
def test_what_was_added_until_then_is_what_was_free(
    free: float, rate: float, growth: float
) -> None:
    time = time_to_fill(free, rate, growth)
    assert rate * math.expm1(growth * time) / growth == pytest.approx(free, rel=1e-9)
    assert time <= time_to_fill(free, rate)


def test_a_rate_that_doubles_within_a_year() -> None:
    growth = growth_rate(2.0, 365.0)
    assert math.exp(growth * 365.0) == pytest.approx(2.0)
    # One a day, doubling in a year: 365 / ln 2 = 526.6 are added by then.
    assert time_to_fill(526.58, 1.0, growth) == pytest.approx(365.0, rel=1e-4)
    assert growth_rate(1.0, 365.0) == growth_rate(0.5, 365.0) == growth_rate(2.0, 0.0) == 0.0


def test_a_backlog_drains_by_what_is_left_over() -> None:
    # Two hours of 100/s above what is served: 720k, drained by 50/s left over in four hours.
    assert time_to_drain(720_000.0, 50.0, 100.0) == 4 * 3600.0
    assert time_to_drain(1.0, 100.0, 100.0) == math.inf
