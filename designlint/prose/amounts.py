"""Amounts in a sentence, as a person reads them: "2 seconds", "99.9%", "1 million users", "$400 a month"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from designlint.prose.numerals import NUMERAL, PARTS, SMALL, TENS, value_of
from designlint.prose.spellings import CURRENCIES, LONG_SIZES, SIZE, TIME, seconds
from designlint.prose.words import Pattern, Words
from designlint.quantity import Dimension
from designlint.records import NamedTuple
from designlint.units import SIZES


class Amount(NamedTuple):
    """An amount in base units (seconds, bytes, shares of 1; see `quantity`), and the words that say it.

    `noun` is what is counted or the currency. A time that is a `period` is no bound: it says over how
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


def amounts(text: str) -> tuple[Amount, ...]:
    """All amounts of a text, in their order; each character belongs to at most one."""
    return tuple(sorted(_amounts(text), key=lambda amount: amount.words.start))


def counts(text: str, nouns: Iterable[str]) -> tuple[Amount, ...]:
    """How many of some things a text states, by the words for them."""
    places = [
        (match, Words(match[0], match.start(), match.end()))
        for match in _counted(tuple(nouns)).finditer(text)
    ]
    return tuple([_count(match, words) for match, words in places])


@cache
def _counted(nouns: tuple[str, ...]) -> Pattern:
    """How many of some things there are."""
    listed = "|".join(map(re.escape, nouns))
    needs = [noun.lower() for noun in nouns]
    return Pattern(rf"{_N}\s(?:\w+\s)?(?P<noun>{listed})\b", *needs)


def _amounts(text: str) -> Iterator[Amount]:
    taken: set[int] = set()
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            place = range(match.start(), match.end())
            if taken.isdisjoint(place):
                taken.update(place)
                amount = read(match, Words(match[0], match.start(), match.end()))
                if amount is not None:
                    yield amount


def _nothing(_match: re.Match[str], _words: Words) -> None:
    """Hours of service, versions and dates, which look like amounts; and what is said by several words,
    such as a quarter of a second, ninety-nine or twice today's load, whose last word is not the amount."""


def _percentile(match: re.Match[str], words: Words) -> Amount:
    value = float(match["p"] or match["th"]) / 100
    return Amount(Dimension.SHARE, value, words, is_percentile=True)


def _nines(match: re.Match[str], words: Words) -> Amount:
    return Amount(Dimension.SHARE, 1 - 10 ** -value_of(match["n"]), words)


def _share(match: re.Match[str], words: Words) -> Amount:
    return Amount(Dimension.SHARE, round(value_of(match["n"]) / 100, 15), words)


def _part(match: re.Match[str], words: Words) -> Amount:
    return Amount(Dimension.SHARE, PARTS[match["part"].lower()], words)


def _factor(match: re.Match[str], words: Words) -> Amount:
    value = 2.0 if match["n"] is None else value_of(match["n"])
    return Amount(Dimension.FACTOR, value, words)


def _money(match: re.Match[str], words: Words) -> Amount:
    name = match["unit"].lower()
    currency = CURRENCIES.get(name) or CURRENCIES[name.removesuffix("s")]
    value = value_of(match["n"])
    if match["period"] is None:
        return Amount(Dimension.MONEY, value, words, currency)
    return Amount(Dimension.SPENDING, value / seconds(match["period"]), words, currency)


def _bytes(match: re.Match[str], words: Words) -> Amount:
    unit = match["unit"]
    size = SIZES.get(unit) or SIZES[LONG_SIZES[unit.lower().removesuffix("s")]]
    value = value_of(match["n"]) * size
    if match["period"] is None:
        return Amount(Dimension.SIZE, value, words)
    return Amount(Dimension.BANDWIDTH, value / seconds(match["period"]), words)


def _rate(match: re.Match[str], words: Words) -> Amount:
    value, noun = value_of(match["n"]), (match["noun"] or "").lower()
    if re.fullmatch(TIME, noun):
        return _allowed(match, value * seconds(noun), words)
    period = 1.0 if match["short"] else seconds(match["period"])
    return Amount(Dimension.RATE, value / period, words, noun)


def _downtime(match: re.Match[str], words: Words) -> Amount:
    return _allowed(match, value_of(match["n"]) * seconds(match["noun"]), words)


def _allowed(match: re.Match[str], time: float, words: Words) -> Amount:
    """A time in each period ("10 minutes per year"): of downtime, it is an availability."""
    if not _DOWN.search(match.string):
        return Amount(Dimension.TIME, time, words)
    share = 1 - time / seconds(match["period"])
    return Amount(Dimension.SHARE, share, words, is_rounded=True)


def _time(match: re.Match[str], words: Words) -> Amount | None:
    before, behind = match.string[: match.start()], match.string[match.end() :]
    number = value_of(match["n"]) if match["n"] else 0.5 if match["half"] else 1.0
    if not match["n"] and not match["half"] and not _ONE_OF.search(before):
        return None
    value = number * seconds(match["unit"])
    is_period = bool(_PERIOD_BEFORE.search(before) or _PERIOD_BEHIND.match(behind))
    return Amount(Dimension.TIME, value, words, is_period=is_period)


def _count(match: re.Match[str], words: Words) -> Amount:
    return Amount(Dimension.NUMBER, value_of(match["n"]), words, match["noun"].lower())


_N = rf"(?P<n>{NUMERAL})"
_PER = rf"(?:\s?/\s?|\s(?:per|an?|each|every)\s)(?P<period>{TIME})(?!\w)"
# "a second" is an amount behind such a word, and at the beginning; "240 posts a second" is a rate.
_ONE_OF = Pattern(r"(?:^|\b(?:within|in|under|after|than|most|least|about|lose|of|for|to)\s)$")
_PERIOD_BEFORE = Pattern(
    r"\b(?:per|every|each|over|during|first|last|past|next|previous|following|since|until|once)\s"
    r"(?:(?:the|an?|first|last|next)\s)*$|\bafter\s(?:the\s)?(?:(?:first|a|an)\s)?$"
)
_DOWN = Pattern(r"\b(?:downtime|down|outages?|unavailab\w+|offline)\b")
_PERIOD_BEHIND = Pattern(r"(?:\s|-)(?:period|window|history|ago)\b")
_PEOPLE = (
    "users",
    "customers",
    "visitors",
    "members",
    "subscribers",
    "people",
    "clients",
    "devices",
    "sessions",
    "connections",
)
_DIGITS = tuple("0123456789")
_UNITS = ("sec", "min", "hour", "day", "week", "month", "year")
_READERS: tuple[tuple[Pattern, Callable[[re.Match[str], Words], Amount | None]], ...] = (
    (
        Pattern(
            r"\b24\s?[x/]\s?7(?:\s?[x/]\s?365)?\b|\b24\shours\s(?:per|a|each)\sday\b|\b\d\d?:\d\d\b"
            r"|\b(?:seven|7)\sdays\s(?:per|a|each)\sweek\b|\b36[56]\sdays\s(?:per|a)\syear\b"
            r"|\b\d+(?:\.\d+){2,}|\b\d{4}-\d\d-\d\d\b",
            "24", "36", ":", "days", ".", "-",
        ),
        _nothing,
    ),
    (Pattern(rf"\b(?:{'|'.join(TENS)})-\w+", *(f"{ten}-" for ten in TENS)), _nothing),
    (
        Pattern(
            rf"\b\w+\s(?:{'|'.join(PARTS)}|hundredth|thousandth)s?\sof\s(?:an?|one)\s(?:{TIME})(?!\w)",
            "half of", "third of", "quarter of", "fifth of", "tenth of", "th of", "thirds of", "quarters of", "ths of",
        ),
        _nothing,
    ),
    (
        Pattern(
            rf"\b(?:double|twice|triple|treble|half)\s(?:\w+(?:'s)?\s){{0,2}}{_N}[^,;.]*",
            "double", "twice", "triple", "treble", "half",
        ),
        _nothing,
    ),
    (
        Pattern(
            r"\bp(?P<p>\d\d(?:\.\d+)?)\b|\b(?P<th>\d\d(?:\.\d+)?)(?:th|st|nd|rd)[ -]percentile\b",
            "percentile", *(f"p{digit}" for digit in _DIGITS),
        ),
        _percentile,
    ),
    (Pattern(rf"\b(?P<n>{'|'.join(SMALL)}|\d\d?)\snines\b", "nines"), _nines),
    (Pattern(rf"{_N}\s?(?:%|per\s?cent\b)", "%", "cent"), _share),
    (Pattern(rf"\b(?:an?|one)\s(?P<part>{'|'.join(PARTS)})(?=\s(?:of|is|are)\b)", *PARTS), _part),
    (Pattern(rf"(?P<unit>[$€£])\s?{_N}(?:{_PER})?", "$", "€", "£"), _money),
    (
        Pattern(
            rf"{_N}\s?(?P<unit>usd|eur|gbp|chf|dollars?|euros?)\b(?:{_PER})?",
            "usd", "eur", "gbp", "chf", "dollar",
        ),
        _money,
    ),
    (Pattern(rf"{_N}[\s-]?(?P<unit>{SIZE})(?!\w)(?:{_PER})?", "B", "byte", "bit", flags=0), _bytes),
    (Pattern(rf"{_N}\s?(?P<noun>{TIME})\s(?:of\s)?(?:downtime|outage)s?{_PER}", "downtime", "outage"), _downtime),
    (
        Pattern(
            rf"{_N}\s?(?:(?P<short>rps|qps|tps)\b|(?P<noun>(?:\w+\s){{0,2}}?\w+)?{_PER})",
            "/", "rps", "qps", "tps", *(f"{a} {u}" for a in ("per", "a", "an", "each", "every") for u in _UNITS),
        ),
        _rate,
    ),
    (
        Pattern(
            rf"(?:{_N}(?:\s(?:business\s|working\s)?|-)?|\b(?P<half>half\s)?(?:an?|one)\s)"
            rf"(?P<unit>{TIME})(?!\w)",
            *_UNITS, *_DIGITS,
        ),
        _time,
    ),
    (
        Pattern(rf"{_N}(?:x(?!\w)|\stimes\b|-?\s?fold\b)|\btwice\b", "times", "twice", "fold", *(f"{d}x" for d in _DIGITS)),
        _factor,
    ),
    (Pattern(rf"{_N}\s(?:\w+\s)?(?P<noun>{'|'.join(_PEOPLE)})\b", *_PEOPLE), _count),
)  # fmt: skip
