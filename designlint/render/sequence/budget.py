"""The latency budget under a sequence diagram: one bar, a segment for each part, the limit as a line."""

from __future__ import annotations

from designlint.drawing import LatencyBudget
from designlint.records import NamedTuple
from designlint.render.measure import text_width
from designlint.render.palette import INK, LOOKS, MARKS
from designlint.render.vector.elements import group, path, text
from designlint.render.vector.measures import FONT_SIZE, LINE, MARGIN, SMALL
from designlint.render.vector.outlines import outline

_HIGH = 20.0


class Foot(NamedTuple):
    """The elements under a diagram, and where they end."""

    parts: tuple[str, ...]
    bottom: float


def budget(given: LatencyBudget, wide: float, top: float) -> Foot:
    """The bar, over the whole width, with the names and times of its segments in rows below."""
    parts = [text(MARGIN, top + LINE, given.text, FONT_SIZE, at="start", strong=True)]
    y = top + 2 * LINE
    total = sum(segment.time for segment in given.segments)
    scale = (wide - 2 * MARGIN) / max(total, given.target or 0.0)
    x = MARGIN
    for number, segment in enumerate(given.segments):
        parts.append(_segment(number, x, y, segment.time * scale))
        x += segment.time * scale
    if given.target is not None:
        parts.append(_limit(MARGIN + given.target * scale, y))
    row, x = y + _HIGH + 1.6 * LINE, MARGIN
    for number, segment in enumerate(given.segments):
        words = f"{_letter(number)}  {segment.name}: {segment.text}"
        needed = text_width(words, SMALL) + 22
        if x > MARGIN and x + needed > wide - MARGIN:
            x, row = MARGIN, row + LINE
        parts.append(text(x, row, words, SMALL, at="start"))
        x += needed
    return Foot(tuple(parts), row + LINE / 2)


def _segment(number: int, x: float, y: float, wide: float) -> str:
    look = LOOKS["service" if number % 2 == 0 else "edge"]
    kind = "node role-service" if number % 2 == 0 else "node role-edge"
    parts = [path(outline("api", x, y, max(wide, 3.0), _HIGH), look.frame, look.fill)]
    if wide > 14:
        parts.append(text(x + wide / 2, y + _HIGH / 2 + 4, _letter(number), SMALL))
    return group(kind, parts)


def _limit(x: float, y: float) -> str:
    d = f"M{x:.1f},{y - 5:.1f} v{_HIGH + 10:.1f}"
    return group("edge mark-bad", [path(d, MARKS["bad"][0] or INK, "none", ' stroke-width="2.5"')])


def _letter(number: int) -> str:
    """a, b, ... z, aa, ab, ..."""
    first, last = divmod(number, 26)
    return (_letter(first - 1) if first else "") + chr(ord("a") + last)
