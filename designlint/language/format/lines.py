"""A line of the result, before its columns are aligned."""

from __future__ import annotations

from designlint.base.records import NamedTuple

LIMIT = 100
"""A longer line is broken, where it can be."""
TABLE_LIMIT = 120
"""The widest that aligning may make a line; it does not break one."""
INDENT = "  "


class Cell(NamedTuple):
    """The text of a line in one column; `wide` when it was written apart from the cell before."""

    column: int
    text: str
    wide: bool


class Line(NamedTuple):
    """A line at its depth of blocks.

    Lines of one `table` that follow each other may be aligned; a line without one never is.
    `extra` is the indent of a continuation line. `opens` says that a block begins behind it.
    """

    depth: int
    cells: tuple[Cell, ...]
    table: str = ""
    comment: str = ""
    comment_wide: bool = False
    after_empty_line: bool = False
    opens: bool = False
    extra: str = ""
    is_comment: bool = False

    @property
    def indent(self) -> str:
        """The spaces that it begins with."""
        return INDENT * self.depth + self.extra

    @property
    def text(self) -> str:
        """Its cells, one space apart."""
        return " ".join([cell.text for cell in self.cells])
