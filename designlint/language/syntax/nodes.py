"""The syntax tree. Offsets count characters from the start of the file's text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_NAME = re.compile(r"[^\W\d]\w*(?:-\w+)*")


class Term(NamedTuple):
    """One word, text, quantity or sign; `type` is the grammar's terminal that it matched."""

    type: str
    text: str
    start: int
    end: int


Clause = tuple[Term, ...]


class Block(NamedTuple):
    """What stands between two braces."""

    statements: tuple[Statement, ...]
    start: int
    end: int
    depth: int


class Sentence(NamedTuple):
    """A line that begins with a word: a declaration or a property.

    `clauses` are the terms behind the keyword, split at the commas.
    """

    keyword: Term
    clauses: tuple[Clause, ...]
    block: Block | None


class Route(NamedTuple):
    """A line with arrows: who talks to whom. There is one arrow fewer than hops.

    `clauses[0]` is what stands right behind the last hop, before any comma.
    """

    hops: tuple[Term, ...]
    arrows: tuple[Term, ...]
    clauses: tuple[Clause, ...]
    block: Block | None


Statement = Sentence | Route


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
