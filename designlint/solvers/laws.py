"""How independent inputs of a gate combine: OR, AND, and k-of-n by counting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, reduce
from itertools import pairwise
from operator import itemgetter
from typing import TypeAlias

from designlint.solvers.diagram import ONE, ZERO, Diagram, Diagrams, Leaf, Operation
from designlint.solvers.traced import Traced

REMEMBERED = 512
"""How many pairs of groups are remembered, with how many of both fail."""

_Counts: TypeAlias = tuple[float, ...]


class Law:
    """The arithmetic of one kind of gate, on numbers and point by point on diagrams.

    An input, which is a probability of failure, is lifted to the law's own leaves; those are combined, and
    the probability that the gate fails is read from the result. OR and AND combine the probabilities as such.
    """

    def __init__(self, diagrams: Diagrams, operation: Operation) -> None:
        self.diagrams = diagrams
        self.operation = operation
        self.neutral = diagrams.value(operation.neutral)

    def combine(self, one: Diagram, other: Diagram) -> Diagram:
        """Both together."""
        return self.diagrams.combine(self.operation, one, other)

    def power(self, diagram: Diagram, times: int) -> Diagram:
        """`times` (>= 1) independent ones of the same."""
        return self.diagrams.power(self.operation, diagram, times)

    def fold(self, probabilities: Iterable[float]) -> Leaf:
        """The leaf of any number of inputs of known probability."""
        leaves: Iterable[Leaf] = probabilities
        return reduce(self.operation.function, leaves, self.neutral)

    def lift(self, diagram: Diagram) -> Diagram:
        """An input as an operand."""
        return diagram

    def read(self, diagram: Diagram) -> Diagram:
        """The probability that the gate fails."""
        return diagram


class CountingLaw(Law):
    """At least k fail. A leaf has the probabilities that 0, 1, ... k-1, and k or more failed.

    It is as long as it must be: m inputs have m + 1 numbers while that is fewer than k + 1.
    """

    def __init__(self, diagrams: Diagrams, k: int) -> None:
        surely = diagrams.leaf((*[0.0] * k, 1.0))
        super().__init__(diagrams, Operation(_convolve(k), diagrams.leaf((1.0,)), surely))
        self.k = k
        self._lifted: dict[Diagram, Diagram] = {}

    def fold(self, probabilities: Iterable[float]) -> Leaf:
        """How many of some inputs of known probability fail."""
        return reduce(self.operation.function, map(_one_or_none, probabilities), self.neutral)

    def lift(self, diagram: Diagram) -> Diagram:
        """How many of one input fail: none or one."""
        if diagram not in self._lifted:
            self._lifted[diagram] = self.diagrams.map(_one_or_none, diagram)
        return self._lifted[diagram]

    def read(self, diagram: Diagram) -> Diagram:
        """The probability that k or more failed."""
        return self.diagrams.map(itemgetter(self.k), diagram)


class Laws:
    """The laws of all gates over one family of diagrams, each made once."""

    def __init__(self, diagrams: Diagrams) -> None:
        self._diagrams = diagrams
        self._any = Law(diagrams, Operation(either, neutral=ZERO, absorbing=ONE))
        self._all = Law(diagrams, Operation(both, neutral=ONE, absorbing=ZERO))
        self._counting: dict[int, CountingLaw] = {}

    def of(self, k: int, n: int) -> Law:
        """The law of a gate that fails when k of n inputs do."""
        if k == 1:
            return self._any
        if k == n:
            return self._all
        if k not in self._counting:
            self._counting[k] = CountingLaw(self._diagrams, k)
        return self._counting[k]


def either(one: float, other: float) -> float:
    """The probability that one of two independent things happens; without `1 - x`, for the digits."""
    return one + (1.0 - one) * other


def both(one: float, other: float) -> float:
    """The probability that two independent things happen."""
    return one * other


def at_least_probability(k: int, probabilities: Sequence[float]) -> float:
    """The probability that `k` (1 to n) or more of n independent things happen."""
    if k == 1:
        return reduce(either, probabilities)
    if k == len(probabilities):
        return reduce(both, probabilities)
    surely_none: _Counts = (1.0,)
    return reduce(_convolve(k), map(_one_or_none, probabilities), surely_none)[k]


def _one_or_none(probability: float) -> tuple[float, float]:
    return (1.0 - probability, probability)


def _convolve(k: int) -> Callable[[_Counts, _Counts], _Counts]:
    """How many of two independent groups fail; k and more are one."""

    def convolve(one: _Counts, other: _Counts) -> _Counts:
        if len(one) < len(other):
            one, other = other, one
        if len(other) == 2:
            return _beside_one(k, one, other)
        is_traced = Traced in map(type, (*one, *other))  # what is traced is never met again
        return _sums(k, one, other) if is_traced else _remembered(k, one, other)

    return convolve


def _sums(k: int, one: _Counts, other: _Counts) -> _Counts:
    """How many of two groups fail, of which `other` is the smaller one."""
    counts = [0.0] * min(len(one) + len(other) - 1, k + 1)
    for extra, probability in enumerate(other):
        for count, value in enumerate(one[: k - extra], extra):
            counts[count] += probability * value
        for value in one[k - extra :]:
            counts[k] += probability * value
    return tuple(counts)


# The same group of replicas is part of many trees: in each scenario, and in each remedy that is tried.
_remembered = lru_cache(REMEMBERED)(_sums)


def _beside_one(k: int, counts: _Counts, one: _Counts) -> _Counts:
    """The same of a group and a single input, which most groups are made of."""
    none, some = one
    found = [none * counts[0]]
    found += [none * more + some * fewer for fewer, more in pairwise(counts)]
    if len(counts) <= k:
        found.append(some * counts[-1])
    else:
        found[k] += some * counts[k]
    return tuple(found)
