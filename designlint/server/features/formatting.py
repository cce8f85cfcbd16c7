"""The canonical layout as edits of whole lines, so that cursor and folds stay where they are."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from designlint.base.source import Source, Span
from designlint.diagnostics.diagnostic import Edit
from designlint.language.format import MeaningChangedError, format_source


def formatted(source: Source) -> list[Edit]:
    """The edits that bring a text into the canonical layout; none where it has syntax errors."""
    try:
        found = format_source(source)
    except MeaningChangedError:
        return []
    return list(_edits(source, found.text)) if not found.diagnostics else []


def formatted_within(source: Source, place: Span) -> list[Edit]:
    """Those of the edits that touch the lines of a place."""
    first, last = place.position.line, place.end_position.line
    if place.end > place.start and place.end_position.column == 1:
        last -= 1
    return [
        edit
        for edit in formatted(source)
        if edit.span.position.line <= last and _last_line(edit.span) >= first
    ]


def _last_line(span: Span) -> int:
    end = span.end_position
    return end.line - 1 if end.column == 1 and span.end > span.start else end.line


def _edits(source: Source, text: str) -> Iterator[Edit]:
    old, new = source.text.splitlines(keepends=True), text.splitlines(keepends=True)
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "replace" and b - a == d - c:
            # Each line stands for itself, so that a part of them can be laid out alone.
            for at in range(b - a):
                place = Span(source, starts[a + at], starts[a + at + 1])
                yield Edit(place, new[c + at])
        elif tag != "equal":
            yield Edit(Span(source, starts[a], starts[b]), "".join(new[c:d]))
