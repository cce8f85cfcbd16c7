"""Numbers in a sentence, in digits and in words."""

from __future__ import annotations

import re

SMALL = {
    "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0,
    "eight": 8.0, "nine": 9.0, "ten": 10.0, "eleven": 11.0, "twelve": 12.0, "fifteen": 15.0,
    "twenty": 20.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "ninety": 90.0,
}  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
MAGNITUDES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "mio": 1e6, "m": 1e6,
    "billion": 1e9, "bn": 1e9,
}  # fmt: skip
PARTS = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "tenth": 1 / 10}

_DIGITS = r"(?:\d{1,3}(?:[,' ]\d{3})+|\d+)(?:\.\d+)?"
_MAGNITUDE = r"(?:(?:\s?(?:million|billion|thousand|hundred|mio|bn)|[kKM])(?![\w]))"
NUMERAL = (
    rf"(?:(?<![\w.])(?:{_DIGITS}){_MAGNITUDE}?"
    rf"|\b(?:{'|'.join(SMALL)}|a)\s(?:hundred|thousand|million|billion)\b|\b(?:{'|'.join(SMALL)})\b)"
)
"""The pattern of a number, which `value_of` reads."""

_NUMERAL = re.compile(rf"(?P<digits>{_DIGITS})?(?P<words>.*)", re.DOTALL)


def value_of(numeral: str) -> float:
    """The value of what NUMERAL matches."""
    match = _NUMERAL.fullmatch(numeral.strip())
    if match is None:
        raise ValueError(numeral)
    value = float(re.sub(r"[,' ]", "", match["digits"])) if match["digits"] else 1.0
    for word in match["words"].lower().split():
        value *= SMALL.get(word) or MAGNITUDES.get(word, 1.0)
    return value
