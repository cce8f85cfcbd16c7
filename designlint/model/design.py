"""A design: its declarations, and what they say together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from designlint.base.cached import cached_property
from designlint.model.declarations import Declarations
from designlint.model.elements import (
    Api,
    Component,
    Element,
)
from designlint.model.place_names import PlaceNames
from designlint.model.statements import (
    Claim,
    Flow,
    Requirement,
    Scenario,
    Step,
)
from designlint.schema.component import BECAUSE, IN, OWNER, REPLICAS
from designlint.schema.context import (
    PRIORITY,
    REFINES,
    STYLE,
    TRUST,
)
from designlint.schema.store import HOLDS


class Design(Declarations):
    """The declarations of a design, and what they say together: of its decisions, teams and trust zones,
    its requirements, its flows and their calls."""

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

    def owned_claims(self) -> Iterator[tuple[Requirement | Scenario, Claim]]:
        """All claims of requirements, then the expectations of scenarios, each with whose it is."""
        for requirement in self.requirements.values():
            yield from ((requirement, claim) for claim in requirement.claims)
        for scenario in self.scenarios.values():
            yield from ((scenario, claim) for claim in scenario.expectations)

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
    def place_names(self) -> PlaceNames:
        """The places that words mean."""
        return PlaceNames(self)

    @cached_property
    def related(self) -> frozenset[tuple[str, str]]:
        """The pairs of caller and callee that a relation is declared of."""
        return frozenset([(one.caller.path, one.callee.path) for one in self.relations])


def _names(component: Component) -> Iterator[str]:
    """Everything by which a decision may mean a component."""
    parts = component.path.split(".")
    yield from (".".join(parts[: count + 1]) for count in range(len(parts)))
    yield component.name
    if component.technology is not None:
        yield component.technology
        yield component.technology.rsplit(".", 1)[-1]
    yield from (ref.path for ref in component.value(HOLDS) or ())
