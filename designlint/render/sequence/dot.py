"""A sequence diagram in the DOT language, each thing at its place: so that Graphviz makes the formats of
paper of it, as of the other pictures. Its engine is `ENGINE`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from designlint.drawing import Role, Sequence, told_apart
from designlint.render.labels import bold, escaped, quoted, text
from designlint.render.legend import head as heading
from designlint.render.measure import text_width, wrapped
from designlint.render.palette import FONT, FRAME, INK, LOOKS, MARKS, PAPER, STROKES
from designlint.render.sequence.budget import HIGH, Foot, budget
from designlint.render.sequence.layout import HALF, HEAD, OWN, Arrow, Head, Panel, panels
from designlint.render.vector.measures import FONT_SIZE, LINE, MARGIN, POINTS, SMALL

Link = Callable[[str], str]
ENGINE = "neato"
_NARROWEST = 480.0
_INCH = 96.0
"""Pixels in an inch."""


def dot(sequence: Sequence, *, link: Link | None = None) -> str:
    """The text of a diagram with title and legend; `link` gives the address for the element that a
    participant stands for."""
    sequence = told_apart(sequence)
    found = panels(sequence, 0.0)
    right = max([_NARROWEST, *(panel.right for panel in found)])
    lines = [line for panel in found for line in _panel(panel, link)]
    bottom = found[-1].bottom if found else 0.0
    if sequence.budget is not None:
        foot = budget(sequence.budget, right, bottom + LINE)
        lines += _budget(foot)
        bottom = foot.bottom
    for note in sequence.notes:
        for words in wrapped(note, right - 2 * MARGIN, SMALL):
            bottom += LINE
            lines.append(_words(MARGIN, bottom, words))
    head = [
        "digraph design {",
        f'  graph [layout={ENGINE}, inputscale=72, splines=line, outputorder=edgesfirst, fontname="{FONT}",'
        f" bgcolor={quoted(PAPER)}, pad=0.2, labelloc=t, labeljust=l, label=<{heading(sequence)}>,"
        f" tooltip={text(sequence.description)}];",
        f'  node [shape=plaintext, fontname="{FONT}", fontcolor="{INK}", fontsize={SMALL * POINTS:g},'
        " fixedsize=true, margin=0];",
        f'  edge [arrowsize=0.6, color="{FRAME}"];',
    ]
    return "\n".join([*head, *(f"  {line}" for line in lines), "}"]) + "\n"


def _panel(panel: Panel, link: Link | None) -> Iterator[str]:
    start = panel.top + panel.high
    for one in panel.heads:
        ends = [(one.x, start), (one.x, panel.bottom)]
        yield from _path(ends, {"dir": "none", "style": "dotted", "color": quoted(FRAME)})
    for bar in panel.bars:
        middle, high = (bar.y1 + bar.y2) / 2, bar.y2 - bar.y1
        yield _box(bar.x, middle, 2 * HALF, high, bar.participant.role)
    for one in panel.heads:
        yield _head(one, panel, link)
    for arrow in panel.arrows:
        yield from _message(arrow)


def _head(one: Head, panel: Panel, link: Link | None) -> str:
    who = one.participant
    look = LOOKS[who.role]
    names = "<br/>".join(map(bold, one.name))
    kinds = "<br/>".join(map(escaped, one.kind))
    label = f"<font point-size='{FONT_SIZE * POINTS:g}'>{names}</font>"
    label += f"<br/>{kinds}" if kinds else ""
    given = {
        "shape": look.shape,
        "style": quoted(look.style),
        "fillcolor": quoted(look.fill),
        "color": quoted(MARKS[who.mark][0] or look.frame),
        "label": f"<{label}>",
        "tooltip": text(who.tip or who.name),
    }
    address = link(who.anchor) if link is not None and who.anchor else ""
    if address:
        given["URL"] = text(address)
    return _node(one.x, panel.top + panel.high / 2, HEAD, panel.high, given)


def _message(one: Arrow) -> Iterator[str]:
    stroke = STROKES[one.message.line]
    given = {
        "style": stroke.style,
        "arrowhead": stroke.arrow,
        "color": quoted(MARKS[one.message.mark][0] or stroke.colour),
    }
    wide = max(map(text_width, one.label), default=0.0) + 4
    y = one.y - 5 - LINE * len(one.label) / 2
    if one.x1 == one.x2:
        start, out = one.x1 + HALF, one.x1 + HALF + OWN
        corners = [(start, one.y), (out, one.y), (out, one.y + LINE), (start, one.y + LINE)]
        yield from _path(corners, given)
        yield _label(start + 6 + wide / 2, y, wide, one)
        return
    ahead = HALF if one.x2 > one.x1 else -HALF
    yield from _path([(one.x1 + ahead, one.y), (one.x2 - ahead, one.y)], given)
    yield _label((one.x1 + one.x2) / 2, y, wide, one)


def _label(x: float, y: float, wide: float, one: Arrow) -> str:
    """The words of a message, on paper, because they stand over lifelines."""
    lines = [
        f"<font point-size='{FONT_SIZE * POINTS:g}'>{bold(line)}</font>"
        if number < one.strong
        else escaped(line)
        for number, line in enumerate(one.label)
    ]
    given = {"style": "filled", "fillcolor": quoted(PAPER), "label": f"<{'<br/>'.join(lines)}>"}
    return _node(x, y, wide, LINE * len(one.label), given)


def _budget(foot: Foot) -> Iterator[str]:
    yield _words(foot.title.x, foot.title.y, foot.title.text)
    middle = foot.top + HIGH / 2
    for number, part in enumerate(foot.parts):
        role: Role = "service" if number % 2 == 0 else "edge"
        yield _box(part.x + part.wide / 2, middle, part.wide, HIGH, role, part.letter)
    if foot.limit is not None:
        ends = [(foot.limit, foot.top - 5), (foot.limit, foot.top + HIGH + 5)]
        yield from _path(ends, {"dir": "none", "color": quoted(MARKS["bad"][0]), "penwidth": "2"})
    for one in foot.words:
        yield _words(one.x, one.y, one.text)


def _words(x: float, y: float, words: str) -> str:
    """A line of text from `x` on."""
    wide = text_width(words, SMALL) + 8
    label = text(words)[:-1] + '\\l"'
    return _node(x + wide / 2, y - LINE / 4, wide, LINE, {"label": label})


def _box(x: float, y: float, wide: float, high: float, role: Role, letter: str = "") -> str:
    look = LOOKS[role]
    given = {
        "shape": "box",
        "style": "filled",
        "fillcolor": quoted(look.fill),
        "color": quoted(look.frame),
        "label": quoted(letter),
    }
    return _node(x, y, wide, high, given)


def _path(corners: list[tuple[float, float]], given: Mapping[str, str]) -> Iterator[str]:
    """A line from corner to corner; its head is at the last."""
    names = [_name(x, y) for x, y in corners]
    for (x, y), name in zip(corners, names, strict=True):
        yield f'{name} [pos="{_at(x, y)}", shape=point, width=0, height=0, style=invis, label=""];'
    for number, (tail, head) in enumerate(pairwise(names)):
        is_last = number == len(names) - 2
        parts = given if is_last else {**given, "arrowhead": "none"}
        yield f"{tail} -> {head} [{_attributes(parts)}];"


def _node(x: float, y: float, wide: float, high: float, given: Mapping[str, str]) -> str:
    size = f"width={wide / _INCH:.3f}, height={high / _INCH:.3f}"
    return f'{_name(x, y, "n")} [pos="{_at(x, y)}", {size}, {_attributes(given)}];'


def _name(x: float, y: float, kind: str = "p") -> str:
    """Things at different places are different nodes."""
    return f'"{kind}{x:.1f},{y:.1f}"'


def _at(x: float, y: float) -> str:
    """A place in points, from the lower edge upward, where Graphviz leaves it."""
    return f"{x * POINTS:.2f},{-y * POINTS:.2f}!"


def _attributes(given: Mapping[str, str]) -> str:
    return ", ".join([f"{name}={value}" for name, value in given.items()])
