"""Scenarios: what is lost, multiplied and set in another world, and what is expected there."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from designlint.language import codes
from designlint.language.names import Scope
from designlint.language.resolve.declare import ParsedDeclaration
from designlint.language.resolve.elements import Located, read_claims, read_header, refuse_blocks
from designlint.language.resolve.reading import Reading
from designlint.language.resolve.unknown_words import article
from designlint.language.suggest import nearest
from designlint.language.syntax.nodes import Sentence, head_span
from designlint.language.terms import ReadError, Terms
from designlint.language.values import read_slots, read_value
from designlint.model import Change, Component, Named, Properties, Scenario
from designlint.model.known import Known, Stated
from designlint.schema.component import TECH
from designlint.schema.declarations import EXPECT, LOAD, LOSE, SET
from designlint.schema.kinds import EXTERNAL
from designlint.schema.shape import compile_shape

_WORDS = frozenset((LOSE, LOAD, SET, EXPECT))


def kept_scenario(
    item: ParsedDeclaration, reading: Reading, components: Mapping[str, Component]
) -> Scenario:
    """A scenario, from when the design was read before where that is still the same."""

    def changed(scenario: Scenario) -> tuple[object, ...]:
        return tuple([components.get(one.element) for one in scenario.changes])

    read = partial(read_scenario, item, reading, components)
    return reading.kept.of("scenario", item.statement, read, changed)


def read_scenario(
    item: ParsedDeclaration, reading: Reading, components: Mapping[str, Component]
) -> Scenario:
    """A scenario: what is lost, multiplied and set in it, and what is expected."""
    header = read_header(item, reading)
    scope = item.scope(reading)
    values = reading.block(item.block, {}, "scenario", scope, others=_WORDS)
    refuse_blocks(item, frozenset((LOSE, LOAD, EXPECT)), reading)
    lost: list[Named] = []
    loads: list[float] = []
    changes: list[Change] = []
    for statement in item.block.statements if item.block else ():
        if not isinstance(statement, Sentence):
            continue
        terms = Terms(statement)
        try:
            match statement.keyword.text:
                case "lose":
                    lost.extend(_lost(terms, scope))
                case "load":
                    loads.append(_load(terms, scope, statement, already=bool(loads)))
                case "set":
                    changes.append(_change(item, statement, terms, reading, components))
        except ReadError as error:
            reading.report(error)
    expectations = read_claims(item, EXPECT, scope, reading)
    return Scenario(
        item.name, item.path, header.get("title", ""), item.span, Properties(values), tuple(lost),
        loads[0] if loads else 1.0, tuple(changes), expectations,
        extent=item.extent,
    )  # fmt: skip


def _lost(terms: Terms, scope: Scope) -> list[Named]:
    located = Located(scope)
    paths = read_slots(compile_shape("<lost:loss>,..."), terms, located)["lost"]
    _end(terms)
    return list(located.located(paths))


def _load(terms: Terms, scope: Scope, statement: Sentence, *, already: bool) -> float:
    if already:
        word = statement.keyword
        raise ReadError(codes.DUPLICATE.at(word.span, what="property", name=LOAD, verb="stated"))
    load: float = read_slots(compile_shape("<factor>"), terms, scope)["factor"].value
    _end(terms)
    return load


def _change(
    item: ParsedDeclaration,
    statement: Sentence,
    terms: Terms,
    reading: Reading,
    components: Mapping[str, Component],
) -> Change:
    """`set COMPONENT.PROPERTY VALUE`. Raises ReadError."""
    scope = item.scope(reading)
    address = terms.here
    if address is None or address.type != "NAME" or "." not in address.text:
        raise terms.expected("a component's property, such as store.replicas")
    terms.take()
    owner, name = address.text.rsplit(".", 1)
    path = scope.resolve("component", address._replace(text=owner))
    kind = components[path].kind
    properties = reading.kinds.get(kind, EXTERNAL).properties
    key = properties.get(name)
    at = address.span._replace(start=address.end - len(name))
    if key is None:
        where, near = f" of {article(kind)} {kind}", nearest(name, properties)
        raise ReadError(
            codes.UNKNOWN_WORD.at(at, what="property", word=name, where=where, near=near)
        )
    if key is TECH:
        problem = (
            "a scenario sets the properties that another technology changes, not `tech` itself"
        )
        raise ReadError(codes.VALUE.at(at, problem=problem))
    terms.worse = key.worse
    value = read_value(key, terms, scope)
    _end(terms)
    details = reading.details(statement, key, scope)
    return Change(path, key, Known(value, Stated(head_span(statement)), details))


def _end(terms: Terms) -> None:
    if terms.here is not None:
        raise terms.expected("the end of the line")
