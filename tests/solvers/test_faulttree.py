"""Fault trees: what the constructors simplify, and single points of failure."""

from __future__ import annotations

import gc

import pytest
from hypothesis import given

from designlint.solvers.faulttree import (
    ALWAYS,
    NEVER,
    Event,
    Gate,
    Node,
    all_of,
    any_of,
    at_least,
    events,
    postorder,
    singles,
)
from tests.solvers.formulas import brief, brute_cut_sets, formulas, quick, rebuilt, thorough, truth

A, B, C = Event("a"), Event("b"), Event("c")


def shape(node: Node) -> object:
    return node.key if isinstance(node, Event) else (node.k, *map(shape, node.children))


def test_events_of_one_key_are_equal() -> None:
    assert Event("a") == A
    assert shape(any_of([A, Event("a")])) == "a"


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (any_of([]), NEVER),
        (any_of([NEVER, NEVER]), NEVER),
        (any_of([A, ALWAYS]), ALWAYS),
        (any_of([A, NEVER]), A),
        (all_of([]), ALWAYS),
        (all_of([ALWAYS]), ALWAYS),
        (all_of([A, NEVER]), NEVER),
        (all_of([A, ALWAYS, A]), A),
        (at_least(0, [A, B]), ALWAYS),
        (at_least(-1, []), ALWAYS),
        (at_least(1, []), NEVER),
        (at_least(3, [A, B]), NEVER),
        (at_least(2, [A, NEVER]), NEVER),
        (at_least(2, [A, ALWAYS]), A),
        (at_least(1, [ALWAYS, A]), ALWAYS),
        (at_least(2, [A, A]), A),
    ],
)
def test_what_a_constructor_can_decide_it_does(made: Node, expected: Node) -> None:
    assert made is expected or made == expected


def test_a_gate_of_one_kind_in_another_is_flattened() -> None:
    assert shape(any_of([any_of([A, B]), B, C])) == (1, "a", "b", "c")
    assert shape(all_of([C, all_of([A, B])])) == (3, "c", "a", "b")
    assert shape(any_of([all_of([A, B]), C])) == (1, (2, "a", "b"), "c")


def test_k_of_n_is_an_or_or_an_and_at_its_ends() -> None:
    assert shape(at_least(1, [A, B, C])) == (1, "a", "b", "c")
    assert shape(at_least(3, [A, B, C])) == (3, "a", "b", "c")
    assert shape(at_least(3, [A, B, C, ALWAYS])) == (2, "a", "b", "c")


def test_a_child_given_twice_counts_twice() -> None:
    gate = at_least(2, [A, A, B])
    assert shape(gate) == (2, "a", "a", "b")
    assert singles(gate) == {"a"}


def test_a_gate_is_shown_in_short() -> None:
    assert repr(at_least(2, [A, B, C])) == "<Gate: 2 of 3>"


def test_events_come_once_in_depth_first_order() -> None:
    assert events(any_of([all_of([A, B]), all_of([C, A])])) == ("a", "b", "c")
    assert events(NEVER) == ()


def test_a_shared_node_is_visited_once() -> None:
    node: Node = at_least(2, [A, B, C])
    for _ in range(60):
        node = Gate(2, (node, node))  # 2 ** 60 paths
    assert len(postorder(node)) == 64
    assert singles(node) == frozenset()


@given(formulas())
@quick
def test_singles_are_the_cut_sets_of_order_one(top: Node) -> None:
    expected = {key for cut in brute_cut_sets(top) if len(cut) == 1 for key in cut}
    assert singles(top) == expected


@pytest.mark.slow
@given(formulas(max_events=10, max_gates=20))
@thorough
def test_singles_of_larger_trees(top: Node) -> None:
    expected = {key for cut in brute_cut_sets(top) if len(cut) == 1 for key in cut}
    assert singles(top) == expected


@given(formulas(), formulas())
@brief
def test_a_memo_changes_nothing(one: Node, other: Node) -> None:
    memo: dict[Node, frozenset[object]] = {}
    both = all_of([one, other])
    for top in (one, other, both, one):
        assert singles(top, memo) == singles(top)


@given(formulas())
@brief
def test_simplifying_keeps_the_meaning(top: Node) -> None:
    plain = rebuilt(top, lambda k, children: Gate(k, tuple(children)))
    again = rebuilt(top, at_least)
    assert truth(plain) == truth(top)
    assert set(events(again)) == set(events(top))
    assert truth(again) == truth(top)


def test_deep_trees() -> None:
    depth = 50_000
    chain: Node = A
    for key in range(depth):
        chain = any_of([chain, Event(key)])
    assert len(singles(chain)) == depth + 1
    ladder: Node = A
    for key in range(depth):
        ladder = any_of([all_of([ladder, Event(key)]), B])
    assert singles(ladder) == {"b"}
    assert len(events(ladder)) == depth + 2
    del chain, ladder
    gc.collect()
