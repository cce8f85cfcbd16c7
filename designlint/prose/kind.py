"""Whether a sentence says what a system does, or how well it does so."""

from __future__ import annotations

import re
from collections.abc import Iterable

from designlint.prose.amount import Amount
from designlint.prose.amounts import amounts
from designlint.prose.qualities import Quality, qualities
from designlint.prose.words import Pattern, Words
from designlint.quantity import Dimension

_PEOPLE = ("user", "customer", "visitor", "member", "administrator", "buyer", "operator")
_TIMED = Pattern(
    r"(?<!\bto )\b(?:answers?|responds?|repl(?:y|ies)|loads?|reacts?|opens?|recovers?|restarts?|is back|is up"
    r"|response times?|latency|be returned|be available again)\b"
)
_UPTIME = Pattern(
    r"\b(?:availab(?:le|ility)|up ?time|downtime|works?|succeeds?|reachable|online|up)\b"
)
_CARRIES = Pattern(
    r"\b(?:handles?|supports?|serves?|carr(?:y|ies)|sustains?|copes? with|scales? to|withstands?|accommodates?)\b"
)
_PREDICATE = Pattern(
    r"\b(?:is|are|be|stays?|remains?|has an?|have an?)\s(?:(?:very|always|also|highly)\s)?$"
)
_SECOND_SENTENCE = Pattern(r"\.\s+\S", flags=0)
_RELATIVE = Pattern(r"\b(?:that|which|so|if|when)\b")
_OF_SYSTEMS = frozenset(("speed", "availability", "scalability", "security", "usability", "cost"))
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
    found, named = amounts(text), qualities(text)
    if not (found or named) or _SECOND_SENTENCE.search(text) or _names_people(text, actors):
        return None
    return _timed(found, text) or _adjective(named, text)


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
