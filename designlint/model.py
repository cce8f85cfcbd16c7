"""A design as designlint understands it: frozen, typed, every value with its origin.

Elements name each other by dotted path (`Ref`), so that a changed element (see `world`) is seen by
all that mention it. Properties are read by key: `component[CAPACITY]` is a `Known` or None.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from designlint.elements import (
    CROSSING,
    Actor,
    Api,
    Component,
    Data,
    Element,
    Group,
    Meaning,
    Operation,
    Place,
    Published,
)
from designlint.known import (
    NOTHING,
    Assumed,
    Catalogued,
    Known,
    Origin,
    Properties,
    Stated,
    WhatIf,
)
from designlint.quantity import Quantity
from designlint.schema.component import BECAUSE, IN, OWNER, REPLICAS
from designlint.schema.context import (
    GROWTH_FACTOR,
    HORIZON,
    ONE_SITE,
    PRIORITY,
    REFINES,
    STYLE,
    TRUST,
)
from designlint.schema.store import HOLDS
from designlint.source import Span
from designlint.statements import (
    Acceptance,
    CallChange,
    Change,
    Claim,
    Decision,
    Flow,
    Named,
    Option,
    Relation,
    Requirement,
    Scenario,
    Step,
    StepChange,
)

CLOUDS = frozenset(
    ("alibaba", "amazon", "aws", "azure", "gcp", "google", "ibm", "microsoft", "oci")
)
"""Providers whose regions are several data centres, kilometres apart (AWS, Regions and Availability Zones;
Azure, availability zones; Google Cloud, Geography and regions)."""


@dataclass(frozen=True, eq=False)
class Design:
    """All declarations by path, in the order of the files.

    `lost` and `load` are those of the world that the design is looked at in (see `world`);
    `elsewhere` has the components whose place is not declared, with how many of the replicas that the
    world may take are assumed to be left. `in_doubt` are the paths of what contradicts itself, `unread` of
    what has an error of the language; the empty path is the design as a whole. What stands in one of the
    `shared` spans is stated for several elements at once.
    """

    header: Element | None = None
    actors: Mapping[str, Actor] = field(default_factory=dict)
    components: Mapping[str, Component] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    data: Mapping[str, Data] = field(default_factory=dict)
    requirements: Mapping[str, Requirement] = field(default_factory=dict)
    flows: Mapping[str, Flow] = field(default_factory=dict)
    relations: tuple[Relation, ...] = ()
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)
    acceptances: tuple[Acceptance, ...] = ()
    lost: frozenset[str] = frozenset()
    elsewhere: Mapping[str, int] = field(default_factory=dict)
    load: float = 1.0
    world: str = ""
    in_doubt: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    shared: tuple[Span, ...] = ()

    @property
    def horizon(self) -> Known[Quantity] | None:
        """How far ahead it is planned."""
        return self.header[HORIZON] if self.header else None

    @property
    def growth_factor(self) -> float:
        """The multiple of today's load that it must reach; 1 where none is declared."""
        factor = self.header.value(GROWTH_FACTOR) if self.header else None
        return 1.0 if factor is None else factor.value

    def domains_of(self, place: str) -> tuple[str, ...]:
        """A place and all places around it, widest first."""
        chain: list[str] = []
        at: str | None = place
        while at is not None and at in self.places and at not in chain:
            chain.append(at)
            at = self.places[at].parent
        return tuple(reversed(chain))

    def are_apart(self, one: str, other: str) -> bool:
        """Whether nothing can be inside both of two places: they are in two places of one level."""
        return any(
            outer != inner and self.places[outer].level == self.places[inner].level != CROSSING
            for outer in self.domains_of(one)
            for inner in self.domains_of(other)
        )

    def siblings_of(self, place: str) -> tuple[str, ...]:
        """The other places of the same level in the same place around it."""
        one = self.places[place]
        return tuple(
            [
                other.path
                for other in self.places.values()
                if (other.level, other.parent) == (one.level, one.parent) and other is not one
            ]
        )

    def is_one_site(self, place: str) -> bool | None:
        """Whether a place is one physical site, which one fire or flood can destroy for good; None where
        the design does not say.

        A zone, and what is in one, is; what cuts across places (a power feed, a network) destroys nothing
        for good. Teams that run data centres of their own write each of them, or a
        campus, as a region; so one of several regions is as well, unless it is one of a large cloud.
        """
        one = self.places[place]
        stated = one.value(ONE_SITE)
        if stated is not None or not one.is_wide:
            return one.level != CROSSING if stated is None else stated
        if one.level == "provider" or self.domains_of(place)[0].lower() in CLOUDS:
            return False
        regions = [other for other in self.places.values() if other.level == "region"]
        return True if len(regions) > 1 else None

    def is_explained(self, component: Component) -> bool:
        """Whether a reason or a decision is about a component."""
        return component[BECAUSE] is not None or not self._decided.isdisjoint(_names(component))

    def is_style_explained(self, api: Api) -> bool:
        """Whether a reason or a decision says why clients speak to an interface as they do."""
        style = api.value(STYLE)
        chosen = style is not None and style in self._decided
        return api[BECAUSE] is not None or chosen or api.path in self._decided

    @cached_property
    def _decided(self) -> frozenset[str]:
        """What the decisions that hold are about, and the names of what they chose."""
        decisions = [decision for decision in self.decisions.values() if not decision.is_over]
        about = [named.path for decision in decisions for named in decision.about]
        chosen = [option.name for decision in decisions for option in decision.chosen]
        return frozenset([*about, *chosen])

    def trust_zone(self, component: Component) -> str | None:
        """The trust zone of a component: that of the nearest group around it that states one, else that
        of its places; None where none is stated, or where its places are in different zones."""
        if not self._states_trust:
            return None
        path = component.group or ""
        while path:
            group = self.groups.get(path)
            stated = group.value(TRUST) if group is not None else None
            if stated is not None:
                return stated
            path = path.rpartition(".")[0]
        replicas = component.value(REPLICAS)
        places = (*(replicas.places if replicas is not None else ()), *(component.value(IN) or ()))
        zones = {zone for ref in places if (zone := self._zone_of(ref.path)) is not None}
        return zones.pop() if len(zones) == 1 else None

    def team_of(self, component: Component) -> str:
        """The team of a component: its owner, that of the nearest group around it or of the design, or, in
        a design without owners, the group; empty where the design names none."""
        path, found = component.group or "", component.value(OWNER)
        while found is None and path:
            found = self.groups[path].value(OWNER) if path in self.groups else None
            path = path.rpartition(".")[0]
        if found is None and self.header is not None:
            found = self.header.value(OWNER)
        return found or ("" if self._names_owners else component.group or "")

    @cached_property
    def _names_owners(self) -> bool:
        elements: tuple[Element, ...] = (*self.components.values(), *self.groups.values())
        return any(element[OWNER] is not None for element in elements)

    @cached_property
    def _states_trust(self) -> bool:
        elements: tuple[Element, ...] = (*self.groups.values(), *self.places.values())
        return any(element[TRUST] is not None for element in elements)

    def _zone_of(self, place: str) -> str | None:
        """The trust zone of the nearest place around a place that states one."""
        stated = (self.places[path].value(TRUST) for path in reversed(self.domains_of(place)))
        return next((zone for zone in stated if zone is not None), None)

    def claims_on(self, *metrics: str) -> Iterator[tuple[Requirement, Claim]]:
        """What requirements claim of one of these metrics."""
        for requirement in self.requirements.values():
            for claim in requirement.claims:
                if claim.measures(*metrics):
                    yield requirement, claim

    @cached_property
    def must_flows(self) -> frozenset[str]:
        """The flows that serve a functional requirement of priority `must`; where no requirement
        states a priority, those that serve any: nothing says that one of them can wait."""
        functional = {p: self.priority_of(p) for p, r in self.requirements.items() if r.functional}
        wanted = "must" if any(functional.values()) else None
        must = {path for path, priority in functional.items() if priority == wanted}
        return frozenset(
            [path for path, flow in self.flows.items() if any(r.path in must for r in flow.serves)]
        )

    def priority_of(self, requirement: str) -> str | None:
        """How much a requirement matters: as it states, else as the first of those that it refines."""
        known, path = self._priorities, requirement
        walked: dict[str, None] = {}
        while path not in known:
            one = self.requirements[path]
            stated, refined = one.value(PRIORITY), one.value(REFINES) or ()
            if stated is not None or not refined:
                known[path] = stated
            elif len(refined) > 1 or path in walked:
                found = (self.requirements[whole].value(PRIORITY) for whole in self.wholes_of(path))
                known[path] = next(filter(None, found), None)
            else:
                walked[path] = None
                path = refined[0].path
        known.update(dict.fromkeys(walked, known[path]))
        return known[requirement]

    @cached_property
    def _priorities(self) -> dict[str, str | None]:
        """The priorities that have been asked for."""
        return {}

    def wholes_of(self, requirement: str) -> tuple[str, ...]:
        """A requirement and all that it refines, the nearest first."""
        found, waiting = {requirement: None}, [requirement]
        for path in waiting:  # grows while it is walked
            for ref in self.requirements[path].value(REFINES) or ():
                if ref.path not in found:
                    found[ref.path] = None
                    waiting.append(ref.path)
        return tuple(found)

    def parts_of(self, requirement: str) -> tuple[str, ...]:
        """The requirements that refine one."""
        return self._parts.get(requirement, ())

    @cached_property
    def _parts(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for path, requirement in self.requirements.items():
            for ref in requirement.value(REFINES) or ():
                found[ref.path] = (*found.get(ref.path, ()), path)
        return found

    @cached_property
    def flows_by_element(self) -> Mapping[str, tuple[str, ...]]:
        """The flows that use each actor, component and data item, in their order."""
        found: dict[str, dict[str, None]] = {}
        for path, flow in self.flows.items():
            for step in flow.steps:
                for used in (step.caller, step.callee, *step.reads, *step.writes):
                    found.setdefault(used.path, {})[path] = None
        return {path: tuple(flows) for path, flows in found.items()}

    def steps_naming(self, path: str) -> tuple[tuple[Flow, Step], ...]:
        """The steps that name an actor, a component or a data item in whatever part, each with its flow, in
        their order."""
        return self._steps_naming.get(path, ())

    @cached_property
    def _steps_naming(self) -> Mapping[str, tuple[tuple[Flow, Step], ...]]:
        found: dict[str, list[tuple[Flow, Step]]] = {}
        for flow in self.flows.values():
            for step in flow.steps:
                for path in step.names:
                    found.setdefault(path, []).append((flow, step))
        return {path: tuple(steps) for path, steps in found.items()}

    @cached_property
    def calls(self) -> Mapping[tuple[str, str], tuple[tuple[str, Step], ...]]:
        """The steps of each pair of caller and callee, each with the path of its flow, in their order."""
        found: dict[tuple[str, str], list[tuple[str, Step]]] = {}
        for path, flow in self.flows.items():
            for step in flow.steps:
                found.setdefault((step.caller.path, step.callee.path), []).append((path, step))
        return {pair: tuple(steps) for pair, steps in found.items()}

    @cached_property
    def related(self) -> frozenset[tuple[str, str]]:
        """The pairs of caller and callee that a relation is declared of."""
        return frozenset([(one.caller.path, one.callee.path) for one in self.relations])

    def element(self, path: str) -> Element | None:
        """The declaration at a path, of whatever sort."""
        for table in (
            self.components, self.flows, self.requirements, self.data, self.places, self.actors,
            self.groups, self.decisions, self.scenarios,
        ):  # fmt: skip
            found: Element | None = table.get(path)
            if found is not None:
                return found
        return None


def _names(component: Component) -> Iterator[str]:
    """Everything by which a decision may mean a component."""
    parts = component.path.split(".")
    yield from (".".join(parts[: count + 1]) for count in range(len(parts)))
    yield component.name
    if component.technology is not None:
        yield component.technology
        yield component.technology.rsplit(".", 1)[-1]
    yield from (ref.path for ref in component.value(HOLDS) or ())


def paths_of(design: Design) -> Iterator[str]:
    """The path of every declaration that has one, as `element` finds it."""
    for table in (
        design.components, design.flows, design.requirements, design.data, design.places,
        design.actors, design.groups, design.decisions, design.scenarios,
    ):  # fmt: skip
        yield from table
    apis = [api for component in design.components.values() for api in component.apis]
    yield from (part.path for api in apis for part in api.parts)
    yield from (
        option.path for decision in design.decisions.values() for option in decision.options
    )


__all__ = [
    "NOTHING",
    "Acceptance",
    "Actor",
    "Api",
    "Assumed",
    "CallChange",
    "Catalogued",
    "Change",
    "Claim",
    "Component",
    "Data",
    "Decision",
    "Design",
    "Element",
    "Flow",
    "Group",
    "Known",
    "Meaning",
    "Named",
    "Operation",
    "Option",
    "Origin",
    "Place",
    "Properties",
    "Published",
    "Relation",
    "Requirement",
    "Scenario",
    "Stated",
    "Step",
    "StepChange",
    "WhatIf",
    "paths_of",
]
