"""Amounts in a sentence, as a person reads them: "2 seconds", "99.9%", "1 million users", "$400 a month"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from designlint.prose import measures
from designlint.prose.amount import Amount
from designlint.prose.numbered import Numbered
from designlint.prose.numerals import NUMERAL, PART, PARTS, SMALL
from designlint.prose.spellings import CURRENCIES, MONEY, SIZE, TIME, TIMES
from designlint.prose.words import Pattern, Words
from designlint.quantities.quantity import Dimension

_N = rf"(?P<n>{NUMERAL})"
_PER = rf"(?:\s?/\s?|\s(?:per|an?|each|every)\s)(?P<period>{TIME})(?!\w)"
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
_TIMES = (*_UNITS, *_DIGITS)
_SIGNS = ("$", "€", "£", *CURRENCIES)
_PRICE = rf"(?P<n>(?P<dotted>(?<![\w.])\d{{1,3}}(?:\.\d{{3}})+(?![\d.]))|{NUMERAL})"
# What a multiple is of: "double" alone is as often a room or a click.
_OF = r"(?:the|today's|yesterday's|our|its|their|current|present|normal|usual|average|expected|existing|this|that)"
_LOADS = r"(?:loads?|traffic|rates?|requests|users|volumes?|demand|peaks?|throughput|usage|customers|orders)"
_MULTIPLE = rf"(?:\b(?P<word>{'|'.join(measures.MULTIPLES)})|{_N}\stimes)\s(?:of\s)?"
# What stands behind a ratio that is none: "one in 10 minutes", "two in 3 zones".
_NO_WHOLE = rf"[\s-]?(?:{TIME}|{SIZE}|%|per\s?cent|regions?|zones?|places?|sites?|copies|replicas?|nodes?|servers?|racks?|data|times)(?!\w)"
# "2 of 3 zones" is no ratio, and "99 of 100 attempts" is one.
_CASES = r"(?:cases|tries|attempts|times|requests|calls|transactions|occasions|purchases|payments|orders|visits|users)"
# In front of what something is a part of: "one in ten", "5 of every hundred".
_AMONG = {"in", "of", "per", "every"}
_READERS: tuple[tuple[Pattern, Callable[[re.Match[str], Words], Amount | None]], ...] = (
    (
        Pattern(
            r"\b24\s?[x/]\s?7(?:\s?[x/]\s?365)?\b|\b(?:24|twenty-four)\shours\s(?:per|a|each)\sday\b|\b\d\d?:\d\d\b"
            r"|\b(?:seven|7)\sdays\s(?:per|a|each)\sweek\b|\b36[56]\sdays\s(?:per|a)\syear\b"
            r"|\b\d+(?:\.\d+){2,}(?!\s?(?:eur|usd|€))|\b\d{4}-\d\d-\d\d\b",
            "24", "four hours", "36", ":", "days", ".", "-",
        ),
        measures.nothing,
    ),
    (
        Numbered(
            rf"\b(?:{_N}[\s-]|an?\s)?(?P<part>{PART})\s(?:of\s)?(?:an?|one)\s(?P<unit>{TIME})(?!\w)"
            rf"(?:(?:\s(?:of\s)?(?:downtime|outage)s?)?{_PER})?",
            *(f"{part}{end}" for part in PARTS for end in (" a", " o", "s of")),
            also_without=True,
        ),
        measures.part_of_time,
    ),
    (
        Pattern(
            r"\bp(?P<p>\d\d(?:\.\d+)?)\b|\b(?P<th>\d\d(?:\.\d+)?)(?:th|st|nd|rd)[ -]percentile\b|\bmedian\b",
            "percentile", "median", *(f"p{digit}" for digit in _DIGITS),
        ),
        measures.percentile,
    ),
    (Numbered(rf"{_N}[\s-](?:nines\b|9'?s\b)", "nines", "9s", "9's"), measures.nines),
    (Numbered(rf"{_N}[\s-]?(?:%|per\s?cent\b|pct\b)", "%", "cent", "pct"), measures.share),
    (
        Numbered(
            rf"{_N}\s(?:(?:in|out\sof|(?:of|per)\severy|per)\s(?:every\s)?(?P<whole>{NUMERAL})"
            rf"|(?!(?:{TIME})\b)\w+\s(?:per|in|out\sof|for\severy)\s(?P<many>{NUMERAL}))\b(?!{_NO_WHOLE})",
            " in ", " of ", " per ", " every ",
            behind=_AMONG,
        ),
        measures.ratio,
    ),
    (
        Numbered(
            rf"{_N}\s(?:(?P<cases>{_CASES})\s)?of\s(?P<whole>{NUMERAL})\b(?(cases)(?!{_NO_WHOLE})|\s{_CASES}\b)",
            *_CASES.strip("(?:)").split("|"),
            behind=_AMONG,
        ),
        measures.ratio_of_cases,
    ),
    (
        Numbered(
            rf"\b(?P<often>once|twice)\s(?:in|per|every|out\sof)\s(?:every\s)?(?P<many>{NUMERAL})\b(?!{_NO_WHOLE})",
            "once", "twice",
            behind=_AMONG,
        ),
        measures.now_and_then,
    ),
    (
        Numbered(
            rf"(?:\b(?:an?|one)\s|{_N}[\s-]|(?<!first )(?<!second )(?<!other )\b(?=half\b))(?P<part>{PART})(?=\s(?:of|is|are|the|all|its|our)\b)",
            *PARTS, "halves",
            also_without=True,
        ),
        measures.part,
    ),
    (Numbered(rf"(?P<unit>[$€£]|\b(?:us\$|{MONEY}))\s?{_PRICE}(?:{_PER})?", *_SIGNS), measures.money),
    (Numbered(rf"{_PRICE}\s?(?P<unit>[$€£]|(?:{MONEY})\b)(?:{_PER})?", *_SIGNS), measures.money),
    (
        Numbered(rf"{_N}[\s-]?(?P<unit>{SIZE})(?!\w)(?:{_PER})?", "B", "byte", "bit", flags=0),
        measures.size,
    ),
    (
        Numbered(
            rf"{_N}\s?(?P<noun>{TIME})\s(?:of\s)?(?:downtime|outage)s?{_PER}", "downtime", "outage"
        ),
        measures.downtime,
    ),
    (
        Numbered(
            rf"{_N}\s?(?:(?P<short>rps|qps|tps)\b|(?P<noun>(?:\w+\s){{0,2}}?\w+)?{_PER})",
            "/", "rps", "qps", "tps", *(f"{a} {u}" for a in ("per", "a", "an", "each", "every") for u in _UNITS),
        ),
        measures.rate,
    ),
    (
        Numbered(
            rf"{_N}[\s-]?(?P<unit>{TIME})\s(?:and\s)?(?P<less>{NUMERAL})[\s-]?(?P<smaller>{TIME})(?!\w)",
            *_TIMES,
            behind={"and", *TIMES},
        ),
        measures.times,
    ),
    (Pattern(r"\bsub-(?P<unit>(?:milli)?second|minute)\b", "sub-"), measures.below_one),
    (
        Numbered(
            rf"(?:{_N}(?:\s(?:business\s|working\s)?|-)?|\b(?P<half>half\s)?(?:an?|one)\s)"
            rf"(?P<unit>{TIME})(?!\w)(?:\sand\sa\s(?P<more>half|quarter)\b)?",
            *_TIMES,
            also_without=True,
        ),
        measures.time,
    ),
    (
        Numbered(
            rf"{_N}(?:x(?!\w)|\stimes\b|-?\s?fold\b)|\b(?P<word>twice|two-?fold|three-?fold|tenfold|hundredfold"
            rf"|(?:double|doubled|triple|tripled|treble|quadruple)(?=\s(?:{_OF}\s|{_LOADS}\b)))\b",
            "times", "fold", *measures.MULTIPLES, *(f"{d}x" for d in _DIGITS),
            also_without=True,
        ),
        measures.factor,
    ),
    (Numbered(rf"{_N}\s(?:\w+\s)?(?P<noun>{'|'.join(_PEOPLE)})\b", *_PEOPLE), measures.count),
)  # fmt: skip
_PRODUCT = Numbered(
    rf"{_MULTIPLE}(?:{_OF}\s){{0,3}}(?=\d|(?:{'|'.join(SMALL)}|a\s(?:hundred|thousand|million))\b)",
    *measures.MULTIPLES, "times",
    behind={*measures.MULTIPLES, "times", "of", "s", *_OF.strip("(?:)").split("|")},
)  # fmt: skip


def amounts(text: str) -> tuple[Amount, ...]:
    """All amounts of a text, in their order; each character belongs to at most one."""
    found = sorted(_amounts(text), key=lambda amount: amount.words.start)
    return tuple(_multiplied(text, found))


def counts(text: str, nouns: Iterable[str]) -> tuple[Amount, ...]:
    """How many of some things a text states, by the words for them."""
    places = [
        (match, Words(match[0], match.start(), match.end()))
        for match in _counted(tuple(nouns)).finditer(text)
    ]
    return tuple([measures.count(match, words) for match, words in places])


@cache
def _counted(nouns: tuple[str, ...]) -> Pattern:
    """How many of some things there are."""
    listed = "|".join(map(re.escape, nouns))
    needs = [noun.lower() for noun in nouns]
    return Numbered(rf"{_N}\s(?:\w+\s)?(?P<noun>{listed})\b", *needs)


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


def _multiplied(text: str, found: list[Amount]) -> Iterator[Amount]:
    """The amounts, with those that are a multiple of another one ("twice today's 50 orders per second")
    in place of both."""
    products = {match.end(): match for match in _PRODUCT.finditer(text)}
    of = {a.words.start for a in found if a.dimension is not Dimension.SHARE} & products.keys()
    factors = {products[end].start() for end in of}
    for amount in found:
        words = amount.words
        if words.start in of:
            match = products[words.start]
            whole = Words(text[match.start() : words.end], match.start(), words.end)
            yield amount._replace(value=measures.multiple(match) * amount.value, words=whole)
        elif words.start not in factors:
            yield amount
