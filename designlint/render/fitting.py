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
_SIZE = re.compile(rb'<svg width="([0-9.]+)pt" height="([0-9.]+)pt"')


def fitted(drawing: Drawing, dot: Callable[[Graph], str], seconds: float) -> tuple[Graph, bytes]:
    """The first form of a graph that is readable, with its SVG; `dot` writes a form for Graphviz, which
    has `seconds` for each. Raises LayoutError where there is no Graphviz."""
    failed: LayoutError | None = None
    for form in _forms(drawing):
        for way in (form, _turned(form)) if isinstance(form, Drawing) else (form,):
            try:
                svg = laid_out(dot(way), "svg", seconds=seconds)
            except LayoutError as error:
                failed = error
                continue
            wide, high = _size(svg)
            if wide <= WIDEST or not isinstance(way, Drawing):
                return way, svg
            # A node is wider than high, so a graph that is turned is wider than it was high.
            if high > WIDEST:
                break
    raise failed if failed is not None else LayoutError("nothing to draw")


def _forms(drawing: Drawing) -> Iterator[Graph]:
    yield drawing
    if drawing.clusters:
        yield collapsed(drawing)
    yield listed(drawing)


def _turned(drawing: Drawing) -> Drawing:
    return drawing._replace(across=not drawing.across)


def _size(svg: bytes) -> tuple[float, float]:
    """How wide and high Graphviz drew a graph, in points."""
    found = _SIZE.search(svg)
    return (float(found[1]), float(found[2])) if found else (0.0, 0.0)
