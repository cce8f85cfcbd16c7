"""The ages of the copies that may answer a read, added along their path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from designlint.analyses.consistency.hop import Hop
from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.graph.filled import keeps_answers
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.measure import Interval
from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.model import Step
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
    filling = _Filling(facts, hops)
    filled = {n: filling.of(hop) for n, hop in enumerate(hops) if own[n].high}
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


class _Calls(NamedTuple):
    """The calls of a flow: who calls whom, and the steps that answer the misses of each cache."""

    callees: Mapping[str, list[str]]
    on_miss: Mapping[str, list[Step]]


def _calls_of_flows(facts: Facts) -> Lazily[str, _Calls]:
    def find(flow: str) -> _Calls:
        graph = facts[flow_graphs][flow]
        on_miss: dict[str, list[Step]] = {}
        for step in graph.flow.steps:
            if step.on_miss_of is not None:
                on_miss.setdefault(step.on_miss_of.path, []).append(step)
        steps = graph.by_caller.items()
        return _Calls({caller: [one.callee.path for one in own] for caller, own in steps}, on_miss)

    return Lazily(facts.design.flows, find)


class _Filling:
    """Which hops answer the misses of a cache, by their numbers."""

    def __init__(self, facts: Facts, hops: Sequence[Hop]) -> None:
        self._facts, self._hops = facts, hops
        self._by_step: dict[tuple[str, Span], list[int]] = {}
        self._by_caller: dict[tuple[str, str], list[int]] = {}
        for number, hop in enumerate(hops):
            self._by_step.setdefault((hop.flow, hop.step.span), []).append(number)
            self._by_caller.setdefault((hop.flow, hop.step.caller.path), []).append(number)

    def of(self, cache: Hop) -> list[int]:
        """Those of the same flow, in their order."""
        if not keeps_answers(self._facts.design.components[cache.component]):
            return []
        calls = self._facts[_calls_of_flows][cache.flow]
        missed = calls.on_miss.get(cache.component, ())
        starts = [cache.component, *(step.callee.path for step in missed)]
        reached = reachable(calls.callees, starts)
        found = {n for step in missed for n in self._by_step.get((cache.flow, step.span), ())}
        for path in reached:
            found.update(self._by_caller.get((cache.flow, path), ()))
        return sorted(n for n in found if self._hops[n].component != cache.component)
