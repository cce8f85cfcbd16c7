"""Values as a document shows them: where they stand, what they rest on, how large they are."""

from __future__ import annotations

from designlint.base.records import NamedTuple


class Place(NamedTuple):
    """Where something stands in the files of the design; both numbers start at 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Line(NamedTuple):
    """A line of a proof: a fact, its origin and its place. One at a `depth` explains the last line
    above with a smaller depth."""

    text: str
    origin: str = ""
    place: Place | None = None
    depth: int = 0


class Source(NamedTuple):
    """The source of a fact: `kind` is stated, published, assumed or supposed (a what-if value).
    A published one has a page and the day on which it was read."""

    kind: str
    text: str
    page: str = ""
    date: str = ""


class Fact(NamedTuple):
    """A property of an element and its value, as the design states or would state it."""

    element: str
    name: str
    value: str
    source: Source
    place: Place | None = None


class Bar(NamedTuple):
    """A part of a whole, for a plot: its size in base units and as text, and where it begins."""

    name: str
    size: float
    text: str
    start: float = 0.0
