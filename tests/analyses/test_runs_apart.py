"""Calls that other runs may make: the parts of a tree are solved apart, and the number is that of the whole."""

from __future__ import annotations

import random
from math import isclose, prod

import pytest

from designlint.analyses.availability.runs_apart import is_coarse, largest_unavailability
from designlint.analyses.failure.events import made_apart
from designlint.solvers.bdd import probability, probability_of_shape
from designlint.solvers.faulttree import Event, Key, Node, all_of, any_of
from designlint.solvers.modules import independent_parts
from designlint.solvers.shape import Shape, shape

MUCH = 60_000


def drawn(seed: int) -> tuple[Node, dict[Key, float], dict[int, tuple[int, ...] | None]]:
    """A tree of calls that are each made after others, some of whose callees fail together; the
    probability of each event; and what each call is made after."""
    rng = random.Random(seed)
    p: dict[Key, float] = {name: rng.uniform(0.01, 0.3) for name in ("own", "zone")}
    above: dict[int, tuple[int, ...] | None] = {}
    inputs: list[Node] = [Event("own")]
    for number in range(rng.randint(2, 6)):
        before = rng.choice([None, *above]) if above else None
        chain = () if before is None else above[before]
        above[number] = None if chain is None else ((before, *chain) if before is not None else ())
        if rng.random() < 0.1:
            above[number] = None
        made = made_apart("f", number, above[number], 0.5)
        p[made.key], p[f"fails {number}"] = rng.uniform(0.1, 0.6), rng.uniform(0.01, 0.3)
        parts = [Event(f"fails {number}"), *[Event("zone")] * (rng.random() < 0.3)]
        inputs.append(all_of([made, any_of(parts)]))
    return any_of(inputs), p, above


def by_definition(
    tree: Node, p: dict[Key, float], above: dict[int, tuple[int, ...] | None]
) -> float:
    """What fails every run, and what each call fails beside of the runs that make it."""
    calls = {n: made_apart("f", n, chain, 0.5).key for n, chain in above.items()}

    def failing(*made: int) -> float:
        certain = {key: float(n in made) for n, key in calls.items()}
        return probability(tree, p | certain).high

    total = failing()
    for number, chain in above.items():
        if chain is None:
            total += p[calls[number]] * (failing(*above) - failing())
        else:
            total += p[calls[number]] * (failing(*chain, number) - failing(*chain))
    return min(failing(*above), total)


@pytest.mark.parametrize("seed", range(60))
def test_the_parts_together_are_the_whole(seed: int) -> None:
    tree, p, above = drawn(seed)
    assert not is_coarse(tree, MUCH)
    assert isclose(
        largest_unavailability(tree, p, MUCH), by_definition(tree, p, above), rel_tol=1e-12
    )


@pytest.mark.parametrize("seed", range(20))
def test_with_less_work_it_is_no_less(seed: int) -> None:
    tree, p, above = drawn(seed)
    assert is_coarse(tree, 1)
    assert largest_unavailability(tree, p, 1) >= by_definition(tree, p, above) - 1e-12


def test_parts_share_no_event() -> None:
    a, b, c, d = map(Event, "abcd")
    deep = any_of([all_of([a, b]), any_of([all_of([b, c]), d])])
    assert [len(one) for one in map(_keys, independent_parts(deep))] == [3, 1]
    assert [_keys(one) for one in independent_parts(all_of([a, b]))] == [{"a", "b"}]


def _keys(part: Shape) -> set[Key]:
    return set(part.keys)


@pytest.mark.parametrize("seed", range(40))
def test_parts_of_deep_trees_share_no_event(seed: int) -> None:
    rng = random.Random(seed)
    made: list[Node] = [Event(name) for name in range(12)]
    for _ in range(rng.randint(4, 14)):
        some = rng.sample(made, rng.randint(2, 4))
        made.append(rng.choice((any_of, all_of))(some))
    parts = independent_parts(any_of(rng.sample(made, 6)))
    every = [event for part in parts for event in part.keys]
    assert len(every) == len(set(every))


@pytest.mark.parametrize("seed", range(20))
def test_the_parts_of_a_large_tree_fail_as_it_does(seed: int) -> None:
    rng = random.Random(seed)
    p: dict[Key, float] = {number: rng.uniform(0.001, 0.2) for number in range(120)}
    groups = []
    for first in range(0, 120, 12):
        own = [Event(first + number) for number in range(rng.choice((4, 12)))]
        made = [all_of(rng.sample(own, 3)) for _ in range(rng.randint(2, 20))]
        groups.append(any_of([all_of([any_of(made), own[0]]), *made, own[1]]))
    tree = any_of(groups)
    found = [probability_of_shape(part, p).high for part in independent_parts(tree)]
    works = prod(1.0 - one for one in found)
    assert len(found) >= 10
    assert isclose(1.0 - works, probability_of_shape(shape(tree), p).high, rel_tol=1e-9)
    assert isclose(1.0 - works, probability(tree, p).high, rel_tol=1e-9)
