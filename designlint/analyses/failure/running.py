"""Which replicas of a component run: those that are declared, or as many as an autoscaler adds."""

from __future__ import annotations

from designlint.analyses.load.capacity import Capacity
from designlint.analyses.placement.placement import Replica

SPARES = 4
"""Of replicas that are added by themselves, how many are counted beyond what is needed, and as often
again for each that is: with more, too few are left as seldom as if there were no end of them."""


def running_replicas(capacity: Capacity, needed: int, *, worst: bool) -> list[Replica]:
    """The replicas that run and are left: where they are added by themselves, with `worst` as many as the
    load needs, else as many as there may be."""
    placement, running = capacity.placement, capacity.running
    if running is None:
        return list(placement.replicas)
    least = max(needed, capacity.left_of(running.low))
    count = least if worst else max(least, SPARES + SPARES * needed)
    return placement.first(min(count, capacity.most))
