"""Quantities read from text, the way engineers write them."""

from __future__ import annotations

import re
from functools import lru_cache

from designlint.quantities.quantity import Dimension, Quantity, QuantityError
from designlint.quantities.units import (
    CURRENCIES,
    LENGTHS,
    LINE_RATES,
    MAGNITUDES,
    NOUNS,
    PERIODS,
    READINGS,
    SIZES,
    TIMES,
)

MAX_DIGITS = 30
MAX_UNIT = 20

_NUMBER = re.compile(r"(-?\d[\d_]*(?:\.\d[\d_]*)?)\s*(.*)", re.DOTALL)
_ATTACHED = re.compile(r"(bn|[kM])(?:\s+(.*)|(/.*))?$", re.DOTALL)


@lru_cache(maxsize=4096)
def parse_quantity(text: str) -> Quantity:
    """Read a quantity such as `40k req/s`, `99.99%` or `2bn`.

    Raises QuantityError when the number is too long or the unit is unknown or ambiguous.
    """
    return _parsed(text)._replace(written=text)


def _parsed(text: str) -> Quantity:
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise QuantityError(f"`{text}` is not a quantity")
    digits = match[1].replace("_", "")
    if len(digits) > MAX_DIGITS:
        raise QuantityError(f"a number has at most {MAX_DIGITS} digits, this one has {len(digits)}")
    number = float(digits)
    unit = match[2]
    if unit == "%":
        # The decimal shift is made in the text: 99.99 / 100 is not the float nearest to 0.9999.
        return Quantity(float(f"{digits}e-2"), Dimension.SHARE)
    magnitude = _ATTACHED.match(unit)
    if magnitude:
        number *= MAGNITUDES[magnitude[1]]
        unit = magnitude[2] or magnitude[3] or ""
    if unit in READINGS:
        readings = " or ".join(f"{digits}{reading}" for reading in READINGS[unit])
        problem = f"the unit `{unit}` can be read in two ways"
        raise QuantityError(problem, (f"write {readings}",))
    return _with_unit(number, unit)


def is_unit(word: str) -> bool:
    """Whether a word behind a number may be its unit: `5 MB`, `400 USD`, `2 bn`."""
    return any(word in units for units in (SIZES, TIMES, CURRENCIES, READINGS, MAGNITUDES, LENGTHS))


def _with_unit(number: float, unit: str) -> Quantity:
    if not unit:
        return Quantity(number, Dimension.NUMBER)
    if unit == "x":
        return Quantity(number, Dimension.FACTOR)
    if "/" in unit:
        return _per_time(number, *unit.split("/", 1))
    for units, dimension in ((TIMES, Dimension.TIME), (SIZES, Dimension.SIZE)):
        if unit in units:
            return Quantity(number * units[unit], dimension)
    if unit in LENGTHS:
        return Quantity(number * LENGTHS[unit], Dimension.LENGTH)
    if unit in CURRENCIES:
        return Quantity(number, Dimension.MONEY, unit)
    raise _unknown(unit)


def _per_time(number: float, counted: str, period: str) -> Quantity:
    seconds = PERIODS.get(period)
    if seconds is None:
        raise _unknown(period, "after `/`", PERIODS)
    if not counted:
        return Quantity(number / seconds, Dimension.RATE)
    if counted in LINE_RATES:
        return Quantity(number * LINE_RATES[counted] / seconds, Dimension.BANDWIDTH)
    if counted in CURRENCIES:
        return Quantity(number / seconds, Dimension.SPENDING, counted)
    if counted in NOUNS:
        return Quantity(number / seconds, Dimension.RATE, NOUNS[counted])
    known = (*NOUNS, *LINE_RATES, *CURRENCIES)
    raise _unknown(counted, "before `/`", known)


def _unknown(unit: str, where: str = "", known: object = None) -> QuantityError:
    if len(unit) > MAX_UNIT:
        return QuantityError(f"unknown unit `{unit[:MAX_UNIT]}...`")
    from difflib import get_close_matches  # only a mistake needs these

    from designlint.quantities.unit_words import ALIASES

    if not where and unit in ALIASES:
        return QuantityError(f"unknown unit `{unit}`", (f"write {ALIASES[unit]}",))
    candidates = list(known) if isinstance(known, dict | tuple) else [*TIMES, *SIZES, *CURRENCIES]
    near = get_close_matches(unit, candidates, 1)
    place = f" {where}" if where else ""
    return QuantityError(
        f"unknown unit `{unit}`{place}", (f"did you mean `{near[0]}`?",) if near else ()
    )
