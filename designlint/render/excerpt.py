"""Excerpts of source with line numbers: the places that a diagnostic is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from designlint.base.source import Source
from designlint.diagnostics.diagnostic import Diagnostic, Label
from designlint.render.cells import Cells, cells, clean
from designlint.render.style import OF_SEVERITY, Paint, Role, Row, compose
from designlint.render.underline import annotate
from designlint.render.window import Mark

Lines = dict[int, list[Mark]]


class Excerpts:
    """Draws excerpts for a terminal; lines that were laid out once are kept."""

    def __init__(self, width: int, paint: Paint) -> None:
        self._width = width
        self._paint = paint
        self._cells: dict[tuple[Source, int], Cells] = {}

    def draw(self, diagnostic: Diagnostic, gutter: int) -> list[str]:
        """The places of a diagnostic, file by file, its own first; numbers in `gutter` columns."""
        role = OF_SEVERITY[diagnostic.severity]
        drawn: list[str] = []
        for labels in _by_source(diagnostic).values():
            arrow = ":::" if drawn else "-->"
            if drawn:
                drawn.append(self._framed("", [], gutter))
            place = clean(str(labels[0].span))
            drawn.append(f"{' ' * gutter}{self._paint(arrow, 'frame')} {place}")
            if labels[0].span.source.text or any(label.text for label in labels):
                drawn.append(self._framed("", [], gutter))
                drawn += self._file(labels, diagnostic.primary, gutter, role)
        return drawn

    def _file(
        self, labels: Sequence[Label], primary: Label, gutter: int, role: Role
    ) -> Iterator[str]:
        """The marked lines of one file from top to bottom."""
        lines: Lines = {}
        for label in labels:
            number, mark = self._mark(label, label is primary)
            lines.setdefault(number, []).append(mark)
        source = labels[0].span.source
        room = self._width - gutter - len(" | ")
        for shown in _with_gaps(sorted(lines)):
            if shown is None:
                yield self._paint("...", "frame")
                continue
            marks = sorted(lines.get(shown, []), key=lambda m: (m.start, m.primary, m.end))
            for block in annotate(self._line(source, shown), marks, room, role):
                yield self._framed(str(shown), block[0], gutter)
                yield from [self._framed("", row, gutter) for row in block[1:]]

    def _framed(self, number: str, row: Row, gutter: int) -> str:
        frame = self._paint(f"{number:>{gutter}} |", "frame")
        body = compose(row, self._paint)
        return f"{frame} {body}" if body else frame

    def _mark(self, label: Label, primary: bool) -> tuple[int, Mark]:
        """The line of a label and its columns there; of several lines, the first to its end."""
        span = label.span
        number, column = span.position
        start = column - 1
        end = start + span.end - span.start
        text = span.source.line(number)
        if end > len(text):
            end = len(text.rstrip())
        first, behind = self._line(span.source, number).interval(start, end)
        return number, Mark(first, behind, clean(label.text).strip(), primary)

    def _line(self, source: Source, number: int) -> Cells:
        key = (source, number)
        if key not in self._cells:
            self._cells[key] = cells(source.line(number))
        return self._cells[key]


def gutter_of(diagnostic: Diagnostic) -> int:
    """How many columns the line numbers of a diagnostic's excerpts take."""
    labels = (diagnostic.primary, *diagnostic.secondary)
    return len(str(max([label.span.position.line for label in labels])))


def _by_source(diagnostic: Diagnostic) -> dict[Source, list[Label]]:
    by_source: dict[Source, list[Label]] = {}
    for label in (diagnostic.primary, *diagnostic.secondary):
        by_source.setdefault(label.span.source, []).append(label)
    return by_source


def _with_gaps(numbers: Iterable[int]) -> Iterator[int | None]:
    """The line numbers, None for a gap; a single line between two is shown rather than left out."""
    before = None
    for number in numbers:
        if before is not None and number - before == 2:
            yield before + 1
        elif before is not None and number - before > 2:
            yield None
        yield number
        before = number
