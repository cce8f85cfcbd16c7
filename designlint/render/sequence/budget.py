"""Where the latency budget under a sequence diagram stands: one bar, a segment for each part, the limit as
a line; in pixels."""

from __future__ import annotations

from designlint.base.records import NamedTuple
from designlint.drawing import LatencyBudget
from designlint.render.measure import text_width
from designlint.render.vector.measures import LINE, MARGIN, SMALL

HIGH = 20.0
"""The height of the bar."""
_LEAST = 3.0
_ROOM = 14.0
"""A segment that is wider has its letter in it."""


class Part(NamedTuple):
    """A segment of the bar, from `x` on and so `wide`, with its letter where there is room."""

    x: float
    wide: float
    letter: str


class Words(NamedTuple):
    """A line of text that begins at `x`, with its base line at `y`."""

    x: float
    y: float
    text: str


class Foot(NamedTuple):
    """The bar at `top` with its title above and its words below, the `limit` in it, and where all ends."""

    title: Words
    top: float
    parts: tuple[Part, ...]
    limit: float | None
    words: tuple[Words, ...]
    bottom: float


def budget(given: LatencyBudget, wide: float, top: float) -> Foot:
    """The bar, over the whole width, with the names and times of its segments in rows below."""
    total = sum(segment.time for segment in given.segments)
    scale = (wide - 2 * MARGIN) / max(total, given.target or 0.0)
    parts, words = [], []
    at, x, y = MARGIN, MARGIN, top + 2 * LINE + HIGH + 1.6 * LINE
    for number, segment in enumerate(given.segments):
        letter, long = _letter(number), segment.time * scale
        parts.append(Part(at, max(long, _LEAST), letter if long > _ROOM else ""))
        at += long
        said = f"{letter}  {segment.name}: {segment.text}"
        needed = text_width(said, SMALL) + 22
        if x > MARGIN and x + needed > wide - MARGIN:
            x, y = MARGIN, y + LINE
        words.append(Words(x, y, said))
        x += needed
    return Foot(
        Words(MARGIN, top + LINE, given.text),
        top + 2 * LINE,
        tuple(parts),
        None if given.target is None else MARGIN + given.target * scale,
        tuple(words),
        y + LINE / 2,
    )


def _letter(number: int) -> str:
    """a, b, ... z, aa, ab, ..."""
    first, last = divmod(number, 26)
    return (_letter(first - 1) if first else "") + chr(ord("a") + last)
