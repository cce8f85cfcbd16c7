"""Which parts of a long line are shown: the marked ones and what is around them."""

from __future__ import annotations

from collections.abc import Sequence

from designlint.base.records import NamedTuple
from designlint.render.cells import ELLIPSIS, Cells, width
from designlint.render.style import Piece, Row

# Less than this around each mark would show crumbs; the marks then get excerpts of their own.
_LEAST_CONTEXT = 6

Interval = tuple[int, int]


class Mark(NamedTuple):
    """Columns of a line that are underlined, and the label that belongs there."""

    start: int
    end: int
    text: str
    primary: bool


class Part(NamedTuple):
    """Columns `start` up to `end` of a line, shown from column `at` of the window."""

    start: int
    end: int
    at: int


class Window(NamedTuple):
    """What is shown of a line, and the marks at their columns there."""

    row: Row
    marks: list[Mark]


def look(line: Cells, marks: Sequence[Mark], room: int) -> Window | None:
    """Show `line` with its marks (by their start) in `room` columns; None: they do not all fit."""
    if max([line.width, *[mark.end for mark in marks]]) <= room:
        text = line.cut(0, line.width).rstrip()
        return Window([Piece(0, text)] if text else [], list(marks))
    wanted = _wanted(marks, room)
    if marks and line.width > room + room // 2:
        wanted[-1] = _with_label(wanted[-1], marks[-1], room)
    limit = max(line.width, wanted[-1][1])
    context = _context(wanted, line.width, room, limit)
    if context < _LEAST_CONTEXT and len(marks) > 1:
        return None
    parts = _parts(_spread(wanted, context, limit))
    return Window(_row(line, parts), [_shift(mark, parts) for mark in marks])


def _wanted(marks: Sequence[Mark], room: int) -> list[Interval]:
    """What has to be seen of each mark; without any, the start of the line."""
    if not marks:
        return [(0, 0)]
    return [(mark.start, min(mark.end, mark.start + room // 2)) for mark in marks]


def _with_label(wanted: Interval, mark: Mark, room: int) -> Interval:
    """The interval with room behind it for the mark's label, unless that takes too much."""
    start, end = wanted
    label = width(mark.text) + 1
    return (start, end + label) if end - start + label <= room // 2 else wanted


def _context(wanted: Sequence[Interval], line_width: int, room: int, limit: int) -> int:
    """How many columns may be shown around each of the wanted intervals; -1: not even they fit."""
    context = 0
    while True:
        intervals = _spread(wanted, context, limit)
        free = room - _taken(intervals, line_width)
        if free < 0:
            return -1
        more = free // (2 * len(intervals))
        if not more:
            return context
        context += more


def _spread(wanted: Sequence[Interval], context: int, limit: int) -> list[Interval]:
    """The wanted intervals with their context; those that meet become one."""
    spread: list[Interval] = []
    begin, behind = max(0, wanted[0][0] - context), 0
    for start, end in wanted:
        if behind and start - context > behind + 1:
            spread.append((begin, behind))
            begin = start - context
        behind = max(behind, min(limit, end + context))
    return [*spread, (begin, behind)]


def _taken(intervals: Sequence[Interval], line_width: int) -> int:
    """The columns that intervals take with an ellipsis wherever something is left out."""
    left_out = (intervals[0][0] > 0) + (len(intervals) - 1) + (intervals[-1][1] < line_width)
    return left_out + sum([end - start for start, end in intervals])


def _parts(intervals: Sequence[Interval]) -> list[Part]:
    parts = []
    at = 1 if intervals[0][0] > 0 else 0
    for start, end in intervals:
        parts.append(Part(start, end, at))
        at += end - start + 1
    return parts


def _row(line: Cells, parts: Sequence[Part]) -> Row:
    row: Row = []
    if parts[0].start > 0:
        row.append(Piece(0, ELLIPSIS, "frame"))
    for part in parts:
        behind = part.at + part.end - part.start
        row.append(Piece(part.at, line.cut(part.start, part.end)))
        if part.end < line.width:
            row.append(Piece(behind, ELLIPSIS, "frame"))
    row[-1] = row[-1]._replace(text=row[-1].text.rstrip())
    return row


def _shift(mark: Mark, parts: Sequence[Part]) -> Mark:
    """The mark at its columns in the window; a long one ends where its part does."""
    part = next(part for part in reversed(parts) if part.start <= mark.start)
    by = part.at - part.start
    end = max(min(mark.end, part.end), mark.start + 1)
    return mark._replace(start=mark.start + by, end=end + by)
