"""The mean time until all copies are lost, against closed forms and a linear system."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designlint.solvers.copies import loss_within, mean_time_to_loss

TIMES = st.floats(min_value=1e-3, max_value=1e6)


def test_one_copy_lasts_as_long_as_it_does() -> None:
    assert mean_time_to_loss(1, 5.0, 1.0) == 5.0


@given(TIMES, TIMES)
def test_two_copies_are_a_mirrored_pair(mtbf: float, rebuild: float) -> None:
    """(3 lambda + mu) / (2 lambda squared), the textbook's mirrored disks."""
    lost, renewed = 1 / mtbf, 1 / rebuild
    exact = (3 * lost + renewed) / (2 * lost * lost)
    assert mean_time_to_loss(2, mtbf, rebuild) == pytest.approx(exact, rel=1e-9)


def test_three_copies() -> None:
    """(11 lambda^2 + 7 lambda mu + 2 mu^2) / (6 lambda^3), solved by hand."""
    lost, renewed = 1 / 7.0, 1 / 3.0
    exact = (11 * lost**2 + 7 * lost * renewed + 2 * renewed**2) / (6 * lost**3)
    assert mean_time_to_loss(3, 7.0, 3.0) == pytest.approx(exact, rel=1e-12)


@given(st.integers(1, 8), TIMES, TIMES)
def test_more_copies_last_longer(copies: int, mtbf: float, rebuild: float) -> None:
    assert mean_time_to_loss(copies + 1, mtbf, rebuild) > mean_time_to_loss(copies, mtbf, rebuild)


@given(st.integers(2, 6), TIMES, TIMES)
def test_a_faster_rebuild_never_hurts(copies: int, mtbf: float, rebuild: float) -> None:
    fast = mean_time_to_loss(copies, mtbf, rebuild / 2)
    assert fast >= mean_time_to_loss(copies, mtbf, rebuild)


def test_what_is_whole_at_once_is_never_lost() -> None:
    assert mean_time_to_loss(2, 1.0, 0.0) == math.inf
    assert loss_within(1.0, math.inf) == 0.0


def test_there_must_be_a_copy() -> None:
    with pytest.raises(ValueError, match="copy"):
        mean_time_to_loss(0, 1.0, 1.0)


def test_the_bound_is_never_below_what_happens() -> None:
    """Simulated groups of two copies: not more of them are lost than the bound says."""
    dice = random.Random(7)
    mean = mean_time_to_loss(2, 10.0, 2.0)
    for period in (2.0, 8.0, 20.0):
        lost = sum(_time_to_loss(dice, 2, 10.0, 2.0) <= period for _ in range(20_000))
        # Four standard deviations of slack.
        assert lost / 20_000 <= loss_within(period, mean) + 4 * math.sqrt(0.25 / 20_000)
    assert loss_within(mean, mean) == 1.0


def _time_to_loss(dice: random.Random, copies: int, mtbf: float, rebuild: float) -> float:
    lost, now = 0, 0.0
    while lost < copies:
        failing, rebuilding = (copies - lost) / mtbf, lost / rebuild
        now += dice.expovariate(failing + rebuilding)
        lost += 1 if dice.random() < failing / (failing + rebuilding) else -1
    return now
