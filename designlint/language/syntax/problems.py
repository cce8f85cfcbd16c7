"""Syntax errors in words: what was expected, what was found, and how to fix the usual mistake."""

from __future__ import annotations

import re
from itertools import islice

from designlint.base.records import NamedTuple
from designlint.language.suggest import clip
from designlint.language.syntax.nodes import Term
from designlint.language.syntax.scan import LONG_QUOTE, STRAY

_EXPECTED = (
    ("ARROW", "an arrow"),
    ("STRING", "a value"),
    ("LBRACE", "`{`"),
    ("_END", "the end of the line"),
    ("RBRACE", "`}`"),
)

_SIGNS = {
    "_END": "the end of the line",
    "$END": "the end of the file",
    "ARROW": "an arrow",
    "LBRACE": "`{`",
    "RBRACE": "`}`",
    "_COMMA": "a comma",
    "COLON": "`:`",
    "RANGE": "`..`",
}

_OTHERS = {
    "`": "a backtick",
    "\0": "a NUL character",
    "\ufffd": "a character that could not be decoded",
}

_QUOTES = 'text goes in double quotes: "..."'
_COMMENT = "a comment begins with #"
_LIST = "a list is written with commas, without brackets: a, b, c"
_ARROW = "an arrow is -> for a synchronous call, ~> for an asynchronous one"
_MONEY = "an amount names its currency: 400 USD"

# What a sign that is not part of the language was probably meant to be.
_HINTS = {
    "'": _QUOTES,
    "`": _QUOTES,
    "\N{LEFT DOUBLE QUOTATION MARK}": 'text goes in straight quotes: "..."',
    "\N{RIGHT DOUBLE QUOTATION MARK}": 'text goes in straight quotes: "..."',
    "\N{LEFT SINGLE QUOTATION MARK}": _QUOTES,
    "/*": _COMMENT,
    "/": "a unit is one word: 40k req/s, 400 USD/month",
    "[": _LIST,
    "(": _LIST,
    "]": _LIST,
    ")": _LIST,
    "-": _ARROW,
    "~": _ARROW,
    "\N{RIGHTWARDS ARROW}": "an arrow is ->",
    "\N{RIGHTWARDS DOUBLE ARROW}": "an arrow is ->",
    "\N{RIGHTWARDS SQUIGGLE ARROW}": "an asynchronous arrow is ~>",
    "\N{GREATER-THAN OR EQUAL TO}": "at least is >=",
    "\N{LESS-THAN OR EQUAL TO}": "at most is <=",
    "%": "a share is written with its number: 5%",
    "$": _MONEY,
    "\N{EURO SIGN}": _MONEY,
    ".": "a number has a digit before its point: 0.5",
    "+": "numbers are written without a plus sign",
}

# Signs whose spelling in the language is certain.
_REPLACEMENTS = {
    "//": "#",
    "\N{RIGHTWARDS ARROW}": "->",
    "\N{RIGHTWARDS DOUBLE ARROW}": "->",
    "\N{RIGHTWARDS SQUIGGLE ARROW}": "~>",
    "\N{GREATER-THAN OR EQUAL TO}": ">=",
    "\N{LESS-THAN OR EQUAL TO}": "<=",
}


# An odd number of backslashes before the last quote of a line.
_HIDES_ITS_END = re.compile(r'(?<!\\)(?:\\\\)*\\"[^"]*$')


class Problem(NamedTuple):
    """What is wrong in one sentence, and how to fix the usual mistake behind it.

    Where the mistake is certain, `replacement` is what to write instead of `wrong`.
    """

    message: str
    hint: tuple[str, ...] = ()
    wrong: str = ""
    replacement: str = ""


def problem_of(
    found: Term, accepted: frozenset[str], previous: Term | None, *, inside: bool
) -> Problem:
    """What is wrong with an unexpected term.

    `accepted` names the terminals that could have stood here, `previous` the term before,
    `inside` whether a block is open.
    """
    if is_comment(found):
        message = "a comment begins with #, not //"
        return Problem(message, wrong="//", replacement=_REPLACEMENTS["//"])
    if found.type == STRAY and found.text.startswith(LONG_QUOTE):
        return Problem(f"this text has no closing {LONG_QUOTE}")
    if found.type == STRAY and found.text.startswith('"'):
        return Problem("this text has no closing quote", _unclosed_text(found))
    message = f"expected {_expected(accepted, inside)}, found {_name(found)}"
    return Problem(message, _hint(found, previous), found.text, _REPLACEMENTS.get(found.text, ""))


def _expected(accepted: frozenset[str], inside: bool) -> str:
    if "ERROR" in accepted:
        # A statement may begin here: no unfinished one stands before it.
        return "a property, `}` or an arrow" if inside else "a declaration"
    if accepted >= {"NAME"} and "STRING" not in accepted and "_END" not in accepted:
        return "a name"
    words = [word for terminal, word in _EXPECTED if terminal in accepted]
    return _listed([word for word in words if inside or word != "`}`"])


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _name(found: Term) -> str:
    return _SIGNS.get(found.type) or _OTHERS.get(found.text) or f"`{clip(found.text)}`"


def _hint(found: Term, previous: Term | None) -> tuple[str, ...]:
    if found.type == STRAY:
        better = _quantity_around(found)
        if better:
            return (f"write {better}",)
        if found.source.text.startswith(".*", found.start):
            return ("a place stands for all that is in it: write its name, without `.*`",)
        hint = _HINTS.get(found.text[:2]) or _HINTS.get(found.text[:1])
        return (hint,) if hint else ()
    if found.type == "ARROW" and _CONDITION.match(_line_before(found)):
        return (
            "what depends on a miss or a chance is a step with a clause: `a -> b, on miss of CACHE` or `a -> b, 5%`",
        )
    if found.type == "ARROW" and previous is not None and previous.text == "<":
        return (
            "an arrow has one direction: a call back is a line of its own; between two places, write `rtt to PLACE TIME` in one of them",
        )
    if found.type == "LBRACE" and previous is not None and previous.type == "_END":
        return ("the `{` of a block stands on the line of its statement",)
    if found.type == "NAME" and previous is not None and previous.type == "RBRACE":
        return (f"put `{found.text}` on a new line or behind `;`",)
    return ()


_CONDITION = re.compile(r"(?:.*;)?\s*(?:if|when|unless|else|on)\b")


def _line_before(found: Term) -> str:
    text = found.source.text
    return text[text.rfind("\n", 0, found.start) + 1 : found.start]


_IN_QUANTITIES = frozenset("$%/'.\N{EURO SIGN}\N{POUND SIGN}")
_NUMBER_BEFORE = re.compile(r"-?\d[\d_.,']*[ \t]*[^\W\d_]*[ \t]*$")
_UNIT_BEHIND = re.compile(r"[^\n;{}#]*")
_WORD = re.compile(r"\S+")
_MOST_WORDS = 4


def _quantity_around(found: Term) -> str:
    """How the quantity is written that has a sign of another language in it: `$5/mo`, `99.9 %`."""
    if found.text[:1] not in _IN_QUANTITIES:
        return ""
    from designlint.language.respelling import respelt  # only a mistake needs it

    text = found.source.text
    before = _NUMBER_BEFORE.search(text, text.rfind("\n", 0, found.start) + 1, found.start)
    start = before.start() if before is not None else found.start
    rest = _UNIT_BEHIND.match(text, found.end)
    words = _WORD.finditer(text, found.end, rest.end() if rest is not None else found.end)
    ends = [found.end, *(word.end() for word in islice(words, _MOST_WORDS))]
    for end in reversed(ends):
        better = respelt(text[start:end])
        if better is not None:
            return " or ".join(better.better)
    return ""


def _unclosed_text(found: Term) -> tuple[str, ...]:
    if _HIDES_ITS_END.search(found.text):
        return (r"`\"` is a quote inside the text; a backslash before its closing quote is `\\`",)
    closed = (f'{found.text}"',) if clip(found.text) == found.text else ()
    return (*closed, 'text of several lines goes between """ and """')


def is_comment(found: Term) -> bool:
    """Whether a stray term is a comment as other languages write it."""
    return found.type == STRAY and found.text.startswith("//")
