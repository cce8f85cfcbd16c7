"""A graph laid out so that its names can be read: as it is, turned, folded by groups, or as a table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from designlint.drawing import Drawing, Graph, collapsed, listed
from designlint.render.layout import LayoutError, laid_out
from designlint.render.palette import NAME_SIZE

PAGE, LEAST = 1200.0, 10.0
"""The width of a page, and the least height of a name on it, in pixels."""
WIDEST = PAGE * NAME_SIZE / LEAST
"""How wide a picture may be so that its names are readable on a page, in points of the picture."""
_WIDTH = re.compile(rb'<svg width="([0-9.]+)pt"')


def fitted(drawing: Drawing, dot: Callable[[Graph], str], seconds: float) -> tuple[Graph, bytes]:
    """The first form of a graph that is readable, with its SVG; `dot` writes a form for Graphviz, which
    has `seconds` for each. Raises LayoutError where there is no Graphviz."""
    failed: LayoutError | None = None
    for form in _forms(drawing):
        try:
            svg = laid_out(dot(form), "svg", seconds=seconds)
        except LayoutError as error:
            failed = error
            continue
        if not isinstance(form, Drawing) or _width(svg) <= WIDEST:
            return form, svg
    raise failed if failed is not None else LayoutError("nothing to draw")


def _forms(drawing: Drawing) -> Iterator[Graph]:
    yield drawing
    yield drawing._replace(across=not drawing.across)
    if drawing.clusters:
        folded = collapsed(drawing)
        yield folded
        yield folded._replace(across=not folded.across)
    yield listed(drawing)


def _width(svg: bytes) -> float:
    found = _WIDTH.search(svg)
    return float(found[1]) if found else 0.0
