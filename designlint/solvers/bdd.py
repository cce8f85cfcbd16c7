"""The exact probability that the top of a fault tree fails, and which event matters most.

Trees that are built alike, with the same probabilities, are solved once: see `shape`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from operator import mul

from designlint.base.records import NamedTuple
from designlint.solvers.diagram import OverBudgetError
from designlint.solvers.elimination import Elimination
from designlint.solvers.faulttree import Key, Node
from designlint.solvers.flatten import FlatTree, flatten
from designlint.solvers.modules import Parts, parts
from designlint.solvers.shape import Shape, formula, shape
from designlint.solvers.traced import Tape, Traced, gradient, trace
from designlint.solvers.work import count

BUDGET = 200_000
"""How many diagram nodes are worth an exact answer: a second or so."""

SOLVED = 2048
"""How many solutions are kept, for trees that are built alike with the same probabilities."""

FLAT = 8
"""How many trees are kept as they are solved: one after the other is asked about again and again."""


class Interval(NamedTuple):
    """A probability that lies between two bounds; equal bounds are the exact value."""

    low: float
    high: float

    @property
    def exact(self) -> bool:
        """Whether the bounds are one value."""
        return self.low == self.high


def probability(
    top: Node,
    p: Mapping[Key, float],
    order: Sequence[Key] | None = None,
    budget: int = BUDGET,
) -> Interval:
    """The probability that `top` is true when event `key` has probability `p[key]` (0 to 1).

    `order` puts the diagram's variables, top first; without it the events with the most uses come
    first. Past `budget` diagram nodes the answer is an interval that is sure to hold the value.
    Raise `KeyError` for an event without a probability, `ValueError` for one outside 0 to 1.
    """
    if order:
        return probability_of_shape(shape(top), p, order, budget)
    small, rest = parts(top)
    low = high = 0.0
    for one in small if rest is None else (rest, *small):
        found = probability_of_shape(one, p, None, budget)
        low += found.low - low * found.low
        high += found.high - high * found.high
    return Interval(low, high)


def probability_of_shape(
    one: Shape,
    p: Mapping[Key, float],
    order: Sequence[Key] | None = None,
    budget: int = BUDGET,
) -> Interval:
    """The same for the tree of a shape, whose parts are not looked for."""
    keys, gates = one
    found, steps = _solved(gates, _probabilities(keys, p), _numbered(order, keys), budget)
    count(steps + one.size)
    return found


ENTANGLED = 4
"""A tree of more inputs than this part of the budget is too large in any order."""


@lru_cache(SOLVED)
def _solved(
    gates: bytes, probabilities: tuple[float, ...], order: tuple[Key, ...], budget: int
) -> tuple[Interval, int]:
    """The answer, and the steps that it takes."""
    tree, steps = _flat(gates), 0
    p: dict[Key, float] = dict(enumerate(probabilities))
    for one in _orders(tree, order, budget):
        elimination = Elimination(tree, p, one, budget)
        try:
            exact = elimination.solve()
        except OverBudgetError:
            steps += budget
            continue
        return Interval(exact, exact), steps + elimination.diagrams.spent
    from designlint.solvers.bounds import bracket  # few designs are too large

    return Interval(*bracket(tree, p, budget)), steps + budget


def _orders(tree: FlatTree, order: tuple[Key, ...], budget: int) -> Iterator[tuple[Key, ...]]:
    """The orders in which a tree is solved, one after the other, as far as each takes too much work: a second one
    where the tree alone, without what is entangled in it, is a small part of that."""
    yield order
    if not order and ENTANGLED * tree.uses.total() <= budget:
        from designlint.solvers.orders import deepest_last  # few designs are too large

        yield deepest_last(tree)


# A tree is solved again and again with other probabilities.
@lru_cache(FLAT)
def _flat(gates: bytes) -> FlatTree:
    return flatten(formula(gates))


def importance(
    top: Node,
    p: Mapping[Key, float],
    order: Sequence[Key] | None = None,
    budget: int = BUDGET,
) -> dict[Key, float] | None:
    """The Birnbaum importance of every event: P(top | event) - P(top | not event).

    That is the derivative of the probability by the event's, so one backward pass finds all.
    None past the budget; arguments and errors are those of `probability`. Z. Birnbaum, "On the
    importance of different components in a multicomponent system" (1969).
    """
    small, rest = Parts((), shape(top)) if order else parts(top)
    found = small if rest is None else (rest, *small)
    # An event fails the top only while no other part fails.
    works = [1.0 - probability_of_shape(one, p, order, budget).low for one in found]
    before, behind = (
        accumulate(works, mul, initial=1.0),
        [*accumulate(works[::-1], mul, initial=1.0)],
    )
    slopes: dict[Key, float] = {}
    for one, beside, after in zip(found, before, behind[-2::-1], strict=False):
        own = _slopes(one.gates, _probabilities(one.keys, p), _numbered(order, one.keys), budget)
        if own is None:
            return None
        slopes.update(
            (key, slope * beside * after) for key, slope in zip(one.keys, own, strict=True)
        )
    return slopes


@lru_cache(SOLVED)
def _slopes(
    gates: bytes, probabilities: tuple[float, ...], order: tuple[Key, ...], budget: int
) -> tuple[float, ...] | None:
    tree = _flat(gates)
    for one in _orders(tree, order, budget):
        tape: Tape = []
        traced: dict[Key, Traced] = {
            number: trace(probability, tape) for number, probability in enumerate(probabilities)
        }
        try:
            exact = Elimination(tree, traced, one, budget).solve()
        except OverBudgetError:
            continue
        slopes = gradient(exact, tape)
        return tuple([slopes[number.place] for number in traced.values()])
    return None


def _probabilities(keys: Sequence[Key], p: Mapping[Key, float]) -> tuple[float, ...]:
    probabilities = tuple([p[key] for key in keys])
    for key, probability in zip(keys, probabilities, strict=True):
        if not 0.0 <= probability <= 1.0:
            raise ValueError(f"the probability of {key!r} is {probability}, not between 0 and 1")
    return probabilities


def _numbered(order: Sequence[Key] | None, keys: Sequence[Key]) -> tuple[Key, ...]:
    """An order of keys as one of their numbers."""
    if not order:
        return ()
    numbers = {key: number for number, key in enumerate(keys)}
    return tuple([numbers[key] for key in order if key in numbers])
