"""Minimal families of sets as zero-suppressed decision diagrams."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from functools import partial
from itertools import pairwise
from typing import Any, Final, TypeAlias

from designlint.solvers.diagram import OverBudgetError

__all__ = ["EMPTY", "UNIT", "Families", "Family", "OverBudgetError"]

Family: TypeAlias = int

EMPTY: Final = 0
"""The family without a set."""

UNIT: Final = 1
"""The family of the empty set alone."""

_LEAF_LEVEL: Final = 1 << 62  # below every element
_COUNTS_PER_STEP: Final = 64

_Task: TypeAlias = tuple[Callable[..., "_Steps"], Any, Any, int | None]
_Steps: TypeAlias = Generator["Family | _Task", Family, Family]


class Families:
    """Families in which no set holds another, over elements 0, 1, 2, ...; one diagram each.

    Each operation is a generator that asks for smaller operations and gets their results, and
    one loop runs them all: nothing recurses, and everything is remembered.
    """

    def __init__(self, budget: int, limit: int | None = None) -> None:
        """Raise `OverBudgetError` after `budget` steps; sets of more than `limit` are left out."""
        self.limit = limit
        self._left = budget
        self._level = [_LEAF_LEVEL, _LEAF_LEVEL]
        self._without = [EMPTY, UNIT]
        self._with = [EMPTY, EMPTY]
        self._last = [-1, -1]
        self._nodes: dict[tuple[int, Family, Family], Family] = {}
        self._known: dict[_Task, Family] = {}

    def single(self, element: int) -> Family:
        """The family of one set of one element."""
        return self._node(element, EMPTY, UNIT)

    def level(self, family: Family) -> int:
        """The first element that a set of the family has; a huge number if there is none."""
        return self._level[family]

    def union(self, inputs: Iterable[Family]) -> Family:
        """The sets of all the families that hold no other."""
        return self._pairwise(self._union, list(inputs) or [EMPTY])

    def product(self, inputs: Iterable[Family]) -> Family:
        """The unions of one set of each family, those that hold no other."""
        product = partial(self._product, limit=self.limit)
        return self._pairwise(product, list(inputs) or [UNIT])

    def at_least(self, k: int, inputs: Iterable[Family]) -> Family:
        """The sets that hold a set of `k` of the inputs, those that hold no other such set."""
        return self._run(self._at_least(k, inputs, self.limit))

    def pruned(self, family: Family, limit: int) -> Family:
        """The sets of at most `limit` elements."""
        return self._run(self._prune(family, limit))

    def histogram(self, family: Family) -> dict[int, int]:
        """How many sets there are of each size, smallest first."""
        counts: dict[Family, list[int]] = {EMPTY: [], UNIT: [1]}
        for node in self._below(family):
            fewer, more = counts[self._without[node]], [0, *counts[self._with[node]]]
            self._spend(1 + len(more) // _COUNTS_PER_STEP)
            if len(fewer) > len(more):
                fewer, more = more, fewer.copy()
            for size, count in enumerate(fewer):
                more[size] += count
            counts[node] = more
        return {size: count for size, count in enumerate(counts[family]) if count}

    def members(self, family: Family) -> list[tuple[int, ...]]:
        """The sets themselves, each as its elements in order."""
        found = []
        stack: list[tuple[Family, tuple[int, ...]]] = [(family, ())]
        while stack:
            node, chosen = stack.pop()
            if node == UNIT:
                found.append(chosen)
            elif node != EMPTY:
                stack.append((self._without[node], chosen))
                stack.append((self._with[node], (*chosen, self._level[node])))
        return found

    def _pairwise(
        self, join: Callable[[Family, Family], Family | _Task], inputs: list[Family]
    ) -> Family:
        """Neighbours joined, then the results: taking them in turn would walk the first most."""
        inputs.sort(key=self._order)
        while len(inputs) > 1:
            odd = inputs[len(inputs) & ~1 :]
            pairs = zip(inputs[::2], inputs[1::2], strict=False)
            inputs = [self._run(join(one, other)) for one, other in pairs] + odd
        return inputs[0]

    def _run(self, wanted: Family | _Task) -> Family:
        if isinstance(wanted, int):
            return wanted
        running = [(wanted, wanted[0](*wanted[1:]))]
        result: Family | None = None
        while running:
            task, steps = running[-1]
            try:
                needed = steps.send(result)  # type: ignore[arg-type]  # None starts a generator
            except StopIteration as stop:
                result = self._known[task] = stop.value
                running.pop()
                continue
            if isinstance(needed, int):
                result = needed
                continue
            result = self._known.get(needed)
            if result is None:
                self._spend(1)
                running.append((needed, needed[0](*needed[1:])))
        return self._known[wanted]

    def _spend(self, steps: int) -> None:
        self._left -= steps
        if self._left < 0:
            raise OverBudgetError

    def _union(self, one: Family, other: Family) -> Family | _Task:
        if UNIT in (one, other):
            return UNIT
        if EMPTY in (one, other) or one == other:
            return max(one, other)
        task = (self._union_steps, min(one, other), max(one, other), None)
        return self._known.get(task, task)

    def _union_steps(self, one: Family, other: Family, _: None) -> _Steps:
        level = min(self._level[one], self._level[other])
        one_without, one_with = self._split(one, level)
        other_without, other_with = self._split(other, level)
        without = yield self._union(one_without, other_without)
        with_ = yield self._union(one_with, other_with)
        rest = yield self._subtract(with_, without)
        return self._node(level, without, rest)

    def _subtract(self, one: Family, other: Family) -> Family | _Task:
        """The sets of the one that hold no set of the other."""
        if other == UNIT or one in (EMPTY, other):
            return EMPTY
        if self._level[other] > self._last[one]:  # asked first: there may be many to leave
            return one
        while self._level[other] < self._level[one]:  # sets with an element that the one has not
            other = self._without[other]
        if other == EMPTY or self._level[other] > self._last[one]:
            return one
        task = (self._subtract_steps, one, other, None)
        return self._known.get(task, task)

    def _subtract_steps(self, one: Family, other: Family, _: None) -> _Steps:
        level = self._level[one]
        other_without, other_with = self._split(other, level)
        without = yield self._subtract(self._without[one], other_without)
        with_ = yield self._subtract(self._with[one], other_without)
        with_ = yield self._subtract(with_, other_with)
        return self._node(level, without, with_)

    def _product(self, one: Family, other: Family, limit: int | None) -> Family | _Task:
        if EMPTY in (one, other):
            return EMPTY
        if UNIT in (one, other) or one == other:
            return self._prune(max(one, other), limit)
        if limit == 0:
            return EMPTY
        task = (self._product_steps, min(one, other), max(one, other), limit)
        return self._known.get(task, task)

    def _product_steps(self, one: Family, other: Family, limit: int | None) -> _Steps:
        level = min(self._level[one], self._level[other])
        one_without, one_with = self._split(one, level)
        other_without, other_with = self._split(other, level)
        without = yield self._product(one_without, other_without, limit)
        one_given = yield self._union(one_with, one_without)
        other_given = yield self._union(other_with, other_without)
        less = None if limit is None else limit - 1
        with_ = yield self._product(one_given, other_given, less)
        rest = yield self._subtract(with_, without)
        return self._node(level, without, rest)

    def _at_least(self, k: int, inputs: Iterable[Family], limit: int | None) -> Family | _Task:
        given = list(inputs)
        k -= given.count(UNIT)
        kept = sorted((family for family in given if family > UNIT), key=self._order)
        if k <= 0:
            return UNIT
        if k > len(kept) or (limit is not None and limit <= 0):
            return EMPTY
        task = (self._at_least_steps, k, tuple(kept), limit)
        return self._known.get(task, task)

    def _at_least_steps(self, k: int, inputs: Sequence[Family], limit: int | None) -> _Steps:
        if all(self._last[one] < self._level[next_] for one, next_ in pairwise(inputs)):
            return (yield self._prune(self._choose(k, inputs, limit), limit))
        self._spend(len(inputs))
        level = self._level[inputs[0]]
        given_not, given = [], []
        for family in inputs:
            without, with_ = self._split(family, level)
            given_not.append(without)
            given.append((yield self._union(with_, without)))
        less = None if limit is None else limit - 1
        without = yield self._at_least(k, given_not, limit)
        with_ = yield self._at_least(k, given, less)
        rest = yield self._subtract(with_, without)
        return self._node(level, without, rest)

    def _choose(self, k: int, inputs: Sequence[Family], limit: int | None) -> Family:
        """At least k of inputs none of which has an element before the last of the one before.

        They share nothing, so one set each of any k of them is minimal without a look.
        """
        if limit is not None and k > limit:
            return EMPTY
        chosen = [UNIT] + [EMPTY] * k
        for seen, family in enumerate(reversed(inputs), start=1):
            needed = max(1, k - (len(inputs) - seen))
            for count in range(min(k, seen), needed - 1, -1):
                chosen[count] = self._graft(family, chosen[count - 1], chosen[count])
        return chosen[k]

    def _graft(self, family: Family, with_it: Family, without_it: Family) -> Family:
        """The sets of `with_it`, each joined to one of the family; and the sets of `without_it`.

        All elements of the family come before all of theirs.
        """
        joined = {EMPTY: EMPTY, UNIT: with_it}
        for node in self._below(family):
            without, with_ = joined[self._without[node]], joined[self._with[node]]
            joined[node] = self._node(self._level[node], without, with_)
        spine = []
        while family != EMPTY:
            spine.append(family)
            family = self._without[family]
        result = without_it
        for node in reversed(spine):
            result = self._node(self._level[node], result, joined[self._with[node]])
        return result

    def _below(self, family: Family) -> list[Family]:
        """The nodes of a diagram, each after those below it: they were made in that order."""
        seen = {EMPTY, UNIT, family}
        stack = [family]
        while stack:
            node = stack.pop()
            fresh = {self._without[node], self._with[node]} - seen
            seen |= fresh
            stack += fresh
        return sorted(seen)[2:]

    def _order(self, family: Family) -> tuple[int, int]:
        return self._level[family], self._last[family]

    def _prune(self, family: Family, limit: int | None) -> Family | _Task:
        if limit is None or family in (EMPTY, UNIT):
            return family
        if limit == 0:
            return EMPTY
        task = (self._prune_steps, family, EMPTY, limit)
        return self._known.get(task, task)

    def _prune_steps(self, family: Family, _: Family, limit: int) -> _Steps:
        without = yield self._prune(self._without[family], limit)
        with_ = yield self._prune(self._with[family], limit - 1)
        return self._node(self._level[family], without, with_)

    def _split(self, family: Family, level: int) -> tuple[Family, Family]:
        """The sets that lack the element of that level; and the others, without it."""
        if self._level[family] == level:
            return self._without[family], self._with[family]
        return family, EMPTY

    def _node(self, level: int, without: Family, with_: Family) -> Family:
        if with_ == EMPTY:
            return without
        key = (level, without, with_)
        if key not in self._nodes:
            self._nodes[key] = len(self._level)
            self._level.append(level)
            self._without.append(without)
            self._with.append(with_)
            self._last.append(max(level, self._last[without], self._last[with_]))
        return self._nodes[key]
