"""A line of the result, before its columns are aligned."""

from __future__ import annotations

from typing import NamedTuple

LIMIT = 100
"""A longer line is broken, where it can be."""
TABLE_LIMIT = 120
"""So wide a line may become by being aligned with others; one that is short by itself stays whole."""
INDENT = "  "


class Cell(NamedTuple):
    """What a line has in one column; `wide` when it was written apart from the cell before."""

    column: int
    text: str
    wide: bool


class Line(NamedTuple):
    """A line at its depth of blocks.

    Lines of one `table` that follow each other may be aligned; a line without one never is.
    `extra` is what a line that goes on is indented by. `opens` says that a block begins behind it.
    """

    depth: int
    cells: tuple[Cell, ...]
    table: str = ""
    remark: str = ""
    remark_wide: bool = False
    after_empty_line: bool = False
    opens: bool = False
    extra: str = ""
    is_remark: bool = False

    @property
    def indent(self) -> str:
        """The blanks that it begins with."""
        return INDENT * self.depth + self.extra

    @property
    def text(self) -> str:
        """Its cells, one blank apart."""
        return " ".join([cell.text for cell in self.cells])
