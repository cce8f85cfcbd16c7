"""An amount that a sentence states."""

from __future__ import annotations

from designlint.base.records import NamedTuple
from designlint.prose.words import Words
from designlint.quantities.quantity import Dimension


class Amount(NamedTuple):
    """An amount in base units (seconds, bytes, shares of 1; see `quantity`), and the words that say it.

    `noun` is what is counted, the currency, `load` where a
    factor multiplies it, or `capacity` where it is a share of servers or of what they carry. A time that is a `period` is no bound: it says over how
    long something is counted or measured ("in the first six months"). A share that is a `percentile`
    says so itself ("p99"). One that `is_rounded` is the availability that an allowed downtime leaves, which
    people state in whole minutes or hours.
    """

    dimension: Dimension
    value: float
    words: Words
    noun: str = ""
    is_period: bool = False
    is_percentile: bool = False
    is_rounded: bool = False
