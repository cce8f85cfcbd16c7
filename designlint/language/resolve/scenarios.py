"""Scenarios: what is lost, multiplied and set in another world, and what is expected there."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from designlint.language import codes
from designlint.language.names import Scope, described
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
from designlint.schema.declarations import DECLARATIONS, EXPECT, LOAD, LOSE, SET
from designlint.schema.kinds import EXTERNAL
from designlint.schema.property import Property
from designlint.schema.shape import TYPES, compile_shape

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
                    _refuse_second(changes, statement)
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
    """`set NAME.PROPERTY VALUE`, of a component, flow or data item. Raises ReadError."""
    scope = item.scope(reading)
    address = terms.here
    if address is None or address.type != "NAME" or "." not in address.text:
        raise terms.expected(TYPES["address"])
    terms.take()
    owner, name = address.text.rsplit(".", 1)
    found = scope.table.settable(owner, scope.path)
    is_component = any(one.path in components for one in found)
    kind = "component" if is_component else "settable"
    path = scope.resolve(kind, address._replace(text=owner))
    what, properties = _properties(path, reading, components)
    key = properties.get(name)
    at = address.span._replace(start=address.end - len(name))
    if key is None:
        where, near = f" of {what}", nearest(name, properties)
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


def _refuse_second(changes: list[Change], statement: Sentence) -> None:
    """Refuse a property that is set already. Raises ReadError."""
    *before, last = changes
    if not last.key.repeats and any((c.element, c.key) == (last.element, last.key) for c in before):
        changes.pop()
        address = statement.clauses[0][0]
        raise ReadError(
            codes.DUPLICATE.at(address.span, what="property", name=address.text, verb="set")
        )


def _properties(
    path: str, reading: Reading, components: Mapping[str, Component]
) -> tuple[str, Mapping[str, Property[Any]]]:
    """What is set, with its article, and the properties that it may have."""
    if path in components:
        kind = components[path].kind
        return f"{article(kind)} {kind}", reading.kinds.get(kind, EXTERNAL).properties
    keyword = reading.table.by_path[path].kind
    return described(keyword), DECLARATIONS[keyword].properties


def _end(terms: Terms) -> None:
    if terms.here is not None:
        raise terms.expected("the end of the line")
