"""What an empty cache lets through, and whether what is behind it carries that."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from designlint.analyses.detectors.scaling import FULL, certain_use
from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.load.capacity import Capacity, capacities
from designlint.analyses.load.load import Part, loads
from designlint.analyses.measure import Interval
from designlint.analyses.placement.placement import is_gone
from designlint.model import Component, Step
from designlint.schema.roles import Role
from designlint.schema.store import HIT


class ColdStart(NamedTuple):
    """An empty cache that overloads what is behind it.

    `misses` are the steps that the misses take; `cold` is the fullest component with the load that
    it gets then, at `utilisation`, and `warm` its utilisation before; `others` are full as well.
    """

    cache: Component
    misses: tuple[Step, ...]
    cold: Capacity
    utilisation: Interval
    warm: Interval
    others: tuple[str, ...]


def cold_starts(facts: Facts) -> tuple[ColdStart, ...]:
    """The caches whose misses, when all requests miss, are more than something behind them carries."""
    behind: dict[str, list[tuple[str, Step]]] = {}
    for path, flow in facts.design.flows.items():
        for step in flow.steps:
            if step.on_miss_of is not None:
                behind.setdefault(step.on_miss_of.path, []).append((path, step))
    found = [_cold_start(facts, cache, calls) for cache, calls in behind.items()]
    return tuple([cold for cold in found if cold is not None])


def _cold_start(facts: Facts, path: str, calls: list[tuple[str, Step]]) -> ColdStart | None:
    design = facts.design
    cache = design.components[path]
    hit = cache.value(HIT)
    if not cache.plays(Role.CACHE) or hit is None or hit.value == 0.0 or is_gone(design, path):
        return None
    flows = {flow: design.flows[flow] for flow, _ in calls}
    # Only the flows that miss change; what others bring stays as it is.
    changed = replace(design, flows=flows, lost=design.lost | {path})
    alone = loads(facts.tried(changed, (flow_graphs,)))
    full = []
    for component, parts in alone.parts.items():
        if component not in design.components:
            continue
        warm = certain_use(facts[capacities][component])
        if warm is None or warm.low > FULL:
            continue
        cold = _with(facts, component, tuple(flows), parts)
        used = cold.utilisation()
        if used is not None and used.low > FULL:
            full.append((used, warm, cold))
    if not full:
        return None
    full.sort(key=lambda found: (-found[0].low, found[2].component.path))
    used, warm, cold = full[0]
    others = tuple([other.component.path for _, _, other in full[1:]])
    return ColdStart(cache, tuple([step for _, step in calls]), cold, used, warm, others)


def _with(facts: Facts, path: str, flows: tuple[str, ...], parts: list[Part]) -> Capacity:
    """A component with the load that some flows bring now instead of what they brought."""
    found, known = facts[loads], facts[capacities][path]
    kept = [part for part in found.parts.get(path, ()) if part.flow not in flows]
    merged = found._replace(parts={path: [*kept, *parts]})
    return Capacity(known.component, known.placement, merged)
