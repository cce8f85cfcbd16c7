"""The README as a session: designs that are written to files, and commands with their output.

A block fenced as ```` ```design NAME ```` or ```` ```yaml NAME ```` is saved as that file; in a block fenced as
```` ```console ```` each line `$ designlint ...` is run in the folder of those files (or, where it
names `examples/`, in that of the repository), and what stands below it is its output.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent.parent
README = ROOT / "README.md"
WIDTH = 96

_FENCE = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SECONDS = re.compile(r"\(\d+\.\d+ s\)")


class Shown(NamedTuple):
    """A command as the README shows it, with its output there, and where both stand in the text."""

    command: list[str]
    output: str
    start: int
    end: int


class Written(NamedTuple):
    """A file that the README has its reader write."""

    name: str
    text: str


def parts(readme: str) -> Iterator[Shown | Written]:
    """The files and commands of a README in their order."""
    for fence in _FENCE.finditer(readme):
        language, name, body = fence.groups()
        if language in ("design", "yaml") and name:
            yield Written(name, body)
        elif language == "console":
            yield from _commands(body, fence.start(3))


def _commands(body: str, offset: int) -> Iterator[Shown]:
    starts = [match.start() for match in re.finditer(r"^\$ ", body, re.MULTILINE)]
    for start, end in zip(starts, [*starts[1:], len(body)], strict=True):
        line, _, output = body[start:end].partition("\n")
        words = shlex.split(line[2:])
        if words[0] == "designlint":
            yield Shown(words[1:], output, offset + start + len(line) + 1, offset + end)


def normal(output: str) -> str:
    """An output without what differs from run to run."""
    return _SECONDS.sub("(0.08 s)", output)
