"""The elements of a design: what is declared with a name and properties.

Properties are read by key: `component[CAPACITY]` is a `Known` or None.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from designlint.base.cached import cached_property
from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.model.known import NOTHING, Catalogued, Known, Properties
from designlint.prose.continents import continents
from designlint.schema.context import (
    ACCESS,
    CLIENTS,
    CONTAINS,
    COUNT,
    IMMUTABLE,
    IMPORTANCE,
    JURISDICTION,
    LOCATED,
)
from designlint.schema.property import Property
from designlint.schema.roles import Role

T = TypeVar("T")


class Meaning(NamedTuple):
    """The model that a vendor's word for an isolation level stands for, where transactions run on any
    replica, or on a standby. Where the engine below decides, `model` is the weaker one, and `at_most` the
    stronger; where the vendor says that it gives no more, they are the same."""

    word: str
    model: str
    is_of_standby: bool
    origin: Catalogued
    at_most: str = ""


class Published(NamedTuple):
    """What is published of a component's technology, whatever its conditions; what is assumed of it where
    nothing else is known; what its words for isolation mean; and the provider that runs it."""

    facts: Mapping[Property[Any], Any]
    assumed: Mapping[Property[Any], Any]
    isolation: tuple[Meaning, ...] = ()
    vendor: str = ""


# Elements are the same only when they are one; without comparisons the classes are made much faster.
@dataclass(frozen=True, eq=False)
class Element:
    """Anything that a design declares. `path` is its address, `span` is that of its name, `extent`
    that of the whole declaration with its block."""

    name: str
    path: str
    title: str
    span: Span
    properties: Properties = NOTHING
    extent: Span | None = field(default=None, kw_only=True)

    def __getitem__(self, key: Property[T]) -> Known[T] | None:
        return self.properties.get(key)

    def value(self, key: Property[T]) -> T | None:
        """The bare value of a property, or None."""
        known = self.properties.get(key)
        return None if known is None else known.value

    def span_of(self, key: Property[Any]) -> Span:
        """Where a property is stated; the span of the name where the design does not state it."""
        known = self.properties[key]
        return known.span if known is not None and known.span is not None else self.span


class Actor(Element):
    """Someone who uses the system."""

    @property
    def continents(self) -> frozenset[str]:
        """Those on which they are; none where that is not known of each of the places in `located`."""
        named = [continents(words) for words in self.value(LOCATED) or ()]
        return frozenset().union(*named) if all(named) else frozenset()


# Places of this level (a power feed, a rollout ring, a class of hardware) may cut across all others.
CROSSING = "domain"


@dataclass(frozen=True, eq=False)
class Place(Element):
    """A failure domain: everything in it may fail together. `level` is provider, region, ..."""

    level: str = "domain"
    parent: str | None = None

    @property
    def is_wide(self) -> bool:
        """Whether it is a region or provider: these fail rarely, and for long, so whether their loss
        must be survived is a decision of the business."""
        return self.level in ("provider", "region")

    @property
    def continents(self) -> frozenset[str]:
        """That on which it is, as far as its name, its title or the law that holds in it says so."""
        law = self.value(JURISDICTION)
        return continents(f"{self.name} {self.title} {law or ''}", of_region=True)


_OF_MANY = frozenset(("range", "search", "join"))
FEW = 1000
"""So many items fit into one answer."""


class Data(Element):
    """Something that is kept."""

    @property
    def is_immutable(self) -> bool:
        """Whether it never changes once it is there."""
        return self.value(IMMUTABLE) is True

    @property
    def is_listed(self) -> bool:
        """Whether a query of it may find any number of items: there is no telling that they are few."""
        found = self.value(ACCESS) or ()
        count = self.value(COUNT)
        return not _OF_MANY.isdisjoint(found) and (count is None or count.value > FEW)

    @property
    def is_personal(self) -> bool:
        """Whether it is about people; payment data and secrets have rules of their own."""
        contains = self.value(CONTAINS) or ()
        return "personal" in contains or "health" in contains

    @property
    def is_important(self) -> bool:
        """Whether its importance is high or critical."""
        importance = self.value(IMPORTANCE)
        return importance is not None and importance in ("high", "critical")

    @property
    def is_critical(self) -> bool:
        """Whether its loss or doubling is grave: critical data, and payments."""
        contains = self.value(CONTAINS) or ()
        return "payment" in contains or self.value(IMPORTANCE) == "critical"


class Operation(Element):
    """What clients can ask of an interface."""


@dataclass(frozen=True, eq=False)
class Api(Element):
    """What a component offers to others."""

    component: str = ""
    operations: tuple[Operation, ...] = ()

    @property
    def is_for_others(self) -> bool:
        """Whether clients call it that the team does not release together with it."""
        clients = self.value(CLIENTS)
        return clients is not None and clients != "internal"

    @property
    def parts(self) -> tuple[Element, ...]:
        """The interface and its operations: each may say what it serves."""
        return (self, *self.operations)


@dataclass(frozen=True, eq=False)
class Component(Element):
    """A part of the system, or an external one. `roles` are those of its kind; `published` is what
    `designlint.model.published` takes the properties of its technology from."""

    kind: str = "service"
    technology: str | None = None
    group: str | None = None
    apis: tuple[Api, ...] = ()
    roles: frozenset[Role] = frozenset()
    published: Published | None = None

    def plays(self, *roles: Role) -> bool:
        """Whether it plays any of some roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def is_external(self) -> bool:
        """Whether others run it."""
        return Role.EXTERNAL in self.roles

    @property
    def vendor(self) -> str:
        """The provider that runs its technology: that of the catalogue, else the first part of the name."""
        published = self.published.vendor if self.published is not None else ""
        return published or (self.technology or "").partition(".")[0]

    @cached_property
    def is_ours(self) -> bool:
        """Whether the team runs it: not others, and not each user on a device of their own."""
        return not self.plays(Role.EXTERNAL, Role.CLIENT)


@dataclass(frozen=True, eq=False)
class Group(Element):
    """A boundary around components."""

    members: tuple[str, ...] = ()
