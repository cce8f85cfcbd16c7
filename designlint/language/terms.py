"""The terms of one statement, read one after the other, and the error when they do not fit."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Protocol

from designlint.diagnostics.diagnostic import Diagnostic, Fix, advice
from designlint.diagnostics.edits import replaced
from designlint.language import codes
from designlint.language.suggest import clip
from designlint.language.syntax.nodes import Statement, Term, span_between
from designlint.quantities.quantity import Dimension, Quantity, QuantityError
from designlint.quantities.reading import is_unit, parse_quantity

COMMA = "_COMMA"
MOST_TERMS = 8
"""A quantity has no more terms, however it is written."""
TEXTS = ("STRING", "LONG_STRING")


class ReadError(Exception):
    """Terms that could not be read; `diagnostic` is None where an earlier error is the cause."""

    def __init__(self, diagnostic: Diagnostic | None) -> None:
        super().__init__(diagnostic.message if diagnostic else "follows from an earlier error")
        self.diagnostic = diagnostic


def with_help(error: ReadError, hint: str) -> ReadError:
    """The error with a hint, where it is about a value and nothing nearer helps."""
    found = error.diagnostic
    if found is None or found.code != codes.VALUE.code or found.help or found.fix is not None:
        return error
    return ReadError(found._replace(help=(advice(hint),)))


class Names(Protocol):
    """Where references are looked up."""

    def resolve(self, kind: str, term: Term) -> str:
        """The path of the declaration that a name refers to. Raises ReadError when there is none, or
        more than one."""


class Terms:
    """The terms behind the name of a statement, with its commas, and a position among them."""

    def __init__(self, statement: Statement, worse: str = "") -> None:
        self.worse = worse
        """The worse end of a quantity that may be a range here; empty where none may."""
        self.all: list[Term] = []
        for clause in statement.clauses:
            if self.all:
                # The tree keeps no commas; an empty term marks where one was.
                first = clause[0].via or clause[0]
                self.all.append(Term(COMMA, "", first.start, first.source))
            self.all.extend(clause)
        self.at = 0
        self._statement = statement

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

    def take_comma(self) -> bool:
        """Move past the next term if it is a comma."""
        here = self.here
        if here is None or here.type != COMMA:
            return False
        self.at += 1
        return True

    def take_word(self, *words: str) -> Term | None:
        """Move past the next term if it is one of these words."""
        here = self.here
        if here is not None and here.text in words and here.type not in TEXTS:
            return self.take()
        return None

    def take_quantity(self, *allowed: Dimension) -> Quantity:
        """Move past a number with the unit attached to it or standing behind it. Raises ReadError.

        Other dimensions than those `allowed` are read, too, but nothing is suggested that is one of them.
        """
        start = self.at
        number = self.take()
        text, span = number.text, number.span
        behind = self.here
        if behind is not None and (
            behind.type == "UNIT" or (behind.type == "NAME" and is_unit(behind.text))
        ):
            self.take()
            text, span = f"{text} {behind.text}", span_between(number, behind)
        try:
            quantity = parse_quantity(text)
        except QuantityError as error:
            better = self.respelt(start, allowed)
            found = codes.UNIT.at(span, help=error.hints, problem=str(error))
            raise better or ReadError(found) from None
        if allowed and quantity.dimension not in allowed:
            better = self.respelt(start, allowed)
            if better is not None:
                raise better
        return quantity

    def respelt(
        self, start: int, allowed: Collection[Dimension] = (), beyond: int = 0
    ) -> ReadError | None:
        """The error that the terms from `start` on are a quantity as it is written elsewhere; None where
        they are none. They go on behind the term at `beyond`."""
        from designlint.language.respelling import respelt  # only a mistake needs it

        first = self.all[start]
        for end in range(min(start + MOST_TERMS, len(self.all)), max(start, beyond), -1):
            last = self.all[end - 1]
            if last.type not in ("NUMBER", "NAME", "UNIT"):
                continue
            span = span_between(first, last)
            found = respelt(span.text, allowed)
            if found is not None:
                write = f"write {' or '.join(found.better)}"
                fix = None
                if len(found.better) == 1:
                    better = found.better[0]
                    fix = replaced(f"write `{better}`", span, better, safe=found.is_certain)
                return ReadError(codes.UNIT.at(span, help=(write,), fix=fix, problem=found.problem))
        return None

    def going_on(self) -> ReadError | None:
        """The error that a number goes on behind what was read of it: `1,5`, `1 000`, `1h30m`."""
        starts = [at for at in range(self.at) if self.all[at].type == "NUMBER"]
        return self.respelt(starts[-1], (), self.at) if starts else None

    def expected(self, what: str, hints: tuple[str, ...] = (), fix: Fix | None = None) -> ReadError:
        """The error that something else is here."""
        here = self.here
        if here is None:
            at = self._statement.last.span_behind
            return ReadError(codes.VALUE.at(at, help=hints, problem=f"expected {what} here"))
        problem = f"expected {what}, found {_shown(here)}"
        return ReadError(codes.VALUE.at(here.span, help=hints, fix=fix, problem=problem))


def unquote(term: Term) -> str:
    """The text between the quotes, with `\\"` and `\\\\` read; a long text without its indent.

    A backslash before another character stands for itself, as in `C:\\data`: no character is lost.
    """
    if term.type == "LONG_STRING":
        from inspect import cleandoc  # only long texts need it

        return cleandoc(term.text[3:-3])
    inner = term.text[1:-1]
    return re.sub(r'\\(["\\])', r"\1", inner) if "\\" in inner else inner


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
