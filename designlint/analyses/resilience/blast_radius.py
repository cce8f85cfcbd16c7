"""How far one failure reaches: what all cells, tenants or shards of a component depend on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from designlint.analyses.facts import Facts
from designlint.analyses.failure.hard_dependency import is_needed_for_long
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.resilience.flow_dependencies import FlowDependencies
from designlint.model import Component
from designlint.schema.component import TENANCY
from designlint.schema.store import SHARDS
from designlint.solvers.graph import reachable

_PARTITIONED = ("per_cell", "per_tenant")


def shared_dependencies(
    facts: Facts, dependencies: Mapping[str, FlowDependencies]
) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """For each component with `tenancy shared`, the partitioned components all of whose partitions
    fail with it, each with the flows in which they do.

    Cells and tenants share all hard dependencies of the same flow; the shards of a store share those
    of the store itself.
    """
    found: dict[str, dict[str, dict[str, None]]] = {}
    for path, flow in facts.design.flows.items():
        if flow.recovers:
            continue
        for shared, partitioned in _shared_in(facts, path, dependencies[path]):
            found.setdefault(shared, {}).setdefault(partitioned, {})[path] = None
    return {
        shared: {path: tuple(flows) for path, flows in partitioned.items()}
        for shared, partitioned in found.items()
    }


def _shared_in(
    facts: Facts, flow: str, dependencies: FlowDependencies
) -> Iterator[tuple[str, str]]:
    """The pairs of a shared and a partitioned component in one flow."""
    components, graph = facts.design.components, facts[flow_graphs][flow]
    if not any(components[n].value(TENANCY) == "shared" for n in graph.nodes if n in components):
        return
    critical = dependencies.critical_components
    shared = [path for path in critical if components[path].value(TENANCY) == "shared"]
    if not shared:
        return
    callees = {
        caller: [s.callee.path for s in steps if is_needed_for_long(facts, s, graph)]
        for caller, steps in graph.by_caller.items()
    }
    for path in critical:
        component = components[path]
        if (component.value(TENANCY) or "") in _PARTITIONED:
            yield from ((other, path) for other in shared)
        elif _is_sharded(component):
            reached = reachable(callees, [path])
            yield from ((o, path) for o in shared if o in reached and o != path)


def _is_sharded(component: Component) -> bool:
    shards = component[SHARDS]
    return shards is not None and shards.value.number > 1
