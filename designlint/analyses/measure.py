"""A number that was computed: between which bounds it lies, what it rests on, what it lacks."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from typing import Any

from designlint.base.later import Later
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Help, Label, Step, edit
from designlint.model import Assumed, Catalogued, Known, Origin, Stated, WhatIf


class Exactness(Enum):
    """How far a number can be trusted; only the first two prove or refute a requirement."""

    EXACT = "exact"
    BOUND = "sound bound"
    ESTIMATE = "estimate"


# Half the time of `Interval(...)`, of which arithmetic makes tens of thousands.
_made = tuple.__new__


class Interval(NamedTuple):
    """All that is known of a number: it is not below `low` and not above `high`."""

    low: float
    high: float

    @property
    def is_exact(self) -> bool:
        """Whether only one value is possible."""
        return self.low == self.high

    def __mul__(self, other: object) -> Interval:
        """The product with a factor or with another interval, neither below zero."""
        if isinstance(other, Interval):
            least, most = other
        elif isinstance(other, int | float):
            least = most = other
        else:
            return NotImplemented
        low, high = self
        # Nothing times anything is nothing, also where anything has no bound.
        ends = low * least if low and least else 0.0, high * most if high and most else 0.0
        return _made(Interval, ends)

    def plus(self, other: Interval) -> Interval:
        """The sum."""
        low, high = self
        least, most = other
        return _made(Interval, (low + least, high + most))

    def within(self, other: Interval) -> Interval:
        """What both intervals leave possible; `other` alone where they exclude each other."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return Interval(low, high) if low <= high else other

    def clipped(self, other: Interval) -> Interval:
        """What both intervals leave possible; the end of `other` that is nearest where they exclude each
        other."""
        low, high = other
        return Interval(min(max(self.low, low), high), max(min(self.high, high), low))


MANY = 1_000
"""More trials than are ever made."""

UNKNOWN = Interval(0.0, math.inf)
ANYTHING = Interval(-math.inf, math.inf)


def exactly(value: float) -> Interval:
    """The interval of one value."""
    return _made(Interval, (value, value))


def total_of(found: Iterable[Interval]) -> Interval:
    """The sum of intervals."""
    low = high = 0.0
    for least, most in found:
        low += least
        high += most
    return _made(Interval, (low, high))


class Missing(NamedTuple):
    """A fact that is not stated and that would narrow a number: of what, which, how to state it.

    `is_assumed` where something is assumed in its place. `why` it matters, of the element as in ``gets 5k req/s
    while `cdn` fails``; empty where that is plain. `state` is what there is instead of it. Two that differ in
    these alone are one fact.
    """

    element: str
    what: str
    example: str
    is_assumed: bool = False
    why: str = ""
    state: str = "not declared"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Missing) and self[:4] == other[:4]

    def __hash__(self) -> int:
        return hash(self[:4])

    def of(self, elements: str) -> str:
        """The fact as a noun phrase: ``rate of `see` ``, ``round trip of `a` to `b` ``; `elements` as
        they are shown, empty where the fact is of the whole design."""
        if not elements:
            return self.what
        fact, to, other = self.what.partition(" to `")
        if to:
            return f"{fact} of {elements}{to}{other}"
        return f"{self.what} {'in' if '`' in self.what else 'of'} {elements}"

    def help(self) -> Help:
        """How to state it, and where: in the element, or as the comment of the example says."""
        text, _, where = self.example.partition("  # in ")
        place = where or (f"`{self.element}`" if self.element else "")
        return edit(text, place=place, sample=True)


class Derivation(Later[Step]):
    """The lines that show a number."""


class Measure(NamedTuple):
    """A computed number with its proof.

    `value` holds for what is stated or published; `assuming` is the narrower interval that holds
    if the assumptions in `assumptions` are right too; `likely` is where an estimate puts the number,
    which proves nothing. Of an estimate without a certain bound, `value` itself is the estimate, and
    `exactness` is ESTIMATE. `given` is the interval that holds if some of the assumptions are right, by
    these; None where it is not known what each of them is needed for. `limit` is what kept the number from
    being exact where that is no fact, but the work that it takes; `trials` finds how often there is work
    for `given`.
    """

    value: Interval
    exactness: Exactness
    derivation: Sequence[Step] = ()
    missing: tuple[Missing, ...] = ()
    assuming: Interval | None = None
    assumptions: tuple[Step, ...] = ()
    likely: Interval | None = None
    given: Callable[[frozenset[Step]], Interval] | None = None
    limit: str = ""
    trials: Callable[[], int] = lambda: MANY

    @property
    def certain(self) -> Interval:
        """The bounds that are proved; those of an estimate are none."""
        return ANYTHING if self.exactness is Exactness.ESTIMATE else self.value

    @property
    def estimated(self) -> Interval | None:
        """Where an estimate puts the number; None where nothing is estimated."""
        return self.value if self.exactness is Exactness.ESTIMATE else self.likely


def origin_text(origin: Origin) -> str:
    """An origin in the words that a witness shows."""
    match origin:
        case Stated():
            return "stated"
        case Catalogued(technology, kind, _, date):
            return f"catalogue: {technology}, {kind.replace('_', ' ')}, {date}"
        case Assumed(kind, reason):
            return f"assumed of a {kind}: {reason}"
        case WhatIf(world):
            return f"what-if value of {world}"


def step(text: str, known: Known[Any] | None = None) -> Step:
    """A line of a derivation with the place and origin of the value that it states."""
    if known is None:
        return Step(text)
    return Step(text, known.span, origin_text(known.origin))


def stated_label(known: Known[Any] | None, text: str = "") -> tuple[Label, ...]:
    """The place where the design states a value, with the words to stand under it; none where the
    value is not known, or known from elsewhere."""
    return (Label(known.span, text),) if known is not None and known.span is not None else ()
