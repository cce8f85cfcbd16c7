"""What an empty cache lets through to its origin, and to all that the origin calls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.load.capacity import Capacity, capacities
from designlint.analyses.load.load import Part, loads


def cold_capacities(facts: Facts, cache: str) -> Iterator[Capacity]:
    """The components in flows with misses of a cache, each with its load when every request misses."""
    design = facts.design
    flows = {
        path: flow
        for path, flow in design.flows.items()
        if any(s.on_miss_of is not None and s.on_miss_of.path == cache for s in flow.steps)
    }
    # Only the flows that miss change; what others bring stays as it is.
    changed = replace(design, flows=flows, lost=design.lost | {cache})
    alone = loads(facts.tried(changed, (flow_graphs,)))
    for component, parts in alone.parts.items():
        if component in design.components and component != cache:
            yield _with(facts, component, tuple(flows), parts)


def _with(facts: Facts, path: str, flows: tuple[str, ...], parts: list[Part]) -> Capacity:
    """A component with the load that some flows bring now instead of what they brought."""
    found, known = facts[loads], facts[capacities][path]
    kept = [part for part in found.parts.get(path, ()) if part.flow not in flows]
    merged = found._replace(parts={path: [*kept, *parts]})
    return known.with_load(merged)
