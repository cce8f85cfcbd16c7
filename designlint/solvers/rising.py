"""Where a rising function reaches 1."""

from __future__ import annotations

import math
from collections.abc import Callable

ROUNDING = 1e-11
# A function that is below 1 up to so many times the first guess is taken to stay there.
LARGEST = 1e12
WIDENING = 16.0
NARROWINGS = 100
# A number that is written with so many digits is the one that is meant.
DIGITS = 9
# So much further a function that has just reached 1 is above it.
BEYOND = 1.0 + 1e-6


def reaches_one(used: Callable[[float], float], near: float) -> float:
    """The largest number from 0 on at which a function that never falls is no more than 1, found from a number
    above 0 that may be near; 0 where there is none, without end where it stays below."""
    if not used(0.0) <= 1.0 + ROUNDING:
        return 0.0
    guess = _written(used, _on_line(used, 0.0, near))
    if _is_there(used, guess):
        return guess
    low, high = 0.0, near
    while used(high) <= 1.0 + ROUNDING:
        low, high = high, high * WIDENING
        if high > near * LARGEST:
            return math.inf
    return _written(used, _between(used, low, high))


def _is_one(at: float) -> bool:
    return abs(at - 1.0) <= ROUNDING


def _is_there(used: Callable[[float], float], found: float) -> bool:
    return math.isfinite(found) and _is_one(used(found)) and used(found * BEYOND) > 1.0 + ROUNDING


def _on_line(used: Callable[[float], float], low: float, high: float) -> float:
    """Where the line through two points reaches 1; without end where it does not rise."""
    under, rise = 1.0 - used(low), used(high) - used(low)
    return low + (high - low) * under / rise if 0.0 < rise < math.inf else math.inf


def _between(used: Callable[[float], float], low: float, high: float) -> float:
    """The same between a number at which it is no more than 1 and one at which it is more."""
    for number in range(NARROWINGS):
        on_line = _on_line(used, low, high)
        # Where the function is no line, every other step halves what is left.
        middle = on_line if number % 2 == 0 and low < on_line < high else (low + high) / 2.0
        at = used(middle)
        if _is_one(at):
            return middle
        low, high = (middle, high) if at < 1.0 else (low, middle)
        if high - low <= ROUNDING * high:
            break
    return low


def _written(used: Callable[[float], float], found: float) -> float:
    """The number with few digits that is as good as another one."""
    short = float(f"{found:.{DIGITS}g}")
    return short if math.isfinite(found) and _is_one(used(short)) else found
