"""What a picture of Graphviz gets before anyone sees it: words for screen readers, a dark dress.

A picture is a file of its own (`finished`), with its heading above what Graphviz drew, or one of several
in a page (`inline`), which has a heading and, with the rules of `dress.page_style`, a style sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from designlint.drawing import Drawing, Graph, Table
from designlint.render.cells import clean
from designlint.render.centred import centred
from designlint.render.dress import own_style
from designlint.render.palette import FONT
from designlint.render.table.dot import ROW
from designlint.render.vector.heading import heading
from designlint.render.vector.measures import POINTS, WIDEST

MOST = 8000
"""So many characters describe a picture to those who cannot see it."""
_HEAD = re.compile(r"<svg\b[^>]*>", re.DOTALL)
_PROLOGUE = re.compile(r"^.*?(?=<svg\b)", re.DOTALL)
_GENERATED = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_OWN_SIZE = re.compile(r'<svg width="([0-9.]+)pt" height="([0-9.]+)pt"')
_NARROWEST = 720.0
"""The room that a heading has above a narrow picture, in pixels."""
_FRAME = re.compile(
    r'(<g id="clust\d+" class="[^"]*">(?:(?!</g>).)*?)(<text [^>]*>[^<]*</text>\n)', re.DOTALL
)
_ID = re.compile(r' id="([^"]*)"')


def finished(svg: str, drawing: Graph) -> str:
    """An SVG with heading, role, title and description, and colours that follow light or dark
    surroundings; Graphviz drew it without a heading."""
    bare = _bare(svg)
    wide, high = _size(bare)
    shown = heading(drawing, min(WIDEST, max(wide, _NARROWEST)))
    right, bottom = max(wide, shown.right), shown.bottom + high
    placed = f'<svg y="{shown.bottom:.1f}" width="{wide:.1f}" height="{high:.1f}"'
    opened = (
        f'<svg width="{right * POINTS:.0f}pt" height="{bottom * POINTS:.0f}pt"'
        f' viewBox="0 0 {right:.1f} {bottom:.1f}" xmlns="http://www.w3.org/2000/svg"'
        f' xmlns:xlink="http://www.w3.org/1999/xlink" font-family="{FONT}">'
    )
    whole = "\n".join([opened, *shown.parts, _OWN_SIZE.sub(placed, bare, count=1), "</svg>"])
    style = f"<style>\n{own_style()}</style>\n"
    said = _description(drawing)
    return _opened(f"{whole}\n", drawing.title, said, "diagram", 'role="img"', style)


def _size(svg: str) -> tuple[float, float]:
    """How wide and high Graphviz drew a picture, in pixels."""
    found = _OWN_SIZE.match(svg)
    return (float(found[1]) / POINTS, float(found[2]) / POINTS) if found else (0.0, 0.0)


def inline(svg: str, drawing: Drawing, key: str) -> str:
    """An SVG as a part of a page: every id in it begins with `key--`, and what links can be followed
    by those who cannot see it, too; each line says there what it leads to."""
    own = _ID.sub(rf' id="{escape(key)}--\1"', _bare(svg))
    said = ". ".join([drawing.description, *_marked(drawing)])
    return _opened(own, drawing.title, said, escape(key), 'role="group"', "")


def _bare(svg: str) -> str:
    """What Graphviz drew, without what it says of itself; a row of a table has the id of its element."""
    bare = _GENERATED.sub("", _PROLOGUE.sub("", svg))
    return _titles_last(centred(bare.replace(f' id="a_{ROW}', ' id="node-')))


def _titles_last(svg: str) -> str:
    """The titles of frames over the lines that cross them, and with an outline that keeps these off."""
    titles: list[str] = []

    def taken(found: re.Match[str]) -> str:
        titles.append(found[2].replace("<text ", '<text class="halo" '))
        return found[1]

    before, end, after = _FRAME.sub(taken, svg).rpartition("</g>\n</svg>")
    return f"{before}{''.join(titles)}{end}{after}" if titles and end else svg


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
