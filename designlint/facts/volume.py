"""How much data there is, and whether one node has room for it."""

from __future__ import annotations

from designlint.diagnostic import Step
from designlint.facts.capacity import capacities
from designlint.facts.facts import Facts
from designlint.facts.measure import origin_text
from designlint.model import Component, Design
from designlint.quantity import Dimension, show_value
from designlint.schema.context import (
    COUNT,
    GROWTH,
    GROWTH_FACTOR,
    HORIZON,
    SIZE_OF_ONE,
)
from designlint.schema.store import HOLDS, MAX_SIZE, RETENTION


def growth_factor(design: Design) -> float:
    """The multiple of today's load that the design must reach; 1 where nobody says."""
    factor = design.header.value(GROWTH_FACTOR) if design.header else None
    return 1.0 if factor is None else factor.value


def volume(design: Design, path: str) -> float | None:
    """The bytes of one copy of a datum: today's with what is added up to the horizon, or with a
    retention what is kept at a time. None when a number is missing."""
    data = design.data[path]
    size, count, growth = data.value(SIZE_OF_ONE), data.value(COUNT), data.value(GROWTH)
    today = size.value * count.value if size is not None and count is not None else None
    if growth is None:
        return today
    added = growth.value
    if growth.dimension is Dimension.RATE and size is not None:
        added *= size.value
    elif growth.dimension is not Dimension.BANDWIDTH:
        return None
    retention = data.value(RETENTION)
    if retention is not None:
        return max(today or 0.0, added * retention.value)
    horizon = design.header.value(HORIZON) if design.header else None
    return None if today is None or horizon is None else today + added * horizon.value


def one_node_suffices(facts: Facts, path: str) -> tuple[Step, ...]:
    """The lines that show that one node of a store has room for all its data and carries all its
    load, also when that has grown; empty where it does not, or where that is unknown."""
    design = facts.design
    component = design.components[path]
    room, capacity = component[MAX_SIZE], facts[capacities][path]
    each, stated = capacity.per_replica, capacity.stated
    if room is None or room.value.is_total or each is None or stated is None:
        return ()
    held = _held(design, component)
    factor = growth_factor(design)
    load = capacity.demand.total.high * factor
    if held is None or held > room.value.amount.value or not 0.0 < load <= each:
        return ()
    fits = show_value(room.value.amount.value, Dimension.SIZE)
    grown = f" at {factor:g}x" if factor != 1.0 else ""
    rate, carried = capacity.shown_rate(load), capacity.shown_rate(each)
    return (
        Step(
            f"{path}: {show_value(held, Dimension.SIZE)} of data, and {fits} fit on one node",
            room.span,
            origin_text(room.origin),
        ),
        Step(
            f"{path}: {rate}{grown}, and one node carries {carried}",
            stated.span,
            origin_text(stated.origin),
        ),
    )


def _held(design: Design, component: Component) -> float | None:
    """The bytes of one copy of all that a component holds."""
    total = 0.0
    for ref in component.value(HOLDS) or ():
        size = volume(design, ref.path)
        if size is None:
            return None
        total += size
    return total or None
