"""Numbers in a sentence, in digits and in words."""

from __future__ import annotations

import re

_DIGIT_WORDS = {
    "zero": 0.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0,
    "eight": 8.0, "nine": 9.0,
}  # fmt: skip
SMALL = {
    **{word: value for word, value in _DIGIT_WORDS.items() if value},
    "ten": 10.0, "eleven": 11.0, "twelve": 12.0, "thirteen": 13.0, "fourteen": 14.0, "fifteen": 15.0,
    "sixteen": 16.0, "seventeen": 17.0, "eighteen": 18.0, "nineteen": 19.0, "twenty": 20.0, "thirty": 30.0,
    "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "seventy": 70.0, "eighty": 80.0, "ninety": 90.0,
}  # fmt: skip
_TENS = tuple(word for word, value in SMALL.items() if value >= 20)
MAGNITUDES = {
    "hundred": 1e2, "dozen": 12.0, "thousand": 1e3, "k": 1e3, "million": 1e6, "mio": 1e6, "m": 1e6,
    "billion": 1e9, "bn": 1e9,
}  # fmt: skip
PARTS = {
    "half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "sixth": 1 / 6, "eighth": 1 / 8,
    "tenth": 1 / 10, "twentieth": 1 / 20, "hundredth": 1 / 100, "thousandth": 1 / 1000,
}  # fmt: skip
PART = rf"(?:halves|(?:{'|'.join(PARTS)})s?)"
"""The pattern of a part of one, which `part_of` reads."""

# A comma is a decimal one in front of one or two digits, as in many languages of Europe.
_DIGITS = r"(?:\d{1,3}(?:[,' ]\d{3})+|\d+)(?:\.\d+|,\d\d?(?![\d,]))?"
_MAGNITUDE = r"(?:(?:\s?(?:million|billion|thousand|hundred|mio|bn)|[kKM])(?![\w]))"
_UNITS = "|".join(list(SMALL)[:9])
_SMALL = rf"(?:(?:{'|'.join(_TENS)})(?:[\s-](?:{_UNITS}))?|{'|'.join(SMALL)})"
_GREAT = r"(?:hundred|thousand|million|billion|dozen)"
_AND_PART = r"(?:[\s-]and[\s-]an?[\s-](?:half|quarter))"
_POINT = rf"(?:\spoint(?:\s(?:{'|'.join(_DIGIT_WORDS)}))+)"
GREATS = MAGNITUDES.keys() - {"k", "m", "mio", "bn"}
NUMERAL = (
    rf"(?:(?<![\w.])(?<!\d,)(?:{_DIGITS}){_MAGNITUDE}?"
    rf"|\bhalf an?\s(?:million|billion)\b"
    rf"|\b(?:{_SMALL}(?:{_POINT}|{_AND_PART})?|a)(?:\s{_GREAT})+(?:\s(?:and\s)?{_SMALL}(?:\s{_GREAT})*)*\b"
    rf"|\b{_SMALL}(?:{_POINT}|{_AND_PART})?\b)"
)
"""The pattern of a number, which `value_of` reads."""

_NUMERAL = re.compile(rf"(?P<digits>{_DIGITS})?(?P<words>.*)", re.DOTALL)
_DECIMAL_COMMA = re.compile(r",(\d\d?)$")


def in_figures(pattern: str) -> str:
    """A pattern with NUMERAL in it, for texts with no number in words: a short one."""
    return pattern.replace(NUMERAL, rf"(?:(?<![\w.])(?<!\d,)(?:{_DIGITS}){_MAGNITUDE}?)")


def value_of(numeral: str) -> float:
    """The value of what NUMERAL matches."""
    match = _NUMERAL.fullmatch(numeral.strip())
    if match is None:
        raise ValueError(numeral)
    words = match["words"].lower().replace("-", " ").split()
    return _in_words(words, _in_digits(match["digits"]) if match["digits"] else None)


def part_of(word: str) -> float:
    """The value of what PART matches."""
    return PARTS["half" if word.lower() == "halves" else word.lower().removesuffix("s")]


def _in_digits(digits: str) -> float:
    return float(re.sub(r"[,' ]", "", _DECIMAL_COMMA.sub(r".\1", digits)))


def _in_words(words: list[str], first: float | None) -> float:
    """The value of words, behind a number in digits: each magnitude multiplies what stands since the one
    before it, and "hundred" and "dozen" what stands directly before."""
    total, current, decimal = 0.0, first, 0
    for word in words:
        if word == "point":
            decimal = 1
        elif decimal and word in _DIGIT_WORDS:
            current = round((current or 0.0) + _DIGIT_WORDS[word] / 10**decimal, decimal)
            decimal += 1
        elif word in PARTS:
            current = (current or 0.0) + PARTS[word]
        elif word in SMALL:
            current = (current or 0.0) + SMALL[word]
        elif word in MAGNITUDES:
            current = (1.0 if current is None else current) * MAGNITUDES[word]
            if MAGNITUDES[word] >= 1000:
                total, current = total + current, 0.0
    return total + (1.0 if current is None else current)
