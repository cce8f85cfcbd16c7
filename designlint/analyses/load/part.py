"""How much load each component gets, and what each step contributes to it."""

from __future__ import annotations

from typing import NamedTuple

from designlint.analyses.load.topics import Readers
from designlint.analyses.measure import Interval, Missing, exactly
from designlint.model import Step
from designlint.source import Span

Node = tuple[str, str]
"""A component's part in a flow: the paths of the flow and of the component."""


class Part(NamedTuple):
    """What one step contributes to the load of the component that it calls: `rate` calls a second, of
    `meant` that there would be if no rate limit before it refused any."""

    flow: str
    step: Step
    rate: Interval
    meant: Interval


class Loads(NamedTuple):
    """Rates per second at peak, in the world of the facts.

    `parts` has the calls that each component gets, `rates` each component's part in each flow, `visits`
    by the span of a step how often its caller comes to it, `readers` who gets the messages of each
    queue and stream,
    `amplifying_cycles` the cycles of calls that amplify themselves without bound, `missing` what would
    narrow a flow's rate.
    """

    parts: dict[str, list[Part]]
    rates: dict[Node, Interval]
    missing: dict[str, tuple[Missing, ...]]
    amplifying_cycles: tuple[tuple[Node, ...], ...]
    nouns: dict[str, str]
    visits: dict[Span, Interval]
    readers: dict[str, list[Readers]]

    @property
    def amplified(self) -> frozenset[str]:
        """The components that are part of a cycle of calls which amplifies itself without bound."""
        return frozenset([component for cycle in self.amplifying_cycles for _, component in cycle])

    def of(self, component: str) -> Interval:
        """All calls per second that a component gets."""
        total = exactly(0.0)
        for part in self.parts.get(component, ()):
            total = total.plus(part.rate)
        return total

    def missing_for(self, component: str) -> tuple[Missing, ...]:
        """What would narrow a component's load."""
        flows = dict.fromkeys(part.flow for part in self.parts.get(component, ()))
        found = [fact for flow in flows for fact in self.missing.get(flow, ())]
        return tuple(dict.fromkeys(found))
