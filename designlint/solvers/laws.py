"""How independent inputs of a gate combine: OR, AND, and k-of-n by counting."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial, reduce
from operator import itemgetter

from designlint.solvers.counting import SURELY_NONE, Counting, both, either, one_or_none
from designlint.solvers.diagram import ONE, ZERO, Diagram, Diagrams, Leaf, Operation


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
        self._counting = Counting(k, diagrams.spend)
        none, surely = diagrams.leaf(SURELY_NONE), diagrams.leaf((*[0.0] * k, 1.0))
        super().__init__(diagrams, Operation(self._counting.both, none, surely))
        self._lifted: dict[Diagram, Diagram] = {}

    def power(self, diagram: Diagram, times: int) -> Diagram:
        """How many of `times` (>= 1) independent ones of the same fail."""
        return self.diagrams.map(partial(self._counting.alike, times), diagram)

    def fold(self, probabilities: Iterable[float]) -> Leaf:
        """How many of some inputs of known probability fail."""
        return self._counting.of(probabilities)

    def lift(self, diagram: Diagram) -> Diagram:
        """How many of one input fail: none or one."""
        if diagram not in self._lifted:
            self._lifted[diagram] = self.diagrams.map(one_or_none, diagram)
        return self._lifted[diagram]

    def read(self, diagram: Diagram) -> Diagram:
        """The probability that k or more failed."""
        return self.diagrams.map(itemgetter(self._counting.k), diagram)


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
