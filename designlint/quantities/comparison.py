"""A computed number beside the target that it is held against: in the author's unit, with as many
digits as distinguish the two."""

from __future__ import annotations

import math
import re
import sys

from designlint.quantities.quantity import Dimension, Quantity
from designlint.quantities.reading import parse_quantity
from designlint.quantities.showing import (
    DIGITS,
    show,
    show_availability,
    show_number,
    show_percent,
    show_points,
    show_value,
)

# Floating-point arithmetic may end a hair beside a target that is met exactly.
TOLERANCE = 1e-12
MOST_DIGITS = 8
# A smaller part of the target is what arithmetic leaves of nothing.
NOTHING = 1e-9
# A share above this is shown by what is missing to 1.
NINES = 0.9
# Less missing than this is shown alike.
LEAST_MISSING = 1e-11
# Numbers that differ by more than this part of them differ in the first digits.
FAR = 0.05
# A smaller number is easier to read in a smaller unit.
LEAST = 0.1
_UNIT = re.compile(r"-?[\d_.]+( ?.*)")


def slack(target: Quantity) -> float:
    """How far a number may be from a target that it meets; of nines, as a share of what is missing
    to 1, so that no nine is lost."""
    if target.dimension is Dimension.SHARE and 0.0 <= target.value <= 1.0:
        return max(TOLERANCE * (1.0 - target.value), 2 * sys.float_info.epsilon)
    return TOLERANCE * max(1.0, abs(target.value))


def is_at(value: float, target: Quantity) -> bool:
    """Whether a number is the target, but for floating-point arithmetic."""
    return abs(value - target.value) <= slack(target)


def show_beside(value: float, target: Quantity) -> str:
    """A number as it stands beside a target: `99.87%`, `1.2k req/s`, or `just below 99.9%` where more
    than `MOST_DIGITS` digits would be needed. Numbers on different sides of it never look alike."""
    if not math.isfinite(value):
        return show_value(value, target.dimension, target.noun)
    if is_at(value, target):
        return show(target)
    if abs(value) < NOTHING * abs(target.value):
        value = 0.0
    for digits in range(DIGITS, MOST_DIGITS + 1):
        text = _shown(value, target, digits)
        if _is_far(value, target) or _is_apart(text, value, target):
            return text
    return f"just {'below' if value < target.value else 'above'} {show(target)}"


def show_distance(value: float, target: Quantity) -> str:
    """How far a number is from a target, without a sign; empty where that is no number to read, and
    where `show_beside` is `just below` or `just above` it."""
    distance = abs(value - target.value)
    if not math.isfinite(distance):
        return ""
    if not _is_far(value, target) and show_beside(value, target).startswith("just "):
        return ""
    if is_at(value, target):
        distance = 0.0
    if target.dimension is Dimension.SHARE:
        return show_points(distance)
    return _in_unit(distance, target, DIGITS)


def _is_far(value: float, target: Quantity) -> bool:
    """Whether the fewest digits distinguish a number from the target: of nines, those of what is missing."""
    one, other = value, target.value
    if target.dimension is Dimension.SHARE and max(one, other) > NINES:
        one, other = 1.0 - one, 1.0 - other
        if min(one, other) < LEAST_MISSING:
            return False
    return abs(one - other) > FAR * max(abs(one), abs(other))


def _is_apart(text: str, value: float, target: Quantity) -> bool:
    """Whether a text says on which side of the target a number is."""
    shown = parse_quantity(text).value
    return shown < target.value if value < target.value else shown > target.value


def _shown(value: float, target: Quantity, digits: int) -> str:
    if target.dimension is not Dimension.SHARE:
        return _in_unit(value, target, digits)
    if 0.99 <= value <= 1.0:
        return show_availability(1.0 - value, digits - 1)
    return show_percent(value, digits)


def _in_unit(value: float, target: Quantity, digits: int) -> str:
    """A number in the unit in which the target is written, unless that is longer to read: `1d`, not
    `24h`. `1min` is no longer than `60s`."""
    usual = show_value(value, target.dimension, target.noun, digits)
    unit = _UNIT.fullmatch(target.written)
    if unit is None:
        return usual
    number = value / parse_quantity(f"1{unit[1]}").value
    own = f"{show_number(number, digits)}{unit[1]}"
    shown = _UNIT.fullmatch(usual)
    is_whole = "." not in own and abs(number) >= 1.0
    is_larger = is_whole and shown is not None and float(usual.removesuffix(shown[1])) > number
    is_short = len(own) <= len(usual) and abs(number) >= LEAST
    return own if is_short or is_larger else usual
