"""Which components certainly get more load than they carry: today, grown, or without a failure domain."""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.analyses.load.capacity import FULL, capacities
from designlint.analyses.load.part import DomainLoss


def overloading_losses(facts: Facts) -> dict[str, DomainLoss]:
    """Of the components that carry their load when nothing is lost: the loss of a domain below a
    region that overloads what is left the most, by the component's path."""
    found = {}
    for path, capacity in facts[capacities].items():
        used = capacity.certain_use
        if used is None or used.low > FULL:
            continue
        overloading = [loss for loss in capacity.losses if _overloads(facts, loss)]
        if overloading:
            found[path] = max(overloading, key=lambda loss: loss.utilisation.low)
    return found


def _overloads(facts: Facts, loss: DomainLoss) -> bool:
    is_narrow = not facts.design.places[loss.domain].is_wide
    return is_narrow and loss.utilisation.low > FULL
