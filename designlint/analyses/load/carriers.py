"""Which components carry the load of a flow or component, and how full they are by what their limits let
in."""

from __future__ import annotations

import math

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import FlowGraph, asked_by, flow_graphs
from designlint.analyses.load.answers import is_down
from designlint.analyses.load.capacity import Capacity, capacities
from designlint.analyses.load.hottest import fullest_use
from designlint.analyses.load.limiting import goes_on_without, limiting
from designlint.analyses.load.limits import limits, limits_under
from designlint.analyses.load.load import loads
from designlint.analyses.load.part import Loads
from designlint.analyses.measure import Interval, exactly
from designlint.analyses.placement.placement import is_gone
from designlint.model import Component
from designlint.model import Step as Call
from designlint.schema.component import CAPACITY


def carriers(facts: Facts, subject: str, found: Loads | None = None) -> list[Capacity]:
    """The components whose load a subject's headroom is about: each user's own device carries its own,
    what others run counts where its capacity is known, and of a flow those do not count that are lost in
    this world and that it goes on without."""
    if subject in facts.design.components:
        capacity = _under(facts[capacities][subject], found)
        # Others run it, and state by a limit what it carries.
        is_limited = not _is_ours_to_fill(capacity.component) and bool(limiting(facts, subject))
        return [] if is_limited else [capacity]
    graph = facts[flow_graphs][subject]
    parts = (facts[loads] if found is None else found).parts
    return [
        _under(facts[capacities][node], found)
        for node in graph.nodes
        if node in facts.design.components
        and _is_ours_to_fill(facts.design.components[node])
        and parts.get(node)
        and not _is_superfluous(facts, graph, node)
    ]


def _under(capacity: Capacity, found: Loads | None) -> Capacity:
    return capacity if found is None else capacity.with_load(found)


def _is_ours_to_fill(component: Component) -> bool:
    """Whether its load is the design's: run by the team, or by others who state what they carry."""
    return component.is_ours or (component.is_external and component[CAPACITY] is not None)


def _is_superfluous(facts: Facts, graph: FlowGraph, node: str) -> bool:
    """Whether a component is down and no call of a flow needs it: those that are optional, and
    those of a cache whose misses go elsewhere."""
    if not is_down(facts[capacities][node]):
        return False
    calls = [step for step in graph.flow.steps if node in asked_by(step)]
    return all(_is_spared(facts, graph, node, step) for step in calls)


def _is_spared(facts: Facts, graph: FlowGraph, node: str, call: Call) -> bool:
    """Whether a flow goes on without who is asked by a call, or in place of another who is."""
    is_fallback = call.callee.path != node
    if is_fallback and not call.optional:
        return not is_gone(facts.design, call.callee.path)
    return goes_on_without(facts, graph, call)


def use_for(
    facts: Facts, capacity: Capacity, subject: str, found: Loads | None = None
) -> Interval | None:
    """How full the fullest node of a component is by what its limits let in; what is down has no room for any
    load."""
    is_asked = capacity.placement.replicas and capacity.demand.total.low > 0.0
    if is_asked and is_down_for(facts, capacity, subject):
        return exactly(math.inf)
    used, path = fullest_use(facts, capacity), capacity.component.path
    if used is None or subject == path:
        return used
    for limit in (
        facts[limits][path] if found is None else limits_under(facts, path, found)
    ).on_all:
        used = used * limit.let_through
    return used


def is_down_for(facts: Facts, capacity: Capacity, subject: str) -> bool:
    """Whether a component answers none of its calls in this world, or a flow needs one that it does not."""
    if not capacity.placement.lost or is_down(capacity):
        return is_down(capacity)
    graph = facts[flow_graphs].get(subject)
    if graph is None:
        return is_down(capacity, [part.step for part in capacity.parts])
    calls = [call for call in graph.flow.steps if call.callee.path == capacity.component.path]
    return any(
        is_down(capacity, (call,)) for call in calls if not goes_on_without(facts, graph, call)
    )
