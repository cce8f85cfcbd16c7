"""Syntax errors in the words of the person who writes the design."""

from __future__ import annotations

from typing import NamedTuple

from designlint.language.suggest import clip
from designlint.language.syntax.nodes import Term
from designlint.language.syntax.scan import LONG_QUOTE, STRAY

_EXPECTED = (
    ("ARROW", "an arrow"),
    ("STRING", "a value"),
    ("LBRACE", "'{'"),
    ("_END", "the end of the line"),
    ("RBRACE", "'}'"),
)

_SIGNS = {
    "_END": "the end of the line",
    "$END": "the end of the file",
    "ARROW": "an arrow",
    "LBRACE": "'{'",
    "RBRACE": "'}'",
    "_COMMA": "a comma",
    "COLON": "':'",
    "RANGE": "'..'",
}

_OTHERS = {"`": "a backtick", "\0": "a NUL character", "\ufffd": "a character that was not decoded"}

_QUOTES = 'text stands in double quotes: "..."'
_COMMENT = "a comment begins with #"
_LIST = "a list is written with commas, without brackets: a, b, c"
_ARROW = "an arrow is -> for a call that is waited for, ~> for one that is not"
_MONEY = "an amount names its currency: 400 USD"

# What a sign that no statement has was probably meant to be.
_SLIPS = {
    "'": _QUOTES,
    "`": _QUOTES,
    "\N{LEFT DOUBLE QUOTATION MARK}": 'text stands in straight quotes: "..."',
    "\N{RIGHT DOUBLE QUOTATION MARK}": 'text stands in straight quotes: "..."',
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
    "\N{RIGHTWARDS SQUIGGLE ARROW}": "an arrow that nobody waits for is ~>",
    "\N{GREATER-THAN OR EQUAL TO}": "at least is >=",
    "\N{LESS-THAN OR EQUAL TO}": "at most is <=",
    "%": "a share is written with its number: 5%",
    "$": _MONEY,
    "\N{EURO SIGN}": _MONEY,
    ".": "a number has a digit before its point: 0.5",
    "+": "numbers are written without a plus sign",
}


# Signs of which nobody doubts how they are written here.
_MENDED = {
    "//": "#",
    "\N{RIGHTWARDS ARROW}": "->",
    "\N{RIGHTWARDS DOUBLE ARROW}": "->",
    "\N{RIGHTWARDS SQUIGGLE ARROW}": "~>",
    "\N{GREATER-THAN OR EQUAL TO}": ">=",
    "\N{LESS-THAN OR EQUAL TO}": "<=",
}


class Problem(NamedTuple):
    """What is wrong in one sentence, and how to mend the usual slip behind it.

    Where the slip is certain, `mended` is what to write instead of it.
    """

    message: str
    hint: tuple[str, ...] = ()
    slip: str = ""
    mended: str = ""


def problem(found: Term, accepted: frozenset[str], previous: Term | None, inside: bool) -> Problem:
    """Put a surprise into words.

    `accepted` names the terminals that could have stood here, `previous` the term before,
    `inside` whether a block is open.
    """
    if is_comment(found):
        return Problem("a comment begins with #, not //", slip="//", mended=_MENDED["//"])
    if found.type == STRAY and found.text.startswith(LONG_QUOTE):
        return Problem(f"this text has no closing {LONG_QUOTE}")
    if found.type == STRAY and found.text.startswith('"'):
        return Problem("this text has no closing quote", _unclosed_text(found))
    message = f"expected {_expected(accepted, inside)}, found {_name(found)}"
    return Problem(message, _hint(found, previous), found.text, _MENDED.get(found.text, ""))


def _expected(accepted: frozenset[str], inside: bool) -> str:
    if "ERROR" in accepted:
        # A statement may begin here, so nothing before it is in hand.
        return "a property, '}' or an arrow" if inside else "a declaration"
    if accepted >= {"NAME"} and "STRING" not in accepted and "_END" not in accepted:
        return "a name"
    words = [word for terminal, word in _EXPECTED if terminal in accepted]
    return _listed([word for word in words if inside or word != "'}'"])


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _name(found: Term) -> str:
    return _SIGNS.get(found.type) or _OTHERS.get(found.text) or f"`{clip(found.text)}`"


def _hint(found: Term, previous: Term | None) -> tuple[str, ...]:
    if found.type == STRAY:
        slip = _SLIPS.get(found.text[:2]) or _SLIPS.get(found.text[:1])
        return (slip,) if slip else ()
    if found.type == "LBRACE" and previous is not None and previous.type == "_END":
        return ("the '{' of a block stands on the line that it belongs to",)
    return ()


def _unclosed_text(found: Term) -> tuple[str, ...]:
    closed = (f'{found.text}"',) if clip(found.text) == found.text else ()
    return (*closed, 'text of several lines stands between """ and """')


def is_comment(found: Term) -> bool:
    """Whether a stray term is a comment as other languages write it."""
    return found.type == STRAY and found.text.startswith("//")
