"""Whether a sentence says what a system does, or how well it does so."""

from __future__ import annotations

import re
from collections.abc import Iterable

from designlint.prose.amount import Amount
from designlint.prose.amounts import amounts
from designlint.prose.clauses import MODALS
from designlint.prose.numbered import Numbered
from designlint.prose.numerals import NUMERAL
from designlint.prose.qualities import Quality, qualities
from designlint.prose.words import Pattern, Words
from designlint.quantities.quantity import Dimension

_PEOPLE = ("user", "customer", "visitor", "member", "administrator", "buyer", "operator")
_TIMED = Pattern(
    r"(?<!\bto )\b(?:answers?|responds?|repl(?:y|ies)|loads?|reacts?|opens?|recovers?|restarts?|is back|is up"
    r"|(?:response|answer|waiting|loading|start-?up) times?|latency|be returned|be available again|waits?"
    r"|returns? (?:\w+ )?(?:results?|answers?|hits|responses?)|starts? up|boots?"
    r"|takes? (?:at most|no more|not more|no longer|less|under|up to|only)"
    r"|(?:pages?|screens?|lists?|reports?|results|search(?:es)?|searching|quer(?:y|ies)|requests?|calls?|dashboards?"
    r"|responses?|answers?|maps?|hits) (?:(?:shall|must|should|will|can) )?"
    r"(?:appears?|renders?|finish(?:es)?|completes?|comes? back|(?:are|is|be) (?:there|shown|displayed|ready|rendered|done)))\b"
)
_WAITS = Pattern(
    r"\bwaits? (?:at most|no(?:t)? (?:more|longer)|(?:more|longer|less) than|up to|only)\b", "wait"
)
_UPTIME = Pattern(
    r"\b(?:availab(?:le|ility)|up ?time|downtime|works?|succeeds?|reachable|online|up|nines)\b"
)
_CARRIES = Pattern(
    r"\b(?:handles?|supports?|serves?|carr(?:y|ies)|sustains?|copes? with|scales? to|withstands?|accommodates?)\b"
)
# Qualities of a system that are stated without an amount or an adjective.
_QUALITIES = (
    Pattern(
        r"\b(?:availab(?:le|ility)|reachable|online|up(?: and running)?|accessible|operational|works?|operates?|runs?|running)"
        r"\s(?:24\s?[x/]\s?7|24 hours|(?:a?round|all around) the clock|at all times|at any time|always|day (?:and|or) night"
        r"|every day|(?:7|seven) days|continuously|permanently|without (?:any )?interruptions?)"
        r"|\b(?:24\s?[x/]\s?7|continuous|permanent|constant|round-the-clock|uninterrupted) (?:availability|operation|uptime)"
        r"|\balways (?:be )?(?:available|reachable|online|up|accessible)\b",
        "24", "clock", "times", "any time", "always", "day", "continuous", "permanent", "interrupt", "constant",
    ),
    Pattern(
        r"\b(?:surviv(?:es?|ing)|tolerat(?:es?|ing)|withstands?|continues? (?:to (?:work|operate|run|serve)|working|running)"
        r"|keeps? (?:on )?(?:working|running|serving|operating)|(?:stays?|remains?) (?:up|available|online|reachable|operational)"
        r"|works?|operates?)\b[^.]*?\b(?:loss|failures?|outages?|crash(?:es)?|fails?|failing|is (?:lost|down)|unavailable|disasters?"
        r"|fire|power cuts?)\b",
        "loss", "fail", "outage", "crash", "lost", "down", "unavailable", "disaster", "fire", "power cut",
    ),
    Pattern(
        r"\b(?:no|zero)\s(?:\w+\s){0,3}(?:may|must|shall|is|are|should|can|will|gets?|has|have)\s(?:ever\s)?(?:be |been )?lost\b"
        r"|\b(?:no|zero|without)\s(?:any )?(?:data )?loss\b|\b(?:not|never) (?:be )?(?:lose|lost|loses)\b"
        r"|\b(?:no|zero|without)\s(?:any |planned |unplanned )?(?:down-?time|outages?)\b",
        "los", "down", "outage",
    ),
    Pattern(
        r"\b(?:all|any|every|each)\b[^.]*\b(?:is|are|be|gets?|stays?|remains?)\s(?:\w+ly |always )?encrypted\b"
        r"|\b(?:data|traffic|connections?|communication|passwords?|backups?|disks?|links?)\b[^.]*"
        r"\b(?:is|are|be|stays?|remains?)\s(?:\w+ly |always )?encrypted\b"
        r"|\bencrypts? (?:all|any|every)\b|\bkeeps? [^.]*\bencrypted\b|\bencrypted (?:at rest|in transit)\b",
        "encrypt",
    ),
    Pattern(
        r"\bscales?\s(?:\w+ly\s)?(?:up\s|out\s)?(?:to|with|for|beyond)\b(?!\s(?:fit|the (?:screen|width|size|window|display|page)))"
        r"|\b(?:handles?|supports?|serves?|copes? with|accommodates?|sustains?)\s[^.]*"
        r"\b(?:concurrent(?:ly)?|simultaneous(?:ly)?|in parallel|at once|at the same time)\b",
        "scale", "concurrent", "simultaneous", "parallel", "at once", "same time",
    ),
    Pattern(
        r"\b(?:responds?|answers?|reacts?|loads?|performs?|renders?)\s(?:very |always )?"
        r"(?:quickly|fast|rapidly|promptly|smoothly|reliably|without (?:noticeable )?delay)\b",
        "quickly", "fast", "rapidly", "promptly", "smoothly", "reliably", "delay",
    ),
    Pattern(
        r"\b(?:stays?|remains?|keeps?|be|is) (?:up|online|reachable|responsive|operational|fast|stable|up and running)"
        r" (?:during|at peak|under|throughout|through|over (?:the|christmas|new year)|all (?:day|night|year)|even|in the last)\b",
        "stay", "remain", "keep", "be ", "is ",
    ),
)  # fmt: skip
# How many at a time, of people or of things: "up to 500 citizens can file at the same time".
_CROWD = Numbered(
    rf"^(?:(?:up to|at least|more than|as many as|about|some)\s)?{NUMERAL}\s(?:[\w-]+\s){{1,3}}?(?:{MODALS}|are able to|work|use|file|play|shop)\b"
    r"[^.]*\b(?:at the same time|at once|concurrently|simultaneously|in parallel|(?:per|an?|each|every) (?:second|minute|hour|day))\b",
    "time",
    "once",
    "concurrent",
    "simultaneous",
    "parallel",
    "second",
    "minute",
    "hour",
    "day",
)
_IN_A_CASE = Pattern(
    r"\b(?:before|after|when|whenever|once|until|upon|which|that|who|whether|how)\b"
)
_PREDICATE = Pattern(
    r"\b(?:is|are|be|stays?|remains?|has an?|have an?)\s(?:(?:very|always|also|highly)\s)?$"
)
_SECOND_SENTENCE = Pattern(r"\.\s+\S", flags=0)
_RELATIVE = Pattern(r"\b(?:that|which|so|if|when)\b")
_OF_SYSTEMS = frozenset(
    ("speed", "availability", "scalability", "security", "usability", "cost", "maintainability")
)
_LETS = Pattern(
    r"\b(?:shall|must|should|will|can)\s(?:allow|let|enable|permit)\s(?:(?:the|an?|each|every|all)\s)?"
    r"(?P<who>\w+)\s(?:to\s)?[a-z]+\b"
)
_ABLE = Pattern(
    r"^(?:An?|The|Each|Every|Any)\s(?P<who>\w+(?:\s\w+)?)\s(?:can|may|(?:shall|must|should|will) be able to)\s\w+"
)
_ACCESS = Pattern(r"\b(?:only|not|no|never|access|authori[sz]\w+|authenticat\w+)\b")


def stated_quality(text: str, actors: Iterable[str]) -> Words | None:
    """The words by which a sentence that does nothing says how well something is done.

    A sentence about what one of the `actors` does is about a function, with whatever amounts.
    """
    if _SECOND_SENTENCE.search(text):
        return None
    crowd = _CROWD.search(text)
    if crowd is not None:
        return Words(crowd[0], crowd.start(), crowd.end())
    found = amounts(text)
    if _names_people(text, actors):
        return _waited(found, text)
    return _timed(found, text) or _adjective(qualities(text), text) or _of_system(text)


def _of_system(text: str) -> Words | None:
    """A quality that holds in all cases; what is done in one of them is a function."""
    for pattern in _QUALITIES:
        match = pattern.search(text)
        if match is not None and not _IN_A_CASE.search(text[: match.start()]):
            return Words(match[0], match.start(), match.end())
    return None


def _waited(found: tuple[Amount, ...], text: str) -> Words | None:
    """How long somebody waits at most, which is what a system does to them."""
    waits = _WAITS.search(text)
    times = [amount for amount in found if amount.dimension is Dimension.TIME]
    return times[0].words if waits is not None and times else None


def _names_people(text: str, actors: Iterable[str]) -> bool:
    people = "|".join(map(re.escape, (*_PEOPLE, *actors)))
    return (
        re.match(rf"(?:(?:an?|the|each|every|any|all)\s)?(?:\w+\s)?(?:{people})s?\b", text, re.I)
        is not None
    )


def _timed(found: tuple[Amount, ...], text: str) -> Words | None:
    """An amount behind the verb that it bounds."""
    for amount in found:
        verb = _verb_of(amount)
        end = None if amount.dimension is Dimension.SHARE else amount.words.start
        if verb is not None and not amount.is_period and verb.search(text[:end]):
            return amount.words
    return None


def _verb_of(amount: Amount) -> Pattern | None:
    if amount.dimension is Dimension.TIME:
        return _TIMED
    if amount.dimension is Dimension.SHARE:
        return _UPTIME
    return _CARRIES if amount.dimension in (Dimension.RATE, Dimension.NUMBER) else None


def _adjective(found: tuple[Quality, ...], text: str) -> Words | None:
    """A quality that the sentence says its subject has."""
    for quality in found:
        before = text[: quality.words.start]
        if (
            quality.name in _OF_SYSTEMS
            and _PREDICATE.search(before)
            and not _RELATIVE.search(before)
        ):
            return quality.words
    return None


def stated_function(text: str, actors: Iterable[str]) -> Words | None:
    """The words by which a sentence says what somebody can do, and neither how well nor that only some
    may."""
    if amounts(text) or qualities(text) or _ACCESS.search(text):
        return None
    known = {*_PEOPLE, *(name.lower() for name in actors)}
    known |= {f"{name}s" for name in known}
    for match in (_ABLE.match(text), _LETS.search(text)):
        if match is not None and match["who"].lower() in known:
            return Words(match[0], match.start(), match.end())
    return None
