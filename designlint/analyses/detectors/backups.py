"""Backups that may turn out to be none: untried, kept with the data, or not made at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from designlint.analyses.facts import Facts
from designlint.analyses.graph.sources import data_of, stores_of
from designlint.analyses.placement.placement import WIDE_LEVELS, placements
from designlint.analyses.recovery.data_copies import confined_data
from designlint.model import Component, Known
from designlint.schema.context import IMPORTANCE
from designlint.schema.roles import Role
from designlint.schema.store import ALERTS, BACKUP, DURABILITY, RESTORE_TESTED
from designlint.schema.values import Backup


class Unproven(NamedTuple):
    """A backup of which nobody knows whether it can be restored.

    `untested`: no restore is said to be tried; `silent`: it is said that nobody is told of failures.
    """

    component: str
    backup: Known[Backup]
    data: tuple[str, ...]
    untested: bool
    silent: bool


def unproven_backups(facts: Facts) -> tuple[Unproven, ...]:
    """The backups of what matters that are never tried, or that fail without anybody being told."""
    found = []
    for component, backup in _backed_up(facts):
        untested = backup.details[RESTORE_TESTED] is None
        silent = backup.detail(ALERTS) is False
        data = _that_matters(facts, component.path)
        if (untested or silent) and data:
            found.append(Unproven(component.path, backup, data, untested, silent))
    return tuple(found)


def _backed_up(facts: Facts) -> Iterator[tuple[Component, Known[Backup]]]:
    for component in facts.design.components.values():
        backup = component[BACKUP]
        if backup is not None:
            yield component, backup


def _that_matters(facts: Facts, path: str) -> tuple[str, ...]:
    """What a component keeps and is critical or named by a requirement on its recovery; itself, if
    such a requirement names it."""
    data, named = facts.design.data, facts[counted_on]
    kept = data_of(facts, path)
    found = [d for d in kept if d in named or data[d].value(IMPORTANCE) == "critical"]
    return tuple(found) or ((path,) if path in named else ())


def counted_on(facts: Facts) -> frozenset[str]:
    """What a requirement on recovery or durability is about."""
    claims = facts.design.claims_on("rpo", "rto", "durability")
    return frozenset(claim.about for _, claim in claims)


class SharedBackup(NamedTuple):
    """A backup that is gone with what it copies: kept in the store itself (`domain` None), or in the
    one place below a region where every copy is."""

    component: str
    target: str
    backup: Known[Backup]
    domain: str | None


def shared_backups(facts: Facts) -> tuple[SharedBackup, ...]:
    """The backups that share the fate of their data; not those of data whose every copy is told to
    be in one place anyway."""
    told = {
        confined.data
        for confined in facts[confined_data]
        if facts.design.data[confined.data].value(IMPORTANCE) == "critical"
    }
    found = []
    for component, backup in _backed_up(facts):
        target = backup.value.to.path if backup.value.to is not None else None
        if target is None or not told.isdisjoint(data_of(facts, component.path)):
            continue
        domain = _shared_domain(facts, component.path, target)
        if target == component.path or domain is not None:
            where = None if target == component.path else domain
            found.append(SharedBackup(component.path, target, backup, where))
    return tuple(found)


def _shared_domain(facts: Facts, source: str, target: str) -> str | None:
    """The widest place below a region that holds all of both."""
    one, other = (facts[placements].get(path) for path in (source, target))
    if one is None or other is None:
        return None
    places = facts.design.places
    for domain in one.shared_domains:
        if domain in other.shared_domains and places[domain].level not in WIDE_LEVELS:
            return domain
    return None


class Unbacked(NamedTuple):
    """Critical data of which no store makes a backup."""

    data: str
    stores: tuple[str, ...]


def unbacked_data(facts: Facts) -> tuple[Unbacked, ...]:
    """The critical data that only its live copies keep.

    Only in a design that speaks of recovery: that states a backup somewhere, or a requirement about
    the data. Not what a store is stated or published to keep for so long that it counts as a backup itself,
    nor what outsiders keep, nor what one place holds (which is worse, and told).
    """
    confined = {found.data for found in facts[confined_data]}
    plans = any(True for _ in _backed_up(facts))
    found = []
    for path, data in facts.design.data.items():
        homes = stores_of(facts, path)
        if data.value(IMPORTANCE) != "critical" or path in confined or not homes:
            continue
        if not plans and facts[counted_on].isdisjoint((path, *(home.path for home in homes))):
            continue
        kept = all(home.plays(Role.STORE) and not home.plays(Role.BACKUP_TARGET) for home in homes)
        safe = any(home[BACKUP] is not None or home[DURABILITY] is not None for home in homes)
        if kept and not safe:
            found.append(Unbacked(path, tuple([home.path for home in homes])))
    return tuple(found)
