"""Components, places and all other declarations but flows: from headers and blocks to elements."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from designlint.base.source import Span
from designlint.language import codes
from designlint.language.catalogue import (
    Technology,
    aliases,
    facts_for,
    read_text,
    technology_names,
)
from designlint.language.names import TEMPLATE, Scope
from designlint.language.resolve.claims import read_claim
from designlint.language.resolve.declare import NAMELESS, NESTED, ParsedDeclaration
from designlint.language.resolve.reading import Reading, Values, laid_over
from designlint.language.resolve.unknown_words import article
from designlint.language.suggest import nearest
from designlint.language.syntax.nodes import Sentence, Term
from designlint.language.terms import ReadError, Terms, with_help
from designlint.language.values import read_slots
from designlint.model import (
    NOTHING,
    Api,
    Assumed,
    Claim,
    Component,
    Known,
    Named,
    Place,
    Properties,
    Published,
    Requirement,
)
from designlint.schema.component import TECH
from designlint.schema.declarations import REQUIRE
from designlint.schema.kinds import EXTERNAL, PLACE_ASSUMPTIONS, Assumption, Kind
from designlint.schema.property import Property
from designlint.schema.roles import Role
from designlint.schema.shape import compile_shape, show_shape
from designlint.schema.values import Ref

_NO_FACTS = "technologies without published facts"
"""The cause of all findings on them: one line for a design."""

_KNOWN_BY_FACTS = frozenset({Role.STORE, Role.CACHE, Role.BROKER})
"""What does not do as its design says alone: isolation, delivery and durability are the product's."""


def read_header(item: ParsedDeclaration, reading: Reading) -> dict[str, Any]:
    """The parts of a declaration's header by slot; what could be read, where not all could."""
    terms = Terms(item.statement)
    header: dict[str, Any] = {}
    scope = Located(item.scope(reading))
    try:
        read_slots(compile_shape(item.schema.header), terms, scope, header)
        if terms.here is not None:
            from designlint.language.guess_words import WRITTEN_AS  # only a mistake needs it

            brace = "`{` or " if item.schema.keyword not in NAMELESS else ""
            behind = terms.after if terms.here.type == "COLON" else None
            meant = WRITTEN_AS.get(behind.text.lower()) if behind is not None else None
            hint = f"write {meant}" if meant else _form(item)
            raise terms.expected(f"{brace}the end of the line", (hint,))
    except ReadError as error:
        reading.report(with_help(error, _form(item)))
        if item.schema.keyword in NAMELESS:
            return {}  # half of an acceptance would accept more than is meant
    return {slot: scope.located(value) for slot, value in header.items()}


def _form(item: ParsedDeclaration) -> str:
    return f"the form is `{item.schema.keyword} {show_shape(item.schema.header)}`"


class Located:
    """Names whose spans are kept, for lines that list what a declaration is about."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._spans: dict[str, Span] = {}

    def resolve(self, kind: str, term: Term) -> str:
        """See `terms.Names`."""
        path = self._scope.resolve(kind, term)
        self._spans[path] = term.span
        return path

    def located(self, value: Any) -> Any:
        """References as names with their spans; any other value as it is."""
        if isinstance(value, Ref):
            return Named(value.path, self._spans[value.path])
        if isinstance(value, tuple):
            return tuple([self.located(part) for part in value])
        return value


def read_component(item: ParsedDeclaration, reading: Reading, apis: tuple[Api, ...]) -> Component:
    """A component with its kind's properties, its technology's facts and its kind's assumptions."""
    header = read_header(item, reading)
    template = reading.given.template(header.get("kind") or "", item.parent)
    if item.schema.keyword == "external":
        kind, sure = EXTERNAL, True
    elif template is not None:
        kind, sure = template.kind, True
        reading.table.use(TEMPLATE, item.statement.clauses[0][2], item.parent)
    else:
        kind, sure = _kind(item, header, reading)
    stated = reading.block(
        item.block,
        kind.properties,
        kind.name,
        item.scope(reading),
        others=NESTED["component"],
    )
    given = reading.given.default(item.path, item.span.source, kind) if sure else {}
    of_kind = laid_over(given, template.values) if template is not None else given
    values = laid_over(of_kind, stated)
    named = values.get(TECH)
    found = _technology(named, kind, reading) if named is not None and sure else None
    catalogued = facts_for(found, kind) if found is not None else {}
    assumed = _assumed(kind.name, tuple(kind.assumed.items()))
    published = None
    if found is not None:
        published = Published(catalogued, assumed, found.isolation, found.vendor)
    return Component(
        item.name,
        item.path,
        header.get("title", ""),
        item.span,
        Properties(values, catalogued, assumed),
        kind.name,
        found.name if found is not None else named.value if named else None,
        item.parent or None,
        apis,
        kind.roles,
        published,
        extent=item.extent,
    )


def read_place(item: ParsedDeclaration, reading: Reading) -> Place:
    """A failure domain."""
    header = read_header(item, reading)
    level = item.schema.keyword
    values = reading.block(
        item.block,
        item.schema.properties,
        level,
        item.scope(reading),
        others=NESTED[level],
    )
    assumed = _assumed(level, tuple(PLACE_ASSUMPTIONS[level].items()))
    properties = Properties(values, {}, assumed)
    parent = item.parent or None
    return Place(
        item.name,
        item.path,
        header.get("title", ""),
        item.span,
        properties,
        level,
        parent,
        extent=item.extent,
    )


def read_requirement(item: ParsedDeclaration, reading: Reading) -> Requirement:
    """A requirement with its `require` lines."""
    header = read_header(item, reading)
    scope = item.scope(reading)
    values = reading.block(
        item.block,
        item.schema.properties,
        f"{item.schema.keyword} requirement",
        scope,
        others=frozenset((REQUIRE,)),
    )
    refuse_blocks(item, frozenset((REQUIRE,)), reading)
    claims = read_claims(item, REQUIRE, scope, reading)
    functional = item.schema.keyword == "functional"
    return Requirement(
        item.name, item.path, header.get("title", ""), item.span, Properties(values), functional,
        claims, extent=item.extent,
    )  # fmt: skip


def read_claims(
    item: ParsedDeclaration, keyword: str, scope: Scope, reading: Reading
) -> tuple[Claim, ...]:
    """All lines of a block that begin with `keyword` (`require` or `expect`)."""
    claims = []
    for statement in _sentences(item, keyword):
        try:
            claims.append(read_claim(statement, scope, reading.metrics))
        except ReadError as error:
            reading.report(error, statement)
    return tuple(claims)


def refuse_blocks(item: ParsedDeclaration, keywords: frozenset[str], reading: Reading) -> None:
    """Report blocks behind lines that take none."""
    for statement in item.block.statements if item.block else ():
        if (
            isinstance(statement, Sentence)
            and statement.keyword.text in keywords
            and statement.block is not None
        ):
            reading.refuse_block(statement.block, f"`{statement.keyword.text}`")


def _sentences(item: ParsedDeclaration, keyword: str) -> list[Sentence]:
    return [
        statement
        for statement in (item.block.statements if item.block else ())
        if isinstance(statement, Sentence) and statement.keyword.text == keyword
    ]


def _kind(
    item: ParsedDeclaration, header: Mapping[str, Any], reading: Reading
) -> tuple[Kind, bool]:
    """The kind of a component, and whether it is known for sure."""
    name = header.get("kind")
    if name is None:
        return _unsure_kind(reading.kinds["service"], reading.kinds), False
    if name in reading.kinds:
        return reading.kinds[name], True
    from designlint.language.first_guesses import guessed_kind  # only a mistake needs it

    term = next(t for clause in item.statement.clauses for t in clause[1:] if t.text == name)
    guessed = guessed_kind(item.statement, term, reading.kinds)
    near = None if guessed else nearest(name, (*reading.kinds, *reading.given.names))
    help_ = () if near else (f"kinds are {', '.join(reading.kinds)}",)
    reading.add(
        codes.UNKNOWN_WORD.at(
            term.span,
            help=(guessed[1].help,) if guessed else help_,
            fix=guessed[1].fix if guessed else None,
            what="kind",
            word=name,
            where=" of component",
            near=near,
        )
    )
    likely = near if near in reading.kinds else None
    meant = guessed[0] if guessed else likely or "service"
    return _unsure_kind(reading.kinds[meant], reading.kinds), False


def _unsure_kind(guess: Kind, kinds: Mapping[str, Kind]) -> Kind:
    """What a component of an unknown kind is taken for: it may say whatever some kind may, so that one
    slip in the kind is not reported again for each property, and nothing is assumed of it."""
    properties = {name: key for kind in kinds.values() for name, key in kind.properties.items()}
    return guess._replace(properties=properties, assumed={})


def _technology(named: Known[str], kind: Kind, reading: Reading) -> Technology | None:
    """The catalogue's entry that fits a kind; None, and a diagnostic, where there is none."""
    span = named.span
    if span is None:
        return None
    at = span
    if span.text.endswith(named.value):  # not where a constant stands for it
        at = Span(span.source, span.end - len(named.value), span.end)
    found = reading.technology(named.value)
    if found is None:
        near = nearest(named.value, (*reading.technologies, *technology_names(), *aliases()))
        unknown = codes.UNKNOWN_TECHNOLOGY.at(at, technology=named.value, near=near)
        if near:
            reading.add(unknown)
        elif kind.roles & _KNOWN_BY_FACTS:
            reading.add(unknown._replace(causes=(_NO_FACTS,)))
        return None
    if not kind.fits(found.kinds) and Role.EXTERNAL not in kind.roles:
        one, *others = found.kinds
        kinds = " or ".join((f"{article(one)} {one}", *others))
        reading.add(
            codes.TECHNOLOGY_MISFIT.at(
                at, technology=named.value, kind=kind.name, title=found.title, kinds=kinds
            )
        )
        return None
    return found


@cache
def _assumed(owner: str, assumptions: tuple[tuple[Property[Any], Assumption], ...]) -> Values:
    """The assumptions of a kind or a level of places as values."""
    return {
        key: Known(
            read_text(key, assumption.value, owner),
            Assumed(owner, assumption.reason, assumption.page),
            NOTHING,
        )
        for key, assumption in assumptions
    }
