"""How wide texts are, about, and how they are broken into lines that fit; none of a text is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from designlint.render.cells import clean, width

FONT_SIZE = 12.0
CHARACTER = 0.55
"""The mean width of a character of a proportional font, in units of its size."""
_STEPS = 8
_BREAK = re.compile(r"(?<=[-_.:/])")


def wrapped(text: str, room: float, size: float = FONT_SIZE) -> tuple[str, ...]:
    """A text in lines that fit into so many pixels; a word that is longer than a line is broken behind
    an underscore, a dot or the like. None of it is left out."""
    most = max(8, int(room / (size * CHARACTER)))
    lines: list[str] = []
    for word in clean(text).split():
        if lines and width(f"{lines[-1]} {word}") <= most:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.extend(_pieces(word, most))
    return tuple(lines)


def balanced(text: str, room: float, size: float = FONT_SIZE) -> tuple[str, ...]:
    """A text in as many lines as it takes, all about as long: no last line of one word."""
    lines = wrapped(text, room, size)
    if len(lines) < 2:
        return lines
    least = text_width(text, size) / len(lines)
    for step in range(_STEPS):
        closer = wrapped(text, least + (room - least) * step / _STEPS, size)
        if len(closer) == len(lines):
            return closer
    return lines


def _pieces(word: str, most: int) -> Iterator[str]:
    line = ""
    for piece in _BREAK.split(word):
        if line and width(line + piece) > most:
            yield line
            line = ""
        line += piece
        while width(line) > most:
            yield line[:most]
            line = line[most:]
    if line:
        yield line


def text_width(text: str, size: float = FONT_SIZE) -> float:
    """About how wide a text is, in pixels."""
    return width(clean(text)) * size * CHARACTER
