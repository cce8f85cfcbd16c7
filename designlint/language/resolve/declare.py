"""All declarations of a design's files, each with its address, before any value is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.diagnostics.diagnostic import Label
from designlint.language import codes
from designlint.language.names import LET, Scope, Symbol
from designlint.language.resolve.reading import Reading
from designlint.language.resolve.unknown_words import unknown_word
from designlint.language.syntax.nodes import (
    Block,
    Route,
    Sentence,
    Statement,
    Term,
    head_span,
    names_in,
    whole_span,
)
from designlint.language.syntax.parse import Syntax
from designlint.quantities.multiplicity import multiplicity
from designlint.schema.declarations import DECLARATIONS, STEP_WORDS, Declaration

TOP_LEVEL = {k: d for k, d in DECLARATIONS.items() if "" in d.within}
NESTED: dict[str, frozenset[str]] = {
    parent: frozenset(k for k, d in DECLARATIONS.items() if parent in d.within)
    for parent in DECLARATIONS
}
NAMELESS = ("import", "accept", "default")
# Addressed by their full path only: their last name alone would hide others.
_INNER = ("api", "operation", "option")
MAX_NAME = 100


class ParsedDeclaration(NamedTuple):
    """A declaration of a file: its schema, its statement and its address.

    `path` is empty for one without a name; `parent` is the path that encloses it. `span` is where
    the name stands, or the header of a declaration without one.
    """

    schema: Declaration
    statement: Sentence
    name: str
    path: str
    span: Span
    parent: str

    @property
    def block(self) -> Block | None:
        """The block with its statements, if it has one."""
        return self.statement.block

    @property
    def extent(self) -> Span:
        """The whole declaration."""
        return whole_span(self.statement)

    def scope(self, reading: Reading) -> Scope:
        """The names as seen from inside."""
        return Scope(reading.table, self.path or self.parent)


class ParsedDesign(NamedTuple):
    """All declarations, in the order of the files, and the relations: lines with arrows at the top
    level, which hold for all calls between two components."""

    declarations: list[ParsedDeclaration]
    relations: list[Route]


def declare(files: Iterable[Syntax], reading: Reading) -> ParsedDesign:
    """Find all declarations and enter their names."""
    found = ParsedDesign([], [])
    for syntax in files:
        if syntax.namespace:
            reading.table.namespaces[syntax.source.name] = syntax.namespace
        for statement in syntax.statements:
            if isinstance(statement, Route):
                found.relations.append(statement)
            else:
                found.declarations.extend(_kept(statement, syntax.namespace, reading))
    return found


def _kept(statement: Sentence, namespace: str, reading: Reading) -> list[ParsedDeclaration]:
    """A declaration of a file and those inside of it, from when the design was read before where that holds
    for their names."""

    entered = False

    def read() -> list[ParsedDeclaration]:
        nonlocal entered
        entered = True
        return list(_declare(statement, "", namespace, reading))

    def taken(items: list[ParsedDeclaration]) -> tuple[object, ...]:
        known = reading.table.by_path
        return () if entered else tuple([one.path for one in items if one.path in known])

    found = reading.kept.of("declared", statement, read, taken)
    if not entered:
        for item in found:
            if item.path and item.schema.keyword != "design":
                _enter(item, reading)
    return found


def _declare(
    statement: Sentence, inside: str, parent: str, reading: Reading
) -> Iterator[ParsedDeclaration]:
    keyword = statement.keyword.text
    schema = DECLARATIONS.get(keyword)
    if schema is None or inside not in schema.within:
        from designlint.language.first_guesses import guessed_declaration  # only a mistake needs it

        guess = guessed_declaration(statement, reading.kinds) if schema is None else None
        reading.add(unknown_word(statement.keyword, TOP_LEVEL, inside, reading.kinds, guess))
        reading.table.skip(names_in(statement))
        return
    if keyword == LET:
        return  # read before all else; see `resolve.constants`
    item = _entered(statement, schema, parent, reading)
    if item is None:
        reading.table.skip(names_in(statement))
        return
    yield item
    nested = NESTED[keyword]
    for inner in _sentences(item.block):
        if inner.keyword.text in nested:
            yield from _declare(inner, keyword, item.path, reading)
        elif nested and keyword != "component" and inner.keyword.text not in schema.properties:
            reading.table.skip(names_in(inner))  # a misspelt declaration, reported with the block


def _entered(
    statement: Sentence, schema: Declaration, parent: str, reading: Reading
) -> ParsedDeclaration | None:
    """A declaration whose name is entered; None where the name is missing, wrong or taken."""
    head = head_span(statement)
    if schema.keyword in NAMELESS:
        return ParsedDeclaration(schema, statement, "", "", head, parent)
    first = statement.clauses[0][0] if statement.clauses else None
    if first is None or first.type != "NAME":
        at = first.span if first else statement.last.span_behind
        reading.add(codes.VALUE.at(at, problem=f"expected the name of the {schema.keyword}"))
        return None
    problem = _problem_of_name(schema, first)
    if problem:
        reading.add(codes.VALUE.at(first.span, problem=problem))
        return None
    path = f"{parent}.{first.text}" if parent else first.text
    if parent == reading.namespace(first.source) and schema.keyword not in NESTED["group"]:
        parent = ""  # a namespace is a boundary of what a group may hold
    item = ParsedDeclaration(schema, statement, first.text, path, first.span, parent)
    return item if schema.keyword == "design" or _enter(item, reading) else None


def _problem_of_name(schema: Declaration, name: Term) -> str:
    if schema.keyword == "data" and (
        name.text in STEP_WORDS or multiplicity(name.text) is not None
    ):
        return f"data cannot be named `{name.text}`: steps have this word behind what they read"
    if "." in name.text:
        return "a declared name has no dots: its path comes from the blocks around it"
    if len(name.text) > MAX_NAME:
        return f"a name has at most {MAX_NAME} characters, this one has {len(name.text)}"
    return ""


def _enter(item: ParsedDeclaration, reading: Reading) -> bool:
    """Enter the name of a declaration; whether it was free."""
    kind = item.schema.keyword
    symbol = Symbol(item.path, kind, item.span)
    namespace = reading.namespace(item.span.source)
    earlier = reading.table.declare(symbol, alone=kind not in _INNER, namespace=namespace)
    if earlier is None:
        return True
    label = Label(earlier.span, f"first declared here, as {earlier.kind}")
    what = kind if kind == earlier.kind else "the name"
    reading.add(
        codes.DUPLICATE.at(
            item.span, secondary=(label,), what=what, name=item.path, verb="declared"
        )
    )
    return False


def _sentences(block: Block | None) -> Iterator[Sentence]:
    statements: tuple[Statement, ...] = block.statements if block else ()
    for statement in statements:
        if isinstance(statement, Sentence):
            yield statement
