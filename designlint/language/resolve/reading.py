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
from designlint.language.suggest import nearest
from designlint.language.syntax.nodes import (
    Block,
    Route,
    Sentence,
    Statement,
    Term,
    Written,
    head_span,
    whole_span,
)
from designlint.language.terms import ReadError
from designlint.language.values import form, names_nothing, read_property
from designlint.model.known import NOTHING, Known, Properties, Stated
from designlint.model.metric import Metric
from designlint.schema.declarations import DECLARATIONS
from designlint.schema.kinds import Kind
from designlint.schema.property import Property
from designlint.schema.relation import RELATION_PROPERTIES

if TYPE_CHECKING:
    from designlint.language.first_guesses import Guess

Values = dict[Property[Any], Any]
MAX_OWNERS = 4
"""The most kinds that a hint on another kind's property names."""


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


_USUAL = ("component", "actor", "external", "data", "flow", "group", "region", "zone", "functional",
          "nonfunctional", "decision", "scenario")  # fmt: skip
_OF_CALLS = {key.name for key in RELATION_PROPERTIES}


def unknown_word(
    keyword: Term,
    allowed: Collection[str],
    what: str,
    kinds: Mapping[str, Kind],
    guess: Guess | None = None,
) -> Diagnostic:
    """The diagnostic for a word that is no property of `what` ("" at the top level); `guess` is what it
    means elsewhere."""
    hint = (guess.help,) if guess is not None else _belongs(keyword.text, what, kinds)
    near = None if hint else nearest(keyword.text, allowed)
    if not hint and near is None:
        hint = _listed(what, kinds)
    return codes.UNKNOWN_WORD.at(
        keyword.span,
        help=hint,
        what="property" if what else "declaration",
        word=keyword.text,
        where=f" of {one(what)}" if what else "",
        near=near,
        fix=guess.fix if guess is not None else None,
    )


def _listed(what: str, kinds: Mapping[str, Kind]) -> tuple[str, ...]:
    """Where all words are listed that are allowed."""
    if not what:
        return (f"declarations are {', '.join(_USUAL)}, ...",)
    if what in kinds or what in DECLARATIONS:
        return (f"`designlint explain {what}` lists the properties of {one(what)}",)
    return ()


def _belongs(word: str, what: str, kinds: Mapping[str, Kind]) -> tuple[str, ...]:
    """Where a word that is not allowed here is."""
    declaration = DECLARATIONS.get(word)
    if declaration is not None:
        places = [f"in {one(w)}" if w else "at the top level" for w in declaration.within]
        return (f"`{word}` is declared {' or '.join(places)}",)
    if word in _OF_CALLS:
        return (f"`{word}` belongs to a call: `a -> b {{ {word} ... }}`",)
    around = what.strip("`")
    if what != around and any({word, around} <= k.properties.keys() for k in kinds.values()):
        return (f"`{word}` stands beside `{around}`, in the block around it",)
    owners = [k.name for k in kinds.values() if word in k.properties]
    owners += [d.keyword for d in DECLARATIONS.values() if word in d.properties]
    if not owners:
        return _within(word, what, kinds)
    if not what:
        return (f"`{word}` is a property: write it in the block of its owner",)
    named = ", ".join(f"`{owner}`" for owner in owners[:MAX_OWNERS])
    more = ", ..." if len(owners) > MAX_OWNERS else ""
    return (f"`{word}` is a property of {named}{more}",)


def _within(word: str, what: str, kinds: Mapping[str, Kind]) -> tuple[str, ...]:
    """The statement in whose block a word is a property; those that may stand here come first."""
    own = kinds[what].properties if what in kinds else {}
    tables = [own, *(kind.properties for kind in kinds.values())]
    found = [key.name for table in tables for key in table.values() if word in key.details]
    return (
        (f"`{word}` stands in the block of `{found[0]}`: `{found[0]} ... {{ {word} ... }}`",)
        if found
        else ()
    )


def one(what: str) -> str:
    """An owner of properties with its article: `a cache`; a property's own name and `data` have none."""
    return what if what.startswith("`") or what == "data" else f"{article(what)} {what}"


def article(word: str) -> str:
    """`a` or `an`, by the sound that a word begins with."""
    return "an" if word[:1].lower() in "aeiou" else "a"
