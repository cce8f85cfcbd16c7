"""The legend above a sequence diagram: what is in it, and nothing else."""

from __future__ import annotations

from functools import partial

from designlint.drawing import Line, Role, Sequence
from designlint.records import NamedTuple
from designlint.render.measure import text_width
from designlint.render.palette import LOOKS, NAMES, STROKES
from designlint.render.sequence.arrows import arrow
from designlint.render.sequence.elements import group, path, text
from designlint.render.sequence.layout import LINE, MARGIN, SMALL, WIDEST
from designlint.render.sequence.shapes import outline

_SWATCH = 34.0


class Legend(NamedTuple):
    """The elements of a legend, and where it ends: to the right and at the bottom."""

    parts: tuple[str, ...]
    right: float
    bottom: float


def legend(sequence: Sequence, top: float) -> Legend:
    """The roles and lines that occur, in rows."""
    x, y, right = MARGIN, top, MARGIN
    parts = []
    samples = [
        *((NAMES[role], partial(_role, role)) for role in sequence.roles),
        *((STROKES[line].words, partial(_line, line)) for line in sequence.lines),
    ]
    for words, drawn in samples:
        wide = _SWATCH + 8 + text_width(words, SMALL) + 18
        if x > MARGIN and x + wide > WIDEST:
            x, y = MARGIN, y + 1.7 * LINE
        parts.append(drawn(x, y))
        parts.append(text(x + _SWATCH + 6, y + 4, words, SMALL, at="start"))
        x += wide
        right = max(right, x)
    return Legend(tuple(parts), right, y + LINE)


def _role(role: Role, x: float, y: float) -> str:
    look = LOOKS[role]
    shape = outline(role, x, y - 9, _SWATCH, 18)
    return group(f"node role-{role}", [path(shape, look.frame, look.fill)])


def _line(line: Line, x: float, y: float) -> str:
    return group(f"line-{line}", arrow(line, x, x + _SWATCH, y))
