"""The amount that a match of one of the patterns in `amounts` states."""

from __future__ import annotations

import math
import re

from designlint.prose.amount import Amount
from designlint.prose.numerals import part_of, value_of
from designlint.prose.spellings import CURRENCIES, LONG_SIZES, PERIODICAL, TIME, seconds
from designlint.prose.words import Pattern, Words
from designlint.quantities.quantity import Dimension
from designlint.quantities.units import SIZES

MULTIPLES = {
    "half": 0.5, "double": 2.0, "doubled": 2.0, "twice": 2.0, "twofold": 2.0, "triple": 3.0, "tripled": 3.0,
    "treble": 3.0, "threefold": 3.0, "quadruple": 4.0, "fourfold": 4.0, "fivefold": 5.0, "tenfold": 10.0,
    "hundredfold": 100.0,
}  # fmt: skip
# "a second" is an amount behind such a word, and at the beginning; "240 posts a second" is a rate.
_ONE_OF = Pattern(r"(?:^|\b(?:within|in|under|after|than|most|least|about|lose|of|for|to)\s)$")
# What stands so many characters away from an amount says nothing of it.
NEAR = 200

_PERIOD_BEFORE = Pattern(
    r"\b(?:per|every|each|over|during|first|last|past|next|previous|following|since|until|once)\s"
    r"(?:(?:the|an?|first|last|next)\s)*$|\bafter\s(?:the\s)?(?:(?:first|a|an)\s)?$"
)
_PERIOD_BEHIND = Pattern(r"(?:\s|-)(?:period|window|history|ago)\b")
_MANY = 100.0
"""A whole of so many is one that somebody counts parts of."""
_FOR = r"(?:for|at most|at the most|no (?:more|longer)|not (?:more|longer)|less than|up to|only|a maximum)"
_DOWN = Pattern(
    r"\b(?:downtime|down|outages?|unavailab\w+|offline|unreachable|inaccessible|interrupt\w*|stands? still|out of (?:order|service|action)"
    r"|(?:not|never) (?:be )?(?:available|reachable|accessible|up|online)"
    rf"|(?:out|off|dark|gone|fails?|stops?) {_FOR})\b"
)
# What a multiple is of: that of today ("ten times today's players"), or a load.
_OF_LOAD = Pattern(
    r"\s(?:(?:of\s)?(?:today's|of today|(?:the|our|its) (?:current|present|normal|usual|average|expected))\b"
    r"|(?:of\s)?(?:\w+(?:'s)?\s){0,2}(?:loads?|traffic|volumes?|demand|peaks?|usage)\b)"
)
_OF_FLEET = Pattern(
    r"\s(?:of\s)?(?:(?:the|its|our|all|all the|today's|their)\s)?(?:loads?|traffic|capacity|servers|replicas|nodes"
    r"|machines|instances|fleet|hosts|zones|regions|memory|disks?|storage|bandwidth|budget|sites?)\b"
)
_PAID = Pattern(rf"\b(?:{'|'.join(PERIODICAL)})\b", *PERIODICAL)


def nothing(_match: re.Match[str], _words: Words) -> None:
    """Hours of service, versions and dates, which look like amounts."""


def percentile(match: re.Match[str], words: Words) -> Amount:
    """ "p99", "the 99th percentile", "the median"."""
    value = float(match["p"] or match["th"] or 50) / 100
    return Amount(Dimension.SHARE, value, words, is_percentile=True)


def nines(match: re.Match[str], words: Words) -> Amount:
    """ "Three nines"; three and a half are 99.95%."""
    number = value_of(match["n"])
    missing = 10 ** -math.floor(number)
    return Amount(Dimension.SHARE, 1 - missing / (2 if number % 1 else 1), words)


def share(match: re.Match[str], words: Words) -> Amount:
    """ "99.9%", "ninety-five percent"."""
    return _share_of(match, round(value_of(match["n"]) / 100, 15), words)


def ratio(match: re.Match[str], words: Words) -> Amount | None:
    """ "Nine out of ten", "one in 10,000", "5 errors per thousand calls"; None for what is no part."""
    some, whole = value_of(match["n"]), value_of(match["whole"] or match["many"])
    return None if match["many"] and whole < _MANY else _ratio(some, whole, words)


def ratio_of_cases(match: re.Match[str], words: Words) -> Amount | None:
    """ "999 of 1000 cases", "nine cases of ten"."""
    return _ratio(value_of(match["n"]), value_of(match["whole"]), words)


def now_and_then(match: re.Match[str], words: Words) -> Amount | None:
    """ "Once in 1,000 tries"; "once in ten" is no ratio of what is measured."""
    some, whole = 1.0 if match["often"].lower() == "once" else 2.0, value_of(match["many"])
    return None if whole < _MANY else _ratio(some, whole, words)


def _ratio(some: float, whole: float, words: Words) -> Amount | None:
    is_part = 0 < some < whole
    return Amount(Dimension.SHARE, round(some / whole, 15), words) if is_part else None


def part(match: re.Match[str], words: Words) -> Amount | None:
    """ "A fifth of", "two thirds of", "half the"."""
    value = part_of(match["part"]) * (value_of(match["n"]) if match["n"] else 1.0)
    return _share_of(match, value, words) if value < 1 else None


def _share_of(match: re.Match[str], value: float, words: Words) -> Amount:
    noun = "capacity" if _OF_FLEET.match(match.string, match.end()) else ""
    return Amount(Dimension.SHARE, value, words, noun)


def multiple(match: re.Match[str]) -> float:
    """The factor of "three times", "10x", "triple"."""
    return value_of(match["n"]) if match["n"] else MULTIPLES[match["word"].lower()]


def factor(match: re.Match[str], words: Words) -> Amount:
    """A multiple, "load" where the text says that it is one of the load."""
    noun = "load" if _OF_LOAD.match(match.string, match.end()) else ""
    return Amount(Dimension.FACTOR, multiple(match), words, noun)


def money(match: re.Match[str], words: Words) -> Amount:
    """ "$400", "EUR 3000 a month", "a monthly bill of 3.000 euros"."""
    name = match["unit"].lower()
    currency = CURRENCIES.get(name) or CURRENCIES[name.removesuffix("s")]
    value, period = (
        value_of(match["n"].replace(".", "") if match["dotted"] else match["n"]),
        match["period"],
    )
    if (
        period is None
        and len(bills := {found[0].lower() for found in _PAID.finditer(match.string)}) == 1
    ):
        period = PERIODICAL[bills.pop()]
    if period is None:
        return Amount(Dimension.MONEY, value, words, currency)
    return Amount(Dimension.SPENDING, value / seconds(period), words, currency)


def size(match: re.Match[str], words: Words) -> Amount:
    """ "2 TB", "200 GB/s"."""
    unit = match["unit"]
    in_bytes = SIZES.get(unit) or SIZES[LONG_SIZES[unit.lower().removesuffix("s")]]
    value = value_of(match["n"]) * in_bytes
    if match["period"] is None:
        return Amount(Dimension.SIZE, value, words)
    return Amount(Dimension.BANDWIDTH, value / seconds(match["period"]), words)


def rate(match: re.Match[str], words: Words) -> Amount:
    """ "1k requests per second", "500 rps"; of a time ("10 minutes per year"), it is one."""
    value, noun = value_of(match["n"]), (match["noun"] or "").lower()
    if re.fullmatch(TIME, noun):
        return _allowed(match, value * seconds(noun), words)
    period = 1.0 if match["short"] else seconds(match["period"])
    return Amount(Dimension.RATE, value / period, words, noun)


def downtime(match: re.Match[str], words: Words) -> Amount:
    """ "5 minutes of downtime a month"."""
    return _allowed(match, value_of(match["n"]) * seconds(match["noun"]), words)


def _allowed(match: re.Match[str], time: float, words: Words) -> Amount:
    """A time in each period ("10 minutes per year"): of downtime, it is an availability."""
    if not _DOWN.search(match.string):
        return Amount(Dimension.TIME, time, words)
    left = 1 - time / seconds(match["period"])
    return Amount(Dimension.SHARE, left, words, is_rounded=True)


def part_of_time(match: re.Match[str], words: Words) -> Amount:
    """ "A quarter of a second", "three quarters of an hour of downtime a month"."""
    value = part_of(match["part"]) * seconds(match["unit"])
    value *= value_of(match["n"]) if match["n"] else 1.0
    return _allowed(match, value, words) if match["period"] else _of_time(match, value, words)


def time(match: re.Match[str], words: Words) -> Amount | None:
    """ "2 seconds", "half an hour", "a minute and a half"."""
    if not match["n"] and not match["half"] and not _ONE_OF.search(match.string[: match.start()]):
        return None
    number = value_of(match["n"]) if match["n"] else 0.5 if match["half"] else 1.0
    more = part_of(match["more"]) if match["more"] else 0.0
    return _of_time(match, (number + more) * seconds(match["unit"]), words)


def times(match: re.Match[str], words: Words) -> Amount:
    """A time in two units: "1 hour and 30 minutes"."""
    value = value_of(match["n"]) * seconds(match["unit"])
    return _of_time(match, value + value_of(match["less"]) * seconds(match["smaller"]), words)


def below_one(match: re.Match[str], words: Words) -> Amount:
    """ "Sub-second"."""
    return Amount(Dimension.TIME, seconds(match["unit"]), words)


def _of_time(match: re.Match[str], value: float, words: Words) -> Amount:
    before = match.string[max(0, match.start() - NEAR) : match.start()]
    behind = match.string[match.end() : match.end() + NEAR]
    is_period = bool(_PERIOD_BEFORE.search(before) or _PERIOD_BEHIND.match(behind))
    return Amount(Dimension.TIME, value, words, is_period=is_period)


def count(match: re.Match[str], words: Words) -> Amount:
    """ "1 million users"."""
    return Amount(Dimension.NUMBER, value_of(match["n"]), words, match["noun"].lower())
