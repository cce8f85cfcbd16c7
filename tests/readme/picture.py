"""A terminal's output as an SVG picture."""

from __future__ import annotations

import re
from html import escape

from designlint.render.cells import width

_SGR = re.compile(r"\x1b\[([\d;]*)m")
_CELL, _LINE, _PAD = 8.4, 19.0, 18.0
_COLOURS = {
    "31": "#ff7b72",
    "32": "#7ee787",
    "33": "#e3b341",
    "35": "#d2a8ff",
    "36": "#79c0ff",
    "94": "#79c0ff",
}


def picture(text: str) -> str:
    """Text with colour escapes as a picture that needs no font but a monospaced one."""
    lines = text.rstrip("\n").split("\n")
    columns = max(width(_SGR.sub("", line)) for line in lines)
    wide, high = columns * _CELL + 2 * _PAD, len(lines) * _LINE + 2 * _PAD
    rows = [
        f'<text y="{_PAD + (number + 0.75) * _LINE:.1f}">{_spans(line)}</text>'
        for number, line in enumerate(lines)
    ]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {high:.0f}" '
            'role="img" font-family="ui-monospace, Menlo, Consolas, monospace" font-size="14" '
            'fill="#e6edf3">',
            "<title>What designlint prints about a design</title>",
            f'<rect width="{wide:.0f}" height="{high:.0f}" rx="10" fill="#0d1117"/>',
            *rows,
            "</svg>",
            "",
        ]
    )


def _spans(line: str) -> str:
    spans = []
    column, style, at = 0, "", 0
    for match in [*_SGR.finditer(line), None]:
        part = line[at : match.start() if match else len(line)]
        words = part.strip()
        if words:
            # Not every reader keeps the spaces of a text: each part begins at its own place.
            start = column + width(part) - width(part.lstrip())
            shown = escape(re.sub(" {2,}", lambda run: "\N{NO-BREAK SPACE}" * len(run[0]), words))
            spans.append(
                f'<tspan x="{_PAD + start * _CELL:.1f}" textLength="{width(words) * _CELL:.1f}"{style}>'
                f"{shown}</tspan>"
            )
        column += width(part)
        if match:
            style, at = _style(match[1]), match.end()
    return "".join(spans)


def _style(codes: str) -> str:
    style = ""
    for code in codes.split(";"):
        if code == "1":
            style += ' font-weight="bold"'
        elif code == "2":
            style += ' opacity="0.6"'
        elif code in _COLOURS:
            style += f' fill="{_COLOURS[code]}"'
    return style
