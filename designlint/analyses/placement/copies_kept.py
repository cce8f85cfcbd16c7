"""How many copies of each data item a component keeps."""

from __future__ import annotations

import math

from designlint.analyses.measure import Interval, exactly
from designlint.analyses.placement.placement import Placement
from designlint.model import Catalogued, Component
from designlint.schema.store import COPIES, SHARDS, TOPOLOGY


def copies_kept(component: Component, placement: Placement) -> Interval:
    """How many copies of each data item a component keeps, as far as the design states it.

    What a provider runs as a whole keeps one: the provider's own redundancy takes no room of ours.
    """
    topology = component[TOPOLOGY]
    stated = (topology.detail(COPIES) if topology else None) or component.value(COPIES)
    count = placement.count
    if placement.whole:
        return exactly(stated or 1)
    if not placement.declared:
        return exactly(stated) if stated else Interval(1.0, math.inf)
    if stated is not None:
        return exactly(min(stated, count))
    # A published topology does not state whether the replicas here are copies or shards.
    is_stated = topology is not None and not isinstance(topology.origin, Catalogued)
    shape = topology.value if topology is not None and is_stated else None
    is_copied = shape in ("leader_follower", "multi_leader") and component[SHARDS] is None
    return exactly(count) if is_copied or count == 1 else Interval(1.0, count)
