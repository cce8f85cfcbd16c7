"""What a loss leaves a component to do."""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.analyses.load.capacity import FULL, capacities
from designlint.analyses.worlds import before_the_loss


def has_more_to_do(facts: Facts, path: str) -> bool:
    """Whether the loss in this world takes replicas of a component, or sends it more calls."""
    if not facts.design.lost:
        return False
    capacity = facts[capacities][path]
    before = before_the_loss(facts)[capacities][path].demand.total
    return bool(capacity.placement.lost) or capacity.demand.total.high > before.high * FULL
