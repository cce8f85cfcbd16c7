"""Which of many numbers turn a verdict, and where: moved in groups first, then one by one.

A group that does not turn the verdict when all its numbers are moved to their ends holds none that does by
itself, as far as all of them are moved to the worse, or all to the better. So a verdict with a wide margin
costs a few judgements, however many numbers there are. Then the number that may turn nearest to where it is
now is looked at more closely, again and again, until as many as are asked for are known.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from typing import Any, TypeAlias

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.load.load import loads
from designlint.analyses.verdicts.effort import Effort
from designlint.analyses.verdicts.verdicts import Verdict
from designlint.base.records import NamedTuple
from designlint.model import Change, Element, Known
from designlint.model.world import world
from designlint.quantities.quantity import Dimension, Quantity
from designlint.schema.context import RATE
from designlint.schema.property import Property
from designlint.schema.store import HIT
from designlint.schema.values import AtPercentile, Rated, Scoped

# What holds although a number is wrong by this factor is not sensitive to it.
REACH = 16.0
TRIED = "a number that is moved"

Number: TypeAlias = tuple[Element, Property[Any], Known[Any]]
"""A number of an element, by its property."""


class Move(NamedTuple):
    """A number and the factor by which it is moved; of a share, what is missing to the whole is."""

    number: Number
    factor: float

    @property
    def change(self) -> Change | None:
        """The number with its other value; None where it has no such value."""
        element, key, known = self.number
        value = moved(known.value, self.factor)
        if value is None:
            return None
        return Change(element.path, key, Known(value, known.origin, known.details))


class Turning:
    """What turns one verdict, as far as an effort goes. `settled` counts the ends of numbers of which it is known
    whether they do."""

    def __init__(self, facts: Facts, verdict: Verdict, effort: Effort) -> None:
        self._facts, self._verdict, self._effort = facts, verdict, effort
        self.settled = 0

    def turned(self, moves: Sequence[Move]) -> Iterator[Move]:
        """Those of some moves, all to the worse or all to the better, that turn the verdict by themselves. Raises
        `GaveUpError` where no effort is left."""
        groups = [moves] if moves else []
        while groups:
            group = groups.pop()
            if not self._turns(group):
                self.settled += len(group)
            elif len(group) == 1:
                self.settled += 1
                yield group[0]
            else:
                middle = len(group) // 2
                groups += [group[middle:], group[:middle]]

    def nearest(self, moves: Sequence[Move], steps: int) -> Iterator[Move]:
        """The least move of each number that turns the verdict, the smallest first; of the intervals in which these
        are, one is halved so many times. Raises `GaveUpError` where no effort is left."""
        waiting: list[tuple[float, int, float, int]] = []
        for at, move in enumerate(moves):
            heappush(waiting, (0.0, at, abs(math.log(move.factor)), steps))
        while waiting:
            near, at, far, left = heappop(waiting)
            number, end = moves[at]
            sign = math.copysign(1.0, math.log(end))
            if not left:
                yield Move(number, math.exp(sign * far))
                continue
            middle = (near + far) / 2.0
            if self._turns([Move(number, math.exp(sign * middle))]):
                far = middle
            else:
                near = middle
            heappush(waiting, (near, at, far, left - 1))

    def _turns(self, moves: Sequence[Move]) -> bool:
        if all(move.change is None for move in moves):
            return False
        loaded = any(move.number[1] in (RATE, HIT) for move in moves)
        self._effort.spend(self._verdict, loaded=loaded)
        changes = [change for move in moves if (change := move.change) is not None]
        design = world(self._facts.design, TRIED, changes=changes)
        tried = self._facts.tried(design, () if loaded else (flow_graphs, loads))
        status = self._effort.judged(tried, self._verdict).status
        tried.forget()
        return status is not self._verdict.status


def is_worse(number: Number, factor: float) -> bool | None:
    """Whether a number is worse when it is moved by a factor; None where that depends."""
    _, key, known = number
    if not key.worse:
        return None
    is_share = isinstance(known.value, Quantity | Scoped) and _is_share(known.value)
    return (factor > 1.0) == ((key.worse == "high") != is_share)


def _is_share(value: Quantity | Scoped) -> bool:
    amount = value.amount if isinstance(value, Scoped) else value
    return amount.dimension is Dimension.SHARE


def moved(value: Any, factor: float) -> Any:
    """A value times a factor; None where that is no such value any more."""
    if isinstance(value, Quantity):
        if value.dimension is not Dimension.SHARE:
            return value._replace(value=value.value * factor, ends=None)
        missing = min(1.0, (1.0 - value.value) * factor)
        return value._replace(value=1.0 - missing, ends=None) if missing > 0.0 else None
    if isinstance(value, Scoped):
        amount = moved(value.amount, factor)
        return None if amount is None else value._replace(amount=amount)
    if isinstance(value, Rated):
        return value._replace(rate=moved(value.rate, factor))
    if is_latency(value):
        return tuple([one._replace(time=moved(one.time, factor)) for one in value])
    return None


def is_latency(value: Any) -> bool:
    """Whether a value is a time at each of some percentiles."""
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], AtPercentile)
