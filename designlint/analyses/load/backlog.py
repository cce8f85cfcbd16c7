"""The lag of consumers that cannot keep up with their queue or stream at peak."""

from __future__ import annotations

import math
from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.load.average import average_rate
from designlint.analyses.load.capacity import FULL, Capacity, capacities
from designlint.analyses.load.load import loads
from designlint.analyses.measure import Interval, exactly, stated_label, step
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Label
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Component
from designlint.quantities.quantity import Dimension
from designlint.quantities.showing import show, show_value
from designlint.schema.messaging import BOUND, ORDER
from designlint.schema.roles import Role
from designlint.schema.store import RETENTION
from designlint.solvers.filling import time_to_drain

HOUR = 3600.0


class Backlog(NamedTuple):
    """A consumer that gets more messages per second at peak (`arriving`) than it processes (`served`).

    `average` is the rate that it gets on average. The backlog grows by `excess` while the peak lasts;
    the queue is unstable when the average is above what is served, too.
    """

    broker: Component
    consumer: Capacity
    arriving: float
    served: float
    average: Interval

    @property
    def excess(self) -> float:
        """The messages per second that arrive at peak and are not processed."""
        return self.arriving - self.served

    @property
    def is_unstable(self) -> bool:
        """Whether more arrives on average than is processed, so that the backlog never drains."""
        return self.average.low > self.served * FULL

    def drained_after(self, seconds: float) -> float | None:
        """How long the backlog of a peak of so many seconds takes to drain; None where unknown."""
        if not self.average.is_exact:
            return None
        return time_to_drain(self.excess * seconds, self.average.low, self.served)

    @property
    def labels(self) -> tuple[Label, ...]:
        """Where the backlog grows, and where the capacity of the consumer is stated."""
        queue = Label(self.broker.span, "its backlog grows")
        return (queue, *stated_label(self.consumer.stated, "its capacity"))

    @property
    def lines(self) -> tuple[Line, ...]:
        """How fast the backlog grows, what bounds it, how long it takes to drain."""
        grows = show_value(self.excess * HOUR, Dimension.NUMBER)
        return (
            self.consumer.line,
            Line(f"{self.broker.path}: the backlog grows by {grows} messages an hour at peak"),
            *self._bounds(),
            *self._drains(),
        )

    def _bounds(self) -> Iterator[Line]:
        broker, path = self.broker, self.broker.path
        bound, retention, order = broker[BOUND], broker[RETENTION], broker[ORDER]
        if bound is not None and bound.value.dimension is Dimension.NUMBER:
            full = show_value(bound.value.value / self.excess, Dimension.TIME)
            shown = show(bound.value)
            yield step(f"{path}: reaches its bound of {shown} after {full} of the peak", bound)
        if retention is not None:
            yield step(f"{path}: keeps messages for {show(retention.value)}", retention)
        if order is not None and order.value.order == "priority":
            text = f"{path}: low-priority messages wait for as long as the peak lasts"
            yield step(text, order)

    def _drains(self) -> Iterator[Line]:
        mean, done = (self.consumer.shown_rate(r) for r in (self.average.low, self.served))
        drained = self.drained_after(HOUR)
        if self.is_unstable:
            yield Line(
                f"{mean} arrive on average but only {done} are processed: the backlog never drains"
            )
        elif drained is not None:
            takes = show_value(drained, Dimension.TIME)
            yield Line(
                f"the backlog of one hour at peak drains in {takes} at the average of {mean}"
            )


def backlogs(facts: Facts) -> tuple[Backlog, ...]:
    """The consumers that cannot keep up with their queue at peak, without those whose calls form a
    cycle that amplifies itself without bound."""
    found = []
    amplified = facts[loads].amplified
    for path, capacity in facts[capacities].items():
        used, broker = capacity.certain_use, broker_of(facts, path)
        if broker is None or used is None or not FULL < used.low < math.inf or path in amplified:
            continue
        arriving, average = capacity.demand.total.low, exactly(0.0)
        for part in capacity.parts:
            average = average.plus(average_rate(facts, part))
        served = arriving / used.low
        found.append(Backlog(facts.design.components[broker], capacity, arriving, served, average))
    return tuple(found)


def broker_of(facts: Facts, path: str) -> str | None:
    """The queue or stream that a component takes its work from, of several the one that gives most;
    None where anything else calls it, for then not all of its work can wait."""
    components = facts.design.components
    given: dict[str, float] = {}
    for part in facts[loads].parts.get(path, ()):
        caller = part.step.caller.path
        if caller not in components or not components[caller].plays(Role.BROKER):
            return None
        given[caller] = given.get(caller, 0.0) + part.rate.low
    return max(given, key=given.__getitem__) if given else None


def used_in_time(facts: Facts, capacity: Capacity, used: Interval) -> Interval:
    """The utilisation that fails calls. What waits in a queue or stream at peak is served later, as long
    as the average is carried and the queue has room for it, which a bound puts in doubt."""
    broker = broker_of(facts, capacity.component.path)
    if broker is None or used.low <= 0.0:
        return used
    is_bounded = facts.design.components[broker][BOUND] is not None
    average = exactly(0.0)
    for part in capacity.parts:
        average = average.plus(average_rate(facts, part))
    peak = capacity.demand.total
    low = used.low * average.low / peak.low if peak.low else 0.0
    high = used.high * average.high / peak.high if 0.0 < peak.high < math.inf else used.high
    return Interval(low, used.high if is_bounded else high)
