"""Colours by their meaning, and rows of text put together from pieces at columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Severity
from designlint.render.cells import width

Role = Literal[
    "plain", "strong", "dim", "good", "frame", "secondary", "error", "warning", "undecided", "info"
]
Paint = Callable[[str, Role], str]

OF_SEVERITY: dict[Severity, Role] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.UNDECIDED: "undecided",
    Severity.INFO: "info",
}

_SGR: dict[Role, str] = {
    "strong": "1",
    "dim": "2",
    "good": "32",
    "frame": "94",
    "secondary": "94",
    "error": "1;31",
    "warning": "1;33",
    "undecided": "1;35",
    "info": "1;36",
}


def painter(colour: bool) -> Paint:
    """How text gets its colour: by escape sequences, or not at all."""
    return _painted if colour else _bare


def _painted(text: str, role: Role) -> str:
    sgr = _SGR.get(role)
    return f"\x1b[{sgr}m{text}\x1b[0m" if sgr and text else text


def _bare(text: str, _role: Role) -> str:
    return text


class Piece(NamedTuple):
    """Some clean text of one colour that starts at a column of its row."""

    column: int
    text: str
    role: Role = "plain"


Row = list[Piece]


def compose(row: Sequence[Piece], paint: Paint) -> str:
    """The text of a row whose pieces stand from left to right and do not overlap."""
    parts = []
    at = 0
    for column, text, role in row:
        if not text:
            continue
        parts.append(" " * (column - at))
        parts.append(paint(text, role))
        if len(row) > 1:
            at = column + width(text)
    return "".join(parts)
