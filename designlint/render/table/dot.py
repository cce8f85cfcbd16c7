"""A table as a graph of Graphviz in which each panel is one node with an HTML-like label."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape
from itertools import groupby, pairwise

from designlint.base.records import NamedTuple
from designlint.drawing import Cell, Column, Mark, Row, Table, told_apart
from designlint.render.cells import clean
from designlint.render.labels import bold, quoted, small, text
from designlint.render.legend import head
from designlint.render.palette import DASHED, FONT, FRAME, INK, LOOKS, MARKS, PAPER
from designlint.render.table.panels import (
    Panel,
    cell_lines,
    head_lines,
    name_lines,
    name_width,
    panels,
)

Link = Callable[[str], str]
BAND = "#eef0f3"
_WIDEST_MARK = 2
ROW = "row:"
"""Begins the id of a row, which Graphviz gives to the anchor of its cell; see `designlint.render.svg`."""


class _Look(NamedTuple):
    """How a cell looks: its fill, its frame where no state owns it, its width in points, how many columns
    it spans, and whether its text begins at the left."""

    fill: str = ""
    frame: str = FRAME
    width: float = 0.0
    span: int = 1
    left: bool = False


_BLANK = _Look(frame=PAPER)


def dot(table: Table, *, titled: bool = True, link: Link | None = None) -> str:
    """The text of a table in the DOT language; see `designlint.render.diagram.dot`."""
    table = told_apart(table)
    label = f"<{head(table)}>" if titled else '""'
    paper = quoted(PAPER) if titled else "transparent"
    lines = [
        "digraph design {",
        f'  graph [fontname="{FONT}", fontsize=11, bgcolor={paper}, pad=0.2, labelloc=t,'
        f" labeljust=l, label={label}, tooltip={text(table.description)}];",
        f'  node [shape=plaintext, fontname="{FONT}", fontsize=11, fontcolor="{INK}", margin=0];',
    ]
    names = []
    named: set[str] = set()
    for number, panel in enumerate(panels(table)):
        names.append(f"t{number}")
        body = "".join(_body(table, panel, link, named))
        lines.append(
            f"  t{number} [class={quoted('table')}, tooltip={text(table.title)}, label=<<table"
            f' border="0" cellborder="1" cellspacing="2" cellpadding="4">{body}</table>>];'
        )
    # Below each other, in their order.
    lines += [f"  {upper} -> {lower} [style=invis];" for upper, lower in pairwise(names)]
    return "\n".join([*lines, "}"]) + "\n"


def _body(table: Table, panel: Panel, link: Link | None, named: set[str]) -> Iterator[str]:
    """The rows of a panel; `named` are the elements that have an id in the picture already."""
    yield from _heads(table.corner, panel, link)
    for band, found in groupby(panel.rows, key=lambda row: row.band):
        if band:
            words = bold(band)
            span = len(panel.columns) + 1
            yield _tr([_td(words, _Look(BAND, span=span, left=True))])
        for row in found:
            yield _tr([_name(row, link, named), *map(_cell, row.cells, panel.columns)])


def _heads(corner: str, panel: Panel, link: Link | None) -> Iterator[str]:
    """The names of the columns, under those of what they are in."""
    deepest = max((len(column.within) for column in panel.columns), default=0)
    for level in range(deepest):
        cells = [_td("", _BLANK)]
        for around, found in groupby(panel.columns, key=lambda one: one.within[: level + 1]):
            name = around[level] if len(around) > level else ""
            look = _Look(BAND) if name else _BLANK
            cells.append(_td(bold(name), look._replace(span=len(list(found)))))
        yield _tr(cells)
    heads = [
        _td(
            "<br/>".join(map(bold, head_lines(one))),
            _Look(BAND, width=width),
            mark=one.mark,
            tip=one.tip,
            href=_href(one.anchor, link),
        )
        for one, width in zip(panel.columns, panel.widths, strict=True)
    ]  # fmt: skip
    yield _tr([_td(small([corner]), _BLANK._replace(width=name_width(), left=True)), *heads])


def _name(row: Row, link: Link | None, named: set[str]) -> str:
    id_ = f"{ROW}{row.anchor}" if row.anchor and row.anchor not in named else ""
    named.add(row.anchor)
    look = LOOKS[row.role]
    names, below = name_lines(row)
    words = "<br/>".join([*map(bold, names), *([small(below)] if below else [])])
    return _td(
        words,
        _Look(look.fill, look.frame, left=True),
        mark=row.mark,
        tip=row.tip or row.name,
        href=_href(row.anchor, link),
        id_=id_,
    )  # fmt: skip


def _cell(cell: Cell, column: Column) -> str:
    if not cell.lines:
        return _td("", _BLANK)
    return _td(small(cell_lines(cell, column)), _Look(PAPER), mark=cell.mark, tip=cell.tip)


def _href(anchor: str, link: Link | None) -> str:
    return link(anchor) if link is not None and anchor else ""


def _tr(cells: Iterable[str]) -> str:
    return f"<tr>{''.join(cells)}</tr>"


def _td(
    inner: str, look: _Look, *, mark: Mark = "plain", tip: str = "", href: str = "", id_: str = ""
) -> str:
    """A cell; its state owns the frame, by its colour and its width, and its words say it too."""
    parts = {
        "border": str(1 if mark == "plain" else _WIDEST_MARK),
        "color": MARKS[mark][0] or look.frame,
    }
    if mark in DASHED:
        parts["style"] = "dashed"
    if look.fill:
        parts["bgcolor"] = look.fill
    if look.width:
        parts["width"] = f"{look.width:.0f}"
    if look.span > 1:
        parts["colspan"] = str(look.span)
    if look.left:
        parts |= {"align": "left", "balign": "left"}
    if tip:
        parts["title"] = clean(tip)
    if href:
        parts["href"] = href
    if id_:
        parts["id"] = id_
    given = " ".join([f'{name}="{escape(value)}"' for name, value in parts.items()])
    return f"<td {given}>{inner or ' '}</td>"
