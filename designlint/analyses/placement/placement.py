"""Where replicas run: each with all the failure domains that contain it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from designlint.analyses.facts import Facts, Lazily, structural
from designlint.analyses.placement.atlas import Atlas, atlas_of
from designlint.analyses.placement.spots import following_spots, spots_of
from designlint.base.cached import cached_property
from designlint.base.records import NamedTuple
from designlint.base.remembered import remembered
from designlint.model import Component, Design, Known
from designlint.schema.component import AUTOSCALE, IN, MANAGED
from designlint.schema.roles import Role
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


_DOMAINS = attrgetter("domains")

# Half the time of `Replica(...)`, of which some designs have ten thousands.
_made = tuple.__new__


@dataclass(frozen=True)
class Placement:
    """The replicas of a component that are there in this world.

    `whole`: a provider, or each user, runs it; its redundancy is not visible, so it is one replica here.
    `declared`: the number is declared. `lost` are those that this world takes away, and `in_doubt`
    the numbers of those that it may take away, because their place is not declared. `added` are those that
    an autoscaler adds, as they follow each other in turn; None for those that this world takes away.
    """

    replicas: tuple[Replica, ...]
    lost: tuple[Replica, ...]
    whole: bool
    declared: bool
    stated: Known[Any] | None
    in_doubt: frozenset[int] = frozenset()
    added: tuple[Replica | None, ...] = ()

    @property
    def count(self) -> int:
        """How many there are when nothing is lost."""
        return len(self.replicas) + len(self.lost)

    def left_of(self, running: int) -> int:
        """How many are left of so many that ran before this world lost any. Which of the declared ones ran
        is not declared, where an autoscaler ran fewer."""
        if running <= self.count:
            return math.floor(running * len(self.replicas) / max(1, self.count) + 1e-9)
        turns, rest = divmod(running - self.count, max(1, len(self.added)))
        kept = [one is not None for one in self.added]
        return len(self.replicas) + turns * sum(kept) + sum(kept[:rest])

    def first(self, count: int) -> list[Replica]:
        """So many of the replicas that are left, those first that are declared."""
        found = list(self.replicas[:count])
        kept = [(turn, one) for turn, one in enumerate(self.added, 1) if one is not None]
        for number in range(count - len(found) if kept else 0):
            turns, at = divmod(number, len(kept))
            turn, one = kept[at]
            found.append(one._replace(number=self.count + turns * len(self.added) + turn))
        return found

    @cached_property
    def domains(self) -> tuple[str, ...]:
        """The domains that contain some replica, each once."""
        chains = dict.fromkeys(map(_DOMAINS, self.replicas))
        return tuple(dict.fromkeys(domain for chain in chains for domain in chain))

    @cached_property
    def shared_domains(self) -> tuple[str, ...]:
        """The domains that contain every replica, widest first."""
        if not self.replicas:
            return ()
        chains = dict.fromkeys(map(_DOMAINS, self.replicas))
        return tuple([d for d in self.replicas[0].domains if all(d in one for one in chains)])


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
    components, known = facts.design.components, _known(facts)
    if known is None:
        return Lazily(
            components, lambda path: _place(components[path], facts.design, facts[_atlas])
        )
    before, found = known

    def find(path: str) -> Placement:
        if components[path] is before.get(path):
            return found[path]
        return _place(components[path], facts.design, facts[_atlas])

    return Lazily(components, find)


def _known(facts: Facts) -> tuple[Mapping[str, Component], Mapping[str, Placement]] | None:
    """The components of the design that was changed to make this one, and where they are, if that is the
    same here for all that were not changed."""
    base = facts.base
    if base is None or base.design.places is not facts.design.places:
        return None
    is_same_world = (base.design.lost, base.design.elsewhere) == (
        facts.design.lost,
        facts.design.elsewhere,
    )
    return (base.design.components, base[placements]) if is_same_world else None


def may_be_inside(facts: Facts, path: str, place: str) -> bool:
    """Whether all replicas of a component that are left may run in a place whose loss takes them, for all
    that is declared."""
    component, found = facts.design.components[path], facts[placements][path].replicas
    if component.plays(Role.CLIENT) or not found:
        return False
    managed = component.value(MANAGED)
    if managed is not None and facts.design.places[place].level in _SURVIVES[managed]:
        return False
    atlas = facts[_atlas]
    return all(place in one.domains or atlas.may_contain(place, one.domains) for one in found)


def _atlas(facts: Facts) -> Atlas:
    return atlas_of(facts.design)


def _place(component: Component, design: Design, atlas: Atlas) -> Placement:
    spots, stated, leaders = spots_of(component)
    whole = is_run_as_whole(component)
    if whole:
        spots = [None]
    site = _Site(component, design, spots, leaders, atlas)
    left = design.elsewhere.get(component.path)
    lost: list[Replica] = []
    alive: list[Replica] = []
    in_doubt: list[int] = []
    for number, ref in enumerate(spots, 1):
        spot = site.spot(ref)
        gone = spot.is_lost
        if not gone and spot.may_be_lost:
            in_doubt.append(number)
            gone = left is not None and len(in_doubt) > left
        (lost if gone else alive).append(spot.replica(number, leaders))
    declared = whole or stated is not None
    doubtful = frozenset(in_doubt if left is None else ())
    added: Iterable[Replica | None] = ()
    if component[AUTOSCALE] is not None:
        following = following_spots(component, len(spots)) if not in_doubt else []
        added = site.following(following, len(spots)) or _in_turn(alive, lost)
    return Placement(tuple(alive), tuple(lost), whole, declared, stated, doubtful, tuple(added))


def _in_turn(alive: list[Replica], lost: list[Replica]) -> list[Replica | None]:
    """Of what is added, as much is lost as of what is declared, where that is in doubt."""
    gone = {one.number for one in lost}
    return [None if one.number in gone else one for one in sorted([*alive, *lost])]


class _Spot(NamedTuple):
    """What is the same of all replicas of a component that are stated to be in one place: the domains whose
    loss takes them along, and whether this world takes them away, or may."""

    place: str | None
    domains: tuple[str, ...]
    is_open: bool
    is_lost: bool
    may_be_lost: bool

    def replica(self, number: int, leaders: frozenset[int]) -> Replica:
        """One of them."""
        return _made(Replica, (number, self.place, self.domains, number in leaders, self.is_open))


class _Site:
    """Where the replicas of one component are, and which of them this world takes away."""

    def __init__(
        self,
        component: Component,
        design: Design,
        spots: list[Ref | None],
        leaders: frozenset[int],
        atlas: Atlas,
    ) -> None:
        managed = component.value(MANAGED)
        self._survives = _SURVIVES[managed] if managed is not None else frozenset[str]()
        self._shared = _shared(component, design, spots, atlas)
        self._is_lost = component.path in design.lost
        # A user's device is in no place of the design, and each user has one.
        self._is_placeable = not component.plays(Role.CLIENT)
        self._design, self._leaders, self._atlas = design, leaders, atlas
        self._spots: dict[Ref | None, _Spot] = {}

    def spot(self, ref: Ref | None) -> _Spot:
        """What all replicas in a place have in common; None: their place is not declared."""
        if ref not in self._spots:
            self._spots[ref] = self._found(ref)
        return self._spots[ref]

    def following(self, spots: list[Ref | None], count: int) -> list[Replica | None]:
        """The replicas that follow so many; None for those that this world takes away."""
        found = [(number, self.spot(ref)) for number, ref in enumerate(spots, count + 1)]
        return [None if one.is_lost else one.replica(n, self._leaders) for n, one in found]

    def _found(self, ref: Ref | None) -> _Spot:
        domains = within = self._within(ref)
        if self._survives:
            places = self._design.places
            domains = tuple([d for d in within if places[d].level not in self._survives])
        return _Spot(
            ref.path if ref else None,
            domains,
            self._is_placeable and self._atlas.is_open(within, self._survives),
            self._is_lost or not self._design.lost.isdisjoint(domains),
            self._is_placeable and self._atlas.may_be_lost(within, self._survives),
        )

    def _within(self, ref: Ref | None) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self._shared, *(self._atlas.around(ref.path) if ref else ()))))


def is_run_as_whole(component: Component) -> bool:
    """Whether others run a component, and how many replicas it has is their business: a third party's, one
    that is managed and states no number, or one that each user has."""
    if component.is_external or component.plays(Role.CLIENT):
        return True
    return component.value(MANAGED) is not None and spots_of(component)[1] is None


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


@remembered(1024)
def is_gone(design: Design, path: str) -> bool:
    """Whether nothing of a component is left in this world."""
    if not design.lost or path not in design.components:
        return False
    if path in design.lost:
        return True
    component = design.components[path]
    if design.lost.isdisjoint(design.places):
        return not is_run_as_whole(component) and not spots_of(component)[0]
    return not _place(component, design, atlas_of(design)).replicas
