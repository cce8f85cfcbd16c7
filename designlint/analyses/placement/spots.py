"""In which places the replicas of a component are, as far as the design says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from designlint.model import Component, Known
from designlint.schema.component import AUTOSCALE, REPLICAS
from designlint.schema.store import FOLLOWERS, LEADER, LEADERS, TOPOLOGY
from designlint.schema.values import Ref


def spots_of(
    component: Component,
) -> tuple[list[Ref | None], Known[Any] | None, frozenset[int]]:
    """The place of each declared replica, where the design says so, what declares them, and the numbers of
    those that lead."""
    topology = component[TOPOLOGY]
    replicas, scaled = component[REPLICAS], component[AUTOSCALE]
    leaders = _leaders(topology)
    followers = topology.detail(FOLLOWERS) if topology is not None else None
    if followers is not None and (followers.places or replicas is None):
        spots = [*leaders, *_spread(followers.number, followers.places)]
        return spots, topology, frozenset(range(1, len(leaders) + 1))
    if any(leaders) and replicas is not None and not replicas.value.places:
        spots = [*leaders, *_spread(max(0, replicas.value.number - len(leaders)), ())]
        return spots, replicas, frozenset(range(1, len(leaders) + 1))
    if replicas is not None:
        spots = _spread(replicas.value.number, replicas.value.places)
        stated: Known[Any] | None = replicas
    elif scaled is not None:
        # What may scale down to none runs as soon as it is called.
        spots, stated = _spread(max(1, scaled.value.range.low), ()), scaled
    elif any(leaders):
        # Each leader has its place; how many follow one leader is not declared.
        spots, stated = list(leaders), topology if len(leaders) > 1 else None
    else:
        spots, stated = [None], None
    if topology is not None and topology.value == "multi_leader" and leaders == [None]:
        return spots, stated, frozenset(range(1, len(spots) + 1))
    return spots, stated, frozenset(_leading(spots, leaders))


def _leaders(topology: Known[str] | None) -> list[Ref | None]:
    """The place of each leader, None where it is not declared; empty where none leads."""
    if topology is None or topology.value not in ("leader_follower", "multi_leader"):
        return []
    stated = topology.detail(LEADERS)
    return list(stated) if stated else [topology.detail(LEADER)]


def _leading(spots: list[Ref | None], leaders: list[Ref | None]) -> Iterator[int]:
    """The numbers of the replicas that lead: the first in each leader's place, else the first."""
    free = dict(enumerate(spots, 1)) if leaders else {}
    for place in leaders:
        there = (number for number, spot in free.items() if place is not None and spot == place)
        number = next(there, next(iter(free), None))
        if number is not None:
            del free[number]
            yield number


def following_spots(component: Component, count: int) -> list[Ref | None]:
    """The places of what an autoscaler adds to so many replicas, in turn; empty where none are declared."""
    replicas = component[REPLICAS]
    places = replicas.value.places if replicas is not None else ()
    return _spread(count + len(places), places)[count:]


def _spread(count: int, places: tuple[Ref, ...]) -> list[Ref | None]:
    """A place for each of `count` replicas: evenly, the first places taking what is left over."""
    if not places:
        return [None] * count
    return [places[number % len(places)] for number in range(count)]
