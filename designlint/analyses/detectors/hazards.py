"""Caches that lose writes, bring back what was changed, or contradict each other."""

from __future__ import annotations

from typing import NamedTuple

from designlint.analyses.consistency.cached_reads import kept
from designlint.analyses.consistency.hop import Hop
from designlint.analyses.consistency.reads import reads_of
from designlint.analyses.facts import Facts
from designlint.analyses.graph.effects import weighty, written
from designlint.analyses.graph.graph import flow_graphs
from designlint.diagnostic import Step as Line
from designlint.model import Component, Known
from designlint.schema.context import IMMUTABLE
from designlint.schema.roles import Role
from designlint.schema.store import (
    DURABILITY,
    HOLDS,
    INVALIDATION,
    REPLICATION,
    TTL,
    WRITE_POLICY,
)


class EarlyDrop(NamedTuple):
    """A cache whose copies are dropped before the write commits, so that they come back old."""

    cache: Component
    data: str
    how: Known[str]
    hop: Hop


class UnsafeBuffer(NamedTuple):
    """A cache that acknowledges writes of critical data before a store has them."""

    cache: Component
    data: tuple[str, ...]
    policy: Known[str]
    steps: tuple[Line, ...]


class Disagreement(NamedTuple):
    """Two caches of one datum side by side: a reader of the one, `sooner`, can see a change for as long
    as the other keeps its copy before a reader of that one does."""

    data: str
    sooner: Hop
    later: Hop
    lines: tuple[Line, ...]


def early_drops(facts: Facts) -> tuple[EarlyDrop, ...]:
    """The caches with copies that come back old, where a flow writes and another reads the datum."""
    found: dict[str, EarlyDrop] = {}
    for data in _changed(facts):
        for hop in facts[reads_of][data]:
            cache = facts.design.components[hop.component]
            how = cache[INVALIDATION] if cache.plays(Role.CACHE) else None
            if how is not None and how.value == "before_commit":
                found.setdefault(cache.path, EarlyDrop(cache, data, how, hop))
    return tuple(found.values())


def unsafe_buffers(facts: Facts) -> tuple[UnsafeBuffer, ...]:
    """The caches that hold the only copy of an acknowledged write of critical data for a while."""
    found = []
    for cache in facts.design.components.values():
        policy = cache[WRITE_POLICY] if cache.plays(Role.CACHE) else None
        if policy is None or policy.value != "write_behind":
            continue
        safe = cache.value(REPLICATION) == "synchronous" or cache[DURABILITY] is not None
        data = weighty(facts.design, [ref.path for ref in cache.value(HOLDS) or ()])
        if data and not safe:
            found.append(UnsafeBuffer(cache, data, policy, _buffered(cache.path, data[0])))
    return tuple(found)


def _buffered(cache: str, data: str) -> tuple[Line, ...]:
    return (
        Line(f"1. `{cache}` takes a write of a `{data}`, and acknowledges it"),
        Line(f"2. `{cache}` stops before it has handed the write on"),
        Line("3. the write is lost: no store behind it has it"),
    )


def disagreements(facts: Facts) -> tuple[Disagreement, ...]:
    """The pairs of caches that are not filled from each other and keep one datum differently long."""
    found = []
    for data in _changed(facts):
        hops: dict[str, Hop] = {}
        for hop in facts[reads_of][data]:
            component = facts.design.components[hop.component]
            if component.plays(Role.CACHE) and component[TTL] and not component[INVALIDATION]:
                hops.setdefault(hop.component, hop)
        pair = _side_by_side(facts, list(hops.values()))
        if pair is not None:
            found.append(_apart(facts, data, *pair))
    return tuple(found)


def _side_by_side(facts: Facts, hops: list[Hop]) -> tuple[Hop, Hop] | None:
    """The two that differ most of those which no flow passes both."""
    passed: dict[str, set[str]] = {hop.component: set() for hop in hops}
    for flow, graph in facts[flow_graphs].items() if len(hops) > 1 else ():
        for node in graph.nodes:
            if node in passed:
                passed[node].add(flow)
    pairs = [
        (one, other)
        for one in hops
        for other in hops
        if one.staleness < other.staleness
        and passed[one.component].isdisjoint(passed[other.component])
    ]
    return max(pairs, key=lambda pair: pair[1].staleness - pair[0].staleness, default=None)


def _apart(facts: Facts, data: str, sooner: Hop, later: Hop) -> Disagreement:
    lines = [line for hop in (sooner, later)
             for line in kept(facts.design.components[hop.component])[1]]  # fmt: skip
    steps = (
        Line(f"1. `{data}` is changed"),
        Line(f"2. a read through `{sooner.component}` gets the new value once its copy ends"),
        Line(f"3. a later read through `{later.component}` still gets the old value"),
    )
    return Disagreement(data, sooner, later, (*lines, *steps))


def _changed(facts: Facts) -> list[str]:
    """The data that some flow writes and that does change."""
    design = facts.design
    steps = [step for flow in design.flows.values() for step in flow.steps]
    data = dict.fromkeys(path for step in steps for path in written(step))
    return [path for path in data if design.data[path].value(IMMUTABLE) is not True]
