"""Probabilities: reference values, brute force, monotonicity, digits, and sound intervals."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import comb, prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designlint.solvers.bdd import Interval, importance, probability
from designlint.solvers.faulttree import (
    ALWAYS,
    NEVER,
    Event,
    Key,
    Node,
    all_of,
    any_of,
    at_least,
    events,
)
from tests.solvers.formulas import (
    brief,
    brute_importance,
    brute_probability,
    chances,
    keys_of,
    quick,
    rebuilt,
    thorough,
    weighted,
    zoned,
)

Weighted = tuple[Node, dict[Key, float]]


def each(*keys: Key) -> list[Node]:
    return [Event(key) for key in keys]


def fails(top: Node, p: dict[Key, float]) -> float:
    result = probability(top, p)
    assert result.exact
    return result.low


def same(count: int, up: float) -> tuple[list[Node], dict[Key, float]]:
    return each(*range(count)), dict.fromkeys(range(count), 1.0 - up)


@pytest.mark.parametrize(
    ("spare", "count", "up", "expected"),
    [
        (1, 2, 0.99, 0.9999),  # AWS, "Availability with redundancy"
        (1, 2, 0.999, 0.999999),
        (2, 3, 0.99, 0.999999),
        (1, 3, 0.99, 0.999702),
        (1, 3, 0.9, 0.972),
        (1, 10, 0.999, 0.999955239371),
        (2, 10, 0.999, 0.999999880628),
        (0, 10, 0.9999, 0.99900044988),  # ten critical dependencies
    ],
)
def test_replicas_with_spares(spare: int, count: int, up: float, expected: float) -> None:
    replicas, p = same(count, up)
    assert 1.0 - fails(at_least(spare + 1, replicas), p) == pytest.approx(expected, abs=1e-11)


def test_two_in_series() -> None:
    p: dict[Key, float] = {"a": 1 - 0.9999, "b": 1 - 0.9995}
    assert 1.0 - fails(any_of(each("a", "b")), p) == pytest.approx(0.99940005, abs=1e-12)


def test_the_bridge() -> None:
    """Works along 1-4, 2-5, 1-3-5 or 2-3-4; the textbook's five arcs."""
    paths = [(1, 4), (2, 5), (1, 3, 5), (2, 3, 4)]
    top = all_of(any_of(each(*path)) for path in paths)
    for up in (0.9, 0.99, 0.5):
        expected = 2 * up**2 + 2 * up**3 - 5 * up**4 + 2 * up**5
        assert 1 - fails(top, dict.fromkeys(range(1, 6), 1 - up)) == pytest.approx(expected)
    assert 1 - fails(top, dict.fromkeys(range(1, 6), 0.1)) == pytest.approx(0.97848)


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        (any_of(each("a", "b", "c")), 0.496),
        (any_of([all_of(each("a", "b")), all_of(each("b", "c"))]), 0.074),
        (at_least(2, each("a", "b", "c")), 0.098),
        (NEVER, 0.0),
        (ALWAYS, 1.0),
        (Event("c"), 0.3),
        (at_least(2, each("a", "a", "b")), 0.1),
        (at_least(3, each("a", "a", "b", "c")), 0.1 * (1 - 0.8 * 0.7)),
    ],
)
def test_small_trees(top: Node, expected: float) -> None:
    assert fails(top, {"a": 0.1, "b": 0.2, "c": 0.3}) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("up", "minutes_a_year", "seconds_a_month"),
    [(0.999, 525.6, 2592), (0.9995, 262.8, 1296), (0.9999, 52.56, 259.2), (0.99999, 5.256, 25.92)],
)
def test_downtime(up: float, minutes_a_year: float, seconds_a_month: float) -> None:
    """The table of Google's "Site Reliability Engineering", of a year and of 30 days."""
    down = fails(Event("service"), {"service": 1 - up})
    assert down * 365 * 24 * 60 == pytest.approx(minutes_a_year)
    assert down * 30 * 24 * 60 * 60 == pytest.approx(seconds_a_month)


def check_against_all_states(top: Node, p: dict[Key, float]) -> None:
    assert fails(top, p) == pytest.approx(float(brute_probability(top, p)), rel=1e-9, abs=1e-15)
    found = importance(top, p)
    assert found is not None
    assert list(found) == list(dict.fromkeys(found))
    for key in keys_of(top):
        assert found[key] == pytest.approx(float(brute_importance(top, p, key)), abs=1e-9)


@given(weighted())
@quick
def test_exact_equals_brute_force(case: Weighted) -> None:
    check_against_all_states(*case)


@pytest.mark.slow
@given(weighted(max_events=11))
@thorough
def test_exact_equals_brute_force_on_larger_trees(case: Weighted) -> None:
    check_against_all_states(*case)


@given(weighted(), st.permutations(range(8)))
@brief
def test_the_order_of_variables_changes_nothing(case: Weighted, order: list[int]) -> None:
    top, p = case
    expected = fails(top, p)
    assert probability(top, p, order=order).low == pytest.approx(expected, rel=1e-9)
    assert probability(top, p, order=order[:3]).low == pytest.approx(expected, rel=1e-9)


@given(weighted(), st.integers(0, 7), chances)
@brief
def test_a_likelier_event_never_makes_failure_rarer(
    case: Weighted, key: int, chance: float
) -> None:
    top, p = case
    low, high = sorted((p[key], chance))
    less, more = fails(top, {**p, key: low}), fails(top, {**p, key: high})
    assert less <= more * (1 + 1e-12)


@given(weighted())
@brief
def test_the_dual_fails_when_the_tree_works(case: Weighted) -> None:
    top, p = case
    dual = rebuilt(top, lambda k, children: at_least(len(children) - k + 1, children))
    mirrored = {key: 1.0 - chance for key, chance in p.items()}
    assert fails(dual, mirrored) == pytest.approx(1.0 - fails(top, p), abs=1e-12)


@given(st.lists(chances, min_size=1, max_size=8), chances)
@brief
def test_a_replica_more_never_hurts_and_a_need_more_never_helps(
    replicas: list[float], another: float
) -> None:
    p: dict[Key, float] = dict(enumerate([*replicas, another]))
    count = len(replicas)

    def down(total: int, needed: int) -> float:
        return fails(at_least(total - needed + 1, each(*range(total))), p)

    by_need = [down(count, needed) for needed in range(count + 1)]
    assert all(fewer <= more * (1 + 1e-12) for fewer, more in pairwise(by_need))
    for needed in range(1, count + 1):
        assert down(count + 1, needed) <= down(count, needed) * (1 + 1e-12)


def test_twelve_nines_keep_their_digits() -> None:
    p: dict[Key, float] = {key: 1e-6 * (1 + key / 7) for key in range(8)}
    shared = any_of(each(0, 1))
    pairs = [all_of([any_of([shared, Event(key)]), Event(key + 1)]) for key in range(2, 7)]
    for top in (all_of(each(0, 1)), at_least(3, each(*range(8))), any_of(pairs)):
        exact = brute_probability(top, {key: Fraction(chance) for key, chance in p.items()})
        assert exact < 1e-10
        assert abs(Fraction(fails(top, p)) / exact - 1) < 1e-14


@given(weighted())
@brief
def test_every_digit_is_right(case: Weighted) -> None:
    top, p = case
    exact = brute_probability(top, {key: Fraction(chance) for key, chance in p.items()})
    found = Fraction(fails(top, p))
    assert found == exact or abs(found / exact - 1) < 1e-12


@given(weighted(), st.integers(0, 60))
@quick
def test_an_interval_holds_the_value(case: Weighted, budget: int) -> None:
    top, p = case
    low, high = probability(top, p, budget=budget)
    exact = brute_probability(top, p)
    assert 0.0 <= low <= exact * (1 + 1e-12) + 1e-300
    assert exact <= high * (1 + 1e-12) + 1e-300
    assert high <= 1.0


@pytest.mark.slow
@given(weighted(max_events=11), st.integers(0, 60))
@thorough
def test_an_interval_holds_the_value_of_larger_trees(case: Weighted, budget: int) -> None:
    top, p = case
    low, high = probability(top, p, budget=budget)
    exact = brute_probability(top, p)
    assert low <= exact * (1 + 1e-12) + 1e-300
    assert exact <= high * (1 + 1e-12) + 1e-300


def test_past_the_budget_there_is_a_useful_interval_and_no_importance() -> None:
    """Fifty components of three replicas, spread over twenty hosts that are interchangeable."""
    top = any_of(
        all_of(
            any_of([Event(("host", (7 * part + step * (1 + part % 9)) % 20)), Event((part, step))])
            for step in range(3)
        )
        for part in range(50)
    )
    p = dict.fromkeys(events(top), 1e-3)
    low, high = probability(top, p, budget=20_000)
    assert 0.3 * 50 * 2e-3**3 < low < high < 50 * 2e-3**3
    assert importance(top, p, budget=20_000) is None


def test_components_in_zones_are_independent_given_the_zones() -> None:
    top, p = zoned(components=100, replicas=10, needed=8)
    works = 0.0
    for down in range(8):
        zones = [zone for zone in range(3) if down >> zone & 1]
        weight = (1 - p["region"]) * prod(
            p["zone", zone] if zone in zones else 1 - p["zone", zone] for zone in range(3)
        )
        left = sum(1 for replica in range(10) if replica % 3 not in zones)
        works += weight * prod(
            sum(
                comb(left, up) * (1 - p[component, 0]) ** up * p[component, 0] ** (left - up)
                for up in range(8, left + 1)
            )
            for component in range(100)
        )
    assert fails(top, p) == pytest.approx(1 - works, rel=1e-9)
    assert len(importance(top, p) or ()) == 1004


def test_a_component_that_two_others_share_is_one_variable() -> None:
    store = at_least(2, each("s1", "s2", "s3"))
    sides = [any_of([Event(side), store]) for side in "ab"]
    p: dict[Key, float] = {"s1": 0.1, "s2": 0.1, "s3": 0.1, "a": 0.2, "b": 0.3}
    down = 0.028
    assert fails(all_of(sides), p) == pytest.approx(down + (1 - down) * 0.06)


def test_deep_trees() -> None:
    ladder: Node = Event("end")
    for key in range(50_000):
        ladder = any_of([all_of([ladder, Event(key)]), Event(-1 - key)])
    assert fails(ladder, dict.fromkeys(events(ladder), 0.5)) == pytest.approx(2 / 3)
    shared: Node = Event("end")
    for key in range(10_000):
        shared = any_of([all_of([shared, Event(key)]), all_of([Event(-1 - key), Event("all")])])
    assert fails(shared, dict.fromkeys(events(shared), 0.5)) == pytest.approx(1 / 3)


def test_wide_shared_gates() -> None:
    wide = each(*range(1000))
    top = all_of([any_of(wide), any_of([*wide, Event("more")])])
    p: dict[Key, float] = dict.fromkeys([*range(1000), "more"], 1e-3)
    assert fails(top, p) == pytest.approx(1 - 0.999**1000)


def test_a_missing_probability_and_a_wrong_one_are_reported() -> None:
    with pytest.raises(KeyError):
        probability(any_of(each("a", "b")), {"a": 0.1})
    for wrong in (-0.1, 1.1, float("nan")):
        with pytest.raises(ValueError, match="'a' is"):
            probability(Event("a"), {"a": wrong})


def test_an_exact_interval_says_so() -> None:
    assert Interval(0.5, 0.5).exact
    assert not Interval(0.25, 0.5).exact
