"""Merge conflicts that are still in a text: one finding for each, and one side of it to read on with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from designlint.base.records import NamedTuple
from designlint.base.source import Source, Span
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.language.codes import SYNTAX
from designlint.language.syntax.nodes import Term
from designlint.language.syntax.scan import STRAY

# What git and others write at the beginning of a line; longer ones belong to conflicts of the base.
_MARKER = re.compile(r"^(<{7,}|\|{7,}|={7,}|>{7,})(?: [^\n]*)?$", re.MULTILINE)
_OURS, _THEIRS = "<", ">"


class Conflicts(NamedTuple):
    """A text without its conflicts: as long as the text, so that every place in it is the same.

    `text` has our side of each conflict; `skipped` is what the other sides have.
    """

    text: str
    diagnostics: tuple[Diagnostic, ...] = ()
    skipped: tuple[Term, ...] = ()


class _Conflict(NamedTuple):
    """The markers of a conflict in order; `is_whole` unless somebody removed only some of them."""

    markers: tuple[re.Match[str], ...]
    is_whole: bool


def without_conflicts(source: Source) -> Conflicts:
    """The text of a source with our side in the place of each conflict."""
    if "<<<<<<<" not in source.text and ">>>>>>>" not in source.text:
        return Conflicts(source.text)
    text = source.text
    diagnostics: list[Diagnostic] = []
    skipped: list[Term] = []
    for conflict in _conflicts(list(_MARKER.finditer(text))):
        diagnostics.append(_reported(source, conflict))
        for left_out in _left_out(conflict):
            skipped.append(Term(STRAY, left_out.text_of(source.text), left_out.start, source))
            text = text[: left_out.start] + _blank(left_out.text_of(text)) + text[left_out.end :]
    return Conflicts(text, tuple(diagnostics), tuple(skipped))


class _Stretch(NamedTuple):
    start: int
    end: int

    def text_of(self, text: str) -> str:
        return text[self.start : self.end]


def _conflicts(markers: list[re.Match[str]]) -> Iterator[_Conflict]:
    left: list[re.Match[str]] = []
    while markers:
        whole = _whole(markers)
        if whole:
            yield from _left_over(left)
            left = []
            yield _Conflict(tuple(whole), is_whole=True)
            markers = markers[markers.index(whole[-1]) + 1 :]
            continue
        left.append(markers[0])
        if markers[0][1][0] == _THEIRS:
            yield from _left_over(left)
            left = []
        markers = markers[1:]
    yield from _left_over(left)


def _whole(markers: list[re.Match[str]]) -> list[re.Match[str]]:
    """The markers of the conflict that the first of them begins, with its own length; none where it has
    no end."""
    if markers[0][1][0] != _OURS:
        return []
    found = markers[:1]
    for marker in markers[1:]:
        if len(marker[1]) != len(markers[0][1]):
            continue  # of a conflict inside the base
        if marker[1][0] == _OURS:
            return []
        found.append(marker)
        if marker[1][0] == _THEIRS:
            return found
    return []


def _left_over(markers: list[re.Match[str]]) -> Iterator[_Conflict]:
    # Alone, a row of `=` may underline a heading in a text of several lines.
    if any(marker[1][0] != "=" for marker in markers):
        yield _Conflict(tuple(markers), is_whole=False)


def _left_out(conflict: _Conflict) -> Iterator[_Stretch]:
    """The markers, and all from the second one on where they are whole: our side ends there."""
    first, *others = conflict.markers
    yield _Stretch(*first.span())
    if conflict.is_whole:
        yield _Stretch(others[0].start(), others[-1].end())
    else:
        yield from [_Stretch(*marker.span()) for marker in others]


def _reported(source: Source, conflict: _Conflict) -> Diagnostic:
    first = conflict.markers[0]
    span = Span(source, first.start(), first.end())
    lines = [source.position(marker.start()).line for marker in conflict.markers]
    if conflict.is_whole:
        problem = f"an unresolved merge conflict: lines {lines[0]} to {lines[-1]}"
    else:
        some = (
            "marker of a merge conflict: line"
            if len(lines) == 1
            else "markers of a merge conflict: lines"
        )
        problem = f"leftover {some} {' and '.join(map(str, lines))}"
    return SYNTAX.at(span, problem=problem)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
