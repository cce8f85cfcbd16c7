"""Arrows: a line tells what a call is, its head whether the caller waits."""

from __future__ import annotations

from designlint.drawing import Line
from designlint.render.palette import HOLLOW, PAPER, STROKES
from designlint.render.vector.elements import path

_DASHES = {"dashed": ' stroke-dasharray="6 4"', "dotted": ' stroke-dasharray="2 3"'}
_LONG, _HIGH = 9.0, 4.0


def arrow(line: Line, x1: float, x2: float, y: float) -> list[str]:
    """A straight arrow to where a participant begins."""
    ahead = 1.0 if x2 > x1 else -1.0
    stem = x2 if _is_open(line) else x2 - ahead * _LONG
    return [_stem(line, f"M{x1:.1f},{y:.1f} H{stem:.1f}"), _tip(line, x2, y, ahead)]


def own_arrow(line: Line, x: float, y: float, wide: float, high: float) -> list[str]:
    """The arrow of a call to oneself: out to the right and back."""
    back = x if _is_open(line) else x + _LONG
    d = f"M{x:.1f},{y:.1f} h{wide:.1f} v{high:.1f} H{back:.1f}"
    return [_stem(line, d), _tip(line, x, y + high, -1.0)]


def _is_open(line: Line) -> bool:
    return STROKES[line].arrow == "vee"


def _stem(line: Line, d: str) -> str:
    stroke = STROKES[line]
    wide = ' stroke-width="1.6"' if stroke.style == "dotted" else ' stroke-width="1.3"'
    return path(d, stroke.colour, "none", _DASHES.get(stroke.style, "") + wide)


def _tip(line: Line, x: float, y: float, ahead: float) -> str:
    """Full where the caller waits, open where it does not, hollow for a fallback; as Graphviz draws it."""
    stroke = STROKES[line]
    back = x - ahead * _LONG
    if stroke.arrow == "odot":
        middle = x - ahead * _HIGH
        return f'<ellipse cx="{middle:.1f}" cy="{y:.1f}" rx="{_HIGH}" ry="{_HIGH}" fill="{PAPER}" stroke="{stroke.colour}"/>'
    if stroke.arrow == "diamond":
        middle = (x + back) / 2
        ends = f"{back:.1f},{y:.1f} {middle:.1f},{y - _HIGH:.1f} {x:.1f},{y:.1f} {middle:.1f},{y + _HIGH:.1f}"
        return f'<polygon points="{ends}" fill="{stroke.colour}" stroke="{stroke.colour}"/>'
    points = f"{back:.1f},{y - _HIGH:.1f} {x:.1f},{y:.1f} {back:.1f},{y + _HIGH:.1f}"
    if stroke.arrow == "vee":
        return path(f"M{points.replace(' ', ' L')}", stroke.colour, "none", ' stroke-width="1.3"')
    fill = PAPER if stroke.arrow in HOLLOW else stroke.colour
    return f'<polygon points="{points}" fill="{fill}" stroke="{stroke.colour}"/>'
