"""A design as designlint understands it: frozen, typed, every value with its origin.

Elements name each other by dotted path (`Ref`), so that a changed element (see `world`) is seen by
all that mention it. Properties are read by key: `component[CAPACITY]` is a `Known` or None.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from designlint.known import (
    NOTHING,
    Assumed,
    Catalogued,
    Known,
    Origin,
    Properties,
    Stated,
    Supposed,
)
from designlint.metric import Metric
from designlint.quantity import Quantity
from designlint.schema.component import BECAUSE
from designlint.schema.context import (
    CHOSEN,
    CONTAINS,
    GROWTH_FACTOR,
    HORIZON,
    IMMUTABLE,
    IMPORTANCE,
)
from designlint.schema.property import Property
from designlint.schema.roles import Role
from designlint.schema.store import HOLDS
from designlint.schema.values import Ref
from designlint.source import Span

T = TypeVar("T")


class Meaning(NamedTuple):
    """The model that a vendor's word for an isolation level stands for, where transactions run on any
    replica, or on a standby."""

    word: str
    model: str
    is_of_standby: bool
    origin: Catalogued


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
        return self.properties[key]

    def value(self, key: Property[T]) -> T | None:
        """The bare value of a property, or None."""
        known = self.properties[key]
        return None if known is None else known.value

    def span_of(self, key: Property[Any]) -> Span:
        """Where a property is stated; the span of the name where the design does not state it."""
        known = self.properties[key]
        return known.span if known is not None and known.span is not None else self.span


class Actor(Element):
    """Someone who uses the system."""


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


class Data(Element):
    """Something that is kept."""

    @property
    def is_immutable(self) -> bool:
        """Whether it never changes once it is there."""
        return self.value(IMMUTABLE) is True

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


@dataclass(frozen=True, eq=False)
class Api(Element):
    """What a component offers to others."""

    component: str = ""


@dataclass(frozen=True, eq=False)
class Component(Element):
    """A part of the system, or an external one. `roles` are those of its kind; `published` is what
    `designlint.published` takes the properties of its technology from."""

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

    @property
    def is_ours(self) -> bool:
        """Whether the team runs it: not others, and not each user on a device of their own."""
        return not self.plays(Role.EXTERNAL, Role.CLIENT)


@dataclass(frozen=True, eq=False)
class Group(Element):
    """A boundary around components."""

    members: tuple[str, ...] = ()


class Claim(NamedTuple):
    """Something that can be measured and must hold: `metric [of subject] op target [at load]`.

    `target` is a Quantity, or a word where the metric takes one; `load` multiplies the stated one.
    `between_failovers` sets failovers and restarts aside.
    """

    metric: Metric
    aspect: str | float | None
    subject: Ref | None
    operator: str
    target: Quantity | str | bool
    load: float
    span: Span
    between_failovers: bool = False

    @property
    def about(self) -> str:
        """The path of its subject; empty where it is about everything."""
        return self.subject.path if self.subject is not None else ""

    @property
    def text(self) -> str:
        """The claim as the design says it."""
        return " ".join(self.span.text.split())

    @property
    def measured(self) -> str:
        """What is measured, in words: ``latency p99 of `follow` at 10x the load``."""
        aspect = f"p{self.aspect * 100:g}" if isinstance(self.aspect, float) else self.aspect
        parts = (
            self.metric.name,
            aspect or "",
            f"of `{self.about}`" if self.about else "",
            "between failovers" if self.between_failovers else "",
            f"at {self.load:g}x the load" if self.load != 1.0 else "",
        )
        return " ".join([part for part in parts if part])

    def measures(self, *metrics: str) -> bool:
        """Whether it is about one of these metrics; for what is about them alone, as a rule is that
        looks at residency. All else asks the metric itself."""
        return self.metric.name in metrics


@dataclass(frozen=True, eq=False)
class Requirement(Element):
    """What the system must do, or (not `functional`) how well; `claims` are its `require` lines."""

    functional: bool = True
    claims: tuple[Claim, ...] = ()


class Named(NamedTuple):
    """A reference with the place where it stands."""

    path: str
    span: Span


class Step(NamedTuple):
    """One arrow of a flow.

    `share` and `times` multiply the caller's rate; `on_miss_of` is the cache whose misses take the
    step; a step is `optional` when the flow still serves without it; `or_else` is who is asked
    instead; `role` is which replica of a store is asked. A step that `follows` stands behind the
    arrow before it in one line: it is made for each call of that, not for each arrival at its caller.
    """

    caller: Named
    callee: Named
    waits: bool
    span: Span
    reads: tuple[Named, ...] = ()
    writes: tuple[Named, ...] = ()
    share: float = 1.0
    times: float = 1.0
    parallel: bool = False
    on_miss_of: Named | None = None
    optional: bool = False
    or_else: Named | None = None
    role: str | None = None
    properties: Properties = NOTHING
    follows: bool = False

    @property
    def written(self) -> tuple[str, ...]:
        """The paths of the data that it writes."""
        return tuple([named.path for named in self.writes])


@dataclass(frozen=True, eq=False)
class Flow(Element):
    """Who talks to whom for one purpose."""

    serves: tuple[Named, ...] = ()
    recovers: tuple[Named, ...] = ()
    steps: tuple[Step, ...] = ()

    def stated(self, step: Step, key: Property[T]) -> Known[T] | None:
        """A property of one of its calls: from the step, the relation or else the flow."""
        return step.properties[key] or self[key]


class Relation(NamedTuple):
    """What holds for all calls from one component to another."""

    caller: Named
    callee: Named
    waits: bool
    span: Span
    properties: Properties


class Option(Element):
    """One way that a decision could go."""


@dataclass(frozen=True, eq=False)
class Decision(Element):
    """A choice with its options."""

    about: tuple[Named, ...] = ()
    options: tuple[Option, ...] = ()


class Change(NamedTuple):
    """What a scenario changes: a key of the properties of a component, place, flow or datum, and its
    value there; with `detail`, that property of the block behind it alone."""

    element: str
    key: Property[Any]
    value: Known[Any]
    detail: Property[Any] | None = None


class StepChange(NamedTuple):
    """What is tried out on a step of a flow: another value of one of its fields."""

    flow: str
    number: int
    field: str
    value: object


class CallChange(NamedTuple):
    """What is tried out on the calls from one component to another: a property of theirs. As of a
    relation it is that of all of them which do not state their own; with `step`, a flow and a number,
    of that step alone."""

    caller: str
    callee: str
    key: Property[Any]
    value: Known[Any]
    step: tuple[str, int] | None = None


@dataclass(frozen=True, eq=False)
class Scenario(Element):
    """A world: what is lost, how the load is multiplied, what is set; and what must hold there."""

    lost: tuple[Named, ...] = ()
    load: float = 1.0
    changes: tuple[Change, ...] = ()
    expectations: tuple[Claim, ...] = ()


class Acceptance(NamedTuple):
    """A risk taken knowingly: findings of `code` on `element` are not shown until then."""

    code: str
    element: Named | None
    reason: str | None
    until: date | None
    owner: str | None
    span: Span


@dataclass(frozen=True, eq=False)
class Design:
    """All declarations by path, in the order of the files.

    `lost` and `load` are those of the world that the design is looked at in (see `world`);
    `elsewhere` has the components whose place is not declared, with how many of the replicas that the
    world may take are supposed to be left. `in_doubt` are the paths of what contradicts itself;
    the empty path is the design as a whole.
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

    def is_explained(self, component: Component) -> bool:
        """Whether a reason or a decision is about a component."""
        return component[BECAUSE] is not None or not self._decided.isdisjoint(_names(component))

    @cached_property
    def _decided(self) -> frozenset[str]:
        """What the decisions are about, and the names of what they chose."""
        decisions = self.decisions.values()
        about = [named.path for decision in decisions for named in decision.about]
        options = [option for decision in decisions for option in decision.options]
        return frozenset([*about, *(option.name for option in options if option[CHOSEN])])

    def claims_on(self, *metrics: str) -> Iterator[tuple[Requirement, Claim]]:
        """What requirements claim of one of these metrics."""
        for requirement in self.requirements.values():
            for claim in requirement.claims:
                if claim.measures(*metrics):
                    yield requirement, claim

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
    yield from (api.path for component in design.components.values() for api in component.apis)
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
    "Supposed",
    "paths_of",
]
