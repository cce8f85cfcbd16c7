"""From a name to its declaration, and to all places where it is used."""

from __future__ import annotations

from designlint.base.source import Source, Span
from designlint.server.analysis import Analysis


def definition(analysis: Analysis, source: Source, offset: int) -> list[Span]:
    """Where the name at an offset is declared."""
    found = analysis.symbol_at(source, offset)
    return [] if found is None else [found[0].span]


def references(
    analysis: Analysis, source: Source, offset: int, *, with_declaration: bool = True
) -> list[Span]:
    """Where the name at an offset is used, in all files of the design."""
    found = analysis.symbol_at(source, offset)
    if found is None:
        return []
    symbol = found[0]
    declared = [symbol.span] if with_declaration else []
    return [*declared, *analysis.uses(symbol)]


def highlights(analysis: Analysis, source: Source, offset: int) -> list[Span]:
    """The places in the file itself where the name at an offset stands."""
    found = references(analysis, source, offset)
    return [span for span in found if span.source.name == source.name]
