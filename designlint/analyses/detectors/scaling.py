"""What stands in the way of growth, and of the loss of a domain: the components that fill up first."""

from __future__ import annotations

from typing import NamedTuple

from designlint.analyses.facts import Facts
from designlint.analyses.load.capacity import Capacity, DomainLoss, capacities
from designlint.analyses.load.intake import broker_of
from designlint.analyses.load.load import loads
from designlint.analyses.load.volume import growth_factor
from designlint.analyses.measure import Interval
from designlint.analyses.placement.placement import WIDE_LEVELS
from designlint.analyses.verdicts.verdicts import is_at_stake
from designlint.schema.component import SCALES

# Rounding may leave a component that is just full a hair above it.
FULL = 1.0 + 1e-9


def overloaded(facts: Facts) -> tuple[Capacity, ...]:
    """The components that get more than they carry at peak, fullest first: by what is stated or
    promised, not by a benchmark, not as part of a circle of calls that grows without bound, and not
    where all their work waits for them in a queue (see `queues`)."""
    circling = {node[1] for circle in facts[loads].unbounded for node in circle}
    found = [
        (used.low, capacity)
        for path, capacity in facts[capacities].items()
        if path not in circling
        and capacity.placement.replicas
        and (used := certain_use(capacity)) is not None
        and used.low > FULL
        and broker_of(facts, path) is None
    ]
    return tuple([capacity for _, capacity in sorted(found, key=_fullest_first)])


def _fullest_first(found: tuple[float, Capacity]) -> tuple[float, str]:
    return (-found[0], found[1].component.path)


def certain_use(capacity: Capacity) -> Interval | None:
    """The utilisation, unless only a benchmark on other hardware tells the capacity."""
    return None if capacity.is_benchmark else capacity.utilisation()


def domain_losses(facts: Facts) -> dict[str, DomainLoss]:
    """The gravest loss of a domain below a region that overloads what is left of a component, by
    the component's path.

    Only components that carry their load when nothing is lost, in flows whose availability matters.
    """
    found = {}
    for path, capacity in facts[capacities].items():
        used = certain_use(capacity)
        if used is None or used.low > FULL:
            continue
        grave = [loss for loss in capacity.losses if _is_grave(facts, loss)]
        if grave and any(is_at_stake(facts, part.flow) for part in capacity.parts):
            found[path] = max(grave, key=lambda loss: loss.utilisation.low)
    return found


def _is_grave(facts: Facts, loss: DomainLoss) -> bool:
    is_narrow = facts.design.places[loss.domain].level not in WIDE_LEVELS
    return is_narrow and loss.utilisation.low > FULL


class GrowthLimit(NamedTuple):
    """A component that is full before the growth that is planned: at which multiple of today's load.

    `writer` is whether the one node that takes all writes is what fills up.
    """

    capacity: Capacity
    full_at: float
    writer: bool

    @property
    def shown(self) -> str:
        """The multiple as people say it: `3.74x`."""
        return f"{self.full_at:.3g}x"


def growth_limits(facts: Facts) -> tuple[GrowthLimit, ...]:
    """The components that carry today's load and not the planned one, the first to fill up first.

    A component that says that it `scales out` gets more replicas as it grows.
    """
    factor = growth_factor(facts.design)
    found = [
        limit
        for capacity in facts[capacities].values()
        if (limit := _limit(capacity, factor)) is not None
    ]
    return tuple(sorted(found, key=lambda limit: (limit.full_at, limit.capacity.component.path)))


def _limit(capacity: Capacity, factor: float) -> GrowthLimit | None:
    used, writes = certain_use(capacity), capacity.leader_writes
    if used is None or used.low > FULL or used.low * factor <= FULL:
        return None
    if writes is not None and writes.low * factor > FULL:
        return GrowthLimit(capacity, 1.0 / writes.low, writer=True)
    if capacity.component.value(SCALES) == "out":
        return None
    return GrowthLimit(capacity, 1.0 / used.low, writer=False)
