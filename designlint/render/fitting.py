"""A graph laid out so that its names can be read: as it is, turned, folded by groups, or as a table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from math import inf

from designlint.base.records import NamedTuple
from designlint.drawing import Drawing, Graph, collapsed, listed
from designlint.render.layout import LayoutError, laid_out
from designlint.render.palette import NAME_SIZE


class Room(NamedTuple):
    """How wide and high a picture may be so that its names are readable, in points of the picture; and how
    many times as large the names are at which no other way is tried."""

    wide: float
    high: float
    ease: float = 1.0

    def scale(self, wide: float, high: float) -> float:
        """How many times as large as readable the names of a picture are."""
        return min(self.wide / max(wide, 1.0), self.high / max(high, 1.0))


def _room(wide: float, high: float, least: float, ease: float = 1.0) -> Room:
    """That of a page of this size, on which a name has this height at least."""
    return Room(wide * NAME_SIZE / least, high * NAME_SIZE / least, ease)


SCREEN = _room(1200, inf, 10)
"""A page is so many pixels wide, and can be scrolled."""
PAPER = _room(504, 482, 4, ease=1.5)
"""A page has so many points inside of its margins, and above the picture what belongs to it."""
_SIZE = re.compile(rb'<svg width="([0-9.]+)pt" height="([0-9.]+)pt"')


def fitted(
    drawing: Drawing, dot: Callable[[Graph], str], seconds: float, room: Room = SCREEN
) -> tuple[Graph, bytes]:
    """The first form of a graph that is readable in a `room`, with its SVG; `dot` writes a form for Graphviz,
    which has `seconds` for each. Raises LayoutError where there is no Graphviz."""
    failed: LayoutError | None = None
    for form in _forms(drawing):
        found = list[tuple[float, Graph, bytes]]()
        for way in (form, _turned(form)) if isinstance(form, Drawing) else (form,):
            try:
                svg = laid_out(dot(way), "svg", seconds=seconds)
            except LayoutError as error:
                failed = error
                continue
            wide, high = _size(svg)
            scale = room.scale(wide, high)
            if scale >= room.ease or not isinstance(way, Drawing):
                return way, svg
            found.append((scale, way, svg))
            # A node is wider than high, so a graph that is turned is wider than it was high.
            if high > room.wide:
                break
        scale, best, svg = max(found, key=lambda one: one[0], default=(0.0, form, b""))
        if scale >= 1:
            return best, svg
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
