"""Quantities: numbers with units.

Values are kept in base units: seconds, bytes, events per second, bytes per second, and fractions
for percentages (99% is 0.99). A month is 30 days and a year 365, as availability is reckoned.
"""

from __future__ import annotations

from enum import Enum

from designlint.base.records import NamedTuple


class Dimension(Enum):
    """What a quantity measures; the value is how messages name it."""

    NUMBER = "a number"
    SHARE = "a percentage"
    FACTOR = "a factor"
    TIME = "a time"
    SIZE = "a size"
    RATE = "a rate"
    BANDWIDTH = "a bandwidth"
    MONEY = "an amount of money"
    SPENDING = "a cost per time"
    LENGTH = "a distance"


EXAMPLES = {
    Dimension.NUMBER: "1.5",
    Dimension.SHARE: "99.9%",
    Dimension.FACTOR: "10x",
    Dimension.TIME: "100ms",
    Dimension.SIZE: "2TB",
    Dimension.RATE: "40k req/s",
    Dimension.BANDWIDTH: "5GB/day",
    Dimension.MONEY: "400 USD",
    Dimension.SPENDING: "400 USD/month",
    Dimension.LENGTH: "800km",
}


class Quantity(NamedTuple):
    """A value in the base unit of its dimension; `noun` is what is counted or the currency.

    `written` is the author's own spelling. Quantities in two spellings are equal. Where the author
    states a range, the value is its worse end and `ends` are the lower and the upper one.
    """

    value: float
    dimension: Dimension
    noun: str = ""
    written: str = ""
    ends: tuple[Quantity, Quantity] | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Quantity) and self[:3] == other[:3]

    def __hash__(self) -> int:
        return hash(self[:3])


class QuantityError(ValueError):
    """A text that is no quantity, with the ways to fix it."""

    def __init__(self, message: str, hints: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.hints = hints
