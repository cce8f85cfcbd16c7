"""Lines of text in the middle of what they are written on.

Graphviz places each line of an HTML-like label where it begins, by the metrics of a font that who looks at
the picture need not have: with a wider one the text leaves its shape on the right.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r'<g id="[^"]*" class="(?P<kind>node|edge|cluster|graph)[^"]*"'
    r'|<(?:polygon|polyline)\b[^>]*? points="(?P<points>[^"]*)"'
    r'|<path\b[^>]*? d="(?P<d>[^"]*)"'
    r'|<ellipse\b[^>]*? cx="(?P<cx>[^"]*)" cy="(?P<cy>[^"]*)" rx="(?P<rx>[^"]*)" ry="(?P<ry>[^"]*)"'
    r'|<text\b[^>]*? text-anchor="start" x="(?P<x>[^"]*)" y="(?P<y>[^"]*)"'
)
_NUMBER = re.compile(r"-?[0-9.]+")
_HIDDEN = re.compile(r'<polygon fill="none" stroke="none" points="[^"]*"/>\n')
_PADDING = 8.0
"""Text that begins no farther from the left edge of its box is aligned to that edge, in points."""

Box = tuple[float, float, float, float]


def centred(svg: str) -> str:
    """What Graphviz drew, with each centred line of a node or an edge label anchored at its middle; the
    invisible boxes around edge labels are gone."""
    boxes: list[Box] = []
    is_inside = False

    def moved(found: re.Match[str]) -> str:
        nonlocal is_inside
        if found["kind"]:
            boxes.clear()
            is_inside = found["kind"] in ("node", "edge")
        elif found["x"] is None:
            boxes.append(_box(found))
        elif is_inside:
            return _anchored(found, boxes)
        return found[0]

    return _HIDDEN.sub("", _TOKEN.sub(moved, svg))


def _box(shape: re.Match[str]) -> Box:
    """The left, right, upper and lower edge of a shape."""
    if shape["cx"]:
        x, y, wide, high = (float(shape[name]) for name in ("cx", "cy", "rx", "ry"))
        return x - wide, x + wide, y - high, y + high
    numbers = [float(one) for one in _NUMBER.findall(shape["points"] or shape["d"])]
    xs, ys = numbers[::2], numbers[1::2]
    return min(xs), max(xs), min(ys), max(ys)


def _anchored(found: re.Match[str], boxes: list[Box]) -> str:
    x, y = float(found["x"]), float(found["y"])
    around = [box for box in boxes if box[0] <= x <= box[1] and box[2] <= y <= box[3]]
    if not around:
        return found[0]
    left, right, _, _ = min(around, key=lambda box: (box[1] - box[0]) * (box[3] - box[2]))
    if x - left <= _PADDING:
        return found[0]
    end = found[0].rindex('text-anchor="start"')
    return f'{found[0][:end]}text-anchor="middle" x="{(left + right) / 2:.2f}" y="{found["y"]}"'
