"""A second order of the events decides trees that take too much work in the first one, and decides them alike."""

from __future__ import annotations

from random import Random

import pytest

from designlint.solvers.bdd import ENTANGLED, importance, probability
from designlint.solvers.diagram import OverBudgetError
from designlint.solvers.elimination import Elimination
from designlint.solvers.faulttree import Event, Key, Node, all_of, any_of, events
from designlint.solvers.flatten import FlatTree, flatten
from designlint.solvers.orders import deepest_last
from designlint.solvers.shape import formula, shape
from tests.solvers.formulas import brute_importance, brute_probability

EVENTS, GATES, SEEDS = 13, 18, range(60)
BUDGETS = (160, 200, 250, 320, 400, 500, 640, 800)


def entangled(seed: int) -> tuple[Node, dict[Key, float]]:
    """Gates of two or three earlier gates or events each, most of them shared, as in trees of large plants."""
    dice = Random(seed)
    nodes: list[Node] = [Event(number) for number in range(EVENTS)]
    for number in range(GATES):
        inputs = dice.sample(nodes[-EVENTS:], dice.choice((2, 2, 3)))
        nodes.append((any_of, all_of)[number % 3 == 2](inputs))
    top = any_of([all_of(nodes[-4:-2]), all_of(nodes[-2:])])
    return top, {key: dice.uniform(0.01, 0.6) for key in events(top)}


def is_solved(tree: FlatTree, p: dict[Key, float], order: tuple[Key, ...], budget: int) -> bool:
    try:
        Elimination(tree, p, order, budget).solve()
    except OverBudgetError:
        return False
    return True


def as_solved(top: Node, p: dict[Key, float]) -> tuple[FlatTree, dict[Key, float]]:
    """A tree as the solver sees it, with numbers for its events."""
    one = shape(top)
    return flatten(formula(one.gates)), {number: p[key] for number, key in enumerate(one.keys)}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_has_each_event_once_and_changes_no_probability(seed: int) -> None:
    top, p = entangled(seed)
    order = deepest_last(flatten(top))
    assert sorted(map(str, order)) == sorted(map(str, events(top)))
    found = probability(top, p, order)
    assert found.exact
    assert found.low == pytest.approx(float(brute_probability(top, p)), rel=1e-9)


def test_some_trees_are_solved_in_the_second_order_alone() -> None:
    rescued = 0
    for seed in SEEDS:
        top, p = entangled(seed)
        tree, numbered = as_solved(top, p)
        for budget in BUDGETS:
            first = is_solved(tree, numbered, (), budget)
            second = is_solved(tree, numbered, deepest_last(tree), budget)
            found = probability(top, p, budget=budget)
            exact = float(brute_probability(top, p))
            if first or (second and ENTANGLED * tree.uses.total() <= budget):
                assert found.exact
            assert found.low <= exact * (1 + 1e-9)
            assert found.high >= exact * (1 - 1e-9)
            if found.exact and not first:
                rescued += 1
                slopes = importance(top, p, budget=budget)
                for key in p if slopes is not None else ():
                    assert slopes[key] == pytest.approx(
                        float(brute_importance(top, p, key)), abs=1e-9
                    )
    assert rescued > 0


def test_a_given_order_is_the_only_one() -> None:
    top, p = entangled(1)
    tree, numbered = as_solved(top, p)
    keys = shape(top).keys
    for budget in BUDGETS:
        found = probability(top, p, keys, budget)
        assert found.exact == is_solved(tree, numbered, tuple(range(len(keys))), budget)
