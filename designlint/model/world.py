"""What-if worlds: the changed copy of a design that a scenario describes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from designlint.model.design import Design
from designlint.model.elements import Element
from designlint.model.known import Known, WhatIf
from designlint.model.parts import updated, updated_all
from designlint.model.published import holding
from designlint.model.statements import (
    CallChange,
    Change,
    Flow,
    Relation,
    Scenario,
    StepChange,
)
from designlint.schema.property import Property
from designlint.schema.relation import RELATION_PROPERTIES

E = TypeVar("E", bound=Element)


def scenario_world(design: Design, scenario: Scenario) -> Design:
    """The design as it is in a scenario."""
    lost = [named.path for named in scenario.lost]
    return world(design, scenario.path, lost=lost, load=scenario.load, changes=scenario.changes)


def world(
    design: Design,
    name: str,
    *,
    lost: Iterable[str] = (),
    load: float = 1.0,
    changes: Iterable[Change] = (),
    steps: Iterable[StepChange] = (),
    calls: Iterable[CallChange] = (),
) -> Design:
    """The design with things lost, its load multiplied, properties set, steps and calls changed;
    `name` names this world."""
    components, places, flows = design.components, design.places, design.flows
    data, relations = design.data, design.relations
    for change in changes:
        if change.element in components:
            components = _changed(components, change, name)
            components[change.element] = holding(components[change.element], places)
        elif change.element in places:
            places = _changed(places, change, name)
        elif change.element in data:
            data = _changed(data, change, name)
        else:
            flows = _changed(flows, change, name)
            flows[change.element] = _inherited(flows[change.element], change.key)
    gone = frozenset(lost) & places.keys()
    if gone:
        gone |= design.lost
        components = {path: holding(one, places, gone) for path, one in components.items()}
    for change_of in steps:
        steps_of = list(flows[change_of.flow].steps)
        changed = {change_of.field: change_of.value}
        steps_of[change_of.number] = steps_of[change_of.number]._replace(**changed)  # type: ignore[arg-type]  # a field by its name
        flows = {**flows, change_of.flow: replace(flows[change_of.flow], steps=tuple(steps_of))}
    by_pair: dict[tuple[str, str], list[CallChange]] = {}
    for call in calls:
        by_pair.setdefault((call.caller, call.callee), []).append(call)
    if by_pair:
        flows = {path: _called(flow, by_pair) for path, flow in flows.items()}
        relations = tuple([_related(relation, by_pair) for relation in relations])
    return replace(
        design,
        components=components,
        places=places,
        flows=flows,
        data=data,
        relations=relations,
        lost=design.lost | frozenset(lost),
        load=design.load * load,
        world=name,
    )


def _changed(elements: Mapping[str, E], change: Change, name: str) -> dict[str, E]:
    """The elements with a property of one of them set: the parts that the value names."""
    element = elements[change.element]
    known = Known(change.value.value, WhatIf(name), change.value.details)
    now = None if change.key.repeats else element[change.key]
    if change.detail is not None and now is not None:
        known = Known(now.value, WhatIf(name), now.details.replaced(change.detail, known))
    elif change.key.repeats:
        set_to = updated_all(element.properties.all(change.key), known)
        return _with(elements, element, change.key, set_to)
    elif now is not None:
        known = updated(now, known)
    return _with(elements, element, change.key, known)


def _with(elements: Mapping[str, E], element: E, key: Property[Any], known: Any) -> dict[str, E]:
    properties = element.properties.replaced(key, known)
    return {**elements, element.path: replace(element, properties=properties)}


def _inherited(flow: Flow, key: Property[Any]) -> Flow:
    """A flow whose calls have the property that it has now, below their own and their relation's."""
    if key not in RELATION_PROPERTIES:
        return flow
    steps = [s._replace(properties=s.properties.beneath(key, flow[key], 2)) for s in flow.steps]
    return replace(flow, steps=tuple(steps))


def _called(flow: Flow, changes: Mapping[tuple[str, str], Sequence[CallChange]]) -> Flow:
    """A flow with properties of its calls from one component to another set, where these are theirs."""
    pairs = [(step.caller.path, step.callee.path) for step in flow.steps]
    if changes.keys().isdisjoint(pairs):
        return flow
    steps = list(flow.steps)
    for number, pair in enumerate(pairs):
        for change in changes.get(pair, ()):
            stated = steps[number].properties
            own = change.key in stated.stated()
            if not own if change.step is None else change.step == (flow.path, number):
                set_to = stated.replaced(change.key, change.value)
                steps[number] = steps[number]._replace(properties=set_to)
    return replace(flow, steps=tuple(steps))


def _related(
    relation: Relation, changes: Mapping[tuple[str, str], Sequence[CallChange]]
) -> Relation:
    for change in changes.get((relation.caller.path, relation.callee.path), ()):
        if change.step is None:
            set_to = relation.properties.replaced(change.key, change.value)
            relation = relation._replace(properties=set_to)
    return relation
