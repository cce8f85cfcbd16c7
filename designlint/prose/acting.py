"""Who acts in a sentence: the passive voice that hides them, and texts that are no sentence."""

from __future__ import annotations

from collections.abc import Set
from itertools import pairwise

from designlint.prose.clauses import CONDITION, MODALS
from designlint.prose.words import Pattern, Words, found, tokens

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
    r"|measured|monitored|collected|transferred|billed|escalated)\b"
    r"(?!(?: \w+)? (?:when|if|once|as|that|which))",
    "is ",
    "are ",
    "get",
)
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
_FINITE = frozenset(
    (
        "shall", "must", "should", "will", "can", "may", "is", "are", "was", "has", "have", "does", "do",
        "get", "gets", "see", "sees", "work", "works", "need", "needs", "goes", "go", "run", "runs",
    )
)  # fmt: skip
# At the beginning, these are verbs without a subject ...
_ORDERS = frozenset(
    (
        "send", "show", "provide", "create", "add", "delete", "notify", "manage", "register", "upload",
        "download", "generate", "cancel", "browse", "calculate", "validate", "receive", "edit", "find",
        "reserve", "borrow", "choose", "filter", "handle", "allow", "enable", "let", "ensure", "implement", "integrate",
        "accept", "reject", "approve", "authenticate", "verify", "compute", "detect", "prevent", "remind", "apply",
        "remove", "modify", "save", "publish", "translate", "convert", "merge", "collect", "select", "sell", "buy",
        "submit", "compare", "supports", "withdraw", "restore", "monitor", "unlock", "subscribe", "keep", "inform", "moderate",
    )
)  # fmt: skip
# With an article or the like behind them, these are verbs.
_ORDERS_OF = frozenset(
    (
        "report", "share", "record", "schedule", "charge", "refund", "ship", "block", "lock", "archive", "scan",
        "match", "transfer", "deposit", "request", "play", "watch", "stream", "review", "post", "change", "sort",
        "support", "store", "search", "display", "pay", "log", "export", "import", "track", "view", "update", "print",
        "process", "sign", "order", "place", "rate", "book", "check", "list", "read", "write", "use", "sync", "warn",
        "alert", "invite", "assign", "return", "answer", "open", "close", "start", "stop", "give", "get", "set", "make",
    )
)  # fmt: skip
_ARTICLES = frozenset(
    ("a", "an", "the", "all", "each", "every", "any", "their", "his", "her", "your", "my")
)
_DETERMINERS = _ARTICLES | {"new", "and", "in", "out"}
# ... and these may be nouns as well, of which another word is the verb.
_NOUNS_OR_ORDERS = frozenset(
    (
        "support", "store", "search", "display", "pay", "log", "export", "import", "track", "view", "update",
        "print", "process", "sign", "order", "place", "rate", "book", "check", "list", "read", "write",
        "use", "sync",
    )
)  # fmt: skip
_OTHER_VERBS = frozenset(
    (
        "appear", "show", "contain", "include", "open", "start", "stop", "give", "send", "keep", "reach",
        "receive", "count", "follow", "offer", "return", "find", "fail", "help",
    )
)  # fmt: skip
_PREPOSITIONS = frozenset(
    ("with", "via", "by", "through", "using", "for", "per", "of", "from", "between")
)
_CROWDS = frozenset(
    ("staff", "people", "personnel", "everybody", "somebody", "management", "police", "crew")
)
_HEADING = Pattern(r"^[\w -]{2,40}:\s")
_MOST_TITLE = 7
_NO_GERUNDS = frozenset(("king", "string", "ring", "morning", "evening", "building"))
_SUBJECTS = frozenset(
    (
        "a", "an", "the", "each", "every", "all", "any", "no", "anyone", "everyone", "nobody", "who", "it",
        "they", "one", "two",
    )
)  # fmt: skip
_NOUN = Pattern(
    r"(?:the\s|an?\s)?(?:(?:ability|option|possibility)\s(?:to|of)|(?:support|facility|functionality)\s(?:for|of|to)"
    r"|[a-z]{3,}ing\sof)\b"
)
_IMPERSONAL = Pattern(
    rf"\bit {MODALS} be possible\b|\b{MODALS} be possible\b|\bthere {MODALS} be (?:an?|the) "
    r"(?:option|possibility|way|ability|function)\b|^it is possible (?:to|for)\b"
    rf"|^there (?:is|are|{MODALS} be)\b",
    "possible",
    "there ",
)
_NAMED_ACTOR = Pattern(
    r"\b(?:by|for|let|lets|allow|allows|enable|enables) (?:an?|the|each|every|all|any)? ?"
    r"(?:\w+ )?(?:user|customer|visitor|member|buyer|administrator|admin|operator|people|staff)s?\b"
)
_MOST_NAME = 4
"""A text without a verb is a name only up to so many words; more are a sentence that is not understood."""


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


def is_fragment(text: str, names: Set[str]) -> bool:
    """Whether a text is no sentence: a name of what is wanted ("Product search"), or a call to do it
    ("Send a receipt") that names nobody. `names` are words for those who act, in small letters."""
    words = tokens(text)
    finite = not _FINITE.isdisjoint(words)
    if words and not finite and _is_heading(text):
        return True
    if not words or words[0] in names or words[0].removesuffix("s") in names:
        return False
    bare = words[0] in _FINITE or (not finite and (_is_order(words) or _is_title(words, text)))
    return bare and _NAMED_ACTOR.search(text) is None


def _is_heading(text: str) -> bool:
    """Whether a text is a name with a list of what belongs to it: "User management: create, delete"."""
    heading = _HEADING.match(text)
    words = tokens(heading[0]) if heading is not None else []
    return (
        0 < len(words) <= _MOST_NAME
        and words[0] not in _SUBJECTS
        and _OTHER_VERBS.isdisjoint(words)
    )


def _is_order(words: list[str]) -> bool:
    """Whether a text begins with a verb without a subject."""
    if words[0] in _ORDERS or words[0].removesuffix("s") in _ORDERS:
        return True
    if words[0] in _ORDERS_OF and len(words) > 1 and words[1] in _DETERMINERS:
        return True
    if words[0] not in _NOUNS_OR_ORDERS or _has_object(words):
        return False
    return not any(
        {word, word.removesuffix("s"), word.removesuffix("es")} & _OTHER_VERBS for word in words[1:]
    )


def _has_object(words: list[str]) -> bool:
    """Whether an article stands behind what can only be a verb: "order pickers scan each box"."""
    pairs = pairwise(words[2:])
    return any(
        word in _ARTICLES
        and before not in _PREPOSITIONS | {"and", "or", "to", "in", "on", "at", "as"}
        for before, word in pairs
    )


def _is_title(words: list[str], text: str) -> bool:
    """Whether a text without a verb that is known is a name of something."""
    first = words[0]
    if len(words) > 2 and words[1].endswith("s") and words[2] in _ARTICLES:
        return False
    is_gerund = len(first) > _MOST_NAME and first.endswith("ing") and not first.endswith("thing")
    if len(words) == 1 or (is_gerund and first not in _NO_GERUNDS) or _NOUN.match(text):
        return True
    if words[1] in _PREPOSITIONS and not first.endswith("s"):
        verbs = {word.removesuffix("s") for word in words[2:]} & _OTHER_VERBS
        return len(words) <= _MOST_TITLE and not verbs and first not in _SUBJECTS | _CROWDS
    is_subject = first in _SUBJECTS or first.endswith("s")
    return len(words) <= _MOST_NAME and not is_subject and not words[1].endswith("s")


def impersonal(text: str) -> Words | None:
    """An obligation of nobody ("it must be possible to order"); None where the text says for whom."""
    match = _IMPERSONAL.search(text)
    if match is None or _NAMED_ACTOR.search(text):
        return None
    return Words(match[0], match.start(), match.end())
