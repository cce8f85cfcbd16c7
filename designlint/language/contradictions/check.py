"""All contradictions of a design: of its elements, its calls, its places, and of its scenarios."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from designlint.base.source import Span
from designlint.diagnostics.diagnostic import Diagnostic, Label
from designlint.language import codes
from designlint.language.catalogue import Technology
from designlint.language.contradictions.conflict import Conflict
from designlint.language.contradictions.figures import Figures
from designlint.language.contradictions.homes import apart_homes
from designlint.language.contradictions.pairs import OF_ELEMENTS
from designlint.language.contradictions.places import apart
from designlint.language.contradictions.technology import impossible
from designlint.model import Component, Design, Element, Flow, Relation, Scenario
from designlint.model.known import Known, Origin, Properties, WhatIf
from designlint.model.world import scenario_world

Find = Callable[[str], Technology | None]


class Kept(Protocol):
    """What is known from when the design was read before; see `resolve.kept`."""

    def token(self, what: str, parts: Iterable[object]) -> tuple[object, ...]:
        """An object that is the same as long as some parts are."""

    def sound(
        self, what: str, subject: object, check: Callable[[], list[Diagnostic]], around: object
    ) -> list[Diagnostic]:
        """What a check of a subject finds, which is not checked again where there was nothing."""


def contradictions(design: Design, technology: Find, kept: Kept) -> Iterator[Diagnostic]:
    """One diagnostic for each value that contradicts another, or what is published of a technology.

    `technology` finds the catalogue's entry for a name. What is `kept` to be without any is not looked at.
    """
    contradicted: set[str] = set()
    places = kept.token("places", design.places.values())
    for element in _elements(design):
        check = partial(_of_element, element, technology, design)
        found = kept.sound("element", element, check, places)
        yield from found
        if found:
            contradicted.add(element.path)
    yield from map(_diagnostic, apart(design.places))
    calls: tuple[Relation | Flow, ...] = (*design.relations, *design.flows.values())
    for call in calls:
        yield from kept.sound("calls", call, partial(_of_calls, call), None)
    for scenario in design.scenarios.values():
        yield from _of_scenario(design, scenario, technology, contradicted)


def _elements(design: Design) -> Iterator[Element]:
    for table in (design.components, design.places, design.actors, design.data, design.flows):
        yield from table.values()


def _of_element(element: Element, technology: Find, design: Design) -> list[Diagnostic]:
    """One diagnostic for each statement: that its technology cannot be so says more than the others."""
    name = element.technology if isinstance(element, Component) else None
    entry = technology(name) if name is not None else None
    found = list(impossible(Figures(element.properties), entry)) if entry is not None else []
    found += apart_homes(Figures(element.properties), design)
    seen = {diagnostic.primary.span for diagnostic in found}
    return [*found, *_of_properties(element.properties, element.extent, seen)]


def _of_properties(
    properties: Properties, own: Span | None = None, seen: Iterable[Span] = ()
) -> Iterator[Diagnostic]:
    """One diagnostic for each statement that contradicts others: the first of its contradictions.

    `own` is the declaration; what a scenario sets stands outside of it. `seen` are statements that are
    reported already.
    """
    stated = properties.stated()
    checks = [check for about, check in OF_ELEMENTS if not about.isdisjoint(stated)]
    figures, reported = Figures(properties), set(seen)
    for check in checks:
        for conflict in check(figures):
            spans = (conflict.stated.span, conflict.other.span)
            if reported.isdisjoint(spans):
                yield _diagnostic(conflict, own)
            reported.update(spans)


def _of_calls(call: Relation | Flow) -> list[Diagnostic]:
    """Those of a relation, or of the steps of a flow that state what their relation does not."""
    if isinstance(call, Relation):
        return list(_of_properties(call.properties))
    stated = [step.properties for step in call.steps if step.properties.stated()]
    return [found for one in stated for found in _of_properties(_with_inherited(one))]


def _with_inherited(properties: Properties) -> Properties:
    """What holds for a step as if the step stated all of it."""
    merged: dict[Any, Any] = {key: properties[key] for key in properties.present()}
    return Properties(merged)


def _of_scenario(
    design: Design, scenario: Scenario, technology: Find, contradicted: set[str]
) -> Iterator[Diagnostic]:
    """Those of what a scenario sets, with what the design states of the same component."""
    set_at = {(change.element, change.key): change.value.origin for change in scenario.changes}
    if not set_at:
        return
    world = scenario_world(design, scenario)
    for path in dict.fromkeys(change.element for change in scenario.changes):
        element = world.element(path)
        if element is None or path in contradicted:
            continue
        properties = element.properties
        for key in (key for owner, key in set_at if owner == path):
            origin = set_at[path, key]
            if key.repeats:
                all_of = [_restated(known, origin) for known in properties.all(key)]
                properties = properties.replaced(key, tuple(all_of))
            elif (known := properties[key]) is not None:
                properties = properties.replaced(key, _restated(known, origin))
        changed = replace(element, properties=properties)
        yield from _of_element(changed, technology, design)


def _restated(known: Known[Any], origin: Origin) -> Known[Any]:
    """A value that a scenario sets, with the place where it does."""
    return known._replace(origin=origin) if isinstance(known.origin, WhatIf) else known


def _diagnostic(conflict: Conflict, own: Span | None = None) -> Diagnostic:
    """The diagnostic at the stated value; at the other one where that alone is not in `own`."""
    stated, other, reason = conflict
    if own is not None and own.contains(stated.span) and not own.contains(other.span):
        stated, other = other, stated
    label = (Label(other.span),) if other.span != stated.span else ()
    return codes.CONTRADICTION.at(
        stated.span, secondary=label, stated=stated.text, other=other.text, reason=reason
    )
