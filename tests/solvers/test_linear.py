"""Traffic equations, against exact arithmetic and plain iteration."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designlint.solvers.linear import traffic
from tests.solvers.formulas import brief

System = tuple[list[float], list[list[float]]]


@st.composite
def systems(draw: st.DrawFn, gain: float = 1.0) -> System:
    """A ring, so that all is connected, and calls across it; each node calls up to `gain`."""
    size = draw(st.integers(1, 6))
    routing = []
    for node in range(size):
        shares = draw(st.lists(st.integers(0, 5), min_size=size, max_size=size))
        shares[(node + 1) % size] += 1
        scale = gain * draw(st.floats(0.1, 0.95)) / sum(shares)
        routing.append([share * scale for share in shares])
    arrivals = draw(st.lists(st.floats(0.0, 1e6), min_size=size, max_size=size))
    return arrivals, routing


@given(systems())
@brief
def test_the_rates_solve_the_equations(system: System) -> None:
    arrivals, routing = system
    rates = traffic(arrivals, routing)
    assert rates is not None
    for node, rate in enumerate(rates):
        back = sum(Fraction(rates[i]) * Fraction(row[node]) for i, row in enumerate(routing))
        assert rate == pytest.approx(float(Fraction(arrivals[node]) + back), rel=1e-9, abs=1e-12)


@given(systems(gain=2.0))
@brief
def test_unstable_is_what_grows_without_end(system: System) -> None:
    _, routing = system
    size = len(routing)
    visits = [1.0] * size
    for _ in range(500):  # half of each step stays, so that a ring of one speed settles too
        visits = [
            (visits[node] + sum(visits[i] * routing[i][node] for i in range(size))) / 2
            for node in range(size)
        ]
        visits = [share / sum(visits) for share in visits]
    growth = [sum(visits[i] * routing[i][j] for i in range(size)) / visits[j] for j in range(size)]
    stable = traffic([1.0] * size, routing) is not None
    if max(growth) < 1.0:  # Collatz and Wielandt: the spectral radius lies between the two
        assert stable
    if min(growth) > 1.0:
        assert not stable


@given(systems(), st.integers(0, 5))
@brief
def test_more_arrivals_never_lower_a_rate(system: System, place: int) -> None:
    arrivals, routing = system
    more = list(arrivals)
    more[place % len(more)] += 10.0
    before, after = traffic(arrivals, routing), traffic(more, routing)
    assert before is not None
    assert after is not None
    assert all(b <= a * (1 + 1e-12) for b, a in zip(before, after, strict=True))


def test_a_retry_loop() -> None:
    assert traffic([100.0, 0.0], [[0.0, 1.0], [0.1, 0.0]]) == pytest.approx((1000 / 9, 1000 / 9))


@pytest.mark.parametrize("gain", [1.0, 1.0 - 1e-15, 1.5, 1e300])
def test_a_loop_that_feeds_itself_fully_is_unstable(gain: float) -> None:
    assert traffic([1.0], [[gain]]) is None
    assert traffic([1.0, 0.0], [[0.0, 1.0], [gain, 0.0]]) is None
    assert traffic([0.0, 0.0, 5.0], [[0.0, gain, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]) is None


def test_a_gain_above_one_inside_a_loop_that_loses_more_is_stable() -> None:
    assert traffic([1.0, 0.0], [[0.0, 20.0], [0.01, 0.0]]) == pytest.approx((1.25, 25.0))


def test_nothing_arrives_nothing_runs() -> None:
    assert traffic([], []) == ()
    assert traffic([0.0], [[2.0]]) == (0.0,)


@pytest.mark.parametrize(
    ("arrivals", "routing"),
    [
        ([1.0], []),
        ([1.0], [[0.1, 0.2]]),
        ([-1.0], [[0.0]]),
        ([1.0], [[-0.1]]),
        ([float("nan")], [[0.0]]),
        ([1.0], [[float("inf")]]),
    ],
)
def test_what_is_no_system_is_refused(arrivals: list[float], routing: list[list[float]]) -> None:
    with pytest.raises(ValueError, match=r"routing is not|rate is"):
        traffic(arrivals, routing)
