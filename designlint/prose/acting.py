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
_GERUND = re.compile(
    r"(?!(?:thing|king|string|ring|morning|evening|building|\w+thing)\b)[a-z]{2,}ing\b"
)
_ORDER = re.compile(
    r"(?:send|show|provide|support|store|create|add|delete|search|display|notify|manage|register"
    r"|upload|download|pay|log|export|import|generate|track|view|edit|update|cancel|browse|calculate"
    r"|validate|print|process|sign|receive)\b"
)
_SUBJECT = re.compile(
    r"(?:an?|the|each|every|all|any|no|anyone|everyone|nobody|who|it|they|one|two|\w+s)\b"
)
_VERB = re.compile(r"\w+s\b")
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
    if not words or _FINITE.search(text) or {words[0], words[0].removesuffix("s")} & known:
        return False
    if _GERUND.match(words[0]) or _ORDER.match(words[0]):
        return True
    is_name = len(words) <= _MOST_NAME and _SUBJECT.fullmatch(words[0]) is None
    return is_name and not any(map(_VERB.fullmatch, words[1:2]))
