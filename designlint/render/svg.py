"""What a picture of Graphviz gets before anyone sees it: words for screen readers, a dark dress."""

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


def finished(svg: str, drawing: Drawing) -> str:
    """An SVG with role, title and description, and colours that follow light or dark surroundings."""
    svg = _GENERATED.sub("", _PROLOGUE.sub("", svg))
    head = _HEAD.match(svg)
    if head is None:
        return svg
    opened = head[0][:-1] + ' role="img" aria-labelledby="diagram-title diagram-description">'
    words = (
        f'<title id="diagram-title">{escape(drawing.title)}</title>\n'
        f'<desc id="diagram-description">{escape(_description(drawing))}</desc>\n'
    )
    style = f"<style>\n{_style()}</style>\n"
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
    dark = [f"svg {{ background: {DARK_PAPER}; }}", f"text {{ fill: {DARK_INK}; }}"]
    parts = ":is(polygon, path, ellipse, polyline)"
    for role, look in LOOKS.items():
        dark.append(
            f".role-{role} > {parts} {{ fill: {look.dark_fill}; stroke: {look.dark_frame}; }}"
        )
    dark.append(f".frame > {parts} {{ fill: none; stroke: #6e7681; }}")
    for line, stroke in STROKES.items():
        dark.append(f".line-{line} > path {{ stroke: {stroke.dark}; }}")
        dark.append(f".line-{line} > polygon {{ stroke: {stroke.dark}; fill: {stroke.dark}; }}")
        dark.append(f".line-{line} text {{ fill: {stroke.dark}; }}")
    for mark, (_, colour, _) in MARKS.items():
        if colour:
            dark.append(f".mark-{mark} > {parts} {{ stroke: {colour}; }}")
    inside = "\n".join(f"  {rule}" for rule in dark)
    return "\n".join(light) + f"\n@media (prefers-color-scheme: dark) {{\n{inside}\n}}\n"
