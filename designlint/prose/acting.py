"""Who acts in a sentence: the passive voice that hides them, and obligations of nobody."""

from __future__ import annotations

from designlint.prose.clauses import CONDITION, MODALS
from designlint.prose.words import Pattern, Words, found

_PARTICIPLES = (
    "sent|kept|made|shown|given|found|taken|put|held|read|written|told|paid|sold|bought|set|split|brought"
    "|built|drawn|chosen|lost|run"
)
# Only what somebody is obliged to do: "is stored" may as well say how something is.
_PASSIVE = Pattern(
    rf"\b{MODALS} (?:(?:also|always|only|then|not|\w+ly) )*be (?:(?:then|\w+ly) )*"
    rf"(?:\w{{2,}}ed|{_PARTICIPLES})\b",
    "be ",
)
# What somebody does, in the present: a thing "is archived" or "gets unlocked" by whom?
_PRESENT = Pattern(
    r"\b(?:is|are|gets?) (?:(?:also|then|automatically|immediately|always|\w+ly) )?"
    r"(?:archived|sent|saved|deleted|charged|cancel+ed|shipped|unlocked|locked|tracked|reported|refunded|paid|confirmed"
    r"|updated|created|generated|printed|exported|imported|e?mailed|uploaded|calculated|computed|logged|recorded"
    r"|reviewed|approved|rejected|assigned|scheduled|booked|published|processed|verified|checked|validated|moderated"
    r"|delivered|forwarded|shown|displayed|ranked|translated|converted|synchroni[sz]ed|backed up|removed|added|handled"
    r"|measured|monitored|collected|transferred|billed|escalated|filed|submitted|attached|renewed|reserved|issued"
    r"|matched|sorted|filtered|accepted|received|signed|scanned|counted|withdrawn|lent|returned|encrypted with|redeemed|activated)\b"
    r"(?!(?: \w+)? (?:when|if|once|as|that|which))",
    "archived", "sent", "saved", "deleted", "charged", "cancel", "shipped", "lock", "tracked", "reported",
    "refunded", "paid", "confirmed", "updated", "created", "generated", "printed", "exported", "imported", "mailed",
    "uploaded", "calculated", "computed", "logged", "recorded", "reviewed", "approved", "rejected", "assigned",
    "scheduled", "booked", "published", "processed", "verified", "checked", "validated", "moderated", "delivered",
    "forwarded", "shown", "displayed", "ranked", "translated", "converted", "synchroni", "backed", "removed",
    "added", "handled", "measured", "monitored", "collected", "transferred", "billed", "escalated", "filed",
    "submitted", "attached", "renewed", "reserved", "issued", "matched", "sorted", "filtered", "accepted",
    "received", "signed", "scanned", "counted", "withdrawn", "lent", "returned", "encrypted", "redeemed",
    "activated",
)  # fmt: skip
# A subject of few words directly in front: in a longer sentence, somebody may have done more before.
_SUBJECT = Pattern(r"^\s*(?:then\s)?(?:[\w'-]+\s){1,4}$")
# "by card" and "by midnight" name nobody.
_BY_WHOM = Pattern(
    r"\bby (?!e?-?mail\b|card\b|post\b|phone\b|sms\b|text\b|hand\b|default\b|name\b|date\b|credit\b|bank\b"
    r"|midnight\b|noon\b|invoice\b|cash\b|using\b|means\b|\d)"
)
# Participles that say how something is, not what somebody does to it.
_STATES = Pattern(
    r"\bbe (?:based|interested|located|related|allowed|required|needed|used|supposed|expected"
    r"|limited|restricted|considered|composed|dated|logged in|signed in|authorized|registered"
    r"|authenticated|named|entitled|ended)\b"
)
_SENTENCE_END = Pattern(r"\.\s(?=[A-Z])", ". ", flags=0)
_DEPENDENT = Pattern(
    r"\b(?:that|which|who|if|when|whenever|where|while|once|upon|as|until|after|before|has|have|to|what|whether|how|why"
    r"|because|unless|indicates?)\b"
)
_IMPERSONAL = Pattern(
    rf"\bit {MODALS} be possible\b|\b{MODALS} be possible\b|\bthere {MODALS} be (?:an?|the) "
    r"(?:option|possibility|way|ability|function)\b|^it is possible (?:to|for)\b"
    rf"|^there (?:is|are|{MODALS} be)\b",
    "possible",
    "there ",
)
NAMED_ACTOR = Pattern(
    r"\b(?:by|for|let|lets|allow|allows|enable|enables) (?:an?|the|each|every|all|any)? ?"
    r"(?:\w+ )?(?:user|customer|visitor|member|buyer|administrator|admin|operator|people|staff)s?\b"
)
"""Those who may or must be able to do something."""


def passive(text: str) -> Words | None:
    """A verb in the passive voice without the one who acts; None where the text names them."""
    for words in found(_PASSIVE, text):
        if _is_hidden(text, words) and not _STATES.search(words.text):
            return words
    for words in found(_PRESENT, text):
        if _is_hidden(text, words) and _SUBJECT.search(_subject(text, words)):
            return words
    return None


def _is_hidden(text: str, verb: Words) -> bool:
    """Whether a verb belongs to the main clause, and nobody is named behind it."""
    return not (_BY_WHOM.search(text, verb.end) or _DEPENDENT.search(_subject(text, verb)))


def _subject(text: str, verb: Words) -> str:
    """What stands in front of a verb in its sentence, without the condition at the beginning."""
    before = text[: verb.start]
    sentence = before[max((end.end() for end in _SENTENCE_END.finditer(before)), default=0) :]
    condition = CONDITION.match(sentence)
    return sentence[condition.end() :] if condition is not None else sentence


def impersonal(text: str) -> Words | None:
    """An obligation of nobody ("it must be possible to order"); None where the text says for whom."""
    match = _IMPERSONAL.search(text)
    if match is None or NAMED_ACTOR.search(text):
        return None
    return Words(match[0], match.start(), match.end())
