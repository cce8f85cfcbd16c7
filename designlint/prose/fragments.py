"""Texts that are no sentence: the name of what is wanted, or a call to do it."""

from __future__ import annotations

from collections.abc import Set
from itertools import pairwise

from designlint.prose.acting import NAMED_ACTOR
from designlint.prose.words import Pattern, tokens

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
        "attach", "detach", "rename", "configure", "customize", "customise", "define", "specify", "adjust", "enter",
        "activate", "deactivate", "disable", "extend", "renew", "redeem", "escalate", "determine", "identify",
        "resolve", "recommend", "suspend", "terminate", "revoke", "encrypt", "synchronize", "synchronise", "undo",
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
_ABOUT = _PREPOSITIONS | {
    "before",
    "after",
    "on",
    "in",
    "to",
    "into",
    "at",
    "about",
    "during",
    "without",
    "across",
}
# Ends of nouns for what somebody does or keeps, and of words that are no verbs of the third person.
_ACT_ENDS = (
    "tion",
    "sion",
    "ment",
    "newal",
    "roval",
    "rieval",
    "moval",
    "sal",
    "ing",
    "ance",
    "ence",
    "ture",
    "tory",
    "tories",
    "tions",
    "sions",
    "ments",
    "ings",
    "ures",
    "port",
    "backup",
    "alert",
    "alerts",
    "reminder",
    "reminders",
    "overview",
    "status",
    "login",
    "sign-up",
    "signup",
    "checkout",
    "upload",
    "download",
    "lookup",
)
_NO_VERB_ENDS = ("us", "ss", "ics", "tions", "ments", "ings", "ances", "ences", "ities", "ails")
_MOST_ABOUT = 10
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
_MOST_NAME = 4
"""A text without a verb is a name only up to so many words; more are a sentence that is not understood."""


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
    return bare and NAMED_ACTOR.search(text) is None


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
    if words[0] in _ORDERS_OF and _is_bare_object(words):
        return True
    if words[0] not in _NOUNS_OR_ORDERS or _has_object(words):
        return False
    return not any(
        {word, word.removesuffix("s"), word.removesuffix("es")} & _OTHER_VERBS for word in words[1:]
    )


def _is_bare_object(words: list[str]) -> bool:
    """Whether many of something stand behind the first word, and nothing or where and how: "Track parcels"."""
    many = len(words) > 1 and words[1].endswith("s") and not words[1].endswith("ss")
    return many and (len(words) == 2 or (words[2] in _PREPOSITIONS and len(words) <= _MOST_TITLE))


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
    if len(words) > 2 and words[1].endswith("s") and words[1].removesuffix("s") in _ORDERS:
        return False
    is_gerund = len(first) > _MOST_NAME and first.endswith("ing") and not first.endswith("thing")
    if len(words) == 1 or (is_gerund and first not in _NO_GERUNDS) or _NOUN.match(text):
        return True
    if words[1] in _PREPOSITIONS and not first.endswith("s"):
        verbs = {word.removesuffix("s") for word in words[2:]} & _OTHER_VERBS
        return len(words) <= _MOST_TITLE and not verbs and first not in _SUBJECTS | _CROWDS
    if first in _SUBJECTS | _CROWDS:
        return False
    if _is_about(words):
        return True
    is_verb = words[1].endswith("s") and not words[1].endswith(_NO_VERB_ENDS)
    return len(words) <= _MOST_NAME and not first.endswith("s") and not is_verb


def _is_about(words: list[str]) -> bool:
    """Whether a text says what is done, as a noun, and about what: "Loan renewal by phone", "Reminders before
    the deadline"."""
    places = [n for n, word in enumerate(words[: _MOST_NAME + 1]) if word in _ABOUT]
    if not places or places[0] == 0:
        return False
    head, rest = words[: places[0]], [w for w in words[places[0] + 1 :] if w not in _DETERMINERS]
    if not _OTHER_VERBS.isdisjoint({one for w in words[:-1] for one in (w, w.removesuffix("s"))}):
        return False
    is_act = head[-1].endswith(_ACT_ENDS) or (len(head) > 1 and head[-1] in _NOUNS_OR_ORDERS)
    if is_act and not any(word.endswith("s") for word in head[:-1]):
        return len(words) <= _MOST_ABOUT
    return len(head) == 1 and len(rest) == 1 and not head[0].endswith("ss")
