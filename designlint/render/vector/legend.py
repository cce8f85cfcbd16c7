"""The legend above a picture: what is in it, and nothing else, each sample drawn as it is drawn there."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.base.records import NamedTuple
from designlint.drawing import Heat, Line, Mark, Picture, Role, Table
from designlint.render.measure import text_width
from designlint.render.palette import (
    DASHED,
    FRAME,
    HEATS,
    LOOKS,
    MARKS,
    NAMES,
    NEUTRAL,
    PAPER,
    STROKES,
)
from designlint.render.vector.arrows import arrow
from designlint.render.vector.elements import group, path, text
from designlint.render.vector.measures import LINE, MARGIN, SMALL
from designlint.render.vector.outlines import outline

_WIDE, _HIGH = 34.0, 18.0
_DASHES = ' stroke-dasharray="5 3"'


class Legend(NamedTuple):
    """The elements of a legend, and where it ends: to the right and at the bottom."""

    parts: tuple[str, ...]
    right: float
    bottom: float


def legend(picture: Picture, top: float, room: float) -> Legend:
    """The roles, utilisations, states and lines that occur, in rows of at most `room` pixels."""
    x, y, right = MARGIN, top, MARGIN
    parts = []
    for words, drawn in _samples(picture):
        wide = _WIDE + 8 + text_width(words, SMALL) * 1.05 + 16
        if x > MARGIN and x + wide > room:
            x, y = MARGIN, y + 1.7 * LINE
        parts.append(f'<g transform="translate({x:.1f},{y:.1f})">{drawn}</g>')
        parts.append(text(x + _WIDE + 6, y + 4, words, SMALL, at="start"))
        x += wide
        right = max(right, x)
    return Legend(tuple(parts), right, y + LINE)


def _samples(picture: Picture) -> Iterator[tuple[str, str]]:
    """The words of each sample, and the sample, drawn to the right of its origin."""
    for role in picture.roles:
        yield NAMES[role], _role(picture, role)
    for heat in picture.heats:
        yield HEATS[heat][2], _heat(heat)
    for mark in picture.marks:
        yield MARKS[mark][2], _mark(mark)
    for line in picture.lines:
        yield STROKES[line].words, _line(line)


def _role(picture: Picture, role: Role) -> str:
    """A kind of node: in a table it has a colour alone, and where nodes have states or say how full they
    are, the frame or the fill is not the kind's."""
    look = LOOKS[role]
    is_row = isinstance(picture, Table)
    is_judged = bool(picture.marks) and not is_row
    fill = PAPER if role in picture.heated else look.fill
    frame = NEUTRAL if is_judged else look.frame
    dashes = _DASHES if "dashed" in look.style and not is_row else ""
    shape = outline("api" if is_row else role, 0, -_HIGH / 2, _WIDE, _HIGH)
    classes = f"role-{role}"
    classes += " heat-unknown" if role in picture.heated else ""
    classes += " judged" if is_judged else ""
    return group(classes, [path(shape, frame, fill, dashes)])


def _heat(heat: Heat) -> str:
    shape = outline("api", 0, -_HIGH / 2, _WIDE, _HIGH)
    return group(f"heat-{heat}", [path(shape, FRAME, HEATS[heat][0])])


def _mark(mark: Mark) -> str:
    dashes = _DASHES if mark in DASHED else ""
    shape = outline("api", 1, 1 - _HIGH / 2, _WIDE - 2, _HIGH - 2)
    return group(
        f"mark-{mark}", [path(shape, MARKS[mark][0], "none", f' stroke-width="2.6"{dashes}')]
    )


def _line(line: Line) -> str:
    return group(f"line-{line}", arrow(line, 0, _WIDE, 0))
