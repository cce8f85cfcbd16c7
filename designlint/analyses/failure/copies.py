"""Which replicas keep a key, and how many of them a write waits for."""

from __future__ import annotations

import math
from collections import Counter

from designlint.analyses.load.busiest import votes
from designlint.analyses.measure import Interval, exactly
from designlint.analyses.placement.placement import Placement, Replica
from designlint.model import Catalogued, Component
from designlint.schema.store import COPIES, SHARDS, SYNC, TOPOLOGY


def shards_of(component: Component) -> int:
    """Into how many shards a component divides its keys; 1 where it does not."""
    stated = component[SHARDS]
    return 1 if stated is None else max(1, stated.value.number)


def copies_stated(component: Component) -> int | None:
    """How many copies of each key a component keeps, where that is declared."""
    topology = component[TOPOLOGY]
    return (topology.detail(COPIES) if topology else None) or component.value(COPIES)


def holders_of(
    component: Component, placement: Placement, *, worst: bool = False
) -> tuple[list[Replica], int]:
    """The replicas that are left of those that keep a key, and how many keep it.

    One key's copies stand for all. Where it is not declared how many copies of each shard there are,
    every replica has one. With `worst`, only one has, and the key is one of those that a loss hits
    most.
    """
    unknown = 1 if worst and shards_of(component) > 1 else placement.count
    copies = min(copies_stated(component) or unknown, placement.count)
    everywhere = sorted((*placement.replicas, *placement.lost))
    lost = {replica.number for replica in placement.lost}
    holders = _spread_out(everywhere, copies, lost if worst else set())
    return [replica for replica in holders if replica.number not in lost], copies


def confirming(component: Component, copies: int) -> int | None:
    """How many copies, the leader's included, a write waits for; None where that is not declared."""
    topology = component[TOPOLOGY]
    followers = votes(topology.detail(SYNC), copies - 1) if topology is not None else None
    return None if followers is None else min(followers + 1, copies)


def _spread_out(replicas: list[Replica], copies: int, first: set[int]) -> list[Replica]:
    """The replicas that keep a key where a store puts its copies as far apart as it can: each in the
    provider, then region, zone, host that has the fewest copies so far; of equals, those whose number
    is in `first`."""
    if copies == len(replicas):
        return replicas
    held: Counter[str] = Counter()
    free = list(replicas)
    chosen: list[Replica] = []
    while len(chosen) < copies:
        best = min(
            free,
            key=lambda r: ([held[domain] for domain in r.domains], r.number not in first, r.number),
        )
        free.remove(best)
        chosen.append(best)
        held.update(best.domains)
    return chosen


def copies_kept(component: Component, placement: Placement) -> Interval:
    """How many copies of each data item a component keeps, as far as the design tells.

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
    # A published topology does not tell whether the replicas here are copies or shards.
    is_stated = topology is not None and not isinstance(topology.origin, Catalogued)
    shape = topology.value if topology is not None and is_stated else None
    is_copied = shape in ("leader_follower", "multi_leader") and component[SHARDS] is None
    return exactly(count) if is_copied or count == 1 else Interval(1.0, count)
