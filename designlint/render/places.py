"""Places as reports for other programs name them: files from a root on, and regions of one line."""

from __future__ import annotations

import os

from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.diagnostics.diagnostic import Diagnostic


class Base(NamedTuple):
    """Where names start: those of sources in `folder`, those of a report in `root`, the folder of
    the repository. Both are absolute; empty ones leave the names as they are."""

    folder: str = ""
    root: str = ""

    def path(self, name: str) -> str:
        """A source's name as a path from the root on; an absolute one where it is not below that."""
        if not self.root:
            return name.removeprefix("./")
        whole = os.path.normpath(os.path.join(self.folder, name))  # noqa: PTH118  # pure text
        try:
            inside = os.path.commonpath([self.root, whole]) == self.root
        except ValueError:  # another drive
            inside = False
        path = os.path.relpath(whole, self.root) if inside else whole
        return path.replace(os.sep, "/")


AS_NAMED = Base()


class Region(NamedTuple):
    """A piece of one line: `end_column` is just behind its last character, columns start at 1."""

    line: int
    column: int
    end_column: int


def region(span: Span) -> Region:
    """Where a span is; of one that runs over several lines, its part of the first."""
    line, column = span.position
    last = len(span.source.line(line)) + 1
    return Region(line, column, max(column, min(column + span.end - span.start, last)))


def has_file(diagnostic: Diagnostic) -> bool:
    """Whether a diagnostic is about a file; what fails inside of designlint stands in none."""
    return not diagnostic.code.startswith("INT")


def path_of(diagnostic: Diagnostic, base: Base) -> str:
    """The path of a diagnostic's file, or what is named instead of one."""
    name = diagnostic.primary.span.source.name
    return base.path(name) if has_file(diagnostic) else name
