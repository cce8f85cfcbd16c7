"""What a design says of its elements: calls, claims, decisions, scenarios, acceptances."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from designlint.base.cached import cached_property
from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.model.elements import Element
from designlint.model.known import NOTHING, Known, Properties
from designlint.model.metric import Metric
from designlint.quantities.quantity import Quantity
from designlint.schema.context import CHOSEN, STATUS, SUPERSEDED_BY
from designlint.schema.property import Property
from designlint.schema.values import Ref

if TYPE_CHECKING:
    from designlint.prose import Statement, Words

T = TypeVar("T")


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

    @cached_property
    def statement(self) -> Statement:
        """What its text says."""
        from designlint.prose import Statement  # most commands ask no requirement what it says

        return Statement(self.title)

    def part(self, words: Words) -> Span:
        """Where words of its text stand; its name where the text is written with escapes."""
        source = self.span.source
        begin = source.text.find('"', self.span.end)
        while source.text.startswith('"', begin):
            begin += 1
        if begin < 1 or not source.text.startswith(self.title, begin):
            return self.span
        return Span(source, begin + words.start, begin + words.end)


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
    What it `deletes` is among its `writes`, too: a deletion is a write that leaves no item behind.
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
    deletes: tuple[Named, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The paths of all that takes part in it: who calls, who may be asked, and the data."""
        found = [self.caller, self.callee, *self.reads, *self.writes]
        found += [named for named in (self.or_else, self.on_miss_of) if named is not None]
        return frozenset([named.path for named in found])

    @property
    def written(self) -> tuple[str, ...]:
        """The paths of the data that it writes or deletes."""
        return tuple([named.path for named in self.writes])

    @property
    def stores(self) -> tuple[Named, ...]:
        """What it writes, deletions aside."""
        return tuple([named for named in self.writes if named not in self.deletes])


@dataclass(frozen=True, eq=False)
class Flow(Element):
    """Who talks to whom for one purpose."""

    serves: tuple[Named, ...] = ()
    recovers: tuple[Named, ...] = ()
    steps: tuple[Step, ...] = ()

    def stated(self, step: Step, key: Property[T]) -> Known[T] | None:
        """A property of one of its calls: from the step, the relation or else the flow."""
        return step.properties.get(key) or self.properties.get(key)


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

    @property
    def status(self) -> str:
        """How far it is; `accepted` where nothing else is stated."""
        replaced = "accepted" if self[SUPERSEDED_BY] is None else "superseded"
        return self.value(STATUS) or replaced

    @property
    def is_over(self) -> bool:
        """Whether it no longer holds, or never did."""
        return self.status in ("rejected", "deprecated", "superseded")

    @property
    def chosen(self) -> tuple[Option, ...]:
        """The options that are marked."""
        return tuple([option for option in self.options if option[CHOSEN] is not None])


class Change(NamedTuple):
    """What a scenario changes: a key of the properties of a component, place, flow or data item, and its
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
