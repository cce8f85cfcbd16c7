"""What a picture of Graphviz gets before anyone sees it: words for screen readers, a dark dress.

A picture is a file of its own (`finished`), or one of several in a page (`inline`), whose style sheet
then has the rules of `page_style`.
"""

from __future__ import annotations

import re
from html import escape

from designlint.drawing import Drawing
from designlint.render.palette import (
    DARK_INK,
    DARK_PAPER,
    INK,
    LOOKS,
    MARKS,
    PAPER,
    STROKES,
)

_HEAD = re.compile(r"<svg\b[^>]*>", re.DOTALL)
_PROLOGUE = re.compile(r"^.*?(?=<svg\b)", re.DOTALL)
_GENERATED = re.compile(r"<!--.*?-->\n?", re.DOTALL)


_ID = re.compile(r' id="([^"]*)"')


def finished(svg: str, drawing: Drawing) -> str:
    """An SVG with role, title and description, and colours that follow light or dark surroundings."""
    style = f"<style>\n{_style()}</style>\n"
    return _opened(_bare(svg), drawing, "diagram", 'role="img"', style)


def inline(svg: str, drawing: Drawing, key: str) -> str:
    """An SVG as a part of a page: every id in it begins with `key--`, and what links can be followed
    by those who cannot see it, too."""
    own = _ID.sub(rf' id="{escape(key)}--\1"', _bare(svg))
    return _opened(own, drawing, escape(key), 'role="group"', "")


def _bare(svg: str) -> str:
    return _GENERATED.sub("", _PROLOGUE.sub("", svg))


def _opened(svg: str, drawing: Drawing, key: str, role: str, style: str) -> str:
    head = _HEAD.match(svg)
    if head is None:
        return svg
    opened = f'{head[0][:-1]} {role} aria-labelledby="{key}--title {key}--description">'
    words = (
        f'<title id="{key}--title">{escape(drawing.title)}</title>\n'
        f'<desc id="{key}--description">{escape(_description(drawing))}</desc>\n'
    )
    return f"{opened}\n{words}{style}{svg[head.end() :].lstrip()}"


def _description(drawing: Drawing) -> str:
    """All that the picture shows, in words."""
    names = {node.key: node.name for node in drawing.nodes}
    marked = [f"{n.name}: {', '.join(n.lines)}" for n in drawing.nodes if n.mark != "plain"]
    calls = [f"{names[edge.tail]} to {names[edge.head]}" for edge in drawing.edges[:200]]
    parts = [drawing.description, *marked, *calls]
    return ". ".join(parts)[:8000]


def _style() -> str:
    light = [f"svg {{ background: {PAPER}; }}", f"text {{ fill: {INK}; }}"]
    dark = [f"svg {{ background: {DARK_PAPER}; }}", *_dark()]
    return "\n".join(light) + "\n" + _block("@media (prefers-color-scheme: dark)", dark)


def page_style(scope: str) -> str:
    """The rules for pictures inside what the selector `scope` finds in a page: dark where the page's
    root has `data-theme="dark"`, or where it has none and its surroundings are dark."""
    light = f"{scope} text {{ fill: {INK}; }}\n"
    chosen = _scoped(f':root[data-theme="dark"] {scope}')
    found = _scoped(f":root:not([data-theme]) {scope}")
    return light + "\n".join(chosen) + "\n" + _block("@media (prefers-color-scheme: dark)", found)


def _scoped(scope: str) -> list[str]:
    return [f"{scope} {rule}" for rule in _dark()]


def _block(head: str, rules: list[str]) -> str:
    inside = "\n".join(f"  {rule}" for rule in rules)
    return f"{head} {{\n{inside}\n}}\n"


def _dark() -> list[str]:
    """The rules for dark surroundings."""
    dark = [f"text {{ fill: {DARK_INK}; }}"]
    parts = ":is(polygon, path, ellipse, polyline)"
    for role, look in LOOKS.items():
        # A node that links has its shape inside of the link.
        dark.append(
            f".role-{role} {parts} {{ fill: {look.dark_fill}; stroke: {look.dark_frame}; }}"
        )
    dark.append(f".frame > {parts} {{ fill: none; stroke: #6e7681; }}")
    for line, stroke in STROKES.items():
        dark.append(f".line-{line} path {{ stroke: {stroke.dark}; }}")
        dark.append(f".line-{line} polygon {{ stroke: {stroke.dark}; fill: {stroke.dark}; }}")
        dark.append(f".line-{line} text {{ fill: {stroke.dark}; }}")
    for mark, (_, colour, _) in MARKS.items():
        if colour:
            dark.append(f".mark-{mark} {parts} {{ stroke: {colour}; }}")
    return dark
