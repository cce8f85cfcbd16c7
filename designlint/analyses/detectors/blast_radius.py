"""How far one failure reaches: what is meant to fail apart and meets all the same.

Cells, tenants and shards exist so that the trouble of one leaves the others alone. What all of them
need puts them back together, and so does a tenant that nothing limits.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from designlint.analyses.detectors.guards import is_limited
from designlint.analyses.detectors.stability import fails_up
from designlint.analyses.facts import Facts
from designlint.analyses.failure.hard_dependency import is_hard_dependency
from designlint.analyses.graph.graph import FlowGraph, flow_graphs
from designlint.analyses.measure import step
from designlint.diagnostic import Step as Line
from designlint.model import Component, Step
from designlint.schema.component import TENANCY
from designlint.schema.roles import Role
from designlint.schema.store import SHARDS
from designlint.solvers.graph import reachable

_PARTS = {"per_cell": "cells", "per_tenant": "tenants"}


class Meeting(NamedTuple):
    """A shared component that all parts of others need: `apart` are those others, `parts` what they
    consist of (cells, tenants, shards), `flows` where they meet."""

    shared: Component
    apart: tuple[str, ...]
    parts: str
    flows: tuple[str, ...]
    lines: tuple[Line, ...]


def meetings(facts: Facts) -> tuple[Meeting, ...]:
    """The components that are said to be shared, and that cells, tenants or shards meet in.

    A component with `tenancy per_cell` or `per_tenant` meets others in whatever shared component the
    same flow needs, before or behind it; a sharded store in what it needs itself.
    """
    found: dict[str, dict[str, dict[str, None]]] = {}
    for path, flow in facts.design.flows.items():
        if flow.recovers:
            continue
        for shared, apart in _meet(facts, facts[flow_graphs][path]):
            found.setdefault(shared, {}).setdefault(apart, {})[path] = None
    return tuple([_meeting(facts, shared, apart) for shared, apart in found.items()])


def _meet(facts: Facts, graph: FlowGraph) -> Iterator[tuple[str, str]]:
    components = facts.design.components
    if not any(components[n].value(TENANCY) == "shared" for n in graph.nodes if n in components):
        return
    vital = _vital(facts, graph)
    shared = [p for p in vital if components[p].value(TENANCY) == "shared"]
    if not shared:
        return
    callees = {
        caller: [s.callee.path for s in steps if is_hard_dependency(facts, s, graph) is True]
        for caller, steps in graph.by_caller.items()
    }
    for path in vital:
        apart = components[path]
        if _parts_of(apart) is not None:
            yield from ((other, path) for other in shared)
        elif _is_sharded(apart):
            behind = reachable(callees, [path])
            yield from ((other, path) for other in shared if other in behind and other != path)


def _vital(facts: Facts, graph: FlowGraph) -> list[str]:
    """The components that a flow certainly fails with."""
    called = [step.callee.path for step in graph.flow.steps if fails_up(facts, step, graph)]
    nodes = dict.fromkeys((*graph.entries, *called))
    return [node for node in nodes if node in facts.design.components]


def _parts_of(component: Component) -> str | None:
    """What a component says that it consists of: cells or tenants; None where it does not say so."""
    return _PARTS.get(component.value(TENANCY) or "")


def _is_sharded(component: Component) -> bool:
    shards = component[SHARDS]
    return shards is not None and shards.value.number > 1


def _meeting(facts: Facts, shared: str, found: dict[str, dict[str, None]]) -> Meeting:
    components = facts.design.components
    flows = tuple(dict.fromkeys(flow for flows in found.values() for flow in flows))
    apart = tuple(found)
    parts = _parts_of(components[apart[0]]) or "shards"
    lines = [step(f"{shared}: shared by all", components[shared][TENANCY])]
    for path in apart:
        component = components[path]
        if _parts_of(component) is not None:
            known = component[TENANCY]
            lines.append(step(f"{path}: {known.value if known else ''}", known))
        else:
            lines.append(step(f"{path}: sharded", component[SHARDS]))
    return Meeting(components[shared], apart, parts, flows, tuple(lines))


class NoisyTenants(NamedTuple):
    """A shared component that one tenant can take away from the others, by way of a flow."""

    shared: Component
    flow: str
    call: Step


def noisy_tenants(facts: Facts) -> tuple[NoisyTenants, ...]:
    """The components said to be shared that a flow needs and reaches without passing any limit.

    Flows that take their work from a queue go at the pace of their workers.
    """
    found: dict[str, NoisyTenants] = {}
    for path, flow in facts.design.flows.items():
        graph = facts[flow_graphs][path]
        for call in flow.steps:
            shared = facts.design.components.get(call.callee.path)
            if shared is None or shared.value(TENANCY) != "shared" or shared.path in found:
                continue
            first = graph.path_to(shared.path)
            entry = facts.design.components.get(first[0].caller.path if first else "")
            paced = entry is not None and entry.plays(Role.BROKER)
            is_open = not paced and not is_limited(facts, graph, shared.path)
            if is_open and fails_up(facts, call, graph):
                found[shared.path] = NoisyTenants(shared, path, call)
    return tuple(found.values())
