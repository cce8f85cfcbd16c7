"""A design file as text, and places in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from types import MappingProxyType

from designlint.base.cached import cached_property
from designlint.base.records import NamedTuple


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


class Placement:
    """Where the parts of a file stand in its newest text.

    One assignment moves all of them, so that whoever reads a place meanwhile gets that of one text.
    """

    def __init__(self, source: Source) -> None:
        self._now: tuple[Source, Mapping[Part, int]] = (source, MappingProxyType({}))

    def move(self, source: Source, starts: Mapping[Part, int]) -> None:
        """The file has a new text, in which its parts have other offsets."""
        self._now = (source, starts)

    def of(self, part: Part) -> tuple[Source, int]:
        """The file, and the offset of a part in it; of one that is no longer there, its beginning."""
        source, starts = self._now
        return source, starts.get(part, 0)


class Part(Source):
    """A stretch of a file that keeps its own offsets while the text around it is edited.

    What is made of it stays as it is when the part moves: lines and columns are looked up when they are asked
    for, and `Span.whole` is a place in the newest text of the file.
    """

    def __init__(self, name: str, text: str, placement: Placement) -> None:
        super().__init__(name, text)
        self._placement = placement

    @property
    def line_count(self) -> int:
        """How many lines the file has."""
        return self._placement.of(self)[0].line_count

    def position(self, offset: int) -> Position:
        """The line and column in the file of the character at an offset of the part."""
        source, start = self._placement.of(self)
        return source.position(start + offset)

    def offset(self, line: int, column: int) -> int:
        """The offset in the part of a place in the file."""
        source, start = self._placement.of(self)
        return source.offset(line, column) - start

    def line(self, number: int) -> str:
        """The text of a line of the file."""
        return self._placement.of(self)[0].line(number)

    def whole(self, start: int, end: int) -> Span:
        """The span in the file of some characters of the part."""
        source, first = self._placement.of(self)
        return Span(source, first + start, first + end)


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

    @property
    def whole(self) -> Span:
        """The same characters as a span of the file, where the source is a part of one."""
        source, start, end = self
        return source.whole(start, end) if isinstance(source, Part) else self

    def contains(self, other: Span) -> bool:
        """Whether another span of the same file lies inside this one."""
        if self.source is not other.source:
            whole, inner = self.whole, other.whole
            return whole.source is inner.source and whole.contains(inner)
        return self.start <= other.start and other.end <= self.end

    def __str__(self) -> str:
        line, column = self.position
        return f"{self.source.name}:{line}:{column}"
