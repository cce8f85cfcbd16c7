"""What-if worlds: a scenario makes a changed design out of a design, and touches nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from designlint.model import Change, Design, Element, Known, Scenario, StepChange, Supposed

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
) -> Design:
    """The design with things lost, its load multiplied, properties set and steps replaced; `name`
    tells the world."""
    components, places, flows = design.components, design.places, design.flows
    for change in changes:
        if change.element in components:
            components = _changed(components, change, name)
        elif change.element in places:
            places = _changed(places, change, name)
        else:
            flows = _changed(flows, change, name)
    for flow, number, step in steps:
        taken = list(flows[flow].steps)
        taken[number] = step
        flows = {**flows, flow: replace(flows[flow], steps=tuple(taken))}
    return replace(
        design,
        components=components,
        places=places,
        flows=flows,
        lost=design.lost | frozenset(lost),
        load=design.load * load,
        world=name,
    )


def _changed(elements: Mapping[str, E], change: Change, name: str) -> dict[str, E]:
    """The elements with a property of one of them set."""
    element = elements[change.element]
    known = Known(change.value.value, Supposed(name), change.value.details)
    set_to = (known,) if change.key.repeats else known
    properties = element.properties.replaced(change.key, set_to)
    return {**elements, change.element: replace(element, properties=properties)}
