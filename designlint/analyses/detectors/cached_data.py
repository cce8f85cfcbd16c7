"""What caches do with data: keep it for ever, keep it alone, keep it too long, show it to others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from designlint.analyses.facts import Facts
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.load.volume import volumes
from designlint.diagnostic import Step as Line
from designlint.model import Component, Data, Known, Named, Step
from designlint.quantity import Quantity
from designlint.schema.context import CONTAINS, FRESHNESS, IMMUTABLE, IMPORTANCE
from designlint.schema.roles import Role
from designlint.schema.store import (
    CACHE_PLACEMENT,
    EVICTION,
    HOLDS,
    INVALIDATION,
    SIZE,
    STALE_WHILE_REVALIDATE,
    TTL,
    WRITE_POLICY,
)

WEIGHTY: tuple[str | None, ...] = ("high", "critical")
# A cache that is told of a change does not keep what is old until its ttl ends.
_TOLD: tuple[str | None, ...] = ("before_commit", "after_commit", "event")
_WRITTEN: tuple[str | None, ...] = ("write_through", "write_behind")


class CachedData(NamedTuple):
    """A datum in a cache, with the writes that change it."""

    cache: Component
    data: Data
    writes: tuple[Named, ...]


def endless_copies(facts: Facts) -> tuple[CachedData, ...]:
    """The data that changes and that a cache keeps for ever: no ttl, and nobody tells it."""
    return tuple([cached for cached in _cached(facts) if _is_endless(facts, cached)])


def _cached(facts: Facts) -> Iterator[CachedData]:
    for cache in facts.design.components.values():
        for ref in cache.value(HOLDS) or () if cache.plays(Role.CACHE) else ():
            yield CachedData(cache, facts.design.data[ref.path], facts[data_uses][ref.path].writes)


def _is_endless(facts: Facts, cached: CachedData) -> bool:
    cache, data, writes = cached
    return (
        bool(writes)
        and cache[TTL] is None
        and not data.value(IMMUTABLE)
        and cache.value(INVALIDATION) not in _TOLD
        and cache.value(WRITE_POLICY) not in _WRITTEN
        and not _writes_into(facts, cache.path, data.path)
    )


def _writes_into(facts: Facts, component: str, data: str) -> tuple[Step, ...]:
    steps = (step for flow in facts.design.flows.values() for step in flow.steps)
    return tuple(
        [
            step
            for step in steps
            if step.callee.path == component and any(named.path == data for named in step.writes)
        ]
    )


def cached_alone(facts: Facts) -> tuple[CachedData, ...]:
    """The data that matters, is written, and is in caches and nowhere else."""
    found = []
    for path, data in facts.design.data.items():
        contains = data.value(CONTAINS) or ()
        use = facts[data_uses][path]
        if data.value(IMPORTANCE) not in WEIGHTY and "payment" not in contains:
            continue
        homes = [facts.design.components[h] for h in use.homes if h in facts.design.components]
        caches = [home for home in homes if home.plays(Role.CACHE)]
        if not caches or not use.writes or use.supplied or use.unclear:
            continue
        lasting = [h for h in homes if _may_keep(h, path)]
        written = [c for c in caches if _writes_into(facts, c.path, path)]
        if not lasting and written:
            found.append(CachedData(written[0], data, use.writes))
    return tuple(found)


def _may_keep(home: Component, data: str) -> bool:
    if home.plays(Role.STORE, Role.BROKER) or home.is_external:
        return True
    held = [ref.path for ref in home.value(HOLDS) or ()]
    return not home.plays(Role.CACHE) and data in held


class ExposedData(NamedTuple):
    """Protected data in a cache that many users share."""

    cache: Component
    data: Data
    contains: Known[tuple[str, ...]]


def exposed_data(facts: Facts) -> tuple[ExposedData, ...]:
    """The data of single people that a CDN, or another cache at the edge, keeps for all."""
    found: dict[tuple[str, str], ExposedData] = {}
    for cache in facts.design.components.values():
        where = cache.value(CACHE_PLACEMENT)
        if not cache.plays(Role.CACHE) or not (cache.plays(Role.EDGE) or where == "edge"):
            continue
        if where == "client":
            continue
        held = [ref.path for ref in cache.value(HOLDS) or ()]
        for path in held:
            data = facts.design.data[path]
            contains = data[CONTAINS]
            if contains is not None:
                found[cache.path, path] = ExposedData(cache, data, contains)
    return tuple(found.values())


class OverdueCopy(NamedTuple):
    """A datum that a cache may show for longer than it is fresh."""

    cache: Component
    data: Data
    windows: tuple[Known[Quantity], ...]
    age: float
    freshness: Known[Quantity]


def overdue_copies(facts: Facts) -> tuple[OverdueCopy, ...]:
    """The data that changes and whose copies live longer than the design says it may be old."""
    found = []
    for cache, data, _ in _cached(facts):
        ttl, fresh = cache[TTL], data[FRESHNESS]
        if ttl is None or fresh is None or data.value(IMMUTABLE):
            continue
        if cache.value(INVALIDATION) in _TOLD or cache.value(WRITE_POLICY) == "write_through":
            continue
        windows = tuple([w for w in (ttl, cache[STALE_WHILE_REVALIDATE]) if w is not None])
        age = sum(window.value.value for window in windows)
        if age > fresh.value.value:
            found.append(OverdueCopy(cache, data, windows, age, fresh))
    return tuple(found)


class FullCache(NamedTuple):
    """A cache in which nothing makes room and that is asked to hold more than fits."""

    cache: Component
    eviction: Known[str]
    room: Known[Quantity]
    held: float
    lines: tuple[Line, ...]


def full_caches(facts: Facts) -> tuple[FullCache, ...]:
    """The caches without eviction and ttl whose data is more than they hold today."""
    found = []
    for cache in facts.design.components.values():
        eviction, room = cache[EVICTION], cache[SIZE]
        if not cache.plays(Role.CACHE) or room is None or cache[TTL] is not None:
            continue
        if eviction is None or eviction.value != "none":
            continue
        known = [facts[volumes][ref.path] for ref in cache.value(HOLDS) or ()]
        held = sum(volume.today or 0.0 for volume in known)
        if held > room.value.value:
            lines = tuple([line for volume in known for line in volume.lines[:1]])
            found.append(FullCache(cache, eviction, room, held, lines))
    return tuple(found)
