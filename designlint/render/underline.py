"""The rows under a line of source: what is underlined there, and the labels, none over another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from designlint.render.cells import Cells, width
from designlint.render.style import Piece, Role, Row
from designlint.render.window import Mark, look
from designlint.render.wrap import longest_word, wrap

# Labels broken into lines narrower than this read badly; those with the comfortable room do not.
_LEAST_ROOM = 24
_COMFORTABLE_ROOM = 40

Block = list[Row]


def annotate(line: Cells, marks: Sequence[Mark], room: int, role: Role) -> list[Block]:
    """The line with its marks, `role` being the colour of the primary one, in `room` columns.

    Each block is a row of source and the rows under it. There are several when the marks of a long
    line, or their labels, do not fit beside each other.
    """
    block = _block(line, marks, room, role)
    if block is not None:
        return [block]
    half = len(marks) // 2
    first, second = marks[:half], marks[half:]
    return [*annotate(line, first, room, role), *annotate(line, second, room, role)]


def _block(line: Cells, marks: Sequence[Mark], room: int, role: Role) -> Block | None:
    window = look(line, marks, room)
    if window is None:
        return None
    if not marks:
        return [window.row]
    strokes = _strokes(window.marks, role)
    last = max(window.marks, key=lambda mark: (mark.end, mark.primary, mark.start))
    beside = last if last.text and last.end + 1 + width(last.text) <= room else None
    if beside is not None:
        strokes.append(Piece(beside.end + 1, beside.text, _role(beside, role)))
    below = [mark for mark in window.marks if mark.text and mark is not beside]
    labels = _labels(below, room, role)
    return None if labels is None else [window.row, strokes, *labels]


def _strokes(marks: Sequence[Mark], role: Role) -> Row:
    """The underlining itself; the primary mark lies over the others."""
    strokes = [" "] * max(mark.end for mark in marks)
    for mark in sorted(marks, key=lambda mark: mark.primary):
        strokes[mark.start : mark.end] = ("^" if mark.primary else "-") * (mark.end - mark.start)
    row: Row = []
    column = 0
    for stroke, run in groupby(strokes):
        length = len(list(run))
        if stroke != " ":
            row.append(Piece(column, stroke * length, role if stroke == "^" else "secondary"))
        column += length
    return row


def _labels(marks: Sequence[Mark], room: int, role: Role) -> list[Row] | None:
    """The labels that stand below, the rightmost first; None: one has no room."""
    if not marks:
        return []
    rows = [_connectors(marks, role)]
    for at in range(len(marks) - 1, -1, -1):
        mark = marks[at]
        waiting = [other for other in marks[:at] if other.start < mark.start]
        placed = _place(mark, waiting, room)
        if placed is None:
            return None
        column, lines = placed
        connectors = _connectors(waiting, role)
        rows += [[*connectors, Piece(column, line, _role(mark, role))] for line in lines]
    return rows


def _place(mark: Mark, waiting: Sequence[Mark], room: int) -> tuple[int, list[str]] | None:
    """Where a label starts and its lines: under its mark, or as far to the left as it must."""
    wide = width(mark.text)
    if mark.start + wide <= room:
        return mark.start, [mark.text]
    leftmost = waiting[-1].start + 2 if waiting else 0
    if leftmost + wide <= room:
        return room - wide, [mark.text]
    if room - mark.start >= max(_COMFORTABLE_ROOM, longest_word(mark.text)):
        return mark.start, wrap(mark.text, room - mark.start)
    if waiting and room - leftmost < max(_LEAST_ROOM, longest_word(mark.text)):
        return None
    return leftmost, wrap(mark.text, room - leftmost)


def _connectors(marks: Sequence[Mark], role: Role) -> Row:
    by_column = {mark.start: mark for mark in marks}
    return [Piece(column, "|", _role(mark, role)) for column, mark in sorted(by_column.items())]


def _role(mark: Mark, role: Role) -> Role:
    return role if mark.primary else "secondary"
