"""What a queue with a bound takes in: no more than its consumers take out, once it is full."""

from __future__ import annotations

import math

from designlint.analyses.facts import Facts
from designlint.analyses.failure.carried import states_capacity
from designlint.analyses.load.average import average_rate
from designlint.analyses.load.capacity import FULL, Capacity, capacities
from designlint.analyses.load.load import loads
from designlint.analyses.measure import Interval, exactly, step
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Component
from designlint.quantities.showing import show_share
from designlint.schema.component import CAPACITY
from designlint.schema.messaging import BOUND
from designlint.schema.roles import Role
from designlint.schema.store import RETENTION


class Room(NamedTuple):
    """The largest share of its messages (0 to 1) that a full queue takes in, 1 where only the peak may fill
    it, and the line that shows it."""

    share: float
    line: Line


def room_of(facts: Facts, path: str) -> Room | None:
    """What a queue has room for; None where its consumers keep up with the peak, where nothing bounds it or
    its messages expire."""
    broker = facts.design.components[path]
    is_queue = broker.plays(Role.BROKER) and not broker.plays(Role.LOG)
    if not is_queue or broker[BOUND] is None or broker[RETENTION] is not None:
        return None
    taken = _taken(facts, path)
    average, peak = exactly(0.0), facts[loads].of(path)
    for part in facts[loads].parts.get(path, ()):
        average = average.plus(average_rate(facts, part))
    if average.low > taken.high * FULL:
        return Room(taken.high / average.low, _line(facts, broker, taken.high, average.low))
    if peak.high <= taken.low * FULL or peak.low <= 0.0:
        return None
    text = f"{path}: may be full, where its consumers do not keep up at peak"
    return Room(1.0, step(text, broker[BOUND]))


def _taken(facts: Facts, path: str) -> Interval:
    """The messages per second that all consumers of a queue carry."""
    found, low, high = facts[loads].parts, 0.0, 0.0
    for name, parts in found.items():
        if name in facts.design.components and any(p.step.caller.path == path for p in parts):
            carried = _carried(facts[capacities][name])
            low, high = low + carried.low, high + carried.high
    return Interval(low, high)


def _carried(consumer: Capacity) -> Interval:
    """The messages per second that a consumer carries: what others run as a whole carries what it gets, unless
    the design states what that is."""
    used, load = consumer.certain_use, consumer.demand.total
    if used is None or load.high <= 0.0:
        component = consumer.component
        is_whole = consumer.placement.whole and component[CAPACITY] is None
        is_whole = is_whole and not states_capacity(component)
        return exactly(math.inf) if is_whole else Interval(0.0, math.inf)
    known = load.high if load.high < math.inf else load.low
    least = known / used.high if used.high else math.inf
    most = load.high if known <= 0.0 else least
    return Interval(least, max(least, load.low / used.low if used.low else most))


def _line(facts: Facts, broker: Component, taken: float, comes: float) -> Line:
    shown = facts[capacities][broker.path].shown_rate
    text = (
        f"{broker.path}: is full, as its consumers take {shown(taken)} of {shown(comes)} on average"
        f" ({show_share(taken / comes)})"
    )
    return step(text, broker[BOUND])
