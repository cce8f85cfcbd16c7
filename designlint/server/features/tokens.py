"""What each word is, for colours that follow the meaning: semantic tokens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lsprotocol import types

from designlint.base.source import Span
from designlint.language.syntax.nodes import Route, Statement, Term
from designlint.language.syntax.parse import Syntax
from designlint.schema.declarations import DECLARATIONS, EXPECT, LOAD, LOSE, REQUIRE, SET
from designlint.server.analysis import Analysis
from designlint.server.positions import Units

TYPES = (
    "keyword", "property", "class", "variable", "function", "type", "namespace", "enumMember", "string",
    "number", "operator", "event",
)  # fmt: skip
MODIFIERS = ("declaration",)
LEGEND = types.SemanticTokensLegend(list(TYPES), list(MODIFIERS))
_OF_SYMBOL = {
    "component": "class",
    "external": "class",
    "actor": "class",
    "data": "variable",
    "let": "variable",
    "flow": "function",
    "group": "namespace",
    "template": "type",
    "functional": "event",
    "nonfunctional": "event",
    "scenario": "event",
}
_OF_TERM = {
    "STRING": "string",
    "LONG_STRING": "string",
    "NUMBER": "number",
    "UNIT": "number",
    "DATE": "number",
    "COMPARISON": "operator",
    "ARROW": "operator",
    "RANGE": "operator",
}
_LINES = frozenset((REQUIRE, EXPECT, LOSE, LOAD, SET))


def tokens(
    analysis: Analysis, syntax: Syntax, units: Units, within: Span | None = None
) -> list[int]:
    """The tokens of a file, or of a part of it, as the protocol packs them: each relative to the one
    before."""
    names = analysis.names
    meaning = {
        (span.start, span.end): (one.kind, 0)
        for span, one in names.uses.items()
        if span.source is syntax.source
    }
    for symbol in (*names.by_path.values(), *names.constants.values()):
        if symbol.span.source is syntax.source:
            meaning[symbol.span.start, symbol.span.end] = (symbol.kind, 1)
    packed: list[int] = []
    line = column = 0
    found = [(term.span.whole, kind) for term, kind in _terms(syntax.statements)]
    for span, kind in sorted(found, key=lambda one: one[0].start):
        if within is not None and (span.end < within.start or span.start > within.end):
            continue
        symbol_kind, modifiers = meaning.get((span.start, span.end), ("", 0))
        name = _OF_SYMBOL.get(symbol_kind, "namespace") if symbol_kind else kind
        for piece in _lines(span):
            at = units.position(piece.source, piece.start)
            same = at.line == line
            packed += [
                at.line - line,
                at.character - column if same else at.character,
                units.length(piece.text),
                TYPES.index(name),
                modifiers,
            ]
            line, column = at.line, at.character
    return packed


def _terms(statements: Iterable[Statement]) -> Iterator[tuple[Term, str]]:
    for statement in statements:
        if isinstance(statement, Route):
            yield from ((hop, "class") for hop in statement.hops)
            yield from ((arrow, "operator") for arrow in statement.arrows)
        else:
            word = statement.keyword.text
            is_keyword = word in DECLARATIONS or word in _LINES
            yield statement.keyword, "keyword" if is_keyword else "property"
        for clause in statement.clauses:
            yield from ((term, _OF_TERM.get(term.type, "enumMember")) for term in clause)
        if statement.block is not None:
            yield from _terms(statement.block.statements)


def _lines(span: Span) -> Iterator[Span]:
    """A span as pieces of one line each: few editors take more."""
    start = span.start
    for line in span.text.split("\n"):
        if line:
            yield Span(span.source, start, start + len(line))
        start += len(line) + 1
