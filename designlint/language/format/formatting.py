"""From a source to its text in the canonical layout."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from designlint.base.records import NamedTuple
from designlint.base.source import Source
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.language.format.layout import lay_out
from designlint.language.format.tables import write
from designlint.language.format.words import canonical
from designlint.language.syntax.nodes import Statement, Term
from designlint.language.syntax.parse import parse


class Formatted(NamedTuple):
    """The text in its canonical layout; where it has syntax errors, the text as it was, and those."""

    text: str
    diagnostics: tuple[Diagnostic, ...] = ()


class MeaningChangedError(Exception):
    """A formatted text with another meaning than the original: a bug of designlint."""


def format_source(source: Source) -> Formatted:
    """Format a design file: two spaces for a block, 100 columns, comments where they were.

    Its texts and statements stay the same: the result is parsed again and compared. Raises
    MeaningChangedError when they differ.
    """
    syntax = parse(source)
    if syntax.diagnostics:
        return Formatted(source.text, syntax.diagnostics)
    text = write(lay_out(source.text, syntax.statements))
    if text != source.text:
        again = parse(Source(source.name, text))
        if again.diagnostics or skeleton(again.statements) != skeleton(syntax.statements):
            raise MeaningChangedError(source.name)
    return Formatted(text)


def skeleton(part: Iterable[Statement] | Any) -> Any:
    """A syntax tree without its positions in the text, units in their canonical spelling."""
    if isinstance(part, Term):
        return (part.type, canonical(part))
    if isinstance(part, tuple):
        return tuple([skeleton(inner) for inner in part])
    return None if isinstance(part, int) else part
