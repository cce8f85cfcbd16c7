"""The load of each component today, at growth and after a loss, and what fills up first."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.load.capacity import Capacity, capacities
from designlint.analyses.load.volume import volumes
from designlint.analyses.measure import Interval, origin_text
from designlint.analyses.protection.data_locations import data_locations
from designlint.document import Load, Scaling, Stored
from designlint.quantities.quantity import Dimension
from designlint.quantities.showing import show, show_share, show_value

MOST_REPLICAS = 10_000
"""More of one component are not looked for."""


def scaling(facts: Facts) -> Scaling:
    """The load table, fullest first; components that get no calls are left out."""
    factor = facts.design.growth_factor
    rows: list[Load] = []
    unknown: list[str] = []
    for path, component in facts.design.components.items():
        capacity = facts[capacities][path]
        if component.is_external or not capacity.parts:
            continue
        used = capacity.utilisation()
        if used is None or not math.isfinite(used.low):
            unknown.append(path)
        else:
            rows.append(_load(facts, capacity, used, factor))
    rows.sort(key=lambda row: -(row.used or 0.0))
    growing = [row for row in rows if row.full_at is not None]
    first = min(growing, key=lambda row: row.full_at or math.inf, default=None)
    return Scaling(
        factor,
        f"{factor:g}x",
        "" if first is None else _bottleneck(first),
        tuple(rows),
        tuple(unknown),
        "" if facts.design.horizon is None else show(facts.design.horizon.value),
        tuple(_stored(facts)),
    )


def _bottleneck(first: Load) -> str:
    """When what fills up first is full."""
    if (first.used or 0.0) > 1.0:
        return f"`{first.component}` is at {first.used_text} of its capacity at today's peak"
    return f"`{first.component}` is full at {first.full_text} today's peak"


def _stored(facts: Facts) -> Iterator[Stored]:
    """The data whose volume is known, today or ahead."""
    for path in facts.design.data:
        today, ahead = facts[volumes][path].today, facts[volumes].ahead(path)
        if today is None and not (0.0 < ahead.low < math.inf):
            continue
        now = "" if today is None else show_value(today, Dimension.SIZE)
        components = tuple([one.component for one in facts[data_locations][path]])
        yield Stored(path, now, _size(ahead), components)


def _size(ahead: Interval) -> str:
    if ahead.is_exact:
        return show_value(ahead.low, Dimension.SIZE)
    return f"at least {show_value(ahead.low, Dimension.SIZE)}" if ahead.low else "unknown"


def _load(facts: Facts, capacity: Capacity, used: Interval, factor: float) -> Load:
    demand = capacity.demand.total
    rate = capacity.shown_rate(demand.low)
    stated = capacity.stated
    full_at = capacity.breaking_factor
    return Load(
        capacity.component.path,
        rate if demand.is_exact else f"at least {rate}",
        _capacity(capacity),
        origin_text(stated.origin) if stated is not None else "",
        used.low,
        _share(used),
        _share(used * factor) if factor != 1.0 else "",
        _after_loss(facts, capacity),
        full_at,
        "" if full_at is None else show_value(_rounded(full_at), Dimension.FACTOR),
        str(capacity.placement.count) if capacity.placement.declared else "",
        _needed(capacity, factor),
    )


def _needed(capacity: Capacity, factor: float) -> str:
    """The least replicas that carry the load at growth; what more replicas do not help is said."""
    if not capacity.placement.declared:
        return ""

    def fits(replicas: int) -> bool:
        used = capacity.utilisation(replicas)
        return used is not None and used.low * factor <= 1.0

    if not fits(MOST_REPLICAS):
        return "more replicas do not help"
    return str(bisect_left(range(1, MOST_REPLICAS), True, key=fits) + 1)


def _capacity(capacity: Capacity) -> str:
    each, stated = capacity.per_replica or 0.0, capacity.stated
    if stated is not None and stated.value.is_total:
        return show_value(stated.value.amount.value, Dimension.RATE, capacity.noun)
    most = capacity.most
    return f"{most} x {show_value(each, Dimension.RATE, capacity.noun)}"


def _share(used: Interval) -> str:
    low = show_share(_rounded(used.low))
    if used.is_exact:
        return low
    if math.isinf(used.high):
        return f"at least {low}"
    return f"{low} to {show_share(_rounded(used.high))}"


def _rounded(value: float) -> float:
    """Three digits: a load is not known better."""
    return float(f"{value:.3g}")


def _after_loss(facts: Facts, capacity: Capacity) -> str:
    """How full what is left is without the domain below a region that takes most of it."""
    places = facts.design.places
    narrow = [loss for loss in capacity.losses if not places[loss.domain].is_wide]
    if not narrow:
        return ""
    gravest = max(narrow, key=lambda loss: loss.utilisation.low)
    if not math.isfinite(gravest.utilisation.low):
        return ""
    return f"{_share(gravest.utilisation)} without `{gravest.domain}`"
