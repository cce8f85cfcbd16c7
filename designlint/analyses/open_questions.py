"""What a design leaves open of the problem that it solves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from designlint.analyses.facts import Facts
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.placement.placement import placements
from designlint.model import Actor, Data, Design, Flow
from designlint.schema.context import (
    ACTIVE,
    CONTAINS,
    COUNT,
    CUSTOMERS,
    GROWTH_FACTOR,
    JURISDICTION,
    RATE,
    SCOPE,
)
from designlint.schema.property import Property
from designlint.schema.roles import Role

_ASKED: tuple[Property[Any], ...] = (CUSTOMERS, SCOPE, GROWTH_FACTOR)
_PERSONAL = frozenset(("personal", "health"))


class OpenQuestions(NamedTuple):
    """Header properties that are not stated, flows that users begin without a rate, actors
    without a number, personal data without a jurisdiction where it is kept."""

    properties: tuple[Property[Any], ...] = ()
    flows: tuple[Flow, ...] = ()
    actors: tuple[Actor, ...] = ()
    data: tuple[Data, ...] = ()


def open_questions(facts: Facts) -> OpenQuestions:
    """The open questions of a design that states a problem; a sketch without `design` has none."""
    header = facts.design.header
    if header is None:
        return OpenQuestions()
    facing = tuple(_user_facing(facts))
    personal = [data for data in facts.design.data.values() if _is_personal(data)]
    resident = {claim.about for _, claim in facts.design.claims_on("residency")}
    users = {entry for flow in facing for entry in facts[flow_graphs][flow.path].entries}
    return OpenQuestions(
        tuple([key for key in _ASKED if header[key] is None]),
        tuple([flow for flow in facing if flow[RATE] is None]),
        tuple([a for a in facts.design.actors.values() if a.path in users and not _is_counted(a)]),
        tuple([d for d in personal if d.path not in resident and not _is_under_law(d, facts)]),
    )


def _user_facing(facts: Facts) -> Iterator[Flow]:
    """The flows that an actor, a client program or an outside system begins, recovery aside."""
    for path, flow in facts.design.flows.items():
        entries = facts[flow_graphs][path].entries
        if not flow.recovers and any(_is_user(entry, facts.design) for entry in entries):
            yield flow


def _is_user(path: str, design: Design) -> bool:
    component = design.components.get(path)
    if component is None:
        return path in design.actors
    return component.plays(Role.CLIENT, Role.EXTERNAL)


def _is_counted(actor: Actor) -> bool:
    return actor[COUNT] is not None or actor[ACTIVE] is not None


def _is_personal(data: Data) -> bool:
    contains = data.value(CONTAINS)
    return contains is not None and not _PERSONAL.isdisjoint(contains)


def _is_under_law(data: Data, facts: Facts) -> bool:
    homes = facts[data_uses][data.path].homes
    return bool(homes) and all(_has_law(home, facts) for home in homes)


def _has_law(component: str, facts: Facts) -> bool:
    if component not in facts.design.components:
        return False
    placement = facts[placements][component]
    places = facts.design.places
    return all(
        any(places[domain][JURISDICTION] is not None for domain in replica.domains)
        for replica in (*placement.replicas, *placement.lost)
    )
