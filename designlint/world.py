"""What-if worlds: a scenario makes a changed design out of a design, and touches nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from designlint.model import Change, Design, Known, Scenario, StepChange, Supposed


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
    components = dict(design.components)
    for change in changes:
        component = components[change.component]
        known = Known(change.value.value, Supposed(name), change.value.details)
        set_to = (known,) if change.key.repeats else known
        properties = component.properties.replaced(change.key, set_to)
        components[change.component] = replace(component, properties=properties)
    flows = dict(design.flows)
    for flow, number, step in steps:
        taken = list(flows[flow].steps)
        taken[number] = step
        flows[flow] = replace(flows[flow], steps=tuple(taken))
    return replace(
        design,
        components=components,
        flows=flows,
        lost=design.lost | frozenset(lost),
        load=design.load * load,
        world=name,
    )
