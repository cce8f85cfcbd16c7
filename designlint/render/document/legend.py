"""The legend of a picture in a page: what it uses, as the classes that dress it and the words for it."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from designlint.base.records import NamedTuple
from designlint.drawing import Line, Picture, Role
from designlint.render.palette import HEATS, MARKS, NAMES, PAPER, STROKES

_DASHES = {"solid": "", "dashed": ' stroke-dasharray="5 3"', "dotted": ' stroke-dasharray="1.5 3"'}
_HEADS = {
    "normal": '<path d="M27,1 35,5 27,9z" fill="currentColor"/>',
    "vee": '<path d="M28,1 35,5 28,9" fill="none"/>',
    "onormal": f'<path class="hollow" d="M27,1 35,5 27,9z" fill="{PAPER}"/>',
    "empty": f'<path class="hollow" d="M27,1 35,5 27,9z" fill="{PAPER}"/>',
    "odot": f'<circle class="hollow" cx="31" cy="5" r="3.5" fill="{PAPER}"/>',
    "diamond": '<path d="M25,5 30,1.5 35,5 30,8.5z" fill="currentColor"/>',
}
"""The heads of lines as Graphviz and sequence diagrams draw them."""


class Entry(NamedTuple):
    """What a class of a picture means, with a sample where the class does not show one by itself."""

    dress: str
    words: str
    sample: Markup = Markup("")


def legend(drawing: Picture) -> list[Entry]:
    """What a picture uses: kinds, how full things are, marks, and lines."""
    return [
        *(Entry(_dressed(role, drawing), NAMES[role]) for role in drawing.roles),
        *(Entry(f"heat-{heat}", HEATS[heat][2]) for heat in getattr(drawing, "heats", ())),
        *(Entry(f"mark-{mark}", MARKS[mark][2]) for mark in drawing.marks),
        *_lines(drawing),
    ]


def _lines(drawing: Picture) -> Iterator[Entry]:
    for line in drawing.lines:
        yield Entry(f"line-{line}", STROKES[line].words, _sample(line))


def _dressed(role: Role, drawing: Picture) -> str:
    """The class of a role in a legend, without its fill where that says how full its nodes are."""
    return f"role-{role} bare" if role in getattr(drawing, "heated", ()) else f"role-{role}"


def _sample(line: Line) -> Markup:
    """A piece of a line with its head, which says what the dashes alone do not."""
    stroke = STROKES[line]
    drawn = f'<path d="M1,5H27" fill="none"{_DASHES[stroke.style]}/>{_HEADS[stroke.arrow]}'
    return Markup(  # noqa: S704  # our own
        f'<svg viewBox="0 0 36 10" color="{stroke.colour}" stroke="currentColor" aria-hidden="true">{drawn}</svg>'
    )
