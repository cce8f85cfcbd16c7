"""The obligations of a sentence: whether there is a second one behind the first."""

from __future__ import annotations

import re

from designlint.prose.amounts import amounts
from designlint.prose.qualities import qualities
from designlint.prose.words import Pattern, Words, tokens

MODALS = r"(?:shall|must|should|will|can|may)"
CONDITION = Pattern(r"^(?:if|when|whenever|while|where|once|upon|as)\b[^,]*,")
"""A condition in front of a sentence, up to its comma."""
_MODAL = Pattern(rf"\b{MODALS}\b")
_MODALS = frozenset(MODALS.strip("(?:)").split("|"))
# A second obligation begins behind the end of a sentence, or behind a word that joins two clauses.
_JOINT = Pattern(
    rf"(?:\.\s*(?-i:(?=[A-Z]))|;\s*|,?\s(?:and|but)\s(?:also\s)?)(?P<clause>[^.;,]*?\b{MODALS}\b)"
)
# In the present, a clause differs from a list by its object: "and the shop sends a receipt".
_ACTS = Pattern(
    r"(?:,? and|;|\. ?)\s+(?:then\s)?(?P<clause>(?P<article>the|an?|each|every)\s(?P<noun>[\w-]+)\s(?:[\w-]+\s)?"
    r"[a-z]+(?<!s)s\s(?:an?|the|it|them|each|every|all|her|him|their|its)\b)"
)
# Words of a clause that depends on another one: what stands in it is no obligation of its own.
_DEPENDENT = Pattern(
    r"\b(?:if|when|whenever|while|where|once|as|that|which|who|whose|what|because|so|until|unless"
    r"|whether|before|after|how|only|cannot|not|these|this|those|it|they|indicates?)\b"
)
# What was just named is described further.
_FURTHER = Pattern(r"^\s*the (?P<noun>[\w-]+) \w+ (?:be|have|include|contain|consist)\b")


def second_obligation(text: str) -> Words | None:
    """The beginning of a clause with an obligation of its own behind another one; None where there is
    none, or where the second states how well the first is met, or more about what it names."""
    if sum(word in _MODALS for word in tokens(text)) < 2:
        return _second_act(text)
    condition = CONDITION.match(text)
    first = _MODAL.search(text, condition.end() if condition is not None else 0)
    if first is None:
        return None
    for match in _JOINT.finditer(text, first.end()):
        clause, start = match["clause"], match.start("clause")
        if not (_DEPENDENT.search(clause) or _refines(text[start:], text[:start])):
            return Words(clause, start, match.end("clause"))
    return None


def _second_act(text: str) -> Words | None:
    """The beginning of a clause in the present tense, in which somebody else does something to something."""
    for match in _ACTS.finditer(text):
        clause, before = match["clause"], text[: match.start()]
        named = re.search(rf"\b{re.escape(match['noun'])}\b", before, re.IGNORECASE)
        if not (named or _DEPENDENT.search(clause) or _DEPENDENT.search(before)):
            return Words(clause, match.start("clause"), match.end("clause"))
    return None


def _refines(clause: str, before: str) -> bool:
    """Whether a clause says how much or how well, or what the noun of the clause before it is."""
    further = _FURTHER.match(clause)
    if further is not None and re.search(
        rf"\b{re.escape(further['noun'])}\b", before, re.IGNORECASE
    ):
        return True
    sentence = clause.split(".", maxsplit=1)[0]
    return bool(amounts(sentence) or qualities(sentence))
