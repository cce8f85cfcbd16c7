"""Quantities written as text: as their author did, or in the digits and the unit that fit a computed one."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from designlint.quantities.quantity import Dimension, Quantity
from designlint.quantities.reading import parse_quantity
from designlint.quantities.units import PERIODS, SIZES, TIMES

DIGITS = 4
"""How many digits of a computed number are shown."""
MAX_DECIMALS = 18
# Twelve nines: beyond them, nothing can be measured.
MAX_NINES = 10
MAX_PLACES = 12
# A smaller part of a unit never rounds to one, with as few digits as are shown.
NEARLY = 0.999


def show(quantity: Quantity) -> str:
    """The quantity in its author's spelling; one that is computed in at most four digits, in the unit
    that fits."""
    if quantity.written and parse_quantity(quantity.written).value == quantity.value:
        return quantity.written
    return show_value(quantity.value, quantity.dimension, quantity.noun)


def show_value(value: float, dimension: Dimension, noun: str = "", digits: int = DIGITS) -> str:
    """A value in base units as text, with so many digits; see `show`."""
    return _SHOWN[dimension](value, noun, digits) if math.isfinite(value) else "unbounded"


def spell_time(seconds: float) -> str:
    """A time in prose, with its unit as a word: `247 days`."""
    text = show_value(seconds, Dimension.TIME)
    number = text.rstrip("abcdefghijklmnopqrstuvwxyz")
    word = _TIME_WORDS.get(text.removeprefix(number))
    return f"{number} {word}{'' if number == '1' else 's'}" if number and word else text


def show_rounded(value: float, dimension: Dimension, digits: int = 3) -> str:
    """A computed value with so many digits, in the unit that fits: `52.6min`."""
    shown = show_value(value, dimension)
    return re.sub(r"[\d.]+", lambda number: f"{float(number[0]):.{digits}g}", shown, count=1)


def show_about(seconds: float) -> str:
    """An estimated time: two digits, for it has no more."""
    return show_value(float(f"{seconds:.2g}"), Dimension.TIME)


def show_share(value: float) -> str:
    """A fraction as a percentage; near 1, with as many nines as it has."""
    return _show_share(value, "", DIGITS) if math.isfinite(value) else "unbounded"


def show_percentile(level: float) -> str:
    """A percentile, given as a fraction, as it is written: `p99.9`."""
    return f"p{level * 100:.8g}"


LEAST_POINTS = 1e-4
"""A smaller distance between two percentages is no number to read."""


def show_points(difference: float) -> str:
    """The distance between two percentages, given as fractions: `0.12 percentage points`."""
    points = difference * 100
    if 0.0 < points < LEAST_POINTS:
        return f"<{LEAST_POINTS:.4f} percentage points"
    number = show_number(points, DIGITS if points >= 1000 else DIGITS - 1)
    return f"{number} percentage point{'' if number == '1' else 's'}"


def show_availability(unavailability: float, digits: int = DIGITS - 1) -> str:
    """An availability, given as 1 minus it so that no nine is lost: three digits after the nines, of
    which there are at most twelve."""
    if unavailability <= 0.0:
        return "100%"
    if unavailability >= 0.01:
        return show_percent(1.0 - unavailability, digits + 1)
    from decimal import ROUND_DOWN, Decimal  # a float has no room for 100 minus 1e-15

    decimals = max(0, -math.floor(math.log10(unavailability * 100)))
    exact = Decimal(100) - Decimal(unavailability) * 100
    text = f"{exact:.{min(decimals + digits - 1, MAX_NINES)}f}"
    if text.startswith("100"):
        text = str(exact.quantize(Decimal(1).scaleb(-MAX_NINES), ROUND_DOWN))
    return f"{text.rstrip('0').rstrip('.')}%"


SHORT = ("s", "ms", "us")


def _show_time(seconds: float, _noun: str, digits: int) -> str:
    if seconds == 0.0:
        return "0s"
    for unit in ("y", "d", "h", "min", "s", "ms", "us"):
        # A day and a half is 36h, since most think of a time in one unit; a whole one is 1d.
        number = abs(seconds) / TIMES[unit]
        if number < NEARLY:
            continue
        number = _rounded(number, digits)
        if number >= 2.0 or (number == 1.0 and unit != "min") or (number > 1.0 and unit in SHORT):
            return f"{show_number(seconds / TIMES[unit], digits)}{unit}"
    return f"{show_number(seconds / TIMES['ns'], digits)}ns"


def _show_size(size: float, _noun: str, digits: int) -> str:
    for prefix in ("EB", "PB", "TB", "GB", "MB", "kB"):
        if _reaches(abs(size) / SIZES[prefix], digits):
            return f"{show_number(size / SIZES[prefix], digits)}{prefix}"
    return f"{show_number(size, digits)}B"


def _show_rate(rate: float, noun: str, digits: int) -> str:
    noun = noun or "req"
    if 0 < abs(rate) < 0.1:
        return f"{_scaled(rate * PERIODS['day'], digits)} {noun}/day"
    return f"{_scaled(rate, digits)} {noun}/s"


def _show_share(value: float, _noun: str, digits: int) -> str:
    if 0.99 <= value < 1.0:
        return show_availability(1.0 - value, digits - 1)
    return show_percent(value, digits)


def show_percent(value: float, digits: int = DIGITS) -> str:
    """A fraction as a percentage, without what floating-point arithmetic leaves of nothing."""
    return f"{show_number(round(value * 100, MAX_PLACES), digits)}%"


def _scaled(value: float, digits: int) -> str:
    for suffix, magnitude in (("bn", 1e9), ("M", 1e6), ("k", 1e3)):
        if _reaches(abs(value) / magnitude, digits):
            return f"{show_number(value / magnitude, digits)}{suffix}"
    return show_number(value, digits)


def _reaches(number: float, digits: int) -> bool:
    """Whether a number is 1 or more as its digits will show it."""
    return number >= 1.0 or (number >= NEARLY and _rounded(number, digits) >= 1.0)


def _rounded(value: float, digits: int) -> float:
    """A value as its digits will show it: 999.99 is 1000, so it is shown in thousands."""
    return float(f"{value:.{digits}g}")


def show_number(value: float, digits: int = DIGITS) -> str:
    """So many significant digits, or the whole number where it has more; never an exponent."""
    size = abs(value)
    if size == 0.0 or size >= 10**digits:
        return f"{value:.0f}"
    if size >= 1e-4:
        return (
            f"{_rounded(value, digits):.{digits}g}" if size < 10**digits - 0.5 else f"{value:.0f}"
        )
    decimals = min(digits - 1 - math.floor(math.log10(size)), MAX_DECIMALS)
    text = f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".")


_TIME_WORDS = {"y": "year", "d": "day", "h": "hour", "min": "minute", "s": "second"}
_SHOWN: dict[Dimension, Callable[[float, str, int], str]] = {
    Dimension.NUMBER: lambda value, _, digits: _scaled(value, digits),
    Dimension.SHARE: _show_share,
    Dimension.FACTOR: lambda value, _, digits: f"{show_number(value, digits)}x",
    Dimension.TIME: _show_time,
    Dimension.SIZE: _show_size,
    Dimension.RATE: _show_rate,
    Dimension.BANDWIDTH: lambda value, noun, digits: f"{_show_size(value, noun, digits)}/s",
    Dimension.MONEY: lambda value, noun, digits: f"{_scaled(value, digits)} {noun}",
    Dimension.SPENDING: lambda value, noun, digits: (
        f"{_scaled(value * PERIODS['month'], digits)} {noun}/month"
    ),
    Dimension.LENGTH: lambda value, _, digits: f"{show_number(value / 1000, digits)}km",
}
