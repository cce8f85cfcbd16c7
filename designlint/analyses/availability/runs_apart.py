"""The largest unavailability of a flow whose calls with a share may each be made by other runs.

What fails no run whatever it calls counts for all runs; what a call fails beside counts for the runs that make
it (Boole's inequality). Where the fault tree is an OR of independent parts, as it mostly is, a call changes
only the part in which it is, so that the work grows with the design and not with its square.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from designlint.analyses.failure.events import BasicEvent, apart
from designlint.analyses.measure import Interval
from designlint.base.records import NamedTuple
from designlint.base.remembered import remembered
from designlint.solvers.bdd import probability, probability_of_shape
from designlint.solvers.faulttree import Key, Node
from designlint.solvers.modules import independent_parts
from designlint.solvers.shape import TREES, Shape, shape

# A part is solved for each of its calls while that visits at most so many of its nodes for each step of work.
VISITS = 2

NONE: frozenset[int] = frozenset()
"""The calls of a run that makes none."""


class Call(NamedTuple):
    """A call with a share: its event, and the calls that every run makes before it, the nearest first; None
    where not all runs come to it in the same way."""

    event: BasicEvent
    above: tuple[int, ...] | None


def largest_unavailability(tree: Node, p: Mapping[Key, float], steps: int) -> float:
    """The largest unavailability by the probability of each event, with `steps` of work for each part."""
    calls = _calls(tree)
    if len(calls) < 2:
        return probability(tree, p, budget=steps).high
    parts = _Parts(tree, p, calls, steps)
    above = sorted(calls, key=lambda number: len(calls[number].above or ()))
    beside = [p[calls[n].event] * parts.beside(n, calls[n].above) for n in above]
    return min(parts.all, parts.none + math.fsum(beside))


def is_coarse(tree: Node, steps: int) -> bool:
    """Whether there is not enough work to count each call by itself."""
    calls = _calls(tree)
    events = {one.event for one in calls.values()}
    return len(calls) > 1 and not all(
        _is_small(one, len(events.intersection(one.keys)), steps) for one in independent_parts(tree)
    )


@remembered(TREES)
def _calls(tree: Node) -> dict[int, Call]:
    """The calls with a share that a tree is about, by the numbers of their steps."""
    found: dict[int, Call] = {}
    for event in shape(tree).keys:
        one = apart(event) if isinstance(event, BasicEvent) else None
        if one is not None and isinstance(event, BasicEvent):
            found[one.number] = Call(event, one.above)
    return found


class _Part:
    """One of the independent parts of a tree: how likely it fails, by the calls that a run makes."""

    def __init__(
        self, tree: Shape, p: Mapping[Key, float], numbers: Mapping[Key, int], steps: int
    ) -> None:
        self._tree, self._steps = tree, steps
        keys = tree.keys
        self._events = {numbers[key]: key for key in keys if key in numbers}
        self._none = {key: 0.0 if key in numbers else p[key] for key in keys}
        self._known: dict[frozenset[int], Interval] = {}
        self.calls = frozenset(self._events)
        self.is_small = _is_small(tree, len(self.calls), steps)

    def failing(self, made: frozenset[int]) -> Interval:
        """Its probability for a run that makes some calls of the flow and no others."""
        own = made & self.calls
        if own not in self._known:
            p = self._none | {self._events[number]: 1.0 for number in own}
            self._known[own] = Interval(*probability_of_shape(self._tree, p, budget=self._steps))
        return self._known[own]

    def works(self, made: frozenset[int]) -> float:
        """How likely it works at the most in such a run."""
        return 1.0 - self.failing(made if self.is_small else NONE).low

    def more(self, number: int, above: frozenset[int]) -> float:
        """How much more likely it fails at the most when a call is made after those above."""
        if not self.is_small:
            return self.failing(self.calls).high - self.failing(NONE).low
        return self.failing(above | {number}).high - self.failing(above).low


class _Parts:
    """The parts of a tree, of which any fails it."""

    def __init__(
        self, tree: Node, p: Mapping[Key, float], calls: Mapping[int, Call], steps: int
    ) -> None:
        numbers: dict[Key, int] = {one.event: number for number, one in calls.items()}
        parts = [_Part(one, p, numbers, steps) for one in independent_parts(tree)]
        self._of = {number: part for part in parts for number in part.calls}
        # How likely all parts work at the most, by the calls that were made.
        self._works: dict[tuple[int, ...], float] = {
            (): math.prod([one.works(NONE) for one in parts])
        }
        self.none = _any([part.failing(NONE).high for part in parts])
        self.all = _any([part.failing(part.calls).high for part in parts])

    def beside(self, number: int, above: tuple[int, ...] | None) -> float:
        """The most that a call fails of the runs that make it, beside what fails without it."""
        if above is None:
            return max(0.0, self.all - self.none)
        part, made = self._of[number], frozenset(above)
        works = self._working(above)
        return max(0.0, part.more(number, made)) * (works / part.works(made) if works else 0.0)

    def _working(self, above: tuple[int, ...]) -> float:
        """How likely all parts work at the most in a run that makes some calls."""
        first = next(n for n in range(len(above) + 1) if above[n:] in self._works)
        for start in range(first - 1, -1, -1):
            part, before = self._of.get(above[start]), above[start + 1 :]
            works = self._works[before]
            if works and part is not None:
                works *= part.works(frozenset(above[start:])) / part.works(frozenset(before))
            self._works[above[start:]] = works
        return self._works[above]


def _any(probabilities: list[float]) -> float:
    """How likely any of some independent things happens; small numbers keep their digits."""
    found = 0.0
    for one in probabilities:
        found += one - found * one
    return found


def _is_small(tree: Shape, calls: int, steps: int) -> bool:
    """Whether a tree can be solved for each of so many calls."""
    return calls * tree.size <= VISITS * steps
