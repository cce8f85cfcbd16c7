"""Phrases that leave a requirement open, that promise the impossible, or that hide who acts."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.base.records import NamedTuple
from designlint.prose.words import Pattern, Words, any_of, found

_OPEN_END = Pattern(
    r"\betc\b\.?|\band so (?:on|forth)\b|\band the like\b|\bnot limited to\b|\bor similar\b"
    r"|\bamong others\b|\band (?:many )?more(?=\.?$)|(?:\.\.\.|…)(?=\.?$)",
    "etc", "so on", "so forth", "the like", "limited to", "similar", "others", "more", "...", "…",
)  # fmt: skip
# What is behind the promise takes something from it.
_EXCEPT = Pattern(r",? (?:as long as|except|unless|while|when|at|during|between|in|for|due)\b")
# What is asked of a thing is no promise: "which sensors are always online".
_ASKED = Pattern(r"\b(?:which|whether|how)\b", "wh", "how")
_SUCCESS = r"(?:available|availability|uptime|up|reliab\w+|accura\w+|secure|correct|success\w*|of the time)"
_ABSOLUTES = (
    (
        any_of(
            (
                rf"100(?:\.0+)? ?% (?:\w+ )?{_SUCCESS}", rf"{_SUCCESS} (?:is |of )?100(?:\.0+)? ?%",
                r"100 ?% of (?:the |all )?(?:\w+ ){0,3}(?:shall|will|must|should|can) (?:be able|successfully)",
                r"(?:on|in|for) 100 ?% of (?:the |all )?(?:transactions|requests|calls|attempts|cases)",
            ),
            "100",
        ),
        (),
    ),
    (
        any_of(
            (
                r"always (?:be )?(?:available|up|online|reachable|responsive|possible|works?|working|on)(?! call)",
                r"(?:available|up|online|reachable|works?) (?:always|at all times)",
                r"never (?:be )?(?:down|fails?|crash(?:es)?|goes down|go down|unavailable|offline|stops?)",
                r"(?:zero|no) (?:downtime|outages?|failures?)", "without (?:any )?downtime",
            ),
            "always", "all times", "never", "downtime", "outage", "failure",
        ),
        (),
    ),
    (
        any_of(
            (
                r"never (?:lose|loses|lost) (?:any )?(?:data|messages?|orders?|writes?)",
                r"(?:zero|no) (?:data )?loss(?: of data)?", r"no data is (?:ever )?lost",
            ),
            "never", "loss", "lost",
        ),
        ("rpo", "durability"),
    ),
)  # fmt: skip


# What is too large to go unmeasured: pictures, films and voices.
_MEDIA = Pattern(
    r"\b(?:videos?|films?|movies?|footage|clips?|live (?:pictures?|streams?|images?)|pictures?|photos?|images?|audio"
    r"|music|songs?|podcasts?|voice|calls? (?:each other|another|a friend)|video calls?|conferences?|screen sharing|scans?|episodes?"
    r"|(?:radio|tv|television) (?:shows?|programmes?|programs?|channels?)|live (?:audio|radio|sound|tv|broadcasts?|concerts?|match(?:es)?)|recordings?|audio ?books?|x-?rays?)\b"
)
# What changes for one person by what another does, or as the world does.
_LIVE = Pattern(
    r"\bas (?:it|they|he|she|this|that) (?:happens?|changes?|falls?|types?|moves?|occurs?|comes? in|is made|are made)\b"
    r"|\bin (?:near )?real[- ]time\b|\b(?:live|instantly|immediately) (?:sees?|shows?|shown|updated?)\b"
    r"|\b(?:chats?|collaborates?|co-?edits?|messages? each other|plays? (?:with|against) each other)\b"
    r"|\bsees? (?:each other's|one another's|the (?:changes|edits|moves|position) of (?:the )?others?)\b"
    r"|\b(?:edits?|draws?|writes?|works?|types?) (?:[\w ]+ )?(?:together|at the same time|simultaneously)\b",
    "as ", "real", "live", "instant", "immediate", "chat", "collab", "edit", "each other", "sees", "together",
    "same time", "simultan",
)  # fmt: skip


# Each of several people sends something that the others see.
_MUTUAL = Pattern(
    r"\b(?:(?:can|may|to|shall|must|will) (?:chat|collaborate)|chats? (?:with|together|live|to)|collaborates?|co-?edits?|messages? each other|plays? (?:with|against) each other|talks? to each other"
    r"|sends? (?:\w+ )?(?:messages? )?to each other|both ways|each other's)\b"
    r"|\b(?:edits?|draws?|writes?|types?) (?:[\w ]+ )?(?:together|at the same time|simultaneously)\b",
    "chat", "collab", "edit", "each other", "together", "same time", "simultan", "both ways",
)  # fmt: skip
# Somebody gets a message of the system.
_ANNOUNCES = Pattern(
    r"\b(?:sends?|sent|e?-?mails|emailed|notif(?:y|ies|ied)|informs?|informed|tells?|told|reminds?|reminded|alerts|alerted"
    r"|warns?|warned)\b"
    r"|\b(?:gets?|receives?)\s(?:[\w-]+\s){0,3}(?:e?-?mail|message|notice|receipt|confirmation|invoice|sms|notification"
    r"|reminder|letter|alert)s?\b",
    "sen",
    "mail",
    "notif",
    "inform",
    "tell",
    "told",
    "remind",
    "alert",
    "warn",
    "get",
    "receive",
)


class Absolute(NamedTuple):
    """Words for something that no design can prove, but by a claim of one of these `metrics`."""

    words: Words
    metrics: tuple[str, ...]


def open_ends(text: str) -> tuple[Words, ...]:
    """The words that say that a list goes on, but not how."""
    return tuple(found(_OPEN_END, text))


def absolutes(text: str) -> Iterator[Absolute]:
    """The words that promise a quality without exception."""
    for pattern, metrics in _ABSOLUTES:
        for words in found(pattern, text):
            if not (_EXCEPT.match(text, words.end) or _ASKED.search(text[: words.start])):
                yield Absolute(words, metrics)


def moves_media(text: str) -> bool:
    """Whether a text is about pictures, films or sound."""
    return _MEDIA.search(text) is not None


def live(text: str) -> Words | None:
    """The words that say that somebody sees at once what others do or what changes."""
    return next(found(_LIVE, text), None)


def mutual(text: str) -> Words | None:
    """The words that say that people send what others see at once."""
    return next(found(_MUTUAL, text), None)


def announces(text: str) -> bool:
    """Whether a text has somebody get a message."""
    return _ANNOUNCES.search(text) is not None
