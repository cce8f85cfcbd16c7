"""Where the lasting copies of each data item are, and which data has them all in one failure domain."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.copies import holders_of
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.placement.placement import placements
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step
from designlint.model import Component, Known
from designlint.schema.component import MANAGED
from designlint.schema.roles import Role
from designlint.schema.store import BACKUP, TOPOLOGY
from designlint.schema.values import Backup

_SPREAD = frozenset(("regional", "global"))


class Keeper(NamedTuple):
    """A component that keeps lasting copies of a data item.

    `copies` has the domains around each copy, widest first, or is None where the design does not say
    how many there are or where; `within` are those around all of them. `backup` is what makes the
    copies, if they are not the data itself, and `known` what states the copies.
    """

    component: str
    copies: tuple[tuple[str, ...], ...] | None
    backup: Known[Backup] | None = None
    known: Known[Any] | None = None
    within: tuple[str, ...] = ()

    @property
    def line(self) -> Step:
        """How many copies it keeps, and where."""
        copies = (self.within,) if self.copies is None else self.copies
        where = list(dict.fromkeys(domains[-1] for domains in copies if domains))
        inside = f" in {', '.join(where)}" if where else ""
        count = f"{len(copies)} {'copy' if len(copies) == 1 else 'copies'}"
        if self.copies is None:
            count = "the copies of its provider"
        what = "backup" if self.backup else count
        return Step(f"{self.component}: {what}{inside}", self.known.span if self.known else None)


class Confined(NamedTuple):
    """A data item whose copies are all inside one domain, or that has only one copy (`domain` None: its
    place is not declared). The domain is a region only where the design has others, or where it is one
    physical site; `one_site` says whether one disaster destroys all copies for good."""

    data: str
    domain: str | None
    keepers: tuple[Keeper, ...]
    one_site: bool = True

    @property
    def kept_by(self) -> list[str]:
        """The components that keep the copies, each once."""
        return list(dict.fromkeys(keeper.component for keeper in self.keepers))


def keepers(facts: Facts) -> Lazily[str, tuple[Keeper, ...]]:
    """The components that keep each data item: stores, other holders, and where their backups go.

    Copies in caches do not last, so they are not among them.
    """

    def find(path: str) -> tuple[Keeper, ...]:
        components = facts.design.components
        homes = [components[home] for home in facts[data_uses][path].homes if home in components]
        lasting = [home for home in homes if not home.plays(Role.CACHE)]
        found = [_keeper(facts, home) for home in lasting]
        for home in lasting:
            chain = (home.path, *facts.design.backups_of(home.path))
            kept = [(one, backup) for one in chain if (backup := components[one][BACKUP])]
            found += [_backed_up(facts, components[one], backup) for one, backup in kept]
        return tuple(found)

    return Lazily(facts.design.data, find)


def _keeper(facts: Facts, home: Component) -> Keeper:
    stated = facts[placements][home.path].stated
    return Keeper(home.path, _copies(facts, home), known=stated, within=_around(facts, home))


def _backed_up(facts: Facts, home: Component, backup: Known[Backup]) -> Keeper:
    target = facts.design.components.get(backup.value.to.path) if backup.value.to else None
    if target is None:
        return Keeper(home.path, None, backup, backup)
    return Keeper(target.path, _copies(facts, target), backup, backup, _around(facts, target))


def confined_data(facts: Facts) -> tuple[Confined, ...]:
    """The data that one failure can destroy, as far as the places of its copies are declared."""
    found = (_confined(facts, path) for path in facts.design.data)
    return tuple([confined for confined in found if confined is not None])


def _confined(facts: Facts, data: str) -> Confined | None:
    kept = facts[keepers][data]
    found = _within(facts, data, kept)
    region = _only_region(facts, kept) if found is None else None
    if region is None:
        return found
    components = [facts.design.components[keeper.component] for keeper in kept]
    is_spread = any((one.value(MANAGED) or "") in _SPREAD for one in components)
    is_site = not is_spread and facts.design.is_one_site(region) is True
    return Confined(data, region, kept, is_site)


def _only_region(facts: Facts, kept: tuple[Keeper, ...]) -> str | None:
    """The region that holds every copy and backup, where the design has another one or it is one site."""
    places = facts.design.places
    if any(keeper.backup is not None and keeper.backup.value.to is None for keeper in kept):
        return None
    place = shared_wide_place(facts, [keeper.component for keeper in kept])
    if place is None or places[place].level != "region":
        return None
    others = sum(one.level == "region" for one in places.values()) > 1
    return place if others or facts.design.is_one_site(place) else None


def shared_wide_place(facts: Facts, components: Iterable[str]) -> str | None:
    """The narrowest region or provider that contains all replicas of all of some components."""
    shared: list[str] | None = None
    for path in components:
        own = facts[placements][path].shared_domains
        shared = [d for d in (own if shared is None else shared) if d in own]
    wide = [d for d in shared or () if facts.design.places[d].is_wide]
    return wide[-1] if wide else None


def _within(facts: Facts, data: str, kept: tuple[Keeper, ...]) -> Confined | None:
    """By a domain below a region."""
    copies: list[tuple[str, ...]] = []
    for keeper in kept:
        if keeper.copies is None:
            return None
        copies += keeper.copies
    if not copies:
        return None
    places = facts.design.places
    shared = [
        domain
        for domain in copies[0]
        if not places[domain].is_wide and all(domain in other for other in copies)
    ]
    if not shared and len(copies) > 1:
        return None
    domain = shared[0] if shared else None
    is_site = domain is None or facts.design.is_one_site(domain) is True
    return Confined(data, domain, kept, is_site)


def _around(facts: Facts, component: Component) -> tuple[str, ...]:
    return facts[placements][component.path].shared_domains


def _copies(facts: Facts, component: Component) -> tuple[tuple[str, ...], ...] | None:
    """The domains around each copy that a component keeps of one data item."""
    placement, places = facts[placements][component.path], facts.design.places
    if component.is_external:
        return None
    replicas = sorted((*placement.replicas, *placement.lost))
    if not placement.whole and not all(places[d].is_wide for d in placement.shared_domains):
        # However many copies there are, and on whichever replicas: all are in there.
        return tuple([replica.domains for replica in replicas])
    if not placement.declared:
        return None
    if placement.whole:
        # A service that its provider spreads over more than a zone has copies that are not visible.
        return (placement.shared_domains,) if component.value(MANAGED) == "zonal" else None
    if not component.plays(Role.STORE):
        return tuple([replica.domains for replica in replicas])
    if component[TOPOLOGY] is None and len(replicas) > 1:
        return None  # whether these are shards or copies is not declared
    holders, _ = holders_of(component, placement)
    return tuple([replica.domains for replica in holders])
