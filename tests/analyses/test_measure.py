"""Times in prose, and bounds of numbers."""

from __future__ import annotations

import math

import pytest

from designlint.analyses.measure import Interval
from designlint.quantities.showing import spell_time


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(247 * 86_400.0, "247 days"), (1.0, "1 second"), (7200.0, "2 hours"), (0.25, "250ms")],
)
def test_a_time_in_prose(seconds: float, text: str) -> None:
    assert spell_time(seconds) == text


@pytest.mark.parametrize(
    ("found", "clipped"),
    [
        (Interval(2.0, 9.0), Interval(3.0, 7.0)),
        (Interval(4.0, 5.0), Interval(4.0, 5.0)),
        (Interval(8.0, 9.0), Interval(7.0, 7.0)),
        (Interval(1.0, 2.0), Interval(3.0, 3.0)),
        (Interval(1.0, math.inf), Interval(3.0, 7.0)),
    ],
)
def test_an_estimate_beyond_a_bound_is_that_bound(found: Interval, clipped: Interval) -> None:
    assert found.clipped(Interval(3.0, 7.0)) == clipped
