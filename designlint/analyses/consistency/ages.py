"""The ages of the copies that may answer a read, added along their path."""

from __future__ import annotations

from collections.abc import Sequence

from designlint.analyses.consistency.hop import Hop
from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.measure import Interval
from designlint.schema.roles import Role
from designlint.schema.store import CACHE_PLACEMENT
from designlint.solvers.graph import reachable, strongly_connected


def ages_of(
    facts: Facts, hops: Sequence[Hop], *, shared: bool, in_error: bool = True
) -> list[Interval]:
    """How stale the answer of each hop can be: a copy is as old as its source, plus the time it is kept.
    In a cycle of copies, each may have come through all the others. HTTP caches with one `shared`
    lifetime do not add up. Without `in_error`, every origin answers."""
    own = [_own_age(hop, in_error) for hop in hops]
    filled = {n: _filled_from(facts, hop, hops) for n, hop in enumerate(hops) if own[n].low}
    web = [is_http_cache(facts, hop) for hop in hops]
    ages = list(own)
    for block in strongly_connected({n: filled.get(n, []) for n in range(len(hops))}):
        inside = set(block)
        kept = sum(own[n].high for n in block)
        for n in block:
            low = high = 0.0
            for m in {m for b in block for m in filled.get(b, ())} - inside:
                excess = own[n] if shared and web[n] and web[m] else Interval(0.0, 0.0)
                low = max(low, ages[m].low - excess.low)
                high = max(high, ages[m].high - excess.high)
            ages[n] = Interval(own[n].low + low, kept + high)
    return ages


def _own_age(hop: Hop, in_error: bool) -> Interval:
    less = 0.0 if in_error else hop.in_error
    return Interval(max(0.0, hop.surely_stale - less), hop.staleness - less)


def is_http_cache(facts: Facts, hop: Hop) -> bool:
    """Whether a hop is a cache that knows the age of what it passes on."""
    component = facts.design.components[hop.component]
    placement = component.value(CACHE_PLACEMENT) if component.plays(Role.CACHE) else None
    return component.plays(Role.EDGE) or (placement is not None and placement in ("client", "edge"))


def _filled_from(facts: Facts, cache: Hop, hops: Sequence[Hop]) -> list[int]:
    """The numbers of the hops of the same flow that answer the misses of a cache."""
    if not facts.design.components[cache.component].plays(Role.CACHE):
        return []
    graph = facts[flow_graphs][cache.flow]
    missed = [
        step
        for step in graph.flow.steps
        if step.on_miss_of is not None and step.on_miss_of.path == cache.component
    ]
    calls = {caller: [s.callee.path for s in steps] for caller, steps in graph.by_caller.items()}
    reached = reachable(calls, [cache.component, *(step.callee.path for step in missed)])
    return [
        number
        for number, hop in enumerate(hops)
        if hop.flow == cache.flow
        and hop.component != cache.component
        and (hop.step in missed or hop.step.caller.path in reached)
    ]
