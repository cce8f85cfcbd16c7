"""Where replicas run: each with all the failure domains that contain it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from designlint.analyses.facts import Facts, Lazily
from designlint.model import Component, Design, Known
from designlint.schema.component import AUTOSCALE, IN, MANAGED, REPLICAS
from designlint.schema.store import FOLLOWERS, LEADER, LEADERS, TOPOLOGY
from designlint.schema.values import Ref

# What a managed service survives by itself: the loss of places narrower than its scope.
_SURVIVES = {
    "zonal": frozenset(("host", "domain")),
    "regional": frozenset(("zone", "host", "domain")),
    "global": frozenset(("region", "zone", "host", "domain")),
}


class Replica(NamedTuple):
    """One instance: its number, the place it runs in, and the domains whose loss takes it along,
    widest first."""

    number: int
    place: str | None
    domains: tuple[str, ...]
    leads: bool = False


@dataclass(frozen=True)
class Placement:
    """The replicas of a component that are there in this world.

    `whole`: a provider runs it and its redundancy is not visible, so it is one replica here.
    `declared`: the number is declared. `lost` are those that this world takes away.
    """

    replicas: tuple[Replica, ...]
    lost: tuple[Replica, ...]
    whole: bool
    declared: bool
    stated: Known[Any] | None

    @property
    def count(self) -> int:
        """How many there are when nothing is lost."""
        return len(self.replicas) + len(self.lost)

    @cached_property
    def shared_domains(self) -> tuple[str, ...]:
        """The domains that contain every replica, widest first."""
        if not self.replicas:
            return ()
        return tuple(
            [d for d in self.replicas[0].domains if all(d in r.domains for r in self.replicas)]
        )


def placements(facts: Facts) -> Lazily[str, Placement]:
    """The placement of each component, by path."""
    design = facts.design
    return Lazily(design.components, lambda path: _place(design.components[path], design))


def _place(component: Component, design: Design) -> Placement:
    shared = [d for ref in component.value(IN) or () for d in design.domains_of(ref.path)]
    managed = component.value(MANAGED)
    spots, stated, leaders = _spots(component)
    whole = component.is_external or (managed is not None and stated is None)
    if whole:
        spots = [None]
    replicas = []
    for number, ref in enumerate(spots, 1):
        own = design.domains_of(ref.path) if ref else ()
        domains = tuple(dict.fromkeys((*shared, *own)))
        if managed is not None:
            survives = _SURVIVES[managed]
            domains = tuple([d for d in domains if design.places[d].level not in survives])
        replicas.append(Replica(number, ref.path if ref else None, domains, number in leaders))
    is_lost = component.path in design.lost
    lost: list[Replica] = []
    alive: list[Replica] = []
    for replica in replicas:
        gone = is_lost or design.lost.intersection(replica.domains)
        (lost if gone else alive).append(replica)
    return Placement(tuple(alive), tuple(lost), whole, whole or stated is not None, stated)


def is_gone(design: Design, path: str) -> bool:
    """Whether nothing of a component is left in this world."""
    if not design.lost or path not in design.components:
        return False
    return not _place(design.components[path], design).replicas


def _spots(component: Component) -> tuple[list[Ref | None], Known[Any] | None, frozenset[int]]:
    """The place of each replica, where the design says so, and the numbers of those that lead."""
    topology = component[TOPOLOGY]
    replicas, scaled = component[REPLICAS], component[AUTOSCALE]
    leaders = _leaders(topology)
    followers = topology.detail(FOLLOWERS) if topology is not None else None
    if followers is not None and (followers.places or replicas is None):
        spots = [*leaders, *spread(followers.number, followers.places)]
        return spots, topology, frozenset(range(1, len(leaders) + 1))
    if replicas is not None:
        spots = spread(replicas.value.number, replicas.value.places)
        stated: Known[Any] | None = replicas
    elif scaled is not None:
        spots, stated = spread(scaled.value.range.low, ()), scaled
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
    free = dict(enumerate(spots, 1))
    for place in leaders:
        there = (number for number, spot in free.items() if place is not None and spot == place)
        number = next(there, next(iter(free), None))
        if number is not None:
            del free[number]
            yield number


def spread(count: int, places: tuple[Ref, ...]) -> list[Ref | None]:
    """A place for each of `count` replicas: evenly, the first places taking what is left over."""
    if not places:
        return [None] * count
    return [places[number % len(places)] for number in range(count)]
