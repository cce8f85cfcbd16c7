"""Parsing again after an edit: what the edit has not touched keeps its syntax tree.

A text is cut at the ends of the lines that end a statement outside of all blocks. Each part is parsed by
itself, which comes to the same: terms end there whatever follows, and so does what an error gives up. Where a
text cannot be cut (a brace without its partner, a text without an end, a merge conflict), it is parsed whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from designlint.base.records import NamedTuple
from designlint.base.source import Part, Placement, Source
from designlint.language.syntax.parse import MAX_ERRORS, Syntax, parse, terms_of
from designlint.language.syntax.scan import LONG_QUOTE, NAME, STRAY

_AROUND = 2
"""The parts before and behind an edit that are cut again: the end of a line, and a statement."""


class _Stretch(NamedTuple):
    """Parts of the last text from one number to another, and the offsets of the new text in their place."""

    first: int
    last: int
    start: int
    end: int


class Parts:
    """The parts of one file, kept from each text of it to the next."""

    def __init__(self) -> None:
        self._parsed: list[Syntax] = []
        self._placement: Placement | None = None
        self.is_cut = False
        """Whether the last text was parsed in parts, not whole."""

    def parse(self, source: Source) -> Syntax:
        """What `parse` makes of a source; of parts that were in the last text, too, the same trees."""
        placement = self._placement = self._placement or Placement(source)
        parsed = self._again(source, placement)
        self.is_cut = parsed is not None
        if parsed is None:
            return parse(source)
        self._parsed = parsed
        placement.move(source, dict(_starts(parsed)))
        return Syntax(
            source,
            tuple(chain.from_iterable([one.statements for one in parsed])),
            tuple([found.whole for one in parsed for found in one.diagnostics]),
            frozenset().union(*[one.unparsed for one in parsed]),
        )

    def _again(self, source: Source, placement: Placement) -> list[Syntax] | None:
        """The parts of a text; None where it has to be parsed whole."""
        around = _AROUND
        while True:
            old = _touched(self._parsed, source.text, around)
            text = source.text[old.start : old.end]
            cuts = _cuts(text, is_first=not old.first)
            behind = self._parsed[old.last - 1 : old.last] if old.last < len(self._parsed) else []
            if cuts is not None and all(len(text) - len(one.source.text) in cuts for one in behind):
                break
            if not old.first and old.last == len(self._parsed):
                return None
            around *= 4
        known = {one.source.text: one for one in self._parsed[old.first : old.last]}
        pieces = [text[start:end] for start, end in pairwise((*cuts, len(text)))]
        new = [
            known.pop(one) if one in known else parse(Part(source.name, one, placement))
            for one in pieces
        ]
        parsed = [*self._parsed[: old.first], *new, *self._parsed[old.last :]]
        # The limit of errors is one of the file.
        return parsed if sum(len(one.diagnostics) for one in parsed) <= MAX_ERRORS else None


def _touched(parsed: Sequence[Syntax], text: str, around: int) -> _Stretch:
    """What of the parts of a text differs in a new one, and some parts around that."""
    first, start = 0, 0
    for one in parsed:
        if not text.startswith(one.source.text, start):
            break
        first, start = first + 1, start + len(one.source.text)
    last, end = len(parsed), len(text)
    while last > first:
        part = parsed[last - 1].source.text
        if end - len(part) < start or not text.startswith(part, end - len(part)):
            break
        last, end = last - 1, end - len(part)
    for _ in range(min(around, first)):
        first -= 1
        start -= len(parsed[first].source.text)
    for one in parsed[last : last + around]:
        last += 1
        end += len(one.source.text)
    return _Stretch(first, last, start, end)


def _cuts(text: str, *, is_first: bool) -> list[int] | None:
    """Where the parts of a text begin; None where it cannot be cut. Only the first of a file begins with
    what begins no statement."""
    if "<<<<<<<" in text or ">>>>>>>" in text:
        return None
    cuts, depth, ended = [0], 0, not is_first
    for term in terms_of(text):
        if term.type == STRAY and term.text.startswith(LONG_QUOTE):
            return None
        if term.type == "_END":
            if depth == 0 and "\n" in term.text:
                cuts += [term.start + term.text.index("\n") + 1, term.end]
                ended = True
            continue
        if ended and term.type != NAME:
            if len(cuts) < 2:
                return None
            del cuts[-2:]  # the line goes on with what belongs to the statement before it
        ended = False
        depth += (term.type == "LBRACE") - (term.type == "RBRACE")
        if depth < 0:
            return None
    return (
        list(dict.fromkeys(one for one in cuts if one < len(text) or not one))
        if not depth
        else None
    )


def _starts(parsed: Sequence[Syntax]) -> Iterator[tuple[Part, int]]:
    """The parts with their offsets in the text that they make together."""
    start = 0
    for one in parsed:
        if isinstance(one.source, Part):
            yield one.source, start
        start += len(one.source.text)
