"""The load behind a cache that answers nothing, because it has just started or was flushed."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.budget import budget
from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.load.capacity import FULL, Capacity, capacities, capacity_under
from designlint.analyses.load.handling import loads_when
from designlint.analyses.load.load import loads
from designlint.analyses.load.part import UNHINDERED, Loads
from designlint.model import Step


def cold_caches(facts: Facts) -> Lazily[str, tuple[Capacity, ...]]:
    """For each cache behind which something is overloaded while all caches are empty and is not today, or has
    no known capacity: the components that get more load when every request misses that cache, each under
    that load."""
    at_risk = facts[_at_risk]

    def find(path: str) -> tuple[Capacity, ...]:
        return tuple(_cold_capacities(facts, path)) if path in at_risk else ()

    return Lazily(facts.design.components, find)


def _cold_capacities(facts: Facts, cache: str) -> Iterator[Capacity]:
    found = loads_when(facts, UNHINDERED._replace(cold=frozenset((cache,))))
    steps = [call for flow in facts.design.flows.values() for call in flow.steps]
    asked = {call.callee.path for call in steps if _misses(call, cache)}
    for path in found.parts:
        # What fills the cache itself is no load behind it.
        if path == cache or path not in facts.design.components:
            continue
        usual = facts[loads].of(path)
        # An unknown load is as unknown without the cache, and still larger.
        if found.of(path) != usual or (path in asked and not usual.is_exact):
            yield capacity_under(facts, path, found)


def _misses(call: Step, cache: str) -> bool:
    return call.on_miss_of is not None and call.on_miss_of.path == cache


def loads_with_cold_caches(facts: Facts) -> Loads | None:
    """The loads while all caches are empty; None where no step depends on a miss."""
    steps = (call for flow in facts.design.flows.values() for call in flow.steps)
    caches = frozenset(call.on_miss_of.path for call in steps if call.on_miss_of is not None)
    return loads_when(facts, UNHINDERED._replace(cold=caches)) if caches else None


def _at_risk(facts: Facts) -> frozenset[str]:
    """The caches behind which something may be overloaded: of very many, the first ones."""
    if facts[loads_with_cold_caches] is None:
        return frozenset()
    behind: dict[str, set[str]] = {}
    for flow in facts.design.flows.values():
        for call in flow.steps:
            if call.on_miss_of is not None:
                reached = facts[flow_graphs][flow.path].reached_from(
                    call.callee.path, lambda _: True
                )
                behind.setdefault(call.on_miss_of.path, set()).update(reached)
    full = {path for path in set().union(*behind.values()) if _may_be_full_when_cold(facts, path)}
    found = [cache for cache, reached in behind.items() if reached & full]
    return frozenset(found[: facts[budget].cold])


def _may_be_full_when_cold(facts: Facts, path: str) -> bool:
    found = facts[loads_with_cold_caches]
    if found is None or path not in facts.design.components or _is_full(facts[capacities][path]):
        return False
    cold = capacity_under(facts, path, found)
    return cold.certain_use is None or _is_full(cold)


def _is_full(capacity: Capacity) -> bool:
    used = capacity.certain_use
    return used is not None and used.low > FULL
