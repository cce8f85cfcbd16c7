"""A table in panels: no more columns beside each other than a page has room for, each panel with the
rows that say something in them; and how wide everything in them is, in points."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.base.records import NamedTuple
from designlint.drawing import Cell, Column, Row, Table
from designlint.render.labels import SMALL
from designlint.render.measure import text_width, wrapped

WIDEST = 800.0
"""The width at which names are readable on a page of 1 200 pixels, in points."""
STRONG = 12.0
"""The size of names, in points: they are bold, and so wider than other text."""
_NAME_ROOM, _ROOM, _WIDE = 150.0, 100.0, 210.0
_PADDING = 12.0


class Panel(NamedTuple):
    """Columns beside each other, with their widths in points, and the rows that say something there."""

    columns: tuple[Column, ...]
    widths: tuple[float, ...]
    rows: tuple[Row, ...]


def panels(table: Table) -> Iterator[Panel]:
    """The panels, in the order of the columns. A row without any cell stands in the first one."""
    widths = [_width(table, number) for number in range(len(table.columns))]
    first = 0
    while first < len(table.columns):
        last, room = first, WIDEST - _NAME_ROOM
        while last < len(table.columns) and (last == first or widths[last] <= room):
            room -= widths[last]
            last += 1
        part = slice(first, last)
        is_all = last - first == len(table.columns)
        rows = [
            row._replace(cells=row.cells[part]) for row in table.rows if is_all or _is_in(row, part)
        ]
        yield Panel(table.columns[part], tuple(widths[part]), tuple(rows))
        first = last


def name_lines(row: Row) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The name of a row in lines, and the lines under it."""
    below = [line for one in row.lines for line in wrapped(one, _NAME_ROOM, SMALL)]
    return wrapped(row.name, _NAME_ROOM, STRONG), tuple(below)


def name_width() -> float:
    """The width of the cells that name rows."""
    return _NAME_ROOM + _PADDING


def head_lines(column: Column) -> tuple[str, ...]:
    """The name of a column in lines."""
    return wrapped(column.name, _WIDE if column.wide else _ROOM, STRONG)


def cell_lines(cell: Cell, column: Column) -> tuple[str, ...]:
    """What a cell says, in lines."""
    room = _WIDE if column.wide else _ROOM
    return tuple([line for one in cell.lines for line in wrapped(one, room, SMALL)])


def _width(table: Table, number: int) -> float:
    """As wide as the longest line of a column."""
    column = table.columns[number]
    said = {row.cells[number] for row in table.rows}
    small = [text_width(line, SMALL) for cell in said for line in cell_lines(cell, column)]
    strong = [text_width(line, STRONG) for line in head_lines(column)]
    return max([*small, *strong], default=0.0) * 1.1 + _PADDING


def _is_in(row: Row, part: slice) -> bool:
    said = [bool(cell.lines) for cell in row.cells]
    return any(said[part]) or (part.start == 0 and not any(said))
