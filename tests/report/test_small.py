"""What makes a page small changes nothing in it: the same elements, looks and words."""

from __future__ import annotations

import re
from typing import Any

import html5lib

from designlint.drawing import EMPTY, Cell, Column, Row, Table
from designlint.render.document.compact import compact
from designlint.render.document.grids import FIRST, grid, rows_of
from designlint.render.document.shared_style import shared

PAGE = """<!doctype html>
<html lang="en"><head><title>a</title>
<style>td > b { content: "</td> <td>" }</style></head>
<body>
<table class="facts wide">
<thead><tr><th>Name</th><th>Value</th></tr></thead>
<tbody>
<tr id="element-a"><th>a <b>b</b></th><td class="place">x.design:3</td></tr>
<tr><th></th><td><ul>
  <li class="one">one</li>
  <li>two <a href="https://example.org/?a=1&amp;b=2">three</a> <code>four</code></li>
</ul></td></tr>
</tbody></table>
<dl><dt>word</dt><dd>meaning</dd><dt>other</dt><dd title="a b">more</dd></dl>
<pre>
  <b class="kept">as</b>  it is </pre>
<p>A <em>text</em> <small>beside</small> it.</p>
<svg viewBox="0 0 9 9"><g class="edge"><path class="i1" d="M0,0h9"/><path d="M1,1" class="i2"/></g></svg>
<script>const text = "<li>a</li> <li>b</li>";</script>
</body></html>
"""


def tree(page: str) -> list[Any]:
    """What a browser makes of a page, without space at the ends of texts."""
    found = []
    for node in html5lib.parse(page, namespaceHTMLElements=False).iter():
        texts = [(text or "").strip() for text in (node.text, node.tail)]
        found.append((str(node.tag), sorted(node.attrib.items()), texts))
    return found


def test_a_browser_reads_a_compact_page_as_it_was() -> None:
    made = compact(PAGE)
    assert len(made) < 0.9 * len(PAGE)
    assert tree(made) == tree(PAGE)
    assert "beside</small> it" in made
    assert '<b class="kept">as</b>  it is ' in made


def test_shapes_that_look_alike_share_a_rule_and_no_shape_loses_its_look() -> None:
    svgs = {
        "one": '<svg font-size="9.00"><path class="a" fill="#fff" stroke="#000" d="M0,0"/></svg>',
        "two": '<svg><g class="b" id="fill"><path d="M1,1" fill="#fff" stroke="#000"/>'
        '<text x="1" font-size="11.00">fill="#000"</text></g></svg>',
    }
    made, style = shared(svgs)
    assert made["one"] == '<svg font-size="9.00"><path class="a i0" d="M0,0"/></svg>'
    assert '<path class="i0" d="M1,1"/>' in made["two"]
    assert '<text class="i1" x="1">fill="#000"</text>' in made["two"]
    assert style.splitlines() == [
        ":where(.i0) { fill: #fff; stroke: #000 }",
        ":where(.i1) { font-size: 11px }",
    ]


def table_of(count: int, grave: int) -> Table:
    rows = [
        Row(f"k{n}", "service", f"<k{n}>", (Cell(("dark",), "gone") if n == grave else EMPTY, EMPTY, Cell(("x2",))),
            anchor=f"k{n}")
        for n in range(count)
    ]  # fmt: skip
    columns = (
        Column("state", "state", wide=True),
        Column("a", "a", ("r",), anchor="r.a"),
        Column("b", "b", ("r",)),
    )
    return Table("t", "d", "element", columns, tuple(rows))  # fmt: skip


def test_a_table_shows_its_gravest_rows_and_counts_what_it_leaves() -> None:
    made = str(grid(table_of(200, 180), "v", "--view scenario --of x", lambda path: f"#{path}"))
    shown = made.partition("<details")[0]
    assert 'id="v--node-k180"' in shown
    assert shown.count("<tr id=") == FIRST
    rows = rows_of(table_of(200, 180))
    assert set(re.findall(r'<tr id="v--node-(k\d+)"', made)) == {row.anchor for row in rows}
    assert len(rows) == 150
    assert "50 more rows, none graver: <code>designlint diagram PATH --view scenario --of x" in made
    assert "&lt;k180&gt;" in made
    assert '<td class="mark-gone">dark</td><td></td><td>x2</td>' in made
    assert re.search(r"<thead><tr><td></td><td colspan=.1.></td><th colspan=.2.>r</th>", made)


def test_paper_has_the_gravest_rows_and_says_where_the_others_are() -> None:
    made = str(grid(table_of(40, 30), "v", "--view scenario", lambda _: "", paper=True))
    assert "<details" not in made
    assert made.count("<tr id=") == FIRST
    assert f"{40 - FIRST} more rows, none graver; where each of them is" in made
    assert "x2" not in made
    assert str(grid(table_of(40, 99), "v", "", lambda _: "", paper=True)).count("<tr id=") == 40
