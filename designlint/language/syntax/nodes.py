"""The syntax tree. Every term knows its source, so whatever is made of terms knows where it is.

Offsets count characters from the start of the source's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from designlint.base.records import NamedTuple
from designlint.base.source import Source, Span

# Half the time of `Span(...)`, of which there is one for nearly each term.
_made = tuple.__new__

_NAME = re.compile(r"[^\W\d]\w*(?:-\w+)*")


class Term(NamedTuple):
    """One word, text, quantity or sign of a source.

    `type` is the grammar's terminal that it matched; a term that the source lacks has an empty text. A
    term of a constant's value stands where the constant is declared; `via` is the name it is used by.
    """

    type: str
    text: str
    start: int
    source: Source
    via: Term | None = None
    longer: int = 0
    """How many characters more the source has: a name may be written with combining characters."""

    @property
    def end(self) -> int:
        """The offset behind its last character."""
        return self.start + len(self.text) + self.longer

    @property
    def span(self) -> Span:
        """Its characters."""
        _, text, start, source, _, longer = self
        return _made(Span, (source, start, start + len(text) + longer))

    @property
    def span_behind(self) -> Span:
        """The empty span behind it, where a missing term would be."""
        here = self.via or self
        return Span(here.source, here.end, here.end)


Clause = tuple[Term, ...]

Written = tuple[tuple[tuple[str, str], ...], ...]
"""The types and the texts of terms, clause by clause."""


class Block(NamedTuple):
    """Statements between two braces, and how deep the blocks inside them nest."""

    statements: tuple[Statement, ...]
    opening: Term
    closing: Term
    depth: int

    @property
    def span(self) -> Span:
        """The block with its braces."""
        return span_between(self.opening, self.closing)


class Sentence(NamedTuple):
    """A line that begins with a word: a declaration or a property.

    `clauses` are the terms behind the keyword, split at the commas.
    """

    keyword: Term
    clauses: tuple[Clause, ...]
    block: Block | None

    @property
    def first(self) -> Term:
        """Its first term."""
        return self.keyword

    @property
    def last(self) -> Term:
        """The last term before its block."""
        return self.clauses[-1][-1] if self.clauses else self.keyword

    @property
    def written(self) -> Written:
        """What stands behind the keyword, wherever that is."""
        return tuple([tuple([(term.type, term.text) for term in one]) for one in self.clauses])


class Route(NamedTuple):
    """A line with arrows: who talks to whom. There is one arrow fewer than hops.

    `clauses[0]` are the terms right behind the last hop, before any comma.
    """

    hops: tuple[Term, ...]
    arrows: tuple[Term, ...]
    clauses: tuple[Clause, ...]
    block: Block | None

    @property
    def first(self) -> Term:
        """Its first term."""
        return self.hops[0]

    @property
    def last(self) -> Term:
        """The last term before its block."""
        return self.clauses[-1][-1] if self.clauses else self.hops[-1]


Statement = Sentence | Route


def span_between(first: Term, last: Term) -> Span:
    """The characters from the start of one term to the end of another of the same source. Of the
    value of a constant and something else, the name of the constant counts."""
    if first.via is not last.via:
        first, last = first.via or first, last.via or last
    return _made(Span, (first.source, first.start, last.end))


def head_span(statement: Statement) -> Span:
    """A statement without its block."""
    return span_between(statement.first, statement.last)


def whole_span(statement: Statement) -> Span:
    """A statement with its block."""
    block = statement.block
    return span_between(statement.first, statement.last if block is None else block.closing)


def names_in(tree: object) -> Iterator[str]:
    """All names in a part of the tree, however deep; texts that were never closed count as words."""
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Term):
            if part.type == "NAME":
                yield part.text
            elif part.type == "STRAY":
                yield from _NAME.findall(part.text)
        elif isinstance(part, tuple | list):
            waiting.extend(part)
