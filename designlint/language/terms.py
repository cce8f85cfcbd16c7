"""The terms of one statement, read one after the other, and the trouble that they can give."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple, Protocol

from designlint.diagnostic import Fix
from designlint.edits import left_out, replaced
from designlint.language import codes
from designlint.language.codes import Code
from designlint.language.suggest import clip
from designlint.language.syntax.nodes import Clause, Term
from designlint.quantity import Dimension, Quantity, QuantityError, is_unit, parse_quantity
from designlint.source import Source, Span

COMMA = "_COMMA"
TEXTS = ("STRING", "LONG_STRING")


class Mend(NamedTuple):
    """What to write in the place of some characters so that they read; no text leaves them out."""

    title: str
    start: int
    end: int
    text: str
    safe: bool = False

    def fix(self, source: Source) -> Fix:
        """The same as a fix of a source."""
        span = Span(source, self.start, self.end)
        if not self.text:
            return left_out(self.title, span, safe=self.safe)
        return replaced(self.title, span, self.text, safe=self.safe)


class Misread(Exception):  # noqa: N818  # not an error of the program but of the text; always caught
    """Terms that do not fit: which kind of trouble, where, and how to mend it."""

    def __init__(
        self,
        code: Code,
        start: int,
        end: int,
        hints: tuple[str, ...] = (),
        mend: Mend | None = None,
        **fields: object,
    ) -> None:
        super().__init__(code.code)
        self.code = code
        self.start = start
        self.end = end
        self.hints = hints
        self.mend = mend
        self.fields: dict[str, Any] = fields


class Names(Protocol):
    """Where references are looked up."""

    def resolve(self, sort: str, term: Term) -> str:
        """The path of what a name means; Misread when nothing or several things are meant."""


class Terms:
    """The terms of one statement, with its commas, and a place in them."""

    def __init__(self, clauses: Iterable[Clause], end: int) -> None:
        self.all: list[Term] = []
        for clause in clauses:
            if self.all:
                at = clause[0].start
                self.all.append(Term(COMMA, ",", at, at))
            self.all.extend(clause)
        self.at = 0
        self.end = end

    @property
    def here(self) -> Term | None:
        """The next term, or None at the end."""
        return self.all[self.at] if self.at < len(self.all) else None

    @property
    def after(self) -> Term | None:
        """The term behind the next one."""
        return self.all[self.at + 1] if self.at + 1 < len(self.all) else None

    @property
    def before(self) -> Term | None:
        """The term that was taken last."""
        return self.all[self.at - 1] if self.at else None

    def take(self) -> Term:
        """Move past the next term."""
        term = self.all[self.at]
        self.at += 1
        return term

    def take_word(self, *words: str) -> Term | None:
        """Move past the next term if it is one of these words."""
        here = self.here
        if here is not None and here.text in words and here.type not in TEXTS:
            return self.take()
        return None

    def take_quantity(self, *allowed: Dimension) -> Quantity:
        """Move past a number with the unit attached to it or standing behind it. Raises Misread.

        Other dimensions than those `allowed` are read, too, but no unit is mended to be one.
        """
        number = self.take()
        text, end = number.text, number.end
        behind = self.here
        if behind is not None and (
            behind.type == "UNIT" or (behind.type == "NAME" and is_unit(behind.text))
        ):
            self.take()
            text, end = f"{text} {behind.text}", behind.end
        try:
            return parse_quantity(text)
        except QuantityError as trouble:
            mend = None
            if trouble.better and parse_quantity(trouble.better).dimension in allowed:
                title = f"write `{trouble.better}`"
                mend = Mend(title, number.start, end, trouble.better, safe=True)
            raise Misread(
                codes.UNIT, number.start, end, trouble.hints, mend, problem=str(trouble)
            ) from None

    def expected(self, what: str, hints: tuple[str, ...] = (), mend: Mend | None = None) -> Misread:
        """The trouble that something else stands here."""
        here = self.here
        if here is None:
            return Misread(codes.VALUE, self.end, self.end, hints, problem=f"expected {what} here")
        problem = f"expected {what}, found {_shown(here)}"
        return Misread(codes.VALUE, here.start, here.end, hints, mend, problem=problem)


def unquote(term: Term) -> str:
    """What stands between the quotes, with `\\"` and `\\\\` read; a long text without its indent."""
    if term.type == "LONG_STRING":
        from inspect import cleandoc  # only long texts need it

        return cleandoc(term.text[3:-3])
    inner = term.text[1:-1]
    return re.sub(r"\\(.)", r"\1", inner) if "\\" in inner else inner


def _shown(term: Term) -> str:
    if term.type == COMMA:
        return "a comma"
    if term.type in TEXTS:
        return "a text in quotes"
    word = f"`{clip(term.text)}`"
    if term.type != "NUMBER":
        return word
    try:
        return f"{parse_quantity(term.text).dimension.value} {word}"
    except QuantityError:
        return word
