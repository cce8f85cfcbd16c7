"""The parts of a design: components with the reasons for them, interfaces, and data with every copy."""

from __future__ import annotations

import math
from collections.abc import Sequence

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.load.volume import volumes
from designlint.analyses.placement.placement import placements
from designlint.analyses.protection.data_locations import DataLocation, data_locations
from designlint.document import (
    Component,
    Copy,
    DataItem,
    Decision,
    Fact,
    Finding,
    Interface,
    Operation,
    Option,
)
from designlint.model import Component as Declared
from designlint.model import Decision as Choice
from designlint.model import Element
from designlint.model import Operation as Called
from designlint.quantities.quantity import Dimension
from designlint.quantities.showing import show, show_value
from designlint.review.findings import keys_on
from designlint.review.values import facts_of, known_of, lines_of, paths_of
from designlint.schema.component import BECAUSE, IN
from designlint.schema.context import CHOSEN, CON, PRO, SERVES


def components(facts: Facts, found: Sequence[Finding]) -> tuple[Component, ...]:
    """The team's own components, in the order of the design."""
    return tuple(
        [_component(facts, c, found) for c in facts.design.components.values() if not c.is_external]
    )


def _component(facts: Facts, component: Declared, found: Sequence[Finding]) -> Component:
    design = facts.design
    flows = [path for path in design.flows if component.path in facts[flow_graphs][path].nodes]
    return Component(
        component.path,
        component.title,
        component.kind.replace("_", " "),
        component.technology or "",
        component.group or "",
        component.value(BECAUSE) or "",
        facts_of(component, without=(BECAUSE,)),
        tuple([one.path for one in design.decisions.values() if _is_about(one, component)]),
        tuple(flows),
        keys_on(found, component.path),
    )


def _is_about(decision: Choice, component: Declared) -> bool:
    """Whether a decision is about a component, or about a group around it."""
    inside = f"{component.path}."
    return any(inside.startswith(f"{named.path}.") for named in decision.about)


def decisions(facts: Facts) -> tuple[Decision, ...]:
    """All decisions with their options."""
    return tuple(
        [
            Decision(
                one.path,
                one.title,
                paths_of(one.about),
                one.value(BECAUSE) or "",
                tuple(
                    [
                        Option(
                            option.name,
                            option.title,
                            tuple([known.value for known in option.properties.all(PRO)]),
                            tuple([known.value for known in option.properties.all(CON)]),
                            option[CHOSEN] is not None,
                        )
                        for option in one.options
                    ]
                ),
                facts_of(one, without=(BECAUSE,)),
            )
            for one in facts.design.decisions.values()
        ]
    )


def interfaces(facts: Facts) -> tuple[Interface, ...]:
    """What the components offer."""
    return tuple(
        [
            Interface(
                api.path,
                component.path,
                api.title,
                _served(api),
                api.value(BECAUSE) or "",
                facts_of(api, without=(BECAUSE, SERVES)),
                tuple([_operation(one) for one in api.operations]),
            )
            for component in facts.design.components.values()
            for api in component.apis
        ]
    )


def _operation(one: Called) -> Operation:
    return Operation(one.path, one.title, _served(one), facts_of(one, without=(SERVES,)))


def _served(api: Element) -> tuple[str, ...]:
    served = api.value(SERVES)
    return () if served is None else paths_of(served)


def data(facts: Facts, found: Sequence[Finding]) -> tuple[DataItem, ...]:
    """Each data item with the locations of its copies."""
    made = []
    for path, declared in facts.design.data.items():
        made.append(
            DataItem(
                path,
                declared.title,
                facts_of(declared),
                tuple(dict.fromkeys(_readers(facts, path, writes=False))),
                tuple(dict.fromkeys(_readers(facts, path, writes=True))),
                tuple([_copy(facts, location) for location in facts[data_locations][path]]),
                _volume(facts, path),
                keys_on(found, path),
            )
        )
    return tuple(made)


def _readers(facts: Facts, data: str, *, writes: bool) -> list[str]:
    """The flows that read or write a data item."""
    return [
        flow.path
        for flow in facts.design.flows.values()
        for step in flow.steps
        if any(named.path == data for named in (step.writes if writes else step.reads))
    ]


def _copy(facts: Facts, location: DataLocation) -> Copy:
    replicas = facts[placements][location.component].replicas
    spread = dict.fromkeys(replica.place for replica in replicas if replica.place is not None)
    around = facts.design.components[location.component].value(IN) or ()
    places = tuple(spread) or tuple([ref.path for ref in around])
    return Copy(location.component, places, lines_of(location.route))


def _volume(facts: Facts, path: str) -> str:
    """How much one copy is, today and up to the horizon; empty where it is unknown."""
    room = facts[volumes].ahead(path)
    if not room.high or math.isinf(room.low):
        return ""
    ahead = facts.design.horizon
    until = f" up to {show(ahead.value)} from now" if ahead is not None else ""
    if room.is_exact:
        return f"{show_value(room.low, Dimension.SIZE)}{until}"
    if not room.low:
        return ""
    return f"at least {show_value(room.low, Dimension.SIZE)}{until}"


def assumptions(facts: Facts) -> tuple[Fact, ...]:
    """Every number that the design does not state itself, with its source."""
    design = facts.design
    elements = [*design.components.values(), *design.places.values(), *design.data.values()]
    return tuple(
        [
            fact
            for element in elements
            for fact, _ in known_of(element)
            if fact.source.kind in ("published", "assumed")
        ]
    )
