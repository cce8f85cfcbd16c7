"""Which components certainly get more load than they carry: today, grown, or without a failure domain."""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.analyses.load.capacity import Capacity, DomainLoss, capacities
from designlint.analyses.measure import Interval

# Rounding may leave a component that is exactly full slightly above it.
FULL = 1.0 + 1e-9


def certain_use(capacity: Capacity) -> Interval | None:
    """The utilisation (1 is full); None where it is unknown, or where the capacity is known only from
    a benchmark on other hardware."""
    return None if capacity.is_benchmark else capacity.utilisation()


def is_outgrown(capacity: Capacity, factor: float) -> bool:
    """Whether a component certainly carries its load today, and not this multiple of it."""
    used = certain_use(capacity)
    return used is not None and used.low <= FULL < used.low * factor


def overloading_losses(facts: Facts) -> dict[str, DomainLoss]:
    """Of the components that carry their load when nothing is lost: the loss of a domain below a
    region that overloads what is left the most, by the component's path."""
    found = {}
    for path, capacity in facts[capacities].items():
        used = certain_use(capacity)
        if used is None or used.low > FULL:
            continue
        overloading = [loss for loss in capacity.losses if _overloads(facts, loss)]
        if overloading:
            found[path] = max(overloading, key=lambda loss: loss.utilisation.low)
    return found


def _overloads(facts: Facts, loss: DomainLoss) -> bool:
    is_narrow = not facts.design.places[loss.domain].is_wide
    return is_narrow and loss.utilisation.low > FULL
