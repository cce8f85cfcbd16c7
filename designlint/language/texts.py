"""The text of a design file: how large it may be, and why some files have none."""

from __future__ import annotations

import os
from pathlib import Path

from designlint.base.records import NamedTuple
from designlint.base.source import Source, Span
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.language import codes
from designlint.language.root import LEFT

MAX_BYTES = 32_000_000
# The byte order marks of wider encodings, the longer one before its beginning.
_MARKS = (
    (b"\xff\xfe\0\0", "UTF-32"),
    (b"\0\0\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_SAMPLE, _MANY, _SPACE = 4096, 0.3, 0x20


class Unreadable(NamedTuple):
    """Why a file cannot be read; `{name}` stands for its name."""

    problem: str


OUTSIDE = Unreadable(f"`{{name}}` {LEFT}")


def unreadable(name: str, why: Unreadable) -> Diagnostic:
    """The diagnostic for a file that cannot be used."""
    return codes.UNREADABLE.at(Span(Source(name, ""), 0, 0), problem=why.problem.format(name=name))


def read_text(path: Path) -> str | Unreadable:
    """The text of a file, or why it cannot be read as a design."""
    try:
        if path.is_dir():
            os.scandir(path).close()  # one that may not be searched is no mere folder
            return Unreadable("`{name}` is a folder, not a file")
        if not path.exists():
            return Unreadable("there is no file `{name}`")
        if not path.is_file():
            return Unreadable("`{name}` is not a regular file")
        size = path.stat().st_size
        if size > MAX_BYTES:
            problem = f"`{{name}}` has {size:_} bytes; a design file has at most {MAX_BYTES:_}"
            return Unreadable(problem)
        data = path.read_bytes()
    except OSError as error:
        return Unreadable(f"`{{name}}` cannot be read: {error.strerror}")
    return decode(data)


def decode(data: bytes) -> str | Unreadable:
    """The text of a file's bytes with line ends of one kind, or why they cannot be decoded."""
    encoding = _other_encoding(data)
    if encoding:
        return Unreadable(f"`{{name}}` is {encoding}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        where = f"the byte at {error.start} in line {line}"
        return Unreadable(f"`{{name}}` is not UTF-8: {where}; save it as UTF-8")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _other_encoding(data: bytes) -> str:
    """What bytes are in place of UTF-8, and what to do about it; empty where they may be UTF-8.

    A design has many ASCII characters, each with NUL bytes beside it in a wider encoding: always at the
    same places of a character.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return f"{encoding}; save it as UTF-8"
    start = data[:_SAMPLE]
    if b"\0" not in start:
        return ""
    first, second, third, fourth = (not any(start[at::4]) for at in range(4))
    if len(start) > 3 and ((first and second) or (third and fourth)):
        return "UTF-32; save it as UTF-8"
    odd, even = start[1::2].count(0), start[::2].count(0)
    if min(odd, even) == 0 and max(odd, even) > len(start) * _MANY / 2:
        return "UTF-16; save it as UTF-8"
    controls = sum(byte < _SPACE and byte not in b"\t\n\r\f\v" for byte in start)
    return "a binary file, not a design" if controls > len(start) * _MANY / 2 else ""
