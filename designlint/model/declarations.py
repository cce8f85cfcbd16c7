"""What a design declares, each by its path, and where its places are: one inside another, or apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from operator import is_

from designlint.base.cached import cached_property
from designlint.base.source import Span
from designlint.model.elements import CROSSING, Actor, Component, Data, Element, Group, Place
from designlint.model.known import Known
from designlint.model.statements import Acceptance, Decision, Flow, Relation, Requirement, Scenario
from designlint.quantities.quantity import Quantity
from designlint.schema.context import GROWTH_FACTOR, HORIZON, ONE_SITE
from designlint.schema.store import BACKUP

CLOUDS = frozenset(
    ("alibaba", "amazon", "aws", "azure", "gcp", "google", "ibm", "microsoft", "oci")
)
"""Providers whose regions are several data centres, kilometres apart (AWS, Regions and Availability Zones;
Azure, availability zones; Google Cloud, Geography and regions)."""


@dataclass(frozen=True, eq=False)
class Declarations:
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

    def is_same(self, other: Declarations, parts: Iterable[str] | None = None) -> bool:
        """Whether another design has the very same elements, in all or in some `parts` of a design, which are
        named as the fields are: what is known of one then holds for the other."""
        names = [part.name for part in fields(self)] if parts is None else parts
        return all(_is_same(getattr(self, name), getattr(other, name)) for name in names)

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
        return tuple([path for path in self._beside[one.level, one.parent] if path != one.path])

    @cached_property
    def _beside(self) -> dict[tuple[str, str | None], list[str]]:
        """The places of each level in each place."""
        found: dict[tuple[str, str | None], list[str]] = {}
        for one in self.places.values():
            found.setdefault((one.level, one.parent), []).append(one.path)
        return found

    def backups_of(self, path: str) -> tuple[str, ...]:
        """The stores that keep the backups of a component: that which it is backed up to, that which this one
        is backed up to, and so on."""
        found: list[str] = []
        at = path
        while at in self.components:
            backup = self.components[at].value(BACKUP)
            if backup is None or backup.to is None or backup.to.path in (path, *found):
                break
            at = backup.to.path
            found.append(at)
        return tuple(found)

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


def paths_of(design: Declarations) -> Iterator[str]:
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


def _is_same(one: object, other: object) -> bool:
    if not isinstance(one, Mapping) or not isinstance(other, Mapping):
        return one == other
    return list(one) == list(other) and all(map(is_, one.values(), other.values()))
