"""An SVG of Graphviz with nothing in it that changes neither what it shows nor what it says.

Only the insides of tags are changed: Graphviz escapes every quote in a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

FONT = ' font-family="Helvetica,Arial,sans-serif" font-size="9.00"'
"""What most texts are set in, stated once."""
_TAG = re.compile(r"<[a-z][^>]*>")
_NUMBERS = re.compile(r' (points|x|y|cx|cy|rx|ry)="([^"]*)"')
_PATH = re.compile(r' d="M([-\d. ,C]+)"')
_DECIMAL = re.compile(r"-?\d+\.\d+")
_KEY_TITLE = re.compile(r"(<g [^>]*>)\n<title>[^<]*</title>\n")
_SPACER = re.compile(r'<text [^>]*font-size="2\.00"[^>]*>[^<]*</text>\n')
_NO_USE = re.compile(
    r' xml:space="preserve"| font-family="Helvetica,sans-Serif"| class="graph"'
    r'| text-anchor="start"| font-size="9\.00"'
)
_INK = re.compile(r' fill="#1f2328"')
_EDGE_ID = re.compile(r' id="[^"]*?--edge\d+"')
_LINK_ID = re.compile(r'<g id="[^"]*?--a_[^"]*">')
_ZERO = re.compile(r"(?<=\d)\.0(?=[ ,\"])")
_EDGE = re.compile(r'(<g class="edge[^"]*")>(.*?</g></g>)', re.DOTALL)
_STROKE = re.compile(r' stroke="[^"]*"(?: stroke-width="[^"]*")?')
_BETWEEN = re.compile(r">\n+<")


def small(svg: str) -> str:
    """The same picture in fewer bytes: numbers to a tenth of a point, no names of Graphviz's own."""
    without = _SPACER.sub("", _KEY_TITLE.sub(r"\1", svg))
    without = _LINK_ID.sub("<g>", _EDGE_ID.sub("", without))
    whole = _BETWEEN.sub("><", _TAG.sub(lambda found: _tag(found[0]), without))
    whole = _EDGE.sub(_stroked_once, whole)
    return whole.replace("<svg ", f"<svg{FONT} ", 1)


def smaller(svg: str) -> str:
    """The same for an SVG that is not Graphviz's: numbers without needless zeros, one colour of text."""
    return _BETWEEN.sub("><", _TAG.sub(lambda found: _without_zeros(found[0]), svg))


def _without_zeros(tag: str) -> str:
    bare = _ZERO.sub("", tag)
    return _INK.sub("", bare) if bare.startswith("<text") else bare


def _stroked_once(found: re.Match[str]) -> str:
    """A line and its arrow in the same stroke, which their group states."""
    strokes = set(_STROKE.findall(found[2]))
    if len(strokes) != 1:
        return found[0]
    return f"{found[1]}{strokes.pop()}>{_STROKE.sub('', found[2])}"


def _tag(tag: str) -> str:
    bare = _NO_USE.sub("", tag).replace("&#45;", "-")
    if bare.startswith("<text"):
        bare = _INK.sub("", bare)
    return _PATH.sub(_relative, _NUMBERS.sub(_rounded, bare))


def _rounded(found: re.Match[str]) -> str:
    numbers = _DECIMAL.sub(lambda one: _tenths(round(float(one[0]) * 10)), found[2])
    return f' {found[1]}="{numbers}"'


def _relative(found: re.Match[str]) -> str:
    """A curve by its steps, which are shorter to write than where it is."""
    points = [_point(pair) for pair in found[1].replace("C", " ").split()]
    start, *curve = points
    steps = "".join(_steps(start, curve))
    return f' d="M{_pair(start)}c{steps.strip()}"'


def _steps(start: tuple[int, int], curve: list[tuple[int, int]]) -> Iterator[str]:
    x, y = start
    for number, (to_x, to_y) in enumerate(curve, 1):
        yield f" {_pair((to_x - x, to_y - y))}"
        if number % 3 == 0:
            x, y = to_x, to_y


def _point(pair: str) -> tuple[int, int]:
    """A point in tenths."""
    x, y = pair.split(",")
    return round(float(x) * 10), round(float(y) * 10)


def _pair(point: tuple[int, int]) -> str:
    x, y = map(_tenths, point)
    return f"{x}{y}" if y.startswith("-") else f"{x},{y}"


def _tenths(number: int) -> str:
    """Tenths as a decimal number without needless digits: `-0.5` is `-.5`."""
    whole, tenth = divmod(abs(number), 10)
    digits = f"{whole or ''}.{tenth}" if tenth else f"{whole}"
    return f"-{digits}" if number < 0 else digits
