"""How much load each component gets, what each step contributes to it, what keeps calls from it, and how
full a loss leaves it."""

from __future__ import annotations

from collections.abc import Mapping

from designlint.analyses.load.topics import Readers
from designlint.analyses.measure import Interval, Missing, total_of
from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.model import Step

Node = tuple[str, str]
"""A component's part in a flow: the paths of the flow and of the component."""


class Part(NamedTuple):
    """What one step contributes to the load of the component that it calls."""

    flow: str
    step: Step
    rate: Interval


class Loads(NamedTuple):
    """Rates per second at peak, in the world of the facts.

    `parts` has the calls that each component gets, `rates` each component's part in each flow, `visits`
    by the span of a step how often its caller comes to it, `calls` how many calls it makes before any is refused and `instead` of them how many
    to its fallback, `readers` who gets the messages of each queue and stream, `amplifying_cycles` the cycles of calls that amplify themselves without bound, `missing` what would
    narrow a flow's rate.
    """

    parts: dict[str, list[Part]]
    rates: dict[Node, Interval]
    missing: dict[str, tuple[Missing, ...]]
    amplifying_cycles: tuple[tuple[Node, ...], ...]
    nouns: dict[str, str]
    visits: dict[Span, Interval]
    calls: dict[Span, Interval]
    readers: dict[str, list[Readers]]
    instead: dict[Span, Interval]

    @property
    def amplified(self) -> frozenset[str]:
        """The components that are part of a cycle of calls which amplifies itself without bound."""
        return frozenset([component for cycle in self.amplifying_cycles for _, component in cycle])

    def of(self, component: str) -> Interval:
        """All calls per second that a component gets."""
        return total_of(part.rate for part in self.parts.get(component, ()))

    def rates_in(self, flow: str) -> dict[tuple[str, int], Interval]:
        """The rate of each call that a flow makes, by the callee and the identity of its step: a fallback
        is called by the same step."""
        return {
            (callee, id(part.step)): part.rate
            for callee, parts in self.parts.items()
            for part in parts
            if part.flow == flow
        }

    def missing_for(self, component: str) -> tuple[Missing, ...]:
        """What would narrow a component's load."""
        flows = dict.fromkeys(part.flow for part in self.parts.get(component, ()))
        found = [fact for flow in flows for fact in self.missing.get(flow, ())]
        return tuple(dict.fromkeys(found))


class DomainLoss(NamedTuple):
    """What the loss of one domain leaves of a component."""

    domain: str
    lost: int
    left: int
    utilisation: Interval


class Pace(NamedTuple):
    """How often a flow begins per second, in place of what the design states."""

    flow: str
    rate: float


class Handling(NamedTuple):
    """What becomes of calls on their way, as shares from 0 to 1.

    By component: the share of what comes to it that it lets `through` to what it calls. By the span of a
    step: the share of its calls that its own limit has `let_in`, and that goes on to its fallback
    (`spilled`), of which the limit on that call has let in some (`let_in_instead`). What is `cold` among the
    caches answers nothing.
    """

    through: Mapping[str, Interval]
    let_in: Mapping[Span, Interval]
    spilled: Mapping[Span, Interval]
    cold: frozenset[str] = frozenset()
    let_in_instead: Mapping[Span, Interval] = {}

    def comes_instead(self, span: Span) -> Interval:
        """The share of the calls of a step that comes to its fallback."""
        share = self.spilled[span]
        return share * self.let_in_instead[span] if span in self.let_in_instead else share


UNHINDERED = Handling({}, {}, {})
