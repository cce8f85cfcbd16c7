"""Where replicas run: each with all the failure domains that contain it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from designlint.analyses.facts import Facts, Lazily, structural
from designlint.analyses.placement.atlas import Atlas
from designlint.model import Component, Design, Known
from designlint.records import NamedTuple
from designlint.schema.component import AUTOSCALE, IN, MANAGED, REPLICAS
from designlint.schema.roles import Role
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
    widest first.

    `is_open`: what is declared leaves open in which of the places of the design it runs.
    """

    number: int
    place: str | None
    domains: tuple[str, ...]
    leads: bool = False
    is_open: bool = False


@dataclass(frozen=True)
class Placement:
    """The replicas of a component that are there in this world.

    `whole`: a provider, or each user, runs it; its redundancy is not visible, so it is one replica here.
    `declared`: the number is declared. `lost` are those that this world takes away, and `in_doubt`
    the numbers of those that it may take away, because their place is not declared.
    """

    replicas: tuple[Replica, ...]
    lost: tuple[Replica, ...]
    whole: bool
    declared: bool
    stated: Known[Any] | None
    in_doubt: frozenset[int] = frozenset()

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


def placement_assumption(facts: Facts, path: str) -> str:
    """What is taken for granted of replicas whose place, or whose zone, is not declared."""
    placement = facts[placements][path]
    if placement.count > 1:
        taken = "its replicas are taken to fail independently"
    else:
        taken = "only its own failures are counted"
    return f"the {_what_is_open(facts.design, placement)} of `{path}` is not declared: {taken}"


def _what_is_open(design: Design, placement: Placement) -> str:
    """The widest of what is not declared: the place, the zone in a region, or a domain across zones."""
    levels = [
        {design.places[domain].level for domain in replica.domains}
        for replica in placement.replicas
        if replica.is_open
    ]
    if not all(found - {"domain"} for found in levels):
        return "place"
    return "domain" if all("zone" in found for found in levels) else "zone"


@structural
def placements(facts: Facts) -> Lazily[str, Placement]:
    """The placement of each component, by path."""
    design = facts.design
    atlas = Atlas(design)
    return Lazily(design.components, lambda path: _place(design.components[path], design, atlas))


def _place(component: Component, design: Design, atlas: Atlas) -> Placement:
    managed = component.value(MANAGED)
    spots, stated, leaders = _spots(component)
    shared = _shared(component, design, spots, atlas)
    # A user's device is in no place of the design, and each user has one.
    is_placeable = not component.plays(Role.CLIENT)
    whole = is_run_as_whole(component)
    if whole:
        spots = [None]
    survives = _SURVIVES[managed] if managed is not None else frozenset()
    left = design.elsewhere.get(component.path)
    lost: list[Replica] = []
    alive: list[Replica] = []
    in_doubt: list[int] = []
    for number, ref in enumerate(spots, 1):
        within = tuple(dict.fromkeys((*shared, *(atlas.around(ref.path) if ref else ()))))
        domains = within
        if survives:
            domains = tuple([d for d in within if design.places[d].level not in survives])
        is_open = is_placeable and atlas.is_open(within, survives)
        replica = Replica(number, ref.path if ref else None, domains, number in leaders, is_open)
        gone = component.path in design.lost or bool(design.lost.intersection(domains))
        if not gone and is_placeable and atlas.may_be_lost(within, survives):
            in_doubt.append(number)
            gone = left is not None and len(in_doubt) > left
        (lost if gone else alive).append(replica)
    declared = whole or stated is not None
    doubtful = frozenset(in_doubt if left is None else ())
    return Placement(tuple(alive), tuple(lost), whole, declared, stated, doubtful)


def is_run_as_whole(component: Component) -> bool:
    """Whether others run a component, and how many replicas it has is their business: a third party's, one
    that is managed and states no number, or one that each user has."""
    if component.is_external or component.plays(Role.CLIENT):
        return True
    return component.value(MANAGED) is not None and _spots(component)[1] is None


def _shared(
    component: Component, design: Design, spots: list[Ref | None], atlas: Atlas
) -> tuple[str, ...]:
    """The domains that contain every replica, as far as the design says; without a place of its own, a
    vendor's technology runs at the vendor."""
    stated = component.value(IN) or ()
    if stated or any(spots):
        return tuple([d for ref in stated for d in atlas.around(ref.path)])
    vendor = component.vendor
    is_provider = vendor in design.places and design.places[vendor].level == "provider"
    return (vendor,) if is_provider else ()


@lru_cache(maxsize=1024)
def is_gone(design: Design, path: str) -> bool:
    """Whether nothing of a component is left in this world."""
    if not design.lost or path not in design.components:
        return False
    return not _place(design.components[path], design, Atlas(design)).replicas


def _spots(component: Component) -> tuple[list[Ref | None], Known[Any] | None, frozenset[int]]:
    """The place of each replica, where the design says so, and the numbers of those that lead."""
    topology = component[TOPOLOGY]
    replicas, scaled = component[REPLICAS], component[AUTOSCALE]
    leaders = _leaders(topology)
    followers = topology.detail(FOLLOWERS) if topology is not None else None
    if followers is not None and (followers.places or replicas is None):
        spots = [*leaders, *spread(followers.number, followers.places)]
        return spots, topology, frozenset(range(1, len(leaders) + 1))
    if any(leaders) and replicas is not None and not replicas.value.places:
        spots = [*leaders, *spread(max(0, replicas.value.number - len(leaders)), ())]
        return spots, replicas, frozenset(range(1, len(leaders) + 1))
    if replicas is not None:
        spots = spread(replicas.value.number, replicas.value.places)
        stated: Known[Any] | None = replicas
    elif scaled is not None:
        # What may scale down to none runs as soon as it is called.
        spots, stated = spread(max(1, scaled.value.range.low), ()), scaled
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
