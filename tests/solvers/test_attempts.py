"""Attempts along a chain of callers: reference values, and the sum that the formula stands for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designlint.solvers.attempts import expected_attempts, expected_calls, most_calls

RETRIES = st.integers(0, 6)
FAILING = st.floats(0.0, 1.0)


def test_three_retries_at_three_layers() -> None:
    assert most_calls([4.0] * 3) == 64


def test_three_attempts_at_five_layers() -> None:
    assert most_calls([3.0] * 5) == 243


def test_a_budget_of_a_tenth_at_each_of_three_layers() -> None:
    assert most_calls([1.1] * 3) == pytest.approx(1.331, abs=1e-12)


@given(RETRIES, FAILING)
def test_the_mean_is_the_sum_of_the_chances_of_each_attempt(retries: int, failing: float) -> None:
    summed = sum(failing**attempt for attempt in range(retries + 1))
    assert expected_attempts(retries, failing) == pytest.approx(summed, rel=1e-9)


@given(st.lists(RETRIES, max_size=4))
def test_when_all_fails_the_mean_is_the_most(retries: list[int]) -> None:
    assert expected_calls(retries, 1.0) == most_calls([r + 1.0 for r in retries])
    assert expected_calls(retries, 0.0) == 1.0


@given(st.lists(RETRIES, max_size=4), FAILING, FAILING)
def test_more_failures_are_more_calls(retries: list[int], one: float, other: float) -> None:
    fewer, more = sorted((one, other))
    assert expected_calls(retries, fewer) <= expected_calls(retries, more) * (1 + 1e-9)


@given(RETRIES, RETRIES, FAILING)
def test_two_layers_by_all_outcomes(outer: int, inner: int, failing: float) -> None:
    """Each outer attempt makes a run of inner ones and fails when all of them do."""
    run = sum(failing**attempt for attempt in range(inner + 1))
    fails = failing ** (inner + 1)
    by_hand = sum(fails**attempt * run for attempt in range(outer + 1))
    assert expected_calls([outer, inner], failing) == pytest.approx(by_hand, rel=1e-9)
