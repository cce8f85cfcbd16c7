"""Edits of a design's text, as fixes are made of: words replaced, statements taken out."""

from __future__ import annotations

from designlint.diagnostic import Edit, Fix
from designlint.source import Span

_BLANKS = " \t"


def replaced(title: str, span: Span, text: str, *, safe: bool = False) -> Fix:
    """Put other characters in the place of those of a span; an empty span is a place between two."""
    return Fix(title, (Edit(span, text),), safe)


def left_out(title: str, span: Span, *, safe: bool = False) -> Fix:
    """Take out a sign between two words; one blank stays between them."""
    text = span.source.text
    start, end = span.start, span.end
    while end < len(text) and text[end] in _BLANKS:
        end += 1
    while start > 0 and text[start - 1] in _BLANKS:
        start -= 1
    return replaced(title, Span(span.source, start, end), " ", safe=safe)


def removed(title: str, span: Span, *, safe: bool = False) -> Fix:
    """Take out a whole statement with what parts it from its neighbours; comments stay."""
    text = span.source.text
    start, end = span.start, span.end
    while start > 0 and text[start - 1] in _BLANKS:
        start -= 1
    while end < len(text) and text[end] in _BLANKS:
        end += 1
    before, behind = text[start - 1 : start], text[end : end + 1]
    if before in ("", "\n"):
        if behind in ("\n", ";"):
            end += 1
        if behind != "\n":
            start = span.start  # what follows takes its place at the same indent
            while end < len(text) and text[end] in _BLANKS:
                end += 1
    elif before == ";":
        start -= 1
        end = span.end
    elif behind == ";":
        start, end = span.start, end + 1
        while end < len(text) and text[end] in _BLANKS:
            end += 1
    else:
        start, end = span.start, span.end
    return replaced(title, Span(span.source, start, end), "", safe=safe)
