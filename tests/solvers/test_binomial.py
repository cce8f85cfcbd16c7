"""Tails of the binomial distribution against the count of one thing after the other."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from designlint.solvers.binomial import at_least_of_equal
from designlint.solvers.counting import at_least_probability


@given(
    st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(1, n), st.just(n))), st.floats(0, 1)
)
def test_the_tail_is_that_of_counting(counts: tuple[int, int], p: float) -> None:
    k, n = counts
    found, expected = at_least_of_equal(k, n, p), at_least_probability(k, [p] * n)
    assert math.isclose(found, expected, rel_tol=1e-9, abs_tol=1e-12)


@given(st.integers(0, 10_001), st.floats(0, 1))
def test_more_are_never_likelier(k: int, p: float) -> None:
    assert at_least_of_equal(k + 1, 10_000, p) <= at_least_of_equal(k, 10_000, p) + 1e-9
