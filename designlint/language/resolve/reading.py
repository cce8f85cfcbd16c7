"""What the readers of all declarations share: names, diagnostics, blocks of properties."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

from designlint.base.records import NamedTuple
from designlint.base.source import Source
from designlint.diagnostics.diagnostic import Diagnostic, Label
from designlint.diagnostics.edits import removed
from designlint.language import codes
from designlint.language.catalogue import Technology, technology
from designlint.language.names import Scope, SymbolTable
from designlint.language.resolve.kept import Kept
from designlint.language.resolve.unknown_words import one, unknown_word
from designlint.language.syntax.nodes import (
    Block,
    Route,
    Sentence,
    Statement,
    Written,
    head_span,
    whole_span,
)
from designlint.language.terms import ReadError
from designlint.language.values import form, names_nothing, read_property
from designlint.model.known import NOTHING, Known, Properties, Stated
from designlint.model.metric import Metric
from designlint.schema.kinds import Kind
from designlint.schema.property import Property

if TYPE_CHECKING:
    pass

Values = dict[Property[Any], Any]


def laid_over(below: Values, above: Values) -> Values:
    """Two layers of values as one: of a property that repeats, what each states about other things."""
    found = {**below, **above}
    for key in [key for key in above if key.repeats and key in below]:
        found[key] = Properties(above, below).all(key)
    return found


class Template(NamedTuple):
    """A kind of a design's own: the kind that it is of, and what its components have."""

    kind: Kind
    values: Values


class Given(Protocol):
    """What components have without stating it; see `resolve.defaults`."""

    def default(self, path: str, source: Source, kind: Kind) -> Values:
        """What the defaults give a component of a kind by its path and file."""

    def template(self, name: str, scope: str) -> Template | None:
        """The template that a name refers to."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all templates."""


class _NothingGiven:
    names: tuple[str, ...] = ()

    def default(self, path: str, source: Source, kind: Kind) -> Values:  # noqa: ARG002  # none
        return {}

    def template(self, name: str, scope: str) -> Template | None:  # noqa: ARG002  # none
        return None


NOTHING_GIVEN: Given = _NothingGiven()


class Reading:
    """One design being read: its symbol table, the kinds and metrics that there are, the technologies
    that a project adds to the catalogue, the diagnostics so far."""

    def __init__(
        self,
        table: SymbolTable,
        kinds: Mapping[str, Kind],
        metrics: Mapping[str, Metric],
        technologies: Mapping[str, Technology] = MappingProxyType({}),
        kept: Kept | None = None,
    ) -> None:
        self.kept = Kept() if kept is None else kept
        self.reports = 0
        """How often something was reported, or left out because it follows from what was reported."""
        self.table = table
        self.kinds = kinds
        self.metrics = metrics
        self.technologies = technologies
        self.diagnostics: list[Diagnostic] = []
        self.given = NOTHING_GIVEN
        self._values: dict[tuple[Property[Any], Written], Any] = {}

    def namespace(self, source: Source) -> str:
        """What the names of a file begin with, where it is imported under a name."""
        return self.table.namespaces.get(source.name, "")

    def technology(self, name: str) -> Technology | None:
        """The catalogue's entry for a name: the project's own, else the one that designlint brings."""
        return self.technologies.get(name) or technology(name)

    def add(self, diagnostic: Diagnostic) -> None:
        """Keep a diagnostic."""
        self.reports += 1
        self.diagnostics.append(diagnostic.whole)

    def report(self, error: ReadError, statement: Statement | None = None) -> None:
        """Keep the diagnostic of a read error, unless it follows from an earlier one. Where it is about
        the value of a constant, the `statement` that uses that is shown, too."""
        found = error.diagnostic
        if found is None:
            self.reports += 1
            return
        if statement is not None and not whole_span(statement).contains(found.primary.span):
            used = Label(head_span(statement), "used here")
            found = found._replace(secondary=(*found.secondary, used))
        self.add(found)

    def block(
        self,
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
        with arrows, that another reader takes.
        """
        values: Values = {}
        words = allowed.keys() | others if block else others
        for statement in block.statements if block else ():
            if isinstance(statement, Route):
                if not routes:
                    self._misplaced_route(statement, what)
            elif statement.keyword.text not in others:
                self._property(statement, allowed, what, scope, values, words)
        return values

    def _property(
        self,
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
            from designlint.language.first_guesses import (
                guessed_property,
            )  # only a mistake needs it

            guess = guessed_property(statement, what, words, self.kinds)
            self.add(unknown_word(keyword, words, what, self.kinds, guess))
            return
        try:
            value = self._value(key, statement, scope, words)
        except ReadError as error:
            self.report(error, statement)
            return
        origin = Stated(head_span(statement))
        known = Known(value, origin, self.details(statement, key, scope))
        if key.repeats:
            values[key] = (*values.get(key, ()), known)
        elif key in values:
            earlier = values[key].origin.span
            self.add(
                codes.DUPLICATE.at(
                    keyword.span,
                    secondary=(Label(earlier, "this one is used"),),
                    help=(f"one statement lists all: {form(key)}",) if "..." in key.shape else (),
                    fix=removed("remove the second one", whole_span(statement)),
                    what="property",
                    name=key.name,
                    verb="stated",
                )
            )
        else:
            values[key] = known

    def _value(
        self, key: Property[Any], statement: Sentence, scope: Scope, words: Collection[str]
    ) -> Any:
        """The value of a property. Raises ReadError. One that names nothing is the same wherever the same
        terms stand, so it is read once: of many components most are configured alike."""
        if not names_nothing(key.shape):
            return read_property(key, statement, scope, words)
        known = self._values
        place = (key, statement.written)
        if place not in known:
            known[place] = read_property(key, statement, scope, words)
        return known[place]

    def details(self, statement: Statement, key: Property[Any], scope: Scope) -> Properties:
        """The properties in the block behind a property."""
        if statement.block is None:
            return NOTHING
        what = f"`{key.name}`"
        if not key.details:
            self.refuse_block(statement.block, what, (form(key),))
            return NOTHING
        return Properties(self.block(statement.block, key.details, what, scope))

    def refuse_block(self, block: Block, what: str, hint: tuple[str, ...] = ()) -> None:
        """Report a block where none is allowed."""
        problem = f"{what} takes no block"
        self.add(codes.VALUE.at(block.opening.span, help=hint, problem=problem))

    def _misplaced_route(self, route: Route, what: str) -> None:
        problem = f"an arrow is allowed in a flow or at the top level, not in {one(what)}"
        self.add(codes.VALUE.at(route.arrows[0].span, problem=problem))
