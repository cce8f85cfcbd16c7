"""The title, description, notes and legend above a picture."""

from __future__ import annotations

from designlint.base.records import NamedTuple
from designlint.drawing import Picture, Sequence
from designlint.render.measure import text_width, wrapped
from designlint.render.vector.elements import text
from designlint.render.vector.legend import legend
from designlint.render.vector.measures import FONT_SIZE, LINE, MARGIN, SMALL, TITLE


class Heading(NamedTuple):
    """The elements of a heading, and where it ends: to the right and at the bottom."""

    parts: tuple[str, ...]
    right: float
    bottom: float


def heading(picture: Picture, room: float) -> Heading:
    """What stands above a picture, in lines of at most `room` pixels. The notes of a sequence diagram
    stand under it."""
    inner = room - 2 * MARGIN
    y, right = MARGIN + 2.0, 0.0
    parts = []
    for line in wrapped(picture.title, inner, TITLE * 1.1):
        y += LINE
        parts.append(text(MARGIN, y, line, TITLE, at="start", strong=True))
        right = max(right, MARGIN + text_width(line, TITLE * 1.05))
        y += 0.5 * LINE
    notes = () if isinstance(picture, Sequence) else picture.notes
    y -= 0.2 * LINE
    for words, size in ((picture.description, FONT_SIZE), *((note, SMALL) for note in notes)):
        for line in wrapped(words, inner, size):
            y += 1.3 * LINE
            parts.append(text(MARGIN, y, line, size, at="start"))
            right = max(right, MARGIN + text_width(line, size))
    shown = legend(picture, y + 1.7 * LINE, room)
    return Heading((*parts, *shown.parts), max(right, shown.right), shown.bottom + LINE)
