"""What a picture of Graphviz gets before anyone sees it: words for screen readers, a dark dress.

A picture is a file of its own (`finished`), or one of several in a page (`inline`), whose style sheet
then has the rules of `dress.page_style`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from designlint.drawing import Drawing, Graph, Table
from designlint.render.cells import clean
from designlint.render.dress import own_style
from designlint.render.table.dot import ROW

MOST = 8000
"""So many characters describe a picture to those who cannot see it."""
_HEAD = re.compile(r"<svg\b[^>]*>", re.DOTALL)
_PROLOGUE = re.compile(r"^.*?(?=<svg\b)", re.DOTALL)
_GENERATED = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_ID = re.compile(r' id="([^"]*)"')


def finished(svg: str, drawing: Graph) -> str:
    """An SVG with role, title and description, and colours that follow light or dark surroundings."""
    style = f"<style>\n{own_style()}</style>\n"
    return _opened(_bare(svg), drawing.title, _description(drawing), "diagram", 'role="img"', style)


def inline(svg: str, drawing: Drawing, key: str) -> str:
    """An SVG as a part of a page: every id in it begins with `key--`, and what links can be followed
    by those who cannot see it, too; each line says there what it leads to."""
    own = _ID.sub(rf' id="{escape(key)}--\1"', _bare(svg))
    said = ". ".join([drawing.description, *_marked(drawing)])
    return _opened(own, drawing.title, said, escape(key), 'role="group"', "")


def _bare(svg: str) -> str:
    """What Graphviz drew, without what it says of itself; a row of a table has the id of its element."""
    bare = _GENERATED.sub("", _PROLOGUE.sub("", svg))
    return bare.replace(f' id="a_{ROW}', ' id="node-')


def _opened(svg: str, title: str, said: str, key: str, role: str, style: str) -> str:
    head = _HEAD.match(svg)
    if head is None:
        return svg
    opened = f'{head[0][:-1]} {role} aria-labelledby="{key}--title {key}--description">'
    words = (
        f'<title id="{key}--title">{escape(clean(title))}</title>\n'
        f'<desc id="{key}--description">{escape(clean(said)[:MOST])}</desc>\n'
    )
    return f"{opened}\n{words}{style}{svg[head.end() :].lstrip()}"


def _description(drawing: Graph) -> str:
    """All that the picture shows, in words."""
    if isinstance(drawing, Table):
        return _described(drawing)
    names = {node.key: node.name for node in drawing.nodes}
    calls = [f"{names[edge.tail]} to {names[edge.head]}" for edge in drawing.edges[:200]]
    return ". ".join([drawing.description, *_marked(drawing), *calls])


def _marked(drawing: Drawing) -> Iterator[str]:
    """What is said of the nodes that have a mark."""
    for node in drawing.nodes:
        if node.mark != "plain":
            yield f"{node.name}: {', '.join(node.lines)}"


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
    return ". ".join([table.description, *rows])
