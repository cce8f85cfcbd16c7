"""Queues and streams: whether their consumers keep up, and whether what waits outlasts the wait."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from designlint.analyses.detectors.scaling import FULL, certain_use, domain_losses
from designlint.analyses.facts import Facts
from designlint.analyses.load.average import average_rate
from designlint.analyses.load.capacity import Capacity, capacities
from designlint.analyses.load.headroom import utilisation_line
from designlint.analyses.load.intake import broker_of
from designlint.analyses.load.load import loads
from designlint.analyses.load.volume import growth_factor
from designlint.analyses.measure import Interval, exactly, step
from designlint.diagnostic import Step as Line
from designlint.model import Component, Known
from designlint.quantity import Dimension, Quantity, show, show_share, show_value
from designlint.schema.component import AUTOSCALE, SCALES
from designlint.schema.messaging import BOUND, ON_FULL, ORDER
from designlint.schema.roles import Role
from designlint.schema.store import MAX_SIZE, RETENTION
from designlint.solvers.filling import time_to_drain

HOUR = 3600.0


class Backlog(NamedTuple):
    """A consumer that gets more from a queue at peak than it does, a second.

    `average` is what it gets on average. What waits grows by `arriving - served` while the peak
    lasts; it never drains when the average is more than is done, too.
    """

    broker: Component
    consumer: Capacity
    arriving: float
    served: float
    average: Interval

    @property
    def never_drains(self) -> bool:
        """Whether more comes in than is done, all day long."""
        return self.average.low > self.served * FULL

    def drained_after(self, seconds: float) -> float | None:
        """How long the backlog of a peak of so many seconds takes to drain; None where unknown."""
        if not self.average.is_exact:
            return None
        backlog = (self.arriving - self.served) * seconds
        return time_to_drain(backlog, self.average.low, self.served)


def backlogs(facts: Facts) -> tuple[Backlog, ...]:
    """The consumers that fall behind their queue at peak, and are not part of a circle of calls that
    grows without bound."""
    found = []
    circling = facts[loads].amplified
    for path, capacity in facts[capacities].items():
        used, broker = certain_use(capacity), broker_of(facts, path)
        if broker is None or used is None or not FULL < used.low < math.inf:
            continue
        if path in circling:
            continue
        arriving = capacity.demand.total.low
        average = exactly(0.0)
        for part in capacity.parts:
            average = average.plus(average_rate(facts, part))
        served = arriving / used.low
        found.append(Backlog(facts.design.components[broker], capacity, arriving, served, average))
    return tuple(found)


def backlog_lines(backlog: Backlog) -> tuple[Line, ...]:
    """How fast what waits grows, what bounds it, how long it takes to drain."""
    capacity, broker = backlog.consumer, backlog.broker
    excess = backlog.arriving - backlog.served
    grows = show_value(excess * HOUR, Dimension.NUMBER)
    lines = [
        utilisation_line(capacity),
        Line(f"{broker.path}: {grows} more wait after each hour of the peak"),
    ]
    bound, retention = broker[BOUND], broker[RETENTION]
    if bound is not None and bound.value.dimension is Dimension.NUMBER:
        full = show_value(bound.value.value / excess, Dimension.TIME)
        lines.append(step(f"{broker.path}: full after {full} of it", bound))
    if retention is not None:
        lines.append(step(f"{broker.path}: keeps a message for {show(retention.value)}", retention))
    order = broker[ORDER]
    if order is not None and order.value.order == "priority":
        text = f"{broker.path}: what has a low priority waits for as long as the peak lasts"
        lines.append(step(text, order))
    drained = backlog.drained_after(HOUR)
    if drained is not None and not backlog.never_drains:
        mean = capacity.shown_rate(backlog.average.low)
        takes = show_value(drained, Dimension.TIME)
        lines.append(Line(f"each hour of it takes {takes} to drain at the average of {mean}"))
    elif backlog.never_drains:
        mean, done = (capacity.shown_rate(r) for r in (backlog.average.low, backlog.served))
        lines.append(Line(f"{mean} arrive on average and {done} are done: it never drains"))
    return tuple(lines)


class OutrunQueue(NamedTuple):
    """A queue without a bound whose consumer keeps up today and not `when`, at `share`."""

    broker: Component
    consumer: Capacity
    when: str
    share: float
    lines: tuple[Line, ...]


def outrun_queues(facts: Facts) -> tuple[OutrunQueue, ...]:
    """The queues in which anything may gather: no bound, no retention, nothing that is done when
    they are full, and a consumer that the planned growth or the loss of a domain leaves behind.

    Consumers that are behind at the peak of today are those of `backlogs`.
    """
    found: dict[str, OutrunQueue] = {}
    for path, capacity in facts[capacities].items():
        broker = broker_of(facts, path)
        if broker is None or not _is_unbounded(facts.design.components[broker]):
            continue
        outrun = next(_outrun(facts, facts.design.components[broker], capacity), None)
        if outrun is not None:
            found.setdefault(broker, outrun)
    return tuple(found.values())


def _is_unbounded(broker: Component) -> bool:
    limits = (broker[BOUND], broker[RETENTION], broker[MAX_SIZE], broker[ON_FULL])
    return all(limit is None for limit in limits)


def _outrun(facts: Facts, broker: Component, capacity: Capacity) -> Iterator[OutrunQueue]:
    used, path = certain_use(capacity), capacity.component.path
    if used is None or used.low > FULL:
        return
    now = utilisation_line(capacity)
    loss = facts[domain_losses].get(path)
    if loss is not None:
        left = f"{loss.left} of {loss.left + loss.lost} replicas are left"
        share = loss.utilisation.low
        line = Line(f"without {loss.domain}: {left}, at {show_share(share)}")
        yield OutrunQueue(broker, capacity, f"without `{loss.domain}`", share, (now, line))
    factor = growth_factor(facts.design)
    grows = capacity.component.value(SCALES) == "out" or capacity.component[AUTOSCALE] is not None
    if used.low * factor > FULL and not grows:
        share = used.low * factor
        line = Line(f"at {factor:g}x the load: {show_share(share)}")
        yield OutrunQueue(broker, capacity, f"at {factor:g}x the load", share, (now, line))


class Consumer(NamedTuple):
    """Who takes work from a queue or stream, by which flow."""

    broker: Component
    component: Component
    flow: str


def consumers(facts: Facts) -> tuple[Consumer, ...]:
    """All consumers of all queues and streams."""
    components = facts.design.components
    found: dict[Consumer, None] = {}
    for path, flow in facts.design.flows.items():
        for call in flow.steps:
            broker = components.get(call.caller.path)
            component = components.get(call.callee.path)
            if broker is not None and component is not None and broker.plays(Role.BROKER):
                found[Consumer(broker, component, path)] = None
    return tuple(found)


def known_lines(*known: tuple[str, Known[Quantity]]) -> tuple[Line, ...]:
    """Lines that each say what a stated quantity is: `jobs: visibility 30s`."""
    return tuple([step(f"{text} {show(value.value)}", value) for text, value in known])
