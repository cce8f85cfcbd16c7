"""A table: what stays readable where a graph would be a wall of lines."""

from __future__ import annotations

from designlint.base.records import NamedTuple
from designlint.drawing.graph import Cluster, Edge, Node
from designlint.drawing.terms import Heat, Line, Mark, Role


class Cell(NamedTuple):
    """What is said of a row in a column, in lines; a cell without lines is empty."""

    lines: tuple[str, ...] = ()
    mark: Mark = "plain"
    tip: str = ""


EMPTY = Cell()


class Column(NamedTuple):
    """A column with its name, under the names of what it is in, from the widest on; `wide` where its
    cells have sentences."""

    key: str
    name: str
    within: tuple[str, ...] = ()
    mark: Mark = "plain"
    tip: str = ""
    anchor: str = ""
    wide: bool = False


class Row(NamedTuple):
    """A row with its name and `lines` under it; rows of one `band` stand together under its name."""

    key: str
    role: Role
    name: str
    cells: tuple[Cell, ...]
    lines: tuple[str, ...] = ()
    band: str = ""
    mark: Mark = "plain"
    tip: str = ""
    anchor: str = ""

    @property
    def worst(self) -> Mark:
        """The worst mark of the row and its cells."""
        return worst_of(self.mark, *(cell.mark for cell in self.cells))


class Table(NamedTuple):
    """A table: what it is called, a sentence for whoever cannot see it, and what is in it. `corner`
    says what the rows are; `notes` are shown beside it."""

    title: str
    description: str
    corner: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The rows as nodes, for what looks for elements in a picture."""
        return tuple([
            Node(row.key, row.role, row.name, row.lines, row.worst, row.tip, row.anchor)
            for row in self.rows
        ])  # fmt: skip

    @property
    def edges(self) -> tuple[Edge, ...]:
        """A table has no lines."""
        return ()

    @property
    def clusters(self) -> tuple[Cluster, ...]:
        """A table has no frames."""
        return ()

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles of rows that occur, for the legend."""
        return tuple(dict.fromkeys(row.role for row in self.rows))

    @property
    def heats(self) -> tuple[Heat, ...]:
        """A table has no scale of utilisation."""
        return ()

    @property
    def heated(self) -> frozenset[Role]:
        """A table has no scale of utilisation."""
        return frozenset()

    @property
    def lines(self) -> tuple[Line, ...]:
        """A table has no lines."""
        return ()

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks that occur, for the legend."""
        found = [mark for row in self.rows for mark in (row.mark, *(c.mark for c in row.cells))]
        found += [column.mark for column in self.columns]
        return tuple(dict.fromkeys(mark for mark in found if mark != "plain"))


_GRAVITY: tuple[Mark, ...] = (
    "plain", "good", "assumed", "noted", "unknown", "warn", "doubtful", "gone", "bad",
)  # fmt: skip


def gravity(mark: Mark) -> int:
    """How grave a mark is, from 0 on."""
    return _GRAVITY.index(mark)


def worst_of(*marks: Mark) -> Mark:
    """The gravest of marks."""
    return max(marks, key=gravity, default="plain")
