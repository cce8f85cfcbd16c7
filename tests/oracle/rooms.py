"""Which share of its capacity a component has free."""

from __future__ import annotations

from tests.oracle.designs import Part
from tests.oracle.loads import Arrivals
from tests.oracle.serving import each, elected


def room(part: Part, up: tuple[bool, ...], arrivals: Arrivals, *, best: bool) -> float:
    """The share of the capacity of the fullest replica that is free; what has none is as full as can be,
    or empty at best."""
    capacity, count = each(part), sum(up)
    if part.kind == "external" or arrivals.total == 0.0:
        return 1.0
    if capacity is None:
        return 1.0 if best else float("-inf")
    if count == 0:
        return float("-inf")
    if part.store is None:
        return 1.0 - arrivals.total / (count * capacity)
    return _of_store(part, count, arrivals, best=best)


def _of_store(part: Part, count: int, arrivals: Arrivals, *, best: bool) -> float:
    capacity = each(part)
    assert capacity is not None
    assert part.store is not None
    reads = dict(arrivals.reads)
    if part.store.word == "leaderless":
        asked = 1 if best else min(count, part.store.read)
        read = (arrivals.plain + sum(reads.values())) * asked / count
        return 1.0 - (arrivals.writes + read) / capacity
    if part.store.word == "consensus":
        of_nodes = elected(arrivals, count)
        # The last are the nodes where all do the same.
        used = of_nodes[-1][1] if best else max(load for _, load in of_nodes)
        return 1.0 - used / capacity
    spread = reads.get("any", 0.0) / count
    leader = arrivals.writes + arrivals.plain + reads.get("leader", 0.0) + spread
    followers = reads.get("follower", 0.0) / max(1, count - 1) + spread
    if count == 1:
        # Whether a leader that is left alone answers these is open.
        leader += 0.0 if best else reads.get("follower", 0.0)
        followers = 0.0
    return 1.0 - max(leader, followers) / capacity
