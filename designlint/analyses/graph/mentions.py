"""Who mentions what: every reference of a design, from the declaration that states it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from designlint.analyses.facts import Facts
from designlint.model import (
    Claim,
    Component,
    Design,
    Element,
    Flow,
    Named,
)
from designlint.schema.context import LOCATED

HEADER = ""

Mentions = Mapping[str, frozenset[str]]


def mentions(facts: Facts) -> Mentions:
    """For each path that is mentioned, the paths of the other declarations that mention it.

    The design's header has the path `""`.     An acceptance is no mention: it is about a finding. What stands inside a declaration speaks for
    it (an interface for its component, an option for its decision), and each end of a relation for
    the other.
    """
    found: dict[str, set[str]] = {}
    for owner, path in _all(facts.design):
        if owner != path:
            found.setdefault(path, set()).add(owner)
    return {path: frozenset(owners) for path, owners in found.items()}


def _all(design: Design) -> Iterator[tuple[str, str]]:
    """Each reference as the path of who states it and the path that is meant."""
    if design.header is not None:
        yield from _from(HEADER, design.header.properties.references())
    tables: tuple[Mapping[str, Element], ...] = (
        design.actors, design.components, design.groups, design.places, design.data,
        design.requirements, design.flows, design.decisions,
    )  # fmt: skip
    for table in tables:
        for element in table.values():
            yield from _from(element.path, element.properties.references())
    for component in design.components.values():
        yield from _from(component.path, _of_apis(component))
    for flow in design.flows.values():
        yield from _from(flow.path, _of_flow(flow))
    for relation in design.relations:
        yield relation.caller.path, relation.callee.path
        yield relation.callee.path, relation.caller.path
        yield from _from(relation.caller.path, relation.properties.references())
    for decision in design.decisions.values():
        yield from _from(decision.path, (named.path for named in decision.about))
    yield from _claimed(design)
    yield from _located(design)


def _from(owner: str, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    for path in paths:
        yield owner, path


def _of_apis(component: Component) -> Iterator[str]:
    for api in component.apis:
        for part in api.parts:
            yield from part.properties.references()


def _of_flow(flow: Flow) -> Iterator[str]:
    named: list[Named | None] = [*flow.serves, *flow.recovers]
    for step in flow.steps:
        named += [step.caller, step.callee, step.or_else, step.on_miss_of]
        named += [*step.reads, *step.writes]
        yield from step.properties.references()
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


def places_called(design: Design, word: str) -> tuple[str, ...]:
    """The places that a word means: by name, by the end of the path, or by jurisdiction."""
    return design.place_names.of(word).called


def places_named(design: Design, word: str) -> tuple[str, ...]:
    """The places that a word names: by their path or the end of it."""
    return tuple(design.place_names.of(word).named)
