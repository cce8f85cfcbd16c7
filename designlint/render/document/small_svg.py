"""An SVG of Graphviz with nothing in it that changes neither what it shows nor what it says.

Only the insides of tags are changed: Graphviz escapes every quote in a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

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
_PLAIN = re.compile(r'( class="[^"]*?) mark-plain(?=[ "])')
_INK = re.compile(r' fill="#1f2328"')
_EDGE_ID = re.compile(r' id="[^"]*?--edge\d+"')
_LINK_ID = re.compile(r'<g id="[^"]*?--a_[^"]*">')
_ZERO = re.compile(r"(?<=\d)\.0(?=[ ,\"])")
_LABELLED = re.compile(
    r'(<a xlink:title="([^"]*)">(?:[^<\n]|<(?!/a>))*)</a></g><g><a xlink:title="\2">'
)
_LINK = re.compile(r'<g><a(?: xlink:href="([^"]*)")? xlink:title="([^"]*)">(.*?)</a></g>')
_CLOSED = re.compile(r'points="([^" ]+)( [^"]*) \1"')
_BETWEEN = re.compile(r">\n+<")
Point = tuple[int, int]
"""A point in tenths."""


def small(svg: str) -> str:
    """The same picture in fewer bytes: numbers to a tenth of a point, no names of Graphviz's own."""
    without = _SPACER.sub("", _KEY_TITLE.sub(r"\1", svg))
    without = _LINK_ID.sub("<g>", _EDGE_ID.sub("", without))
    groups = [_lines_rounded(group) for group in without.split("<g ")]
    whole = _BETWEEN.sub("><", _TAG.sub(lambda found: _tag(found[0]), "<g ".join(groups)))
    whole = _LINK.sub(_titled, _LABELLED.sub(r"\1", whole))
    return whole.replace("<svg ", f"<svg{FONT} ", 1)


def _lines_rounded(group: str) -> str:
    """A line between two nodes, which leaves and arrives exactly where it did, and bends to a point."""
    return _PATH.sub(_bent, group) if group.startswith('class="edge') else group


def _bent(found: re.Match[str]) -> str:
    first, *between, last = found[1].replace("C", " C").split()
    points = [_DECIMAL.sub(lambda one: f"{float(one[0]):.0f}", point) for point in between]
    return f' d="M{" ".join([first, *points, last])}"'.replace(" C", "C")


def smaller(svg: str) -> str:
    """The same for an SVG that is not Graphviz's: numbers without needless zeros, one colour of text."""
    return _BETWEEN.sub("><", _TAG.sub(lambda found: _without_zeros(found[0]), svg))


def _without_zeros(tag: str) -> str:
    bare = _PLAIN.sub(r"\1", _ZERO.sub("", tag))
    return _INK.sub("", bare) if bare.startswith("<text") else bare


def _titled(found: re.Match[str]) -> str:
    """What is said where somebody points, as every picture of the page says it: in a title."""
    address, tip, inner = found.groups()
    said = f"<title>{tip}</title>{inner}"
    return f'<a href="{address}">{said}</a>' if address else said


def _tag(tag: str) -> str:
    bare = _PLAIN.sub(r"\1", _NO_USE.sub("", tag).replace("&#45;", "-"))
    if bare.startswith("<text"):
        bare = _INK.sub("", bare)
    return _CLOSED.sub(r'points="\1\2"', _PATH.sub(_relative, _NUMBERS.sub(_rounded, bare)))


def _rounded(found: re.Match[str]) -> str:
    numbers = _DECIMAL.sub(lambda one: _tenths(round(float(one[0]) * 10)), found[2])
    return f' {found[1]}="{numbers}"'


def _relative(found: re.Match[str]) -> str:
    """A curve by its steps, which are shorter to write than where it is; what is straight is a line."""
    start, *curve = [_point(pair) for pair in found[1].replace("C", " ").split()]
    written, last = f"M{_pair(start)}", ""
    for letter, steps in _steps(start, curve):
        written += _glued(written, steps) if letter == last else f"{letter}{steps}"
        last = letter
    return f' d="{written}"'


def _glued(written: str, steps: str) -> str:
    return steps if steps.startswith("-") or not written else f" {steps}"


def _steps(at: Point, curve: Sequence[Point]) -> Iterator[tuple[str, str]]:
    """The pieces of a curve, each with the letter for it."""
    for number in range(0, len(curve), 3):
        first, second, end = [(x - at[0], y - at[1]) for x, y in curve[number : number + 3]]
        if {first, second} <= {(0, 0), end}:
            yield _straight(end)
        else:
            yield "c", f"{_pair(first)} {_pair(second)} {_pair(end)}".replace(" -", "-")
        at = curve[number + 2]


def _straight(end: Point) -> tuple[str, str]:
    x, y = end
    if not y:
        return "h", _tenths(x)
    return ("v", _tenths(y)) if not x else ("l", _pair(end))


def _point(pair: str) -> Point:
    """A point in tenths."""
    x, y = pair.split(",")
    return round(float(x) * 10), round(float(y) * 10)


def _pair(point: Point) -> str:
    x, y = map(_tenths, point)
    return f"{x}{y}" if y.startswith("-") else f"{x},{y}"


def _tenths(number: int) -> str:
    """Tenths as a decimal number without needless digits: `-0.5` is `-.5`."""
    whole, tenth = divmod(abs(number), 10)
    digits = f"{whole or ''}.{tenth}" if tenth else f"{whole}"
    return f"-{digits}" if number < 0 else digits
