"""How people spell units in a sentence."""

from __future__ import annotations

import re

from designlint.quantities.units import SIZES

_SECONDS = {
    "ns": 1e-9, "nanosecond": 1e-9, "us": 1e-6, "µs": 1e-6, "μs": 1e-6, "microsecond": 1e-6,
    "ms": 1e-3, "msec": 1e-3, "millisecond": 1e-3, "s": 1.0, "sec": 1.0, "second": 1.0, "min": 60.0,
    "minute": 60.0, "h": 3600.0, "hr": 3600.0, "hour": 3600.0, "d": 86_400.0, "day": 86_400.0,
    "week": 604_800.0, "month": 2_592_000.0, "year": 31_536_000.0, "yr": 31_536_000.0,
}  # fmt: skip
LONG_SIZES = {
    "kilobyte": "kB", "megabyte": "MB", "gigabyte": "GB", "terabyte": "TB", "petabyte": "PB",
    "byte": "B",
}  # fmt: skip
CURRENCIES = {
    "$": "USD", "€": "EUR", "£": "GBP", "dollar": "USD", "euro": "EUR",
    "usd": "USD", "eur": "EUR", "gbp": "GBP", "chf": "CHF", "pound": "GBP", "franc": "CHF", "us$": "USD",
}  # fmt: skip
MONEY = "|".join(
    re.escape(word) + ("" if word.isupper() or len(word) < 4 else "s?")
    for word in sorted(CURRENCIES, key=len, reverse=True)
    if word.isalpha()
)
"""The pattern of a currency in letters."""
PERIODICAL = {
    "daily": "day", "weekly": "week", "monthly": "month", "yearly": "year", "annual": "year", "annually": "year",
    "hourly": "hour",
}  # fmt: skip
"""Words for something in each period, and the period."""
TIME = "|".join(
    [
        f"{re.escape(unit)}s?" if len(unit) > 2 else re.escape(unit)
        for unit in sorted(_SECONDS, key=len, reverse=True)
    ]
    + ["hrs"]
)
"""The pattern of a unit of time, which `seconds` reads."""
SIZE = "|".join(
    [f"{word}s?" for word in LONG_SIZES]
    + [re.escape(s) for s in sorted(SIZES, key=len, reverse=True) if len(s) > 1]
)
"""The pattern of a unit of size."""


TIMES = {form for unit in _SECONDS for form in (unit, f"{unit}s")}
"""The words for units of time."""


def seconds(unit: str) -> float:
    """The seconds of a unit of time in any spelling."""
    word = unit.lower()
    return _SECONDS.get(word) or _SECONDS[word.removesuffix("s")]
