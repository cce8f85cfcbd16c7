"""All declarations of a design's files, each with its address, before any value is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from designlint.diagnostic import Label
from designlint.language import codes
from designlint.language.names import Scope, Symbol
from designlint.language.resolve.reading import Reading, end_of, span_of, unknown_word, whole_span
from designlint.language.syntax.nodes import Block, Route, Sentence, Statement, names_in
from designlint.language.syntax.parse import Syntax
from designlint.schema.declarations import DECLARATIONS, Declaration
from designlint.source import Source, Span

TOP_LEVEL = {k: d for k, d in DECLARATIONS.items() if "" in d.within}
NESTED: dict[str, frozenset[str]] = {
    parent: frozenset(k for k, d in DECLARATIONS.items() if parent in d.within)
    for parent in DECLARATIONS
}
NAMELESS = ("import", "accept")
# Addressed by their full path only: their last name alone would shadow others.
_INNER = ("api", "option")
MAX_NAME = 100


class Declared(NamedTuple):
    """A declaration that was found: its schema, its statement and its address.

    `path` is empty for what has no name; `parent` is the path that encloses it.
    """

    schema: Declaration
    source: Source
    statement: Sentence
    name: str
    path: str
    span: Span
    parent: str

    @property
    def block(self) -> Block | None:
        """What stands between the braces."""
        return self.statement.block

    @property
    def extent(self) -> Span:
        """The whole declaration."""
        return whole_span(self.source, self.statement)

    @property
    def end(self) -> int:
        """Where the header ends."""
        return end_of(self.statement)

    def scope(self, reading: Reading) -> Scope:
        """The names as seen from inside."""
        return Scope(reading.table, self.path or self.parent)


class Drawn(NamedTuple):
    """A line with arrows at the top level: what holds for all calls between two components."""

    source: Source
    route: Route


class Declarations(NamedTuple):
    """Everything declared, in the order of the files."""

    declared: list[Declared]
    drawn: list[Drawn]


def declare(files: Iterable[tuple[Source, Syntax]], reading: Reading) -> Declarations:
    """Find all declarations and enter their names."""
    found = Declarations([], [])
    for source, syntax in files:
        for statement in syntax.statements:
            if isinstance(statement, Route):
                found.drawn.append(Drawn(source, statement))
            else:
                found.declared.extend(_declare(source, statement, "", "", reading))
    return found


def _declare(
    source: Source, statement: Sentence, inside: str, parent: str, reading: Reading
) -> Iterator[Declared]:
    keyword = statement.keyword.text
    schema = DECLARATIONS.get(keyword)
    if schema is None or inside not in schema.within:
        reading.add(unknown_word(source, statement.keyword, TOP_LEVEL, inside, reading.kinds))
        reading.table.lose(names_in(statement))
        return
    item = _named(source, statement, schema, parent, reading)
    if item is None:
        reading.table.lose(names_in(statement))
        return
    yield item
    nested = NESTED[keyword]
    for inner in _sentences(item.block):
        if inner.keyword.text in nested:
            yield from _declare(source, inner, keyword, item.path, reading)
        elif nested and keyword != "component" and inner.keyword.text not in schema.properties:
            reading.table.lose(names_in(inner))  # a misspelt declaration, told with the block


def _named(
    source: Source, statement: Sentence, schema: Declaration, parent: str, reading: Reading
) -> Declared | None:
    whole = Span(source, statement.keyword.start, end_of(statement))
    if schema.keyword in NAMELESS:
        return Declared(schema, source, statement, "", "", whole, parent)
    first = statement.clauses[0][0] if statement.clauses else None
    if first is None or first.type != "NAME":
        at = span_of(source, first) if first else Span(source, whole.end, whole.end)
        reading.add(codes.VALUE.at(at, problem=f"expected the name of the {schema.keyword}"))
        return None
    if "." in first.text:
        problem = "a declared name has no dots: its path comes from where it stands"
        reading.add(codes.VALUE.at(span_of(source, first), problem=problem))
        return None
    if len(first.text) > MAX_NAME:
        problem = f"a name has at most {MAX_NAME} characters, this one has {len(first.text)}"
        reading.add(codes.VALUE.at(span_of(source, first), problem=problem))
        return None
    path = f"{parent}.{first.text}" if parent else first.text
    span = span_of(source, first)
    if schema.keyword != "design":
        symbol = Symbol(path, schema.keyword, span)
        earlier = reading.table.declare(symbol, alone=schema.keyword not in _INNER)
        if earlier is not None:
            label = Label(earlier.span, f"first declared here, as {earlier.sort}")
            what = schema.keyword if schema.keyword == earlier.sort else "the name"
            reading.add(
                codes.DUPLICATE.at(span, secondary=(label,), what=what, name=path, verb="declared")
            )
            return None
    return Declared(schema, source, statement, first.text, path, span, parent)


def _sentences(block: Block | None) -> Iterator[Sentence]:
    statements: tuple[Statement, ...] = block.statements if block else ()
    for statement in statements:
        if isinstance(statement, Sentence):
            yield statement
