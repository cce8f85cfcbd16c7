"""Where a rising function reaches 1."""

from __future__ import annotations

import math
from collections.abc import Callable

ROUNDING = 1e-12
# A function that is below 1 up to so many times the first guess is taken to stay there.
LARGEST = 1e12
WIDENING = 16.0
NARROWINGS = 100
# A number that is written with so many digits is the one that is meant.
DIGITS = 9


def reaches_one(used: Callable[[float], float], near: float) -> float:
    """The largest number from 0 on at which a function that never falls is no more than 1, found from a number
    above 0 that may be near; 0 where there is none, without end where it stays below."""
    if not used(0.0) <= 1.0 + ROUNDING:
        return 0.0
    low, high = 0.0, near
    while used(high) <= 1.0 + ROUNDING:
        low, high = high, high * WIDENING
        if high > near * LARGEST:
            return math.inf
    return _written(used, _between(used, low, high))


def _between(used: Callable[[float], float], low: float, high: float) -> float:
    """The same between a number at which it is no more than 1 and one at which it is more."""
    for number in range(NARROWINGS):
        under, over = 1.0 - used(low), used(high) - 1.0
        on_line = low + (high - low) * under / (under + over) if math.isfinite(over) else low
        # Where the function is a line, it is there; every other step halves what is left anyway.
        middle = on_line if number % 2 == 0 and low < on_line < high else (low + high) / 2.0
        at = used(middle)
        if abs(at - 1.0) <= ROUNDING:
            return middle
        low, high = (middle, high) if at < 1.0 else (low, middle)
        if high - low <= ROUNDING * high:
            break
    return low


def _written(used: Callable[[float], float], found: float) -> float:
    """The number with few digits that is as good as another one."""
    short = float(f"{found:.{DIGITS}g}")
    return short if abs(used(short) - 1.0) <= 2.0 * ROUNDING else found
