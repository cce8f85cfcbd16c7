"""Which number turns which verdict."""

from __future__ import annotations

from designlint.base.records import NamedTuple
from designlint.document.values import Source


class TurningPoint(NamedTuple):
    """A number, what it is `now`, and the value at which the verdict on a requirement is another one;
    `factor` is how far that is away (above 1, the nearer to it the more delicate)."""

    element: str
    property: str
    source: Source
    now: str
    turns_at: str
    factor: float
    requirement: str
    claim: str
    verdict: str


class Tornado(NamedTuple):
    """The turning points, the most delicate first. Of all numbers behind verdicts, `of`, only `tried`
    many were moved."""

    points: tuple[TurningPoint, ...]
    tried: int
    of: int
    reach: float
