"""Colours for texts of the language: a lexer for Pygments, which Sphinx, MkDocs and others read code with.

It reads with the scanner of the language itself, so that the two never part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar

from pygments.lexer import Lexer
from pygments.token import (
    Comment,
    Error,
    Keyword,
    Literal,
    Name,
    Number,
    Operator,
    Punctuation,
    String,
    Whitespace,
    _TokenType,
)

from designlint.language.syntax.nodes import Term
from designlint.language.syntax.parse import terms_of
from designlint.schema.declarations import DECLARATIONS, EXPECT, LOAD, LOSE, REQUIRE, SET

_OF_TERM: dict[str, _TokenType] = {
    "STRING": String.Double,
    "LONG_STRING": String.Doc,
    "NUMBER": Number,
    "UNIT": Number,
    "DATE": Literal.Date,
    "ARROW": Operator,
    "COMPARISON": Operator,
    "RANGE": Operator,
    "COLON": Punctuation,
    "LBRACE": Punctuation,
    "RBRACE": Punctuation,
    "STRAY": Error,
}
_LINES = frozenset((REQUIRE, EXPECT, LOSE, LOAD, SET))
_BEGINS = frozenset(("_END", "LBRACE", "RBRACE"))
_BETWEEN = re.compile(r"(#[^\n]*)|([,;])|([^#,;]+)")


class DesignLexer(Lexer):
    """Designs in the language of designlint."""

    name = "designlint"
    url = "https://pypi.org/project/designlint/"
    aliases: ClassVar[list[str]] = ["design", "designlint"]
    filenames: ClassVar[list[str]] = ["*.design"]
    mimetypes: ClassVar[list[str]] = ["text/x-design"]

    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, _TokenType, str]]:
        """The pieces of a text with their types, in their order: all of the text."""
        at = 0
        for term, kind in _typed(terms_of(text)):
            yield from _between(text, at, term.start)
            if kind is None:
                yield from _between(text, term.start, term.end)
            else:
                yield term.start, kind, text[term.start : term.end]
            at = term.end
        yield from _between(text, at, len(text))


def _typed(terms: Iterable[Term]) -> Iterator[tuple[Term, _TokenType | None]]:
    """Terms with their types; none for what stands between statements and parts of them."""
    before: Term | None = None
    is_declared = False
    for term in terms:
        begins = before is None or before.type in _BEGINS
        if term.type in ("_END", "_COMMA"):
            yield term, None
        elif term.type != "NAME":
            yield term, _OF_TERM[term.type]
        elif begins:
            yield term, _first(term.text)
        elif before is not None and before.type == "COLON":
            yield term, Name.Class
        else:
            yield term, Name.Variable if is_declared else Name
        is_declared = begins and term.text in DECLARATIONS
        before = term


def _first(word: str) -> _TokenType:
    """The type of the first word of a statement."""
    if word in DECLARATIONS:
        return Keyword.Declaration
    return Keyword if word in _LINES else Name.Attribute


def _between(text: str, start: int, end: int) -> Iterator[tuple[int, _TokenType, str]]:
    """Comments, separators and spaces."""
    for found in _BETWEEN.finditer(text, start, end):
        kind = Comment.Single if found[1] else Punctuation if found[2] else Whitespace
        yield found.start(), kind, found[0]
