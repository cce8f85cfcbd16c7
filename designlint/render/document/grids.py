"""A table of a view as a table of a page: text that is found, read aloud and printed like any other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from designlint.drawing import Cell, Column, Row, Table, gravity, told_apart
from designlint.render.document.words import shown
from designlint.wording import counted

FIRST, MOST = 20, 150
"""So many rows are shown, and so many with those that are folded: the gravest, in their order."""
MOST_NAMES = 16
Link = Callable[[str], str]


def grid(table: Table, key: str, options: str, link: Link, *, paper: bool = False) -> Markup:
    """The table: its gravest rows, the next ones folded, and how many more `designlint diagram` draws
    with these `options`; `paper`, which folds nothing, has the first ones alone. The row of an element has
    an id that begins with `key`; `link` gives its address."""
    named = _Named(key, link, told_apart(table))
    first, folded, others = _parted(named.table.rows, FIRST if paper else MOST)
    parts = [named.table_of(first)]
    if folded:
        parts.append(
            Markup('<details class="more"><summary>{}</summary>{}</details>').format(
                counted(len(folded), "more row"), named.table_of(folded)
            )
        )
    if others:
        parts.append(
            Markup(
                "<p><small>{}, none graver: <code>designlint diagram PATH {}</code></small></p>"
            ).format(counted(others, "more row"), shown(options))
        )
    return Markup("").join(parts)


def _parted(rows: Sequence[Row], most: int) -> tuple[list[Row], list[Row], int]:
    """The gravest rows, the next ones, and how many are left; few are not parted."""
    if len(rows) <= FIRST + 2:
        return list(rows), [], 0
    order = sorted(range(len(rows)), key=lambda number: -gravity(rows[number].worst))
    first, folded = sorted(order[:FIRST]), sorted(order[FIRST:most])
    left = len(rows) - len(first) - len(folded)
    return [rows[number] for number in first], [rows[number] for number in folded], left


class _Named:
    """A table whose rows have ids, those of an element once."""

    def __init__(self, key: str, link: Link, table: Table) -> None:
        self.table = table
        self._key = key
        self._link = link
        self._taken: set[str] = set()

    def table_of(self, rows: Sequence[Row]) -> Markup:
        """The table with some of its rows."""
        body = Markup("\n").join(self._rows(rows))
        return Markup(
            '<div class="wide"><table class="grid cards"><thead>{}</thead><tbody>\n{}</tbody></table></div>'
        ).format(Markup("").join(_heads(self.table)), body)

    def _rows(self, rows: Sequence[Row]) -> Iterator[Markup]:
        """The rows, each band under its name."""
        for band, found in groupby(rows, key=lambda row: row.band):
            if band:
                yield Markup('<tr class="band"><th colspan="{}">{}</th></tr>').format(
                    len(self.table.columns) + 1, shown(band)
                )
            for row in found:
                yield self._row(row)

    def _row(self, row: Row) -> Markup:
        id_ = ""
        if row.anchor and row.anchor not in self._taken:
            self._taken.add(row.anchor)
            id_ = Markup(' id="{}--node-{}"').format(self._key, row.anchor)
        address = self._link(row.anchor) if row.anchor else ""
        name = Markup('<a href="{}">{}</a>' if address else "{1}").format(address, shown(row.name))
        below = _lines(row.lines)
        return Markup('<tr{}><th class="role-{}{}">{}{}</th>{}</tr>').format(
            id_, row.role, _marked(row.mark), name,
            Markup("<br><small>{}</small>").format(below) if below else "",
            Markup("").join(map(_cell, row.cells)),
        )  # fmt: skip


def _heads(table: Table) -> Iterator[Markup]:
    """The names of the columns, under those of what they are in."""
    deepest = max((len(column.within) for column in table.columns), default=0)
    for level in range(deepest):
        cells = [Markup("<td></td>")]
        for around, found in groupby(table.columns, key=lambda one: one.within[: level + 1]):
            name = around[level] if len(around) > level else ""
            made = '<th colspan="{}">{}</th>' if name else '<td colspan="{}">{}</td>'
            cells.append(Markup(made).format(len(list(found)), shown(name)))
        yield Markup("<tr>{}</tr>").format(Markup("").join(cells))
    names = Markup("").join(map(_head, table.columns))
    yield Markup("<tr><th>{}</th>{}</tr>").format(shown(table.corner), names)


def _head(column: Column) -> Markup:
    """The name of a column, with its whole path for where it stands alone."""
    path = Markup(' data-path="{}"').format(column.anchor) if column.within else ""
    return Markup("<th{}>{}</th>").format(path, shown(column.name))


def _cell(cell: Cell) -> Markup:
    marked = _marked(cell.mark).strip()
    owned = Markup(' class="{}"').format(marked) if marked else ""
    return Markup("<td{}>{}</td>").format(owned, _lines(list(map(_brief, cell.lines))))


def _brief(line: str) -> str:
    """A line whose names, if there are many, are counted from some on."""
    names = line.split(", ")
    if len(names) <= MOST_NAMES + 2:
        return line
    return f"{', '.join(names[:MOST_NAMES])} and {len(names) - MOST_NAMES} more"


def _marked(mark: str) -> str:
    return f" mark-{mark}" if mark != "plain" else ""


def _lines(lines: Sequence[str]) -> Markup:
    return Markup("<br>").join([shown(line) for line in lines])
