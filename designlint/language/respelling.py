"""Quantities as they are written elsewhere (`10 rps`, `1,5`, `1h30m`), and how the language writes them."""

from __future__ import annotations

import re
from collections.abc import Collection

from designlint.base.records import NamedTuple
from designlint.quantities.quantity import Dimension, Quantity, QuantityError
from designlint.quantities.reading import parse_quantity
from designlint.quantities.showing import show_number
from designlint.quantities.unit_words import ALIASES, MAGNITUDE_WORDS, PERIOD_WORDS, PREFIXED
from designlint.quantities.units import CURRENCIES, MAGNITUDES, NOUNS, PERIODS, TIMES

MAX_TEXT = 80
_DECIMAL = re.compile(r"(-?\d[\d_]*),(\d+)(?![\d,])(.*)", re.DOTALL)
_POINTED = re.compile(r"(-?\d{1,3}(?:\.\d{3})+),(\d+)(?![\d,])(.*)", re.DOTALL)
_GROUPS = re.compile(r"(-?\d{1,3}(?:([ \u00a0]|,|')\d{3})(?:\2\d{3})*)(?!\d)(.*)", re.DOTALL)
_EXPONENT = re.compile(r"(-?\d+(?:\.\d+)?)[eE]([+-]?\d{1,2})(?![\d.])(.*)", re.DOTALL)
_PLAIN = re.compile(r"(-?\d[\d_]*(?:\.\d[\d_]*)?)(.*)", re.DOTALL)
_PIECE = re.compile(r"(\d+(?:\.\d+)?)\s*([^\W\d_]+)?\s*(?:,\s*|and\s+)?")
_PER = re.compile(r"\s*/\s*|\s+(?:per|a|an|each|every)\s+|^\s*per\s+")
_NINES = re.compile(r"([1-9])\s*(?:nines?|9s)")
_BEHIND_SIGN = re.compile(r"([$\u20ac\u00a3])\s*(-?\d[\d_.,]*)\s*(.*)", re.DOTALL)
_BEFORE_SIGN = re.compile(r"(-?\d[\d_.,]*\s*[kKMB]?)\s*([$\u20ac\u00a3])(.*)", re.DOTALL)
_MAGNITUDE = re.compile(r"(bn|[kKMB])(?![A-Za-z])")
SIGNS = {"$": "USD", "\N{EURO SIGN}": "EUR", "\N{POUND SIGN}": "GBP"}


class Respelt(NamedTuple):
    """What is not understood in a quantity, and what to write: several where it may mean several.

    `is_certain` says that no other reading is likely.
    """

    problem: str
    better: tuple[str, ...]
    is_certain: bool = False


class _Number(NamedTuple):
    """What a number may mean, the text behind it, and what is wrong with it. `is_one` says that all readings are
    of one value, so that the first with a unit is enough."""

    readings: tuple[str, ...]
    rest: str
    problem: str = ""
    is_one: bool = False


def respelt(text: str, allowed: Collection[Dimension] = ()) -> Respelt | None:
    """How a text is written that is a quantity elsewhere and not here: one of the dimensions `allowed`, or
    of any where none is named. None where it is no quantity, or one as it stands."""
    if len(text) > MAX_TEXT or "\n" in text:
        return None
    text = text.strip()
    for attempt in (_nines, _compound, _with_sign, _written):
        found = attempt(text, allowed)
        if found is not None:
            return found
    return None


def _read(text: str, allowed: Collection[Dimension]) -> Quantity | None:
    try:
        quantity = parse_quantity(text)
    except QuantityError:
        return None
    return quantity if not allowed or quantity.dimension in allowed else None


def _nines(text: str, allowed: Collection[Dimension]) -> Respelt | None:
    match = _NINES.fullmatch(text)
    if match is None or (allowed and Dimension.SHARE not in allowed):
        return None
    nines = int(match[1])
    share = "90%" if nines == 1 else f"99{'.' if nines > 2 else ''}{'9' * (nines - 2)}%"
    return Respelt(f"`{text}` is not a percentage", (share,), is_certain=True)


def _compound(text: str, allowed: Collection[Dimension]) -> Respelt | None:
    """`1h30m`: a time in several units, as one of the smallest of them."""
    pieces = []
    at = 0
    while at < len(text):
        match = _PIECE.match(text, at)
        if match is None:
            return None
        pieces.append((float(match[1]), _time_unit(match[2] or "")))
        at = match.end()
    units = [unit for _, unit in pieces]
    if len(pieces) < 2 or (allowed and Dimension.TIME not in allowed):
        return None
    if not units[-1] and units[-2] == "h":
        units[-1] = "min"
    units = ["min" if unit == "m" else unit for unit in units]
    sizes = [TIMES.get(unit, 0.0) for unit in units]
    if sizes != sorted(set(sizes), reverse=True) or not sizes[-1]:
        return None
    total = sum(number * size for (number, _), size in zip(pieces, sizes, strict=True))
    better = f"{show_number(round(total / sizes[-1], 6), 9)}{units[-1]}"
    return Respelt(f"`{text}` has more than one unit", (better,), is_certain=True)


def _time_unit(word: str) -> str:
    return word if word in TIMES or word == "m" else ALIASES.get(word.lower(), word)


def _with_sign(text: str, allowed: Collection[Dimension]) -> Respelt | None:
    """`$5/mo`: an amount names its currency behind it."""
    match = _BEHIND_SIGN.fullmatch(text)
    if match is not None:
        sign, number, rest = match[1], match[2], match[3]
    else:
        match = _BEFORE_SIGN.fullmatch(text)
        if match is None:
            return None
        number, sign, rest = match[1].strip(), match[2], match[3]
    magnitude = _MAGNITUDE.match(rest)
    size = magnitude[1] if magnitude is not None else ""
    plain = f"{number}{size} {SIGNS[sign]} {rest.removeprefix(size)}".strip()
    found = _written(plain, allowed)
    better = found.better if found is not None else (plain,)
    kept = tuple([one for one in better if _read(one, allowed) is not None])
    return Respelt(f"unknown currency `{sign}`", kept) if kept else None


def _written(text: str, allowed: Collection[Dimension]) -> Respelt | None:
    """A number and a unit of which one, or both, is written otherwise."""
    number = _number(text)
    if number is None:
        return None
    better: list[str] = []
    wrong = ""
    for reading in number.readings:
        unit = _unit(reading, number.rest, allowed)
        if unit is not None:
            better.append(unit[0])
            wrong = wrong or unit[1]
            if number.is_one:
                break
    if not better or better[0] == text:
        return None
    problem = number.problem or (
        f"unknown unit `{wrong}`" if wrong else f"`{text}` has a space too many"
    )
    return Respelt(problem, tuple(better), is_certain=not number.problem)


def _number(text: str) -> _Number | None:
    pointed = _POINTED.fullmatch(text)
    if pointed is not None:
        number = f"{pointed[1].replace('.', '_')}.{pointed[2]}"
        return _Number((number,), pointed[3], f"`{pointed[1]},{pointed[2]}` is not one number")
    groups = _GROUPS.fullmatch(text)
    if groups is not None:
        whole, sign, rest = groups[1], groups[2], groups[3]
        grouped = whole.replace(sign, "_")
        readings = [grouped]
        if sign == "," and whole.count(sign) == 1:
            point = whole.replace(",", ".")
            readings = [point] if whole.lstrip("-").startswith("0") else [grouped, point]
        shown = f"`{whole}` is not one number"
        return _Number(tuple(readings), rest, shown)
    decimal = _DECIMAL.fullmatch(text)
    if decimal is not None:
        number = f"{decimal[1]}.{decimal[2]}"
        return _Number((number,), decimal[3], f"`{decimal[1]},{decimal[2]}` is not one number")
    exponent = _EXPONENT.fullmatch(text)
    if exponent is not None:
        value = float(exponent[1]) * 10.0 ** int(exponent[2])
        shown = f"{value:.0f}" if value.is_integer() else f"{value:.6f}".rstrip("0")
        written = text[: len(text) - len(exponent[3])]
        problem = f"`{written}` is not a number here"
        return _Number((_shortened(shown), shown), exponent[3], problem, is_one=True)
    plain = _PLAIN.fullmatch(text)
    return None if plain is None else _Number((plain[1],), plain[2])


def _shortened(number: str) -> str:
    """A whole number with the magnitude that its zeros allow: `5000000` is `5M`."""
    for suffix, zeros in (("bn", 9), ("M", 6), ("k", 3)):
        if number.endswith("0" * zeros) and len(number) > zeros:
            return f"{number[:-zeros]}{suffix}"
    return number


def _unit(number: str, rest: str, allowed: Collection[Dimension]) -> tuple[str, str] | None:
    """A quantity with its unit in the words of the language, and the first word that is not one."""
    counted, *periods = _PER.split(rest.strip(), maxsplit=1)
    words = counted.split()
    wrong: list[str] = []
    if periods and "/" not in rest:
        wrong.append(rest[len(rest) - len(rest.lstrip()) + len(counted) :].split(maxsplit=1)[0])
    magnitude = ""
    if len(words) > 1 or (words and periods and words[0] in MAGNITUDE_WORDS):
        magnitude = _magnitude(words[0], wrong)
        words = words[1:] if magnitude else words
    if len(words) > 1:
        return None
    unit, attached = _counted(words[0] if words else "", wrong)
    magnitude += attached
    if periods:
        if "/" in unit:
            return None
        period = _period(periods[0].strip(), wrong)
        if not period:
            return None
        unit = f"{unit or 'req'}/{period}"
    gap = " " if "/" in unit or unit in CURRENCIES or unit in NOUNS else ""
    better = f"{number}{magnitude}{gap}{unit}"
    if _read(better, allowed) is None:
        return None
    return better, wrong[0] if wrong else ""


def _magnitude(word: str, wrong: list[str]) -> str:
    if word in MAGNITUDES:
        return word
    known = MAGNITUDE_WORDS.get(word) or MAGNITUDE_WORDS.get(word.lower(), "")
    if known:
        wrong.append(word)
    return known


def _counted(word: str, wrong: list[str]) -> tuple[str, str]:
    """A unit, and the magnitude that stands before it in one word: `Krps`."""
    if _is_known(word):
        return word, ""
    alias = ALIASES.get(word) or ALIASES.get(word.lower())
    if alias is not None:
        wrong.append(word)
        return alias, ""
    match = PREFIXED.fullmatch(word)
    if match is None:
        return word, ""
    wrong.append(word)
    return ALIASES.get(match[2].lower(), match[2]), MAGNITUDE_WORDS.get(match[1], match[1])


def _is_known(word: str) -> bool:
    return not word or word in NOUNS or _read(f"1{word}", ()) is not None


def _period(word: str, wrong: list[str]) -> str:
    if word in PERIODS:
        return word
    known = PERIOD_WORDS.get(word.lower(), "")
    if known:
        wrong.append(word)
    return known
