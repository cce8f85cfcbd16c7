"""Minimal cut sets, against every state of small trees."""

from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designlint.solvers.faulttree import (
    ALWAYS,
    NEVER,
    Event,
    Node,
    all_of,
    any_of,
    at_least,
    singles,
)
from designlint.solvers.zbdd import minimal_cut_sets
from tests.solvers.formulas import (
    brief,
    brute_cut_sets,
    formulas,
    keys_of,
    quick,
    sizes,
    thorough,
    truth,
    zoned,
)

A, B, C = Event("a"), Event("b"), Event("c")


def check_against_all_states(top: Node, max_order: int, budget: int) -> None:
    found = minimal_cut_sets(top, max_order=max_order, budget=budget)
    expected = list(brute_cut_sets(top))
    assert len(set(found.sets)) == len(found.sets)
    assert set(found.sets) == {cut for cut in expected if len(cut) <= found.order}
    if found.complete:
        assert found.order == max_order
        assert found.histogram == sizes(iter(expected))
    else:
        assert found.histogram == sizes(iter(found.sets))


@given(formulas(), st.integers(1, 4))
@quick
def test_cut_sets_equal_brute_force(top: Node, max_order: int) -> None:
    check_against_all_states(top, max_order, budget=100_000)
    assert minimal_cut_sets(top).complete


@pytest.mark.slow
@given(formulas(max_events=11, max_gates=14), st.integers(1, 5))
@thorough
def test_cut_sets_of_larger_trees(top: Node, max_order: int) -> None:
    check_against_all_states(top, max_order, budget=100_000)


@given(formulas(), st.integers(1, 4), st.integers(0, 40))
@quick
def test_past_the_budget_the_small_ones_are_all_there(
    top: Node, max_order: int, budget: int
) -> None:
    check_against_all_states(top, max_order, budget)


@given(formulas(), st.permutations(range(8)))
@brief
def test_the_order_changes_only_the_order(top: Node, order: list[int]) -> None:
    one, other = minimal_cut_sets(top, max_order=8), minimal_cut_sets(top, order, max_order=8)
    assert set(one.sets) == set(other.sets)
    assert one.histogram == other.histogram
    assert minimal_cut_sets(top, order) == minimal_cut_sets(top, order)


@given(formulas())
@brief
def test_every_failing_state_holds_a_cut_set(top: Node) -> None:
    keys, table = keys_of(top), truth(top)
    cuts = minimal_cut_sets(top, max_order=8).sets
    for state in range(1 << len(keys)):
        happened = {key for place, key in enumerate(keys) if state >> place & 1}
        assert bool(table >> state & 1) == any(cut <= happened for cut in cuts)


def test_the_bridge() -> None:
    paths = [(1, 4), (2, 5), (1, 3, 5), (2, 3, 4)]
    top = all_of(any_of(map(Event, path)) for path in paths)
    found = minimal_cut_sets(top, order=range(1, 6), max_order=3)
    assert found.histogram == {2: 2, 3: 2}
    assert [set(cut) for cut in found.sets] == [{1, 2}, {4, 5}, {1, 3, 5}, {2, 3, 4}]


@pytest.mark.parametrize(
    ("top", "sets"),
    [
        (any_of([A, B, C]), ({"a"}, {"b"}, {"c"})),
        (any_of([all_of([A, B]), all_of([B, C])]), ({"b", "a"}, {"b", "c"})),
        (at_least(2, [A, B, C]), ({"a", "b"}, {"a", "c"}, {"b", "c"})),
        (at_least(2, [A, A, B]), ({"a"},)),
        (NEVER, ()),
        (ALWAYS, (frozenset(),)),
    ],
)
def test_small_trees(top: Node, sets: tuple[set[str], ...]) -> None:
    found = minimal_cut_sets(top)
    assert found.sets == tuple(map(frozenset, sets))
    assert found.complete


def test_components_in_zones() -> None:
    top, _ = zoned(components=100, replicas=10, needed=9)
    found = minimal_cut_sets(top)
    assert found.complete
    assert found.histogram == {1: 4, 2: 100 * comb(10, 2)}
    assert len(found.sets) == 4504
    assert found.sets[0] == {"region"}
    assert {key for cut in found.sets[:4] for key in cut} == singles(top)


def test_a_histogram_of_more_sets_than_could_be_listed() -> None:
    columns = [any_of(Event((column, row)) for row in range(100)) for column in range(12)]
    found = minimal_cut_sets(all_of(columns))
    assert found.complete
    assert found.sets == ()
    assert found.histogram == {12: 10**24}


def test_too_much_for_all_orders_but_not_for_two() -> None:
    hosts = [Event(("host", place)) for place in range(60)]
    parts = [at_least(20, hosts[:50]), at_least(25, hosts[5:]), all_of(hosts[:2])]
    found = minimal_cut_sets(any_of(parts), budget=2_000)
    assert not found.complete
    assert found.order == 2
    assert found.sets == (frozenset({hosts[0].key, hosts[1].key}),)
    assert found.histogram == {2: 1}


def test_deep_trees() -> None:
    ladder: Node = Event("end")
    for key in range(5_000):
        ladder = any_of([all_of([ladder, Event(key)]), Event("b")])
    assert minimal_cut_sets(ladder).sets == (frozenset("b"),)
