"""Edits of a design's text for fixes: words replaced, statements removed."""

from __future__ import annotations

from designlint.base.source import Span
from designlint.diagnostics.diagnostic import Edit, Fix

_SPACES = " \t"


def replaced(title: str, span: Span, text: str, *, safe: bool = False) -> Fix:
    """Replace the characters of a span; an empty span inserts between two."""
    return Fix(title, (Edit(span, text),), safe)


def left_out(title: str, span: Span, *, safe: bool = False) -> Fix:
    """Remove a sign between two words; one space stays between them."""
    text = span.source.text
    start, end = span.start, span.end
    while end < len(text) and text[end] in _SPACES:
        end += 1
    while start > 0 and text[start - 1] in _SPACES:
        start -= 1
    return replaced(title, Span(span.source, start, end), " ", safe=safe)


def removed(title: str, span: Span, *, safe: bool = False) -> Fix:
    """Remove a whole statement with its separator; comments stay."""
    text = span.source.text
    start, end = span.start, span.end
    while start > 0 and text[start - 1] in _SPACES:
        start -= 1
    while end < len(text) and text[end] in _SPACES:
        end += 1
    before, behind = text[start - 1 : start], text[end : end + 1]
    if before in ("", "\n"):
        if behind in ("\n", ";"):
            end += 1
        if behind != "\n":
            start = span.start  # what follows takes its place at the same indent
            while end < len(text) and text[end] in _SPACES:
                end += 1
    elif before == ";":
        start -= 1
        end = span.end
    elif behind == ";":
        start, end = span.start, end + 1
        while end < len(text) and text[end] in _SPACES:
            end += 1
    else:
        start, end = span.start, span.end
    return replaced(title, Span(span.source, start, end), "", safe=safe)
