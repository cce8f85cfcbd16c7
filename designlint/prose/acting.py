"""Who acts in a sentence: the passive voice that hides them, and texts that are no sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from designlint.prose.clauses import CONDITION, MODALS
from designlint.prose.words import Words, found

_PARTICIPLES = (
    "sent|kept|made|shown|given|found|taken|put|held|read|written|told|paid|sold|bought|set|split|brought"
    "|built|drawn|chosen|lost|run"
)
# Only what somebody is obliged to do: "is stored" may as well say how something is.
_PASSIVE = re.compile(
    rf"\b{MODALS} (?:(?:also|always|only|then|not|\w+ly) )*be (?:(?:then|\w+ly) )*"
    rf"(?:\w{{2,}}ed|{_PARTICIPLES})\b",
    re.IGNORECASE,
)
# Participles that say how something is, not what somebody does to it.
_STATES = re.compile(
    r"\bbe (?:based|interested|located|related|allowed|required|needed|used|supposed|expected"
    r"|limited|restricted|considered|composed|dated|logged in|signed in|authorized|registered"
    r"|authenticated|named|entitled|ended)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"\.\s(?=[A-Z])")
_DEPENDENT = re.compile(
    r"\b(?:that|which|who|if|when|whenever|where|while|once|upon|as|until|after|before|has|have|to|what)\b",
    re.IGNORECASE,
)
_FINITE = re.compile(
    rf"\b(?:{MODALS}|is|are|was|has|have|does|do|gets?|sees?|works?|needs?|goes|go|runs?)\b",
    re.IGNORECASE,
)
_MODAL = re.compile(rf"\b{MODALS}\b", re.IGNORECASE)
_GERUND = re.compile(
    r"(?!(?:thing|king|string|ring|morning|evening|building|\w+thing)\b)[a-z]{2,}ing\b"
)
# At the beginning, these are verbs without a subject ...
_ORDER = re.compile(
    rf"(?:{MODALS}\b|(?:send|show|provide|create|add|delete|notif(?:y|ie)|manage|register|upload|download"
    r"|generate|cancel|browse|calculate|validate|receive|edit|find|reserve|borrow|choose|filter)s?\b)",
    re.IGNORECASE,
)
# ... and these may be nouns as well, of which another word is the verb.
_NOUN_OR_ORDER = re.compile(
    r"(?:support|store|search|display|pay|log|export|import|track|view|update|print|process|sign|order"
    r"|place|rate|book|check|list|read|write|use|sync)\b"
)
_OTHER_VERB = re.compile(
    r"\s(?:appears?|shows?|contains?|includes?|opens?|starts?|stops?|gives?|sends?|keeps?|reach(?:es)?"
    r"|receives?|counts?|follows?|offers?|returns?|finds?|fails?|helps?)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:an?|the|each|every|all|any|no|anyone|everyone|nobody|who|it|they|one|two|\w+s)\b"
)
_VERB = re.compile(r"\w+s\b")
_NOUN = re.compile(
    r"(?:the\s|an?\s)?(?:(?:ability|option|possibility)\s(?:to|of)|(?:support|facility|functionality)\s(?:for|of|to)"
    r"|[a-z]{3,}ing\sof)\b",
    re.IGNORECASE,
)
_IMPERSONAL = re.compile(
    rf"\bit {MODALS} be possible\b|\b{MODALS} be possible\b|\bthere {MODALS} be (?:an?|the) "
    r"(?:option|possibility|way|ability|function)\b",
    re.IGNORECASE,
)
_NAMED_ACTOR = re.compile(
    r"\b(?:by|for|let|lets|allow|allows|enable|enables) (?:an?|the|each|every|all|any)? ?"
    r"(?:\w+ )?(?:user|customer|visitor|member|buyer|administrator|admin|operator|people|staff)s?\b",
    re.IGNORECASE,
)
_MOST_NAME = 4
"""A text without a verb is a name only up to so many words; more are a sentence that is not understood."""


def passive(text: str) -> Words | None:
    """A verb in the passive voice without the one who acts; None where the text names them."""
    if re.search(r"\bby\b", text, re.IGNORECASE):
        return None
    for words in found(_PASSIVE, text):
        sentence = _SENTENCE_END.split(text[: words.start])[-1]
        condition = CONDITION.match(sentence)
        subject = sentence[condition.end() :] if condition is not None else sentence
        if not _DEPENDENT.search(subject) and not _STATES.search(words.text):
            return words
    return None


def is_fragment(text: str, names: Iterable[str]) -> bool:
    """Whether a text is no sentence: a name of what is wanted ("Product search"), or a call to do it
    ("Send a receipt") that names nobody. `names` are words for those who act."""
    words = re.findall(r"[\w'-]+", text.lower())
    known = {name.lower() for name in names}
    if words and _ORDER.match(text) and not _NAMED_ACTOR.search(text):
        more = _MODAL.search(text, len(words[0]))
        return more is None and words[0].removesuffix("s") not in known
    if not words or _FINITE.search(text) or _NAMED_ACTOR.search(text):
        return False
    if {words[0], words[0].removesuffix("s")} & known:
        return False
    if _NOUN_OR_ORDER.match(words[0]) and not _OTHER_VERB.search(text):
        return True
    if _GERUND.match(words[0]) or _NOUN.match(text) or len(words) == 1:
        return True
    is_name = len(words) <= _MOST_NAME and _SUBJECT.fullmatch(words[0]) is None
    return is_name and not any(map(_VERB.fullmatch, words[1:2]))


def impersonal(text: str) -> Words | None:
    """An obligation of nobody ("it must be possible to order"); None where the text says for whom."""
    match = _IMPERSONAL.search(text)
    if match is None or _NAMED_ACTOR.search(text):
        return None
    return Words(match[0], match.start(), match.end())
