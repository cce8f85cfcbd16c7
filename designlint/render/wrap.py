"""Text broken into lines between words."""

from __future__ import annotations

import re

from designlint.render.cells import ELLIPSIS, width

_SPACES = re.compile(r"( +)")


def wrap(text: str, room: int, hang: int = 0) -> list[str]:
    """Break a clean text into lines of at most `room` columns, the later ones indented by `hang`.

    A word is never broken: one that is wider than the room gets a line of its own. Spaces between
    words are kept as they are; no line ends in white space, not even in a space that does not break.
    """
    text = text.rstrip()
    if width(text) <= room:
        return [text]
    lines = []
    line, taken = "", 0
    spaces = ""
    for part in _SPACES.split(text):
        if not part or part[0] == " ":
            spaces = part
            continue
        wide = width(part)
        if line.strip() and taken + len(spaces) + wide > room:
            # Not left to the renderer: behind the last word stands its colour.
            lines.append(line.rstrip())
            line, taken, spaces = " " * hang, hang, ""
        line += spaces + part
        taken += len(spaces) + wide
        spaces = ""
    return [*lines, line]


def longest_word(text: str) -> int:
    """How many columns the widest word of a clean text takes."""
    if width(text) == 0:
        return 0
    return max(width(word) for word in text.split(" "))


def fitted(text: str, room: int) -> str:
    """A clean text in at most `room` columns; one that is longer ends in an ellipsis."""
    if width(text) <= room:
        return text
    kept = text[: max(room - 1, 0)]
    while kept and width(kept) > room - 1:
        kept = kept[:-1]
    return f"{kept.rstrip()}{ELLIPSIS}"


def fitted_end(text: str, room: int) -> str:
    """A clean text in at most `room` columns; of one that is longer the end, after an ellipsis."""
    if width(text) <= room:
        return text
    kept = text[-max(room - 1, 1) :]
    while kept and width(kept) > room - 1:
        kept = kept[1:]
    return f"{ELLIPSIS}{kept}"


def few_lines(text: str, room: int, hang: int, least: int) -> list[str]:
    """A clean text in lines of at most `room` columns, the later ones indented by `hang`: in one where they
    are wide, in more where they are narrow, so that about `least` columns of text are shown. What is longer
    ends in an ellipsis."""
    most = max(1, -(-least // max(room - hang, 1)))
    lines = wrap(text, room, hang)
    shown = lines[:most]
    if lines[most:]:
        shown[-1] = fitted(f"{shown[-1]} {lines[most].strip()}", room)
    return [fitted(line, room) for line in shown]
