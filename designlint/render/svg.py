"""What a picture of Graphviz gets before anyone sees it: words for screen readers, a dark dress.

A picture is a file of its own (`finished`), or one of several in a page (`inline`), whose style sheet
then has the rules of `dress.page_style`.
"""

from __future__ import annotations

import re
from html import escape

from designlint.drawing import Graph, Table
from designlint.render.cells import clean
from designlint.render.dress import own_style
from designlint.render.table.dot import ROW

_HEAD = re.compile(r"<svg\b[^>]*>", re.DOTALL)
_PROLOGUE = re.compile(r"^.*?(?=<svg\b)", re.DOTALL)
_GENERATED = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_ID = re.compile(r' id="([^"]*)"')


def finished(svg: str, drawing: Graph) -> str:
    """An SVG with role, title and description, and colours that follow light or dark surroundings."""
    style = f"<style>\n{own_style()}</style>\n"
    return _opened(_bare(svg), drawing, "diagram", 'role="img"', style)


def inline(svg: str, drawing: Graph, key: str) -> str:
    """An SVG as a part of a page: every id in it begins with `key--`, and what links can be followed
    by those who cannot see it, too."""
    own = _ID.sub(rf' id="{escape(key)}--\1"', _bare(svg))
    return _opened(own, drawing, escape(key), 'role="group"', "")


def _bare(svg: str) -> str:
    """What Graphviz drew, without what it says of itself; a row of a table has the id of its element."""
    bare = _GENERATED.sub("", _PROLOGUE.sub("", svg))
    return bare.replace(f' id="a_{ROW}', ' id="node-')


def _opened(svg: str, drawing: Graph, key: str, role: str, style: str) -> str:
    head = _HEAD.match(svg)
    if head is None:
        return svg
    opened = f'{head[0][:-1]} {role} aria-labelledby="{key}--title {key}--description">'
    words = (
        f'<title id="{key}--title">{escape(clean(drawing.title))}</title>\n'
        f'<desc id="{key}--description">{escape(clean(_description(drawing)))}</desc>\n'
    )
    return f"{opened}\n{words}{style}{svg[head.end() :].lstrip()}"


def _description(drawing: Graph) -> str:
    """All that the picture shows, in words."""
    if isinstance(drawing, Table):
        return _described(drawing)
    names = {node.key: node.name for node in drawing.nodes}
    marked = [f"{n.name}: {', '.join(n.lines)}" for n in drawing.nodes if n.mark != "plain"]
    calls = [f"{names[edge.tail]} to {names[edge.head]}" for edge in drawing.edges[:200]]
    parts = [drawing.description, *marked, *calls]
    return ". ".join(parts)[:8000]


def _described(table: Table) -> str:
    """A table, row by row."""
    rows = []
    for row in table.rows:
        said = [
            f"{column.name} {', '.join(cell.lines)}"
            for column, cell in zip(table.columns, row.cells, strict=True)
            if cell.lines
        ]
        rows.append(f"{row.name}: {'; '.join(said) or 'nothing'}")
    return ". ".join([table.description, *rows])[:8000]
