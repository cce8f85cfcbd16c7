"""Overrides: other settings for some files or some elements."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.config.patterns import spec_of
from designlint.diagnostics.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    from designlint.config.nodes import Node

_WILDCARD = re.compile(r"(\*\*|\*|\?)")


class Override(NamedTuple):
    """What is different for findings in `files` and about `elements`; where one of these is empty,
    it does not matter. `span` is where the override stands, and `folder` what its patterns of files
    are relative to."""

    files: tuple[str, ...]
    elements: tuple[str, ...]
    ignore: tuple[str, ...]
    severity: Mapping[str, Severity]
    span: Span
    profile: str = ""
    fail_on: Severity | None = None
    options: Mapping[str, Node] = {}
    folder: Path | None = None

    def applies(self, diagnostic: Diagnostic) -> bool:
        """Whether it is about a finding."""
        return self.is_about(diagnostic.element, diagnostic.primary.span.source.name)

    def is_about(self, element: str, file: str) -> bool:
        """Whether it is about findings about an element in a file."""
        if self.elements and not self.names_element((element,)):
            return False
        return not self.files or self.names_file((file,))

    def names_file(self, names: Iterable[str]) -> bool:
        """Whether one of the files, called as from the working folder, is one that it names."""
        return any(_file_fits(self.files, name, self.folder) for name in names)

    def names_element(self, paths: Iterable[str]) -> bool:
        """Whether one of the elements is one that it names."""
        return any(_fits(pattern, path) for path in paths if path for pattern in self.elements)

    def names(self, files: Iterable[str], elements: Iterable[str]) -> bool:
        """Whether it names something in a design of these files and elements."""
        if self.files and not self.names_file(files):
            return False
        return not self.elements or self.names_element(elements)


@cache
def _fits(pattern: str, path: str) -> bool:
    """Whether a dotted path fits: `*` is any part of one name, `**` anything; what is inside fits, too.

    All places up to which the path may be read are followed at once, so that no pattern takes long.
    """
    places = {0}
    for part in filter(None, _WILDCARD.split(pattern)):
        places = {end for place in places for end in _ends(part, path, place)}
    return any(place == len(path) or path[place] == "." for place in places)


def _ends(part: str, path: str, place: int) -> Iterable[int]:
    """Where a part of a pattern that begins at a place may end."""
    if part == "**":
        return range(place, len(path) + 1)
    if part in ("*", "?"):
        dot = path.find(".", place)
        end = len(path) if dot == -1 else dot
        return range(place, end + 1) if part == "*" else range(place + 1, min(end, place + 1) + 1)
    return (place + len(part),) if path.startswith(part, place) else ()


@cache
def _file_fits(patterns: tuple[str, ...], name: str, folder: Path | None) -> bool:
    path = os.path.abspath(name) if folder is None else os.path.relpath(name, folder)  # noqa: PTH100  # links are kept
    return _spec(patterns).match_file(Path(path).as_posix())


@cache
def _spec(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    return spec_of(patterns)
