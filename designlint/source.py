"""A design file as text, and places in it."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from designlint.records import NamedTuple


class Position(NamedTuple):
    """A place that a person can find: both numbers start at 1, columns count characters."""

    line: int
    column: int


class Source:
    """One file's text under the name that messages show; lines are found only when asked for."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text

    def __repr__(self) -> str:
        return f"Source({self.name!r})"

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        find = self.text.find
        at = find("\n")
        while at != -1:
            starts.append(at + 1)
            at = find("\n", at + 1)
        return starts

    @property
    def line_count(self) -> int:
        """How many lines the text has; an empty text has one."""
        return len(self._line_starts)

    def position(self, offset: int) -> Position:
        """The line and column of the character at `offset`; of one before or behind the text, its first
        or last place."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self._line_starts, offset)
        return Position(line, offset - self._line_starts[line - 1] + 1)

    def offset(self, line: int, column: int) -> int:
        """The offset of a place; the opposite of `position`."""
        return self._line_starts[line - 1] + column - 1

    def line(self, number: int) -> str:
        """The text of line `number` (from 1), without its line end."""
        start = self._line_starts[number - 1]
        end = self._line_starts[number] - 1 if number < self.line_count else len(self.text)
        return self.text[start:end].removesuffix("\r")


class Span(NamedTuple):
    """The characters from `start` up to `end` (exclusive) of a source."""

    source: Source
    start: int
    end: int

    @property
    def text(self) -> str:
        """The characters themselves."""
        return self.source.text[self.start : self.end]

    @property
    def position(self) -> Position:
        """Where the span begins."""
        return self.source.position(self.start)

    @property
    def end_position(self) -> Position:
        """Where the span ends: the place just behind its last character."""
        return self.source.position(self.end)

    def contains(self, other: Span) -> bool:
        """Whether another span of the same source lies inside this one."""
        return self.source is other.source and self.start <= other.start and other.end <= self.end

    def __str__(self) -> str:
        line, column = self.position
        return f"{self.source.name}:{line}:{column}"
