"""How much space data takes, with all its copies, up to the horizon; and when a store is full.

Payload bytes only: indexes, compaction and free space on disks come on top.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from designlint.analyses.facts import Facts
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.load.average import average_rate
from designlint.analyses.load.fullest import keeps_all, kept_in
from designlint.analyses.load.load import loads
from designlint.analyses.load.payload import payload_of
from designlint.analyses.load.volume import volumes
from designlint.analyses.measure import (
    UNKNOWN,
    Exactness,
    Interval,
    Measure,
    Missing,
    exactly,
    step,
)
from designlint.analyses.placement.copies_kept import copies_kept
from designlint.analyses.placement.placement import placements
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step
from designlint.model import Component
from designlint.quantities.quantity import Dimension
from designlint.quantities.showing import show, show_value
from designlint.schema.context import GROWTH
from designlint.schema.messaging import BOUND
from designlint.schema.roles import Role
from designlint.schema.store import RETENTION, SIZE


class Usage(NamedTuple):
    """The space that something takes: bytes, the lines that show it, what would narrow it."""

    size: Interval
    lines: tuple[Step, ...] = ()
    missing: tuple[Missing, ...] = ()
    assuming: Interval | None = None
    assumptions: tuple[Step, ...] = ()


def storage(facts: Facts, subject: str) -> Measure:
    """The space that a data item takes in all stores that keep it, or that a component's data takes."""
    component = facts.design.components.get(subject)
    if component is None:
        usages = _usages_of_data(facts, subject)
    elif component.plays(Role.BROKER):
        usages = [_waiting(facts, component)]
    elif component.plays(Role.CACHE):
        usages = [_cached(facts, component)]
    else:
        usages = [_copies(facts, component, data) for data in kept_in(facts, component)]
    if not usages:
        usages = [Usage(UNKNOWN, (), (Missing(subject, "stored data", "holds DATA"),))]
    total = _sum(usage.size for usage in usages)
    assumptions = [line for usage in usages for line in usage.assumptions]
    return Measure(
        total,
        Exactness.EXACT if total.is_exact else Exactness.BOUND,
        tuple(dict.fromkeys(line for usage in usages for line in usage.lines)),
        tuple(dict.fromkeys(fact for usage in usages for fact in usage.missing)),
        _sum(usage.assuming or usage.size for usage in usages) if assumptions else None,
        tuple(assumptions),
    )


def _sum(sizes: Iterable[Interval]) -> Interval:
    total = exactly(0.0)
    for size in sizes:
        total = total.plus(size)
    return total


def _usages_of_data(facts: Facts, path: str) -> list[Usage]:
    components = facts.design.components
    homes = [components[h] for h in facts[data_uses][path].homes if h in components]
    stores = [home for home in homes if home.plays(Role.STORE) and path in kept_in(facts, home)]
    if stores:
        return [_copies(facts, home, path) for home in stores]
    size = facts[volumes].ahead(path)
    unknown = Missing(path, "store", f"holds {path}")
    lines, missing = facts[volumes][path].lines, facts[volumes][path].missing
    return [Usage(Interval(size.low, math.inf), lines, (unknown, *missing))]


def _copies(facts: Facts, component: Component, path: str) -> Usage:
    """The space of one data item in one store: its volume at the horizon, for each copy."""
    found = facts[volumes].in_component(component, path)
    size = facts[volumes].ahead(path, component)
    copies = copies_kept(component, facts[placements][component.path])
    lines, missing = list(found.lines), []
    ahead = facts.design.horizon
    if ahead is not None and found.added.high:
        lines.append(step(f"horizon: {show(ahead.value)}", ahead))
    number = f"{copies.low:g}" if copies.is_exact else f"{copies.low:g} or more"
    if not keeps_all(facts, component, path):
        part = Step(f"{component.path}: part or all of `{path}`")
        keeps = Missing(component.path, "stored data", f"holds {path}")
        high = size.high * copies.high
        return Usage(Interval(0.0, high), (*lines, part), (keeps, *_lacking(facts, path)))
    low = show_value(size.low * copies.low, Dimension.SIZE)
    at_least = "" if copies.is_exact and size.is_exact else "at least "
    lines.append(
        Step(
            f"{component.path}: {number} x {show_value(size.low, Dimension.SIZE)} of `{path}`"
            f" = {at_least}{low}"
        )
    )
    if not copies.is_exact:
        missing.append(Missing(component.path, "copies", "copies 3"))
    if not size.is_exact:
        missing += _lacking(facts, path)
    if not facts[volumes].is_steady(path, component):
        return Usage(size * copies, tuple(lines), tuple(missing))
    missing.append(Missing(path, "growth", "growth 1k/day", is_assumed=True))
    steady = Step(f"the growth of `{path}` is not declared: it is taken to keep its size")
    certain = facts[volumes].certainly_ahead(path, component)
    return Usage(certain * copies, tuple(lines), tuple(missing), size * copies, (steady,))


def _cached(facts: Facts, cache: Component) -> Usage:
    """The space of what a cache keeps: as much of its data as was asked for lately, and no more than fits."""
    copies = copies_kept(cache, facts[placements][cache.path])
    usages = [_copies(facts, cache, path) for path in kept_in(facts, cache)]
    most = math.fsum(usage.size.high for usage in usages) if usages else math.inf
    lines = tuple([line for usage in usages for line in usage.lines])
    room = cache[SIZE]
    if room is None:
        lacks = Missing(cache.path, "size", "size 50GB")
        missing = tuple([fact for usage in usages for fact in usage.missing])
        return Usage(Interval(0.0, most), lines, (lacks, *missing))
    number = "as many as there are copies" if copies.high == math.inf else f"{copies.high:g}"
    fits = step(f"{cache.path}: no more than {number} x {show(room.value)} fit", room)
    kept = Interval(0.0, min(most, room.value.value * copies.high))
    few = () if copies.is_exact else (Missing(cache.path, "copies", "copies 3"),)
    return Usage(kept, (*lines, fits), few)


def _lacking(facts: Facts, path: str) -> list[Missing]:
    """What would make the volume of a data item exact."""
    found = facts[volumes][path]
    lacking = list(found.missing)
    if found.kept_for is None and facts.design.horizon is None and found.added.high:
        lacking.append(Missing("", "planning horizon", "horizon 2y"))
    if facts.design.data[path][GROWTH] is None and facts.design.horizon is None:
        lacking = [fact for fact in lacking if fact.what != "growth"]
    return lacking


def _waiting(facts: Facts, broker: Component) -> Usage:
    """What a queue or stream keeps: all that arrives within its retention, or its bound."""
    bound, retention = broker[BOUND], broker[RETENTION]
    if bound is not None and bound.value.dimension is Dimension.SIZE:
        line = step(f"{broker.path}: bounded at {show(bound.value)}", bound)
        return Usage(Interval(0.0, bound.value.value), (line,))
    come = _incoming(facts, broker)
    if not come.lines:
        lacks = Missing(broker.path, "producer", f"A ~> {broker.name}")
        return Usage(UNKNOWN, (), (lacks,))
    if retention is None:
        lacks = Missing(broker.path, "retention", "retention 7d")
        return Usage(UNKNOWN, come.lines, (*come.missing, lacks))
    copies = copies_kept(broker, facts[placements][broker.path])
    keeps = copies * retention.value.value
    stated, assuming = come.size, come.assuming or come.size
    number = f"{copies.low:g}" if copies.is_exact else f"{copies.low:g} or more"
    rate = show_value(assuming.high, Dimension.BANDWIDTH)
    space = show_value(assuming.high * keeps.low, Dimension.SIZE)
    kept = show(retention.value)
    text = f"{broker.path}: {rate} kept for {kept}, copies {number} = {space}"
    missing = come.missing
    if not copies.is_exact:
        missing = (*missing, Missing(broker.path, "copies", "copies 3"))
    if not broker.plays(Role.LOG):
        # A queue drops a message that is done, so the retention only bounds what waits.
        stated, assuming = Interval(0.0, stated.high), Interval(0.0, assuming.high)
    lines = (*come.lines, step(text, retention))
    return Usage(stated * keeps, lines, missing, assuming * keeps, come.assumptions)


def _incoming(facts: Facts, broker: Component) -> Usage:
    """The bytes that are sent to a queue or stream each second, on average."""
    stated = assuming = exactly(0.0)
    assumptions, missing, lines = [], [], []
    for part in facts[loads].parts.get(broker.path, ()):
        rate = average_rate(facts, part)
        payload = payload_of(facts.design, facts.design.flows[part.flow], part.step)
        stated = stated.plus(rate * payload.stated)
        assuming = assuming.plus(rate * payload.assuming)
        text = f"{part.flow}: {show_value(rate.high, Dimension.RATE, 'msg')}"
        size = f"x {payload.shown}" if payload.shown else "of unknown size"
        lines.append(Step(f"{text} {size}", part.step.span, payload.origin))
        if payload.assumption is not None:
            assumptions.append(payload.assumption)
        if payload.missing is not None:
            missing.append(payload.missing)
        if not rate.is_exact:
            missing.append(Missing("", "peak factor", "peak 3x"))
    return Usage(stated, tuple(lines), tuple(missing), assuming, tuple(assumptions))
