"""What the readers of all declarations share: names, diagnostics, blocks of properties."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

from designlint.diagnostic import Diagnostic, Label
from designlint.edits import removed
from designlint.known import NOTHING, Known, Properties, Stated
from designlint.language import codes
from designlint.language.catalogue import Technology
from designlint.language.names import Scope, SymbolTable
from designlint.language.suggest import nearest
from designlint.language.syntax.nodes import Block, Clause, Route, Sentence, Term
from designlint.language.terms import Misread
from designlint.language.values import read_property
from designlint.metric import Metric
from designlint.schema.declarations import DECLARATIONS
from designlint.schema.kinds import Kind
from designlint.schema.property import Property
from designlint.schema.relation import RELATION_PROPERTIES
from designlint.source import Source, Span

Values = dict[Property[Any], Any]
MAX_OWNERS = 4
"""So many kinds are named in the hint on a property that is not this one's."""


class Reading:
    """One design being read: its symbol table, the kinds and metrics that there are, the technologies
    that a project adds to the catalogue, the diagnostics so far."""

    def __init__(
        self,
        table: SymbolTable,
        kinds: Mapping[str, Kind],
        metrics: Mapping[str, Metric],
        technologies: Mapping[str, Technology] = MappingProxyType({}),
    ) -> None:
        self.table = table
        self.kinds = kinds
        self.metrics = metrics
        self.technologies = technologies
        self.diagnostics: list[Diagnostic] = []

    def add(self, diagnostic: Diagnostic) -> None:
        """Keep a diagnostic."""
        self.diagnostics.append(diagnostic)

    def misread(self, source: Source, trouble: Misread) -> None:
        """Keep what a value reader could not read, unless it follows from an earlier error."""
        if trouble.start < 0:
            return
        span = Span(source, trouble.start, trouble.end)
        fix = trouble.mend.fix(source) if trouble.mend is not None else None
        self.add(trouble.code.at(span, help=trouble.hints, fix=fix, **trouble.fields))

    def block(
        self,
        source: Source,
        block: Block | None,
        allowed: Mapping[str, Property[Any]],
        what: str,
        scope: Scope,
        *,
        others: frozenset[str] = frozenset(),
        routes: bool = False,
    ) -> Values:
        """The properties stated in a block.

        `what` names the owner in messages (`cache`); `others` are keywords, and `routes` the lines
        with arrows, that someone else reads.
        """
        values: Values = {}
        words = allowed.keys() | others if block else others
        for statement in block.statements if block else ():
            if isinstance(statement, Route):
                if not routes:
                    self._misplaced_route(source, statement, what)
            elif statement.keyword.text not in others:
                self._property(source, statement, allowed, what, scope, values, words)
        return values

    def _property(
        self,
        source: Source,
        statement: Sentence,
        allowed: Mapping[str, Property[Any]],
        what: str,
        scope: Scope,
        values: Values,
        words: Collection[str],
    ) -> None:
        keyword = statement.keyword
        key = allowed.get(keyword.text)
        if key is None:
            self.add(unknown_word(source, keyword, words, what, self.kinds))
            return
        end = end_of(statement)
        span = Span(source, keyword.start, end)
        try:
            value = read_property(key, statement.clauses, end, scope, words)
        except Misread as trouble:
            self.misread(source, trouble)
            return
        known = Known(value, Stated(span), self.details(source, statement, key, scope))
        if key.repeats:
            values[key] = (*values.get(key, ()), known)
        elif key in values:
            earlier = values[key].origin.span
            self.add(
                codes.DUPLICATE.at(
                    span_of(source, keyword),
                    secondary=(Label(earlier, "this one holds"),),
                    fix=removed("remove the second one", whole_span(source, statement)),
                    what="property",
                    name=key.name,
                    verb="stated",
                )
            )
        else:
            values[key] = known

    def details(
        self, source: Source, statement: Sentence, key: Property[Any], scope: Scope
    ) -> Properties:
        """The properties in the block behind a property."""
        if statement.block is None:
            return NOTHING
        what = f"`{key.name}`"
        if not key.details:
            self.refuse_block(source, statement.block, what)
            return NOTHING
        return Properties(self.block(source, statement.block, key.details, what, scope))

    def refuse_block(self, source: Source, block: Block, what: str) -> None:
        """Tell a block that stands where none may."""
        brace = Span(source, block.start, block.start + 1)
        self.add(codes.VALUE.at(brace, problem=f"{what} takes no block"))

    def _misplaced_route(self, source: Source, route: Route, what: str) -> None:
        span = Span(source, route.arrows[0].start, route.arrows[0].end)
        problem = f"an arrow stands in a flow or at the top level, not in {one(what)}"
        self.add(codes.VALUE.at(span, problem=problem))


_OF_CALLS = {key.name for key in RELATION_PROPERTIES}


def unknown_word(
    source: Source,
    keyword: Term,
    allowed: Collection[str],
    what: str,
    kinds: Mapping[str, Kind],
) -> Diagnostic:
    """The diagnostic for a word that is no property of `what` ("" at the top level)."""
    hint = _belongs(keyword.text, what, kinds)
    return codes.UNKNOWN_WORD.at(
        span_of(source, keyword),
        help=hint,
        what="property" if what else "declaration",
        word=keyword.text,
        where=f" of {one(what)}" if what else "",
        near=None if hint else nearest(keyword.text, allowed),
    )


def _belongs(word: str, what: str, kinds: Mapping[str, Kind]) -> tuple[str, ...]:
    """Where a word that stands in the wrong place may stand."""
    declaration = DECLARATIONS.get(word)
    if declaration is not None:
        places = [f"in {one(w)}" if w else "at the top level" for w in declaration.within]
        return (f"`{word}` is declared {' or '.join(places)}",)
    if word in _OF_CALLS:
        return (f"`{word}` belongs to a call: `a -> b {{ {word} ... }}`",)
    owners = [k.name for k in kinds.values() if word in k.properties]
    owners += [d.keyword for d in DECLARATIONS.values() if word in d.properties]
    if not owners:
        return ()
    if not what:
        return (f"`{word}` is a property: it stands in the block of what it is about",)
    named = ", ".join(f"`{owner}`" for owner in owners[:MAX_OWNERS])
    more = ", ..." if len(owners) > MAX_OWNERS else ""
    return (f"`{word}` is a property of {named}{more}",)


def one(what: str) -> str:
    """An owner of properties with its article: `a cache`; a property's own name stands alone."""
    return what if what.startswith("`") else f"{article(what)} {what}"


def article(word: str) -> str:
    """`a` or `an`, by the sound that a word begins with."""
    return "an" if word[:1].lower() in "aeiou" else "a"


def span_of(source: Source, term: Term) -> Span:
    """The span of a term."""
    return Span(source, term.start, term.end)


def end_of(statement: Sentence | Route) -> int:
    """Where a statement ends, without its block."""
    for clause in reversed(statement.clauses):
        if clause:
            return clause[-1].end
    return statement.hops[-1].end if isinstance(statement, Route) else statement.keyword.end


def whole_span(source: Source, statement: Sentence | Route) -> Span:
    """The span of a statement with its block."""
    first = statement.keyword if isinstance(statement, Sentence) else statement.hops[0]
    end = statement.block.end if statement.block is not None else end_of(statement)
    return Span(source, first.start, end)


def span_of_route(source: Source, route: Route) -> Span:
    """The span of a line with arrows, without its block."""
    return Span(source, route.hops[0].start, end_of(route))


def joined(clauses: tuple[Clause, ...]) -> str:
    """The text of clauses, for messages."""
    return ", ".join(" ".join(term.text for term in clause) for clause in clauses)
