"""Another name for a declaration: it and every use of it, in all files of the design."""

from __future__ import annotations

import re
from collections.abc import Iterator

from designlint.base.source import Source, Span
from designlint.diagnostics.diagnostic import Edit
from designlint.language.names import Symbol
from designlint.server.analysis import Analysis, after

_NAME = re.compile(r"[^\W\d]\w*(?:-\w+)*")


class RefusedError(Exception):
    """Why a name cannot be changed, in words for the editor."""


def renamed_at(analysis: Analysis, source: Source, offset: int) -> Span:
    """The word that a rename at an offset is about: the last part of a dotted name. Raises RefusedError."""
    found = analysis.symbol_at(source, offset)
    if found is None:
        raise RefusedError("there is no declared name here")
    symbol, span = found
    syntax = next((one for one in analysis.project.files if one.source is symbol.span.source), None)
    if syntax is None or syntax.of_package:
        raise RefusedError(f"`{symbol.path}` is declared in an installed package")
    return next(_part(symbol.path, symbol, span), span)


def rename(analysis: Analysis, source: Source, offset: int, name: str) -> list[Edit]:
    """The edits that give the name at an offset another one. Raises RefusedError where that would not be a
    name, or would mean something else."""
    renamed_at(analysis, source, offset)
    if _NAME.fullmatch(name) is None:
        raise RefusedError(f"`{name}` is not a name: letters, digits, `_` and `-`")
    found = analysis.symbol_at(source, offset)
    if found is None or found[0].span.text == name:
        return []
    symbol = found[0]
    spans = {symbol.span, *_uses(analysis, symbol)}
    edits = [Edit(span, name) for span in sorted(spans, key=lambda s: (s.source.name, s.start))]
    _refuse_other_meaning(analysis, symbol, name, edits)
    return edits


def _uses(analysis: Analysis, symbol: Symbol) -> Iterator[Span]:
    """The parts of all dotted names that are the name of a symbol: its own, and those of what is in it."""
    inside = f"{symbol.path}."
    for span, used in analysis.names.uses.items():
        if used.span == symbol.span or used.path.startswith(inside):
            yield from _part(used.path, symbol, span)


def _part(path: str, symbol: Symbol, span: Span) -> Iterator[Span]:
    """The part of a name, which means a path, that stands for a symbol at the path or around it."""
    whole, written = path.split("."), span.text.split(".")
    at = symbol.path.count(".")
    missing = len(whole) - len(written)
    # A name is an end of its path, or, behind a namespace, an end of the rest of it.
    behind = next((n for n in range(len(written)) if written[n:] == whole[n + missing :]), 0)
    place = at if at < behind else at - missing if at >= behind + missing else -1
    if place < 0 or written[place] != whole[at]:
        return
    start = span.start + sum(len(part) + 1 for part in written[:place])
    yield Span(span.source, start, start + len(written[place]))


def _refuse_other_meaning(analysis: Analysis, symbol: Symbol, name: str, edits: list[Edit]) -> None:
    """Refuse a name that is taken, or with which another name would mean something else."""
    new_analysis = after(analysis, edits)
    before = sorted(d.code for d in analysis.diagnostics)
    if sorted(d.code for d in new_analysis.diagnostics) != before:
        raise RefusedError(f"`{name}` is taken, or would mean something else somewhere")
    head, _, _ = symbol.path.rpartition(".")
    new = f"{head}.{name}" if head else name
    paths = sorted(_moved(one.path, symbol.path, new) for one in analysis.names.uses.values())
    if paths != sorted(one.path for one in new_analysis.names.uses.values()):
        raise RefusedError(f"with `{name}`, a name would mean something else")


def _moved(path: str, old: str, new: str) -> str:
    is_inside = path == old or path.startswith(f"{old}.")
    return new + path[len(old) :] if is_inside else path
