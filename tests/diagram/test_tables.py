"""Tables: all of them is drawn, in readable panels, and no text of a design does harm in them."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from designlint.drawing import EMPTY, Cell, Column, Row, Table, focused
from designlint.render.layout import laid_out
from designlint.render.pictures import dot, mermaid_of
from designlint.render.svg import finished
from designlint.render.table.panels import WIDEST, name_width, panels
from designlint.views import VIEWS
from tests.analyses.designs import facts_of
from tests.diagram.test_views import HOSTILE, SECONDS


def wide(columns: int) -> Table:
    """A table with one cell in each row, on the diagonal."""
    heads = tuple([Column(f"c{n}", f"column_{n}", ("around",)) for n in range(columns)])
    rows = [
        Row(f"r{n}", "service", f"row_{n}", tuple(
            [Cell(("said",), "warn") if n == at else EMPTY for at in range(columns)]
        ), anchor=f"r{n}")
        for n in range(columns)
    ]  # fmt: skip
    return Table("title", "words", "row", heads, tuple(rows))


@pytest.mark.parametrize("columns", [1, 8, 40])
def test_panels_are_readable_and_whole(columns: int) -> None:
    found = list(panels(wide(columns)))
    assert [c.key for panel in found for c in panel.columns] == [f"c{n}" for n in range(columns)]
    assert all(sum(panel.widths) + name_width() <= WIDEST + 20 for panel in found)
    said = [cell for panel in found for row in panel.rows for cell in row.cells if cell.lines]
    assert len(said) == columns


def test_rows_have_the_ids_of_their_elements_once() -> None:
    table = wide(40)
    svg = finished(laid_out(dot(table), "svg", seconds=SECONDS).decode(), table)
    ids = [one.get("id", "") for one in ET.fromstring(svg).iter()]  # noqa: S314  # our own
    assert [f"node-r{n}" for n in range(40) if ids.count(f"node-r{n}") != 1] == []


def test_a_part_of_a_table_is_a_row_or_a_column() -> None:
    row = focused(wide(3), "r1", 1)
    assert isinstance(row, Table)
    assert ([one.key for one in row.rows], [one.key for one in row.columns]) == (["r1"], ["c1"])
    assert focused(wide(3), "c1", 1)._replace(title="") == row._replace(title="")


def test_mermaid_lists_the_rows_of_each_column_inside_of_frames() -> None:
    lines = mermaid_of(wide(2)).splitlines()
    assert lines[1:4] == [
        "flowchart TB", '  subgraph c0_0["around"]', '  n0["<b>column_0</b><br/>row_0: said"]',
    ]  # fmt: skip
    assert lines.count("  end") == 1


@pytest.mark.parametrize("view", ["deployment", "requirements"])
def test_hostile_texts_do_no_harm(view: str) -> None:
    table = VIEWS[view].draw(facts_of(HOSTILE.replace("WORD", "w" * 10_000)), "", ())
    assert isinstance(table, Table)
    picture = finished(laid_out(dot(table), "svg", seconds=SECONDS).decode(), table)
    names = {element.tag.split("}")[1] for element in ET.fromstring(picture).iter()}  # noqa: S314
    assert names <= {"svg", "g", "title", "desc", "style", "text", "polygon", "path", "a"}
    assert "<script" not in picture
    assert "<script" not in mermaid_of(table)
