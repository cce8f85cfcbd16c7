"""Decision diagrams over yes-or-no variables with numbers at the leaves.

With the leaves 0 and 1 such a diagram is the reduced ordered BDD of R. Bryant, "Graph-based
algorithms for Boolean function manipulation", IEEE Trans. Computers 35 (1986); with others it is an
algebraic decision diagram (R. Bahar et al., "Algebraic decision diagrams and their applications",
1993). A leaf is a number or a tuple of numbers; equal diagrams are one node, known by an integer.
Nothing recurses, so diagrams may be as deep as they have variables.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

Leaf: TypeAlias = float | tuple[float, ...]
Diagram: TypeAlias = int

ZERO: Final = 0
ONE: Final = 1
_Triple: TypeAlias = tuple[int, int, int]
_LEAF_LEVEL: Final = 1 << 62  # below every variable


class OverBudgetError(Exception):
    """The diagrams grew past the number of nodes that they may take."""


class Operation:
    """An associative, commutative function of two leaves, with its neutral and absorbing leaf.

    It remembers its results, so that an operation belongs to one `Diagrams`.
    """

    __slots__ = ("absorbing", "function", "known", "neutral")

    def __init__(self, function: Callable[..., Leaf], neutral: Diagram, absorbing: Diagram) -> None:
        self.function = function
        self.neutral = neutral
        self.absorbing = absorbing
        self.known: dict[tuple[Diagram, Diagram], Diagram] = {}


class Diagrams:
    """A family of diagrams over one order of variables, level 0 at the top."""

    def __init__(self, budget: int) -> None:
        """Raise `OverBudgetError` once there are more than `budget` nodes or results."""
        self._budget = self._left = budget
        self._nodes: list[_Triple] = []  # the level; the diagrams where it is false, and true
        self._known: dict[_Triple, Diagram] = {}
        self._values: dict[Diagram, Leaf] = {}
        self._leaves: dict[Leaf, Diagram] = {}
        self.leaf(0.0)
        self.leaf(1.0)

    def leaf(self, value: Leaf) -> Diagram:
        """The diagram that has one value everywhere."""
        known = self._leaves.get(value)
        if known is None:
            known = self._leaves[value] = len(self._nodes)
            self._values[known] = value
            self._nodes.append((_LEAF_LEVEL, known, known))
        return known

    def variable(self, level: int) -> Diagram:
        """The diagram that is 1 where the variable of that level is true, else 0."""
        return self._node(level, ZERO, ONE)

    def value(self, diagram: Diagram) -> Leaf:
        """The value of a diagram that is one leaf; `KeyError` for any other."""
        return self._values[diagram]

    def number(self, diagram: Diagram) -> float:
        """The value of a diagram that is one number; `KeyError` or `ValueError` for any other."""
        value = self._values[diagram]
        if isinstance(value, tuple):
            raise ValueError("the leaf is not a number")
        return value

    def map(self, function: Callable[..., Leaf], diagram: Diagram) -> Diagram:
        """The diagram with `function` applied to every leaf."""
        done: dict[Diagram, Diagram] = {}
        for node in self._bottom_up(diagram):
            level, low, high = self._nodes[node]
            if level == _LEAF_LEVEL:
                done[node] = self.leaf(function(self._values[node]))
            else:
                done[node] = self._node(level, done[low], done[high])
        return done[diagram]

    def combine(self, operation: Operation, one: Diagram, other: Diagram) -> Diagram:
        """The diagram of the operation, applied point by point."""
        known, neutral, absorbing = operation.known, operation.neutral, operation.absorbing
        nodes = self._nodes
        wanted = (one, other) if one <= other else (other, one)
        stack = [wanted]
        while stack:
            key = stack[-1]
            if key in known:
                stack.pop()
                continue
            a, b = key
            if a == neutral or b == absorbing:
                known[key] = b
            elif b == neutral or a == absorbing:
                known[key] = a
            else:
                level, low_a, high_a = nodes[a]
                level_b, low_b, high_b = nodes[b]
                if level < level_b:
                    low_b = high_b = b
                elif level_b < level:
                    level = level_b
                    low_a = high_a = a
                elif level == _LEAF_LEVEL:
                    stack.pop()
                    self.spend()
                    known[key] = self.leaf(operation.function(self._values[a], self._values[b]))
                    continue
                low_key = (low_a, low_b) if low_a <= low_b else (low_b, low_a)
                high_key = (high_a, high_b) if high_a <= high_b else (high_b, high_a)
                low, high = known.get(low_key), known.get(high_key)
                if low is None or high is None:
                    stack += low_key, high_key
                    continue
                known[key] = self._node(level, low, high)
            stack.pop()
            self.spend()
        return known[wanted]

    def power(self, operation: Operation, diagram: Diagram, times: int) -> Diagram:
        """`times` (>= 1) equal operands combined, by repeated squaring."""
        result = None
        while True:
            if times & 1:
                result = diagram if result is None else self.combine(operation, result, diagram)
            times >>= 1
            if not times:
                return diagram if result is None else result
            diagram = self.combine(operation, diagram, diagram)

    def expect(self, diagram: Diagram, probabilities: Mapping[int, Diagram]) -> Diagram:
        """The expected value over the variables that `probabilities` maps from level to probability.

        They are independent given the variables that stay. A probability is itself a diagram, over
        none of these variables.
        """
        done: dict[Diagram, Diagram] = {}
        for node in self._bottom_up(diagram):
            level, low, high = self._nodes[node]
            if level == _LEAF_LEVEL:
                done[node] = node
                continue
            weight = probabilities.get(level)
            if weight is None:
                weight = self.variable(level)
            done[node] = self._mix(weight, done[high], done[low])
        return done[diagram]

    def _mix(self, weight: Diagram, high: Diagram, low: Diagram) -> Diagram:
        """`weight * high + (1 - weight) * low`, point by point."""
        nodes = self._nodes
        known: dict[_Triple, Diagram] = {}
        wanted = (weight, high, low)
        stack = [wanted]
        while stack:
            key = stack[-1]
            a, b, c = key
            if a == ONE or b == c:
                known[key] = b
            elif a == ZERO:
                known[key] = c
            else:
                level_a, low_a, high_a = nodes[a]
                level_b, low_b, high_b = nodes[b]
                level_c, low_c, high_c = nodes[c]
                level = min(level_a, level_b, level_c)
                if level == _LEAF_LEVEL:
                    mixed = mix(self.number(a), self._values[b], self._values[c])
                    known[key] = self.leaf(mixed)
                else:
                    # A diagram that starts below the level is its own half on both sides.
                    if level_a != level:
                        low_a = high_a = a
                    if level_b != level:
                        low_b = high_b = b
                    if level_c != level:
                        low_c = high_c = c
                    low_key, high_key = (low_a, low_b, low_c), (high_a, high_b, high_c)
                    if low_key not in known or high_key not in known:
                        stack += low_key, high_key
                        continue
                    known[key] = self._node(level, known[low_key], known[high_key])
            stack.pop()
            self.spend()
        return known[wanted]

    def _bottom_up(self, diagram: Diagram) -> list[Diagram]:
        """The nodes of a diagram, each after those below it: they were made in that order."""
        seen = {diagram}
        stack = [diagram]
        while stack:
            _, low, high = self._nodes[stack.pop()]
            if low not in seen:
                seen.add(low)
                stack.append(low)
            if high not in seen:
                seen.add(high)
                stack.append(high)
        return sorted(seen)

    def _node(self, level: int, low: Diagram, high: Diagram) -> Diagram:
        if low == high:
            return low
        triple = (level, low, high)
        known = self._known.get(triple)
        if known is None:
            known = self._known[triple] = len(self._nodes)
            self._nodes.append(triple)
        return known

    @property
    def spent(self) -> int:
        """How much work was counted."""
        return self._budget - self._left

    def spend(self, steps: int = 1) -> None:
        """Count work; raise `OverBudgetError` when there was too much of it."""
        self._left -= steps
        if self._left < 0:
            raise OverBudgetError


def mix(weight: float, high: Leaf, low: Leaf) -> Leaf:
    """`weight * high + (1 - weight) * low`; of tuples, which are equally long, part by part."""
    rest = 1.0 - weight
    if isinstance(high, tuple) and isinstance(low, tuple):
        return tuple([weight * h + rest * l_ for h, l_ in zip(high, low, strict=True)])
    return weight * high + rest * low  # type: ignore[operator]  # leaves are of one type
