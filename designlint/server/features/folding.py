"""The parts of a file that can be folded: blocks, long texts, runs of comments and of imports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lsprotocol import types

from designlint.base.source import Span
from designlint.language.syntax.nodes import Sentence, Statement
from designlint.language.syntax.parse import Syntax

_RANGES = types.FoldingRangeKind


def folds(syntax: Syntax) -> list[types.FoldingRange]:
    """All of them, in the order of their lines."""
    found = [*_blocks(syntax.statements), *_comments(syntax), *_imports(syntax)]
    return sorted(found, key=lambda one: (one.start_line, -one.end_line))


def _blocks(statements: Iterable[Statement]) -> Iterator[types.FoldingRange]:
    for statement in statements:
        for clause in statement.clauses:
            for term in clause:
                if term.type == "LONG_STRING":
                    yield from _fold(term.span)
        block = statement.block
        if block is not None:
            yield from _fold(block.span, keeps_end=True)
            yield from _blocks(block.statements)


def _fold(span: Span, *, keeps_end: bool = False) -> Iterator[types.FoldingRange]:
    """The lines of a span, less the last one where a brace that ends it stays in sight."""
    first = span.position.line - 1
    last = span.end_position.line - 1 - keeps_end
    if last > first:
        yield types.FoldingRange(first, last)


def _comments(syntax: Syntax) -> Iterator[types.FoldingRange]:
    lines = [
        n for n, line in enumerate(syntax.source.text.split("\n")) if line.lstrip().startswith("#")
    ]
    yield from _runs(lines, _RANGES.Comment)


def _imports(syntax: Syntax) -> Iterator[types.FoldingRange]:
    lines = [
        one.keyword.span.position.line - 1
        for one in syntax.statements
        if isinstance(one, Sentence) and one.keyword.text == "import"
    ]
    yield from _runs(lines, _RANGES.Imports)


def _runs(lines: list[int], kind: types.FoldingRangeKind) -> Iterator[types.FoldingRange]:
    """Lines that follow each other, as ranges of at least two."""
    start = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or lines[at] != lines[at - 1] + 1:
            if at - start > 1:
                yield types.FoldingRange(lines[start], lines[at - 1], kind=kind)
            start = at
