"""Who mentions what: every reference of a design, from the declaration that states it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from designlint.analyses.facts import Facts
from designlint.model import (
    Claim,
    Component,
    Design,
    Element,
    Flow,
    Known,
    Named,
    Place,
    Properties,
)
from designlint.schema.context import JURISDICTION, LOCATED
from designlint.schema.values import Ref

# The design's header has no path.
HEADER = ""

Mentions = Mapping[str, frozenset[str]]


def mentions(facts: Facts) -> Mentions:
    """For each path that is mentioned, the paths of the other declarations that do.

    An acceptance is no mention: it is about a finding. What stands inside a declaration speaks for
    it (an interface for its component, an option for its decision), and each end of a relation for
    the other.
    """
    found: dict[str, set[str]] = {}
    for owner, path in _all(facts.design):
        if owner != path:
            found.setdefault(path, set()).add(owner)
    return {path: frozenset(owners) for path, owners in found.items()}


def unmentioned(facts: Facts) -> tuple[Element, ...]:
    """The actors, outside systems, data, empty groups and places that nothing mentions.

    Of places that nest, the widest one. A place counts as mentioned with what it contains and with
    what contains it; how far it is from another place is no mention. Components are the matter of
    `coverage`. A design without flows has mentioned nothing yet.
    """
    design = facts.design
    if not design.flows:
        return ()
    known = facts[mentions]
    loose: list[Element] = [*design.actors.values(), *design.data.values()]
    loose += [c for c in design.components.values() if c.is_external]
    loose += [group for group in design.groups.values() if not group.members]
    return (*[one for one in loose if one.path not in known], *_empty_places(design, known))


def _empty_places(design: Design, known: Mentions) -> Iterator[Place]:
    named = {p for p in design.places if not known.get(p, frozenset()) <= design.places.keys()}
    around = {outer for path in named for outer in _chain(design, path)}
    live = {p for p in design.places if p in around or not named.isdisjoint(_chain(design, p))}
    for path, place in design.places.items():
        if path not in live and (place.parent is None or place.parent in live):
            yield place


def _chain(design: Design, path: str) -> Iterator[str]:
    """A place and all that contain it."""
    at: str | None = path
    while at is not None and at in design.places:
        yield at
        at = design.places[at].parent


def _all(design: Design) -> Iterator[tuple[str, str]]:
    """Each reference as the path of who states it and the path that is meant."""
    if design.header is not None:
        yield from _from(HEADER, refs_of(design.header.properties))
    tables: tuple[Mapping[str, Element], ...] = (
        design.actors, design.components, design.groups, design.places, design.data,
        design.requirements, design.flows, design.decisions,
    )  # fmt: skip
    for table in tables:
        for element in table.values():
            yield from _from(element.path, refs_of(element.properties))
    for component in design.components.values():
        yield from _from(component.path, _of_apis(component))
    for flow in design.flows.values():
        yield from _from(flow.path, _of_flow(flow))
    for relation in design.relations:
        yield relation.caller.path, relation.callee.path
        yield relation.callee.path, relation.caller.path
        yield from _from(relation.caller.path, refs_of(relation.properties))
    for decision in design.decisions.values():
        yield from _from(decision.path, (named.path for named in decision.about))
    yield from _claimed(design)
    yield from _located(design)


def _from(owner: str, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    for path in paths:
        yield owner, path


def _of_apis(component: Component) -> Iterator[str]:
    for api in component.apis:
        yield from refs_of(api.properties)


def _of_flow(flow: Flow) -> Iterator[str]:
    named: list[Named | None] = [*flow.serves, *flow.recovers]
    for step in flow.steps:
        named += [step.caller, step.callee, step.or_else, step.on_miss_of]
        named += [*step.reads, *step.writes]
        yield from refs_of(step.properties)
    yield from (one.path for one in named if one is not None)


def _claimed(design: Design) -> Iterator[tuple[str, str]]:
    """What requirements and scenarios measure, lose and set."""
    for requirement in design.requirements.values():
        yield from _from(requirement.path, _of_claims(requirement.claims, design))
    for scenario in design.scenarios.values():
        yield from _from(scenario.path, (named.path for named in scenario.lost))
        yield from _from(scenario.path, (change.element for change in scenario.changes))
        yield from _from(scenario.path, _of_claims(scenario.expectations, design))


def _of_claims(claims: Iterable[Claim], design: Design) -> Iterator[str]:
    for claim in claims:
        if claim.subject is not None:
            yield claim.subject.path
        if isinstance(claim.target, str):
            yield from places_called(design, claim.target)


def _located(design: Design) -> Iterator[tuple[str, str]]:
    """The places where actors are, which are words that need not be places of the design."""
    for actor in design.actors.values():
        for word in actor.value(LOCATED) or ():
            yield from _from(actor.path, places_called(design, word))


def places_called(design: Design, word: str) -> Iterator[str]:
    """The places that a word means: by name, by the end of the path, or by jurisdiction."""
    for place in design.places.values():
        named = place.path == word or place.path.endswith(f".{word}")
        if named or place.value(JURISDICTION) == word:
            yield place.path


def refs_of(properties: Properties) -> list[str]:
    """The paths that stated properties refer to, in their values and in the blocks behind them."""
    found: list[str] = []
    waiting: list[Any] = list(properties.stated().values())
    for value in waiting:  # grows while it is walked
        if isinstance(value, Ref):
            found.append(value.path)
        elif isinstance(value, Known):
            waiting.append(value.value)
            waiting.extend(value.details.stated().values())
        elif isinstance(value, tuple):
            waiting.extend([part for part in value if isinstance(part, tuple)])
    return found
