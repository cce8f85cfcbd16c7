"""A table of a view as a table of a page: text that is found, read aloud and printed like any other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from markupsafe import Markup, escape

from designlint.drawing import Cell, Column, Row, Table, gravity, told_apart
from designlint.render.document.words import shown

FIRST, MOST = 16, 150
"""So many rows are shown, and so many with those that are folded: the gravest, in their order."""
Link = Callable[[str], str]


def grid(table: Table, key: str, options: str, link: Link, *, paper: bool = False) -> Markup:
    """The table: its gravest rows, the next ones folded, and how many more `designlint diagram` draws
    with these `options`. `paper`, which folds nothing, has the first ones alone, or all where none is
    graver than others. The row of an element has an id that begins with `key`; `link` gives its address."""
    whole = told_apart(table)
    named = _Named(key, link, _narrowed(whole) if paper else whole)
    first, folded, others = _parted(named.table, paper=paper)
    parts = [named.table_of(first)]
    if folded:
        parts.append(
            Markup('<details class="more"><summary>{}</summary>{}</details>').format(
                _more(len(folded)), named.table_of(folded)
            )
        )
    left = [f"{_more(others)}, none graver"] if others else []
    if named.table.columns != whole.columns:
        left.append("where each of them is")
    if left:
        parts.append(
            Markup("<p><small>{}: <code>designlint diagram PATH {}</code></small></p>").format(
                "; ".join(left), shown(options)
            )
        )
    return Markup("").join(parts)


def _narrowed(table: Table) -> Table:
    """The columns that have sentences, if there are any; beside them a page has no room for places."""
    wide = [number for number, column in enumerate(table.columns) if column.wide]
    if not wide:
        return table
    rows = [row._replace(cells=tuple([row.cells[number] for number in wide])) for row in table.rows]
    columns = tuple([table.columns[number] for number in wide])
    return table._replace(columns=columns, rows=tuple(rows))


def _more(count: int) -> str:
    return f"{count} more {'row' if count == 1 else 'rows'}"


def rows_of(table: Table, *, paper: bool = False) -> list[Row]:
    """The rows that `grid` has of a table, to which a page can link."""
    first, folded, _ = _parted(table, paper=paper)
    return [*first, *folded]


def _parted(table: Table, *, paper: bool) -> tuple[list[Row], list[Row], int]:
    """The gravest rows, the next ones, and how many are left; a few are not parted."""
    rows = table.rows
    most = FIRST if paper and table.marks else MOST
    few = most if paper else FIRST
    if len(rows) <= few + 2:
        return list(rows), [], 0
    order = sorted(range(len(rows)), key=lambda number: -gravity(rows[number].worst))
    first, folded = sorted(order[:few]), sorted(order[few:most])
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
        name = escape(shown(row.name))
        if address:
            name = Markup('<a href="{}">{}</a>').format(address, name)
        below = _lines(row.lines)
        return Markup('<tr{}><th class="role-{}{}">{}{}</th>{}</tr>').format(
            id_, row.role, _marked(row.mark), name,
            Markup("<br><small>{}</small>").format(below) if below else "",
            Markup("").join(_cells(row.cells)),
        )  # fmt: skip


def _heads(table: Table) -> Iterator[Markup]:
    """The names of the columns, under those of what they are in."""
    deepest = max((len(column.within) for column in table.columns), default=0)
    for level in range(deepest):
        cells = [Markup("<td></td>")]
        for around, found in groupby(table.columns, key=lambda one: one.within[: level + 1]):
            name = around[level] if len(around) > level else ""
            tag = "th" if name else "td"
            cells.append(
                Markup('<{0} colspan="{1}">{2}</{0}>').format(tag, len(list(found)), shown(name))
            )
        yield Markup("<tr>{}</tr>").format(Markup("").join(cells))
    names = Markup("").join(map(_head, table.columns))
    yield Markup("<tr><th>{}</th>{}</tr>").format(shown(table.corner), names)


def _head(column: Column) -> Markup:
    """The name of a column, with its whole path for where it stands alone."""
    path = Markup(' data-path="{}"').format(column.anchor) if column.within else ""
    return Markup("<th{}>{}</th>").format(path, shown(column.name))


def _cells(cells: Sequence[Cell]) -> Iterator[Markup]:
    """The cells; empty ones beside each other are one."""
    for is_said, found in groupby(cells, key=lambda cell: bool(cell.lines)):
        if is_said:
            yield from map(_cell, found)
        else:
            count = len(list(found))
            span = Markup(' colspan="{}"').format(count) if count > 1 else ""
            yield Markup("<td{}></td>").format(span)


def _cell(cell: Cell) -> Markup:
    marked = _marked(cell.mark).strip()
    owned = Markup(' class="{}"').format(marked) if marked else ""
    return Markup("<td{}>{}</td>").format(owned, _lines(cell.lines))


def _marked(mark: str) -> str:
    return f" mark-{mark}" if mark != "plain" else ""


def _lines(lines: Sequence[str]) -> Markup:
    return Markup("<br>").join([shown(line) for line in lines])
