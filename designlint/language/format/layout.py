"""From the syntax tree to lines: which statements share one, and where a long one is broken.

Line ends are those of the author, as far as lines are short enough. A longer one is broken from the
outside in: its block is opened, then the statements of a row get a line each, then a list continues
on the next line behind its commas.
"""

from __future__ import annotations

from collections.abc import Sequence

from designlint.language.format.gaps import Gap, read_gap
from designlint.language.format.lines import INDENT, LIMIT, Cell, Line
from designlint.language.format.words import (
    BLOCK,
    HEAD,
    Word,
    joined,
    width,
    words_of,
)
from designlint.language.syntax.nodes import Block, Route, Statement, whole_span
from designlint.schema.declarations import DECLARATIONS

_GOES_ON = INDENT * 2
_EMPTY = "{}"


def lay_out(text: str, statements: Sequence[Statement]) -> list[Line]:
    """The lines of a file whose statements these are."""
    layout = _Layout(text)
    layout.region(statements, 0, len(text), 0)
    return layout.lines


class _Layout:
    def __init__(self, text: str) -> None:
        self._text = text
        self._after_empty_line = False
        self.lines: list[Line] = []

    def region(self, statements: Sequence[Statement], start: int, end: int, depth: int) -> None:
        """Everything between two offsets: a file, or the inside of a block."""
        row: list[Statement] = []
        at = start
        for statement in statements:
            first = statement.first.start
            gap = read_gap(self._text, at, first, at_line_start=at == 0)
            if gap.broken or not row:
                self._row(row, depth)
                row = []
                self._comments(gap, depth)
            row.append(statement)
            at = whole_span(statement).end
        self._row(row, depth)
        self._comments(read_gap(self._text, at, end, at_line_start=at == 0), depth)
        self._after_empty_line = False

    def _comments(self, gap: Gap, depth: int, extra: str = "") -> None:
        """The comments of a gap, and the empty line behind them."""
        for comment in gap.comments:
            if comment.own_line:
                self._after_empty_line = comment.after_empty_line
                cells = (Cell(HEAD, comment.text, False),)
                self._add(Line(depth, cells, extra=extra, is_comment=True))
            else:
                self.lines[-1] = self.lines[-1]._replace(
                    comment=comment.text, comment_wide=comment.wide
                )
        self._after_empty_line = gap.before_empty_line

    def _add(self, line: Line) -> None:
        empty = self._after_empty_line and bool(self.lines) and not self.lines[-1].opens
        self.lines.append(line._replace(after_empty_line=empty))
        self._after_empty_line = False

    def _row(self, row: list[Statement], depth: int) -> None:
        """Statements that were written on one line."""
        if len(row) > 1:
            texts = [self._flat(statement) for statement in row]
            whole = "; ".join([text for text in texts if text is not None])
            if None not in texts and _fits(depth, whole):
                self._add(Line(depth, (Cell(HEAD, whole, False),)))
                return
        for statement in row:
            self._statement(statement, depth)

    def _statement(self, statement: Statement, depth: int) -> None:
        words = words_of(statement)
        flat = self._flat(statement)
        block = statement.block
        opens = block is not None and not self._is_empty(block)
        breakable = opens or any(word.ends_clause for word in words)
        if flat is not None and (_fits(depth, flat) or not breakable):
            self._add(Line(depth, self._cells(statement, words), _table(statement)))
            return
        self._head(words, f" {'{' if opens else _EMPTY}" if block is not None else "", depth)
        if block is not None and opens:
            self.lines[-1] = self.lines[-1]._replace(opens=True)
            self.region(block.statements, block.opening.end, block.closing.start, depth + 1)
            self._add(Line(depth, (Cell(HEAD, "}", False),)))

    def _head(self, words: list[Word], brace: str, depth: int) -> None:
        """A statement up to its block, broken behind commas where it must be."""
        line: list[Word] = []
        extra = ""
        for at, clause in enumerate(clauses := _clauses(words)):
            tail = "" if at < len(clauses) - 1 else brace
            longer = joined([*line, *clause]) + tail
            if line and not _fits(depth, extra + longer):
                self._add(Line(depth, (Cell(HEAD, joined(line), False),), extra=extra))
                line, extra = [], _GOES_ON
            line += clause
            comments = clause[-1].comments
            if comments:
                self._add(Line(depth, (Cell(HEAD, joined(line), False),), extra=extra))
                line, extra = [], _GOES_ON
                self._comments(Gap(True, True, False, False, comments), depth, _GOES_ON)
                self._after_empty_line = False
        self._add(Line(depth, (Cell(HEAD, joined(line) + brace, False),), extra=extra))

    def _flat(self, statement: Statement) -> str | None:
        """A statement on one line, or None where it has to fill several."""
        words = words_of(statement)
        text = joined(words)
        if "\n" in text or any(word.comments for word in words):
            return None
        if statement.block is None:
            return text
        block = self._flat_block(statement.block)
        return None if block is None else f"{text} {block}"

    def _flat_block(self, block: Block) -> str | None:
        if self._is_empty(block):
            return _EMPTY
        if "\n" in block.span.text:
            return None
        texts = [self._flat(statement) for statement in block.statements]
        return f"{{ {'; '.join([text for text in texts if text is not None])} }}"

    def _is_empty(self, block: Block) -> bool:
        inside = self._text[block.opening.end : block.closing.start]
        return not block.statements and "#" not in inside

    def _cells(self, statement: Statement, words: list[Word]) -> tuple[Cell, ...]:
        """The columns of a statement that is on one line."""
        starts = [index for index, word in enumerate(words) if word.column is not None]
        cells = [
            Cell(words[a].column or HEAD, joined(words[a:b]), words[a].wide)
            for a, b in zip(starts, [*starts[1:], len(words)], strict=True)
        ]
        if statement.block is not None:
            block = self._flat_block(statement.block) or _EMPTY
            gap = read_gap(self._text, statement.last.end, statement.block.opening.start)
            cells.append(Cell(BLOCK, block, gap.wide))
        return tuple(cells)


def _clauses(words: list[Word]) -> list[list[Word]]:
    clauses: list[list[Word]] = [[]]
    for word in words:
        clauses[-1].append(word)
        if word.ends_clause:
            clauses.append([])
    return [clause for clause in clauses if clause]


def _table(statement: Statement) -> str:
    """Which other lines a line may form a table with."""
    if isinstance(statement, Route):
        return "->"
    keyword = statement.keyword.text
    return keyword if keyword in DECLARATIONS else "property"


def _fits(depth: int, text: str) -> bool:
    return len(INDENT) * depth + width(text) <= LIMIT
