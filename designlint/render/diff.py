"""What changes in a file, as the unified diff that every tool reads.

Characters that a terminal would obey are shown as symbols: a hunk that has any does not apply, which is seen.
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.render.cells import clean
from designlint.render.style import Paint, Role

_NO_NEWLINE = "\\ No newline at end of file"
_ROLES: tuple[tuple[str, Role], ...] = (
    ("---", "strong"),
    ("+++", "strong"),
    ("@@", "frame"),
    ("-", "error"),
    ("+", "good"),
)


def diff(name: str, old: str, new: str, paint: Paint) -> str:
    """The diff of a file's two texts under its name; empty when they are the same."""
    from difflib import unified_diff  # only a command that shows changes needs it

    name = name.lstrip("/")
    lines = unified_diff(_lines(old), _lines(new), f"a/{name}", f"b/{name}")
    return "".join([_painted(line, paint) for line in lines])


def _lines(text: str) -> list[str]:
    lines = text.split("\n")
    return [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _painted(line: str, paint: Paint) -> str:
    role: Role = next((role for start, role in _ROLES if line.startswith(start)), "plain")
    return "".join([f"{paint(part, role)}\n" for part in _parts(line)])


def _parts(line: str) -> Iterator[str]:
    # A tab is a character of the file, which no terminal is harmed by.
    yield "\t".join([clean(part) for part in line.removesuffix("\n").split("\t")])
    if not line.endswith("\n"):
        yield _NO_NEWLINE
