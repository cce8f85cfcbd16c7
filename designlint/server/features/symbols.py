"""The declarations of a file as an outline, and those of all designs by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from lsprotocol import types

from designlint.base.reading import resolved
from designlint.base.source import Source, Span
from designlint.language.names import Symbol
from designlint.language.syntax.nodes import Route, Sentence, Statement, whole_span
from designlint.language.syntax.parse import Syntax, parse
from designlint.language.terms import TEXTS, unquote
from designlint.language.texts import Unreadable, read_text
from designlint.schema.declarations import DECLARATIONS
from designlint.server.positions import Units
from designlint.server.session import Session

Kind = types.SymbolKind
KINDS = {
    "design": Kind.Package,
    "actor": Kind.Interface,
    "external": Kind.Module,
    "component": Kind.Class,
    "group": Kind.Namespace,
    "api": Kind.Interface,
    "operation": Kind.Method,
    "data": Kind.Struct,
    "flow": Kind.Function,
    "functional": Kind.Event,
    "nonfunctional": Kind.Event,
    "scenario": Kind.Event,
    "decision": Kind.EnumMember,
    "option": Kind.EnumMember,
    "let": Kind.Constant,
    "template": Kind.TypeParameter,
}
MOST = 500
"""Symbols of a workspace that are given at once; an editor asks again with more letters."""


def outline(syntax: Syntax, units: Units) -> list[types.DocumentSymbol]:
    """The declarations of a file, those inside others beneath them."""
    return list(_symbols(syntax.statements, units))


def _symbols(statements: Iterable[Statement], units: Units) -> Iterator[types.DocumentSymbol]:
    for statement in statements:
        if isinstance(statement, Route) or statement.keyword.text not in DECLARATIONS:
            continue
        name, title = _named(statement)
        inner = list(_symbols(statement.block.statements if statement.block else (), units))
        yield types.DocumentSymbol(
            name=name.text or statement.keyword.text,
            detail=title or None,
            kind=KINDS.get(statement.keyword.text, Kind.Object),
            range=units.range(whole_span(statement)),
            selection_range=units.range(name),
            children=inner or None,
        )


def _named(statement: Sentence) -> tuple[Span, str]:
    """Where the name of a declaration stands, and its title."""
    terms = [term for clause in statement.clauses for term in clause]
    name = terms[0].span if terms else statement.keyword.span
    title = next((unquote(term) for term in terms[1:] if term.type in TEXTS), "")
    return name, title


def everywhere(session: Session, query: str) -> list[types.WorkspaceSymbol]:
    """The declarations in the open folders whose paths have the letters of a query in their order. Those of
    designs that are open are as the editor has them."""
    found: dict[tuple[Path, int], types.WorkspaceSymbol] = {}
    seen: set[Path] = set()
    for analysis in list(session.known.values()):
        seen.update(analysis.project.paths)
        names = analysis.names
        for symbol in (*names.by_path.values(), *names.constants.values()):
            path = analysis.path(symbol.span.source)
            if path is not None and has_letters(symbol.path, query):
                found.setdefault((path, symbol.span.start), _found(symbol, path, session))
    for name in session.designs.all_files():
        path = resolved(Path(name))
        for symbol in _declared(path) if path not in seen else ():
            if len(found) < MOST and has_letters(symbol.path, query):
                found.setdefault((path, symbol.span.start), _found(symbol, path, session))
    return list(found.values())[:MOST]


def _found(symbol: Symbol, path: Path, session: Session) -> types.WorkspaceSymbol:
    place = types.Location(session.documents.uri(path), session.units.range(symbol.span))
    return types.WorkspaceSymbol(place, symbol.path, KINDS.get(symbol.kind, Kind.Object))


def _declared(path: Path) -> tuple[Symbol, ...]:
    """The declarations of a file that is not open."""
    try:
        stamp = path.stat().st_mtime_ns
    except OSError:
        return ()
    return _read(path, stamp)


@lru_cache(maxsize=4_000)
def _read(path: Path, _stamp: int) -> tuple[Symbol, ...]:
    text = read_text(path)
    if isinstance(text, Unreadable):
        return ()
    return tuple(_inside(parse(Source(path.name, text)).statements, ""))


def _inside(statements: Iterable[Statement], around: str) -> Iterator[Symbol]:
    for statement in statements:
        if isinstance(statement, Route) or statement.keyword.text not in KINDS:
            continue
        name, _ = _named(statement)
        path = f"{around}.{name.text}" if around else name.text
        yield Symbol(path, statement.keyword.text, name)
        yield from _inside(statement.block.statements if statement.block else (), path)


def has_letters(name: str, query: str) -> bool:
    """Whether a name has the letters of a query in their order, whatever stands between."""
    letters = iter(name.casefold())
    return all(letter in letters for letter in query.casefold())
