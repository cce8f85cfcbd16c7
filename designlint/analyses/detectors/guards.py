"""What guards a call, and what guards a component from its callers: timeouts, breakers, limits.

A design that says nothing about the failure of any call is a sketch: nothing is missing from it yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from designlint.analyses.detectors.stability import fails_up, is_client
from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import FlowGraph, flow_graphs
from designlint.model import Api, Component, Step
from designlint.schema.context import CLIENTS
from designlint.schema.property import Property
from designlint.schema.relation import (
    BULKHEAD,
    CIRCUIT_BREAKER,
    ON_FAILURE,
    RATE_LIMIT,
    RETRIES,
    TIMEOUT,
)

_SPEAKS_OF_FAILURE: tuple[Property[Any], ...] = (
    TIMEOUT,
    RETRIES,
    CIRCUIT_BREAKER,
    ON_FAILURE,
    BULKHEAD,
)


def speaks_of_failure(facts: Facts) -> bool:
    """Whether the design says of any call what happens when it fails."""
    design = facts.design
    stated = [relation.properties for relation in design.relations]
    stated += [step.properties for flow in design.flows.values() for step in flow.steps]
    return any(properties[key] is not None for properties in stated for key in _SPEAKS_OF_FAILURE)


class Unguarded(NamedTuple):
    """An outside system that flows of users wait for and need, with what their calls lack: a
    `timeout`, or else a `circuit_breaker`."""

    external: Component
    call: Step
    lacks: str
    flows: tuple[str, ...]


def unguarded_externals(facts: Facts) -> tuple[Unguarded, ...]:
    """The outside systems whose trouble reaches users unguarded, one finding for each caller."""
    found: dict[tuple[str, str], Unguarded] = {}
    if not facts[speaks_of_failure]:
        return ()
    for path, flow in facts.design.flows.items():
        graph = facts[flow_graphs][path]
        if not any(is_client(facts.design, entry) for entry in graph.entries):
            continue
        for call in flow.steps:
            external = facts.design.components.get(call.callee.path)
            lacks = _lacks(call)
            if external is None or not external.is_external or lacks is None:
                continue
            if call.caller.path not in facts.design.components:
                continue
            if fails_up(facts, call, graph):
                pair = (call.caller.path, external.path)
                known = found.get(pair)
                flows = (*known.flows, path) if known else (path,)
                found[pair] = Unguarded(external, known.call if known else call, lacks, flows)
    return tuple(found.values())


def _lacks(call: Step) -> str | None:
    if call.properties[TIMEOUT] is None:
        return "timeout"
    breaker = call.properties[CIRCUIT_BREAKER]
    return None if breaker is not None and breaker.value else "circuit_breaker"


def untimed_calls(facts: Facts) -> tuple[Step, ...]:
    """The calls between components that wait without a stated timeout, one for each pair.

    Only in a design that states a timeout for some call; calls of outside systems are told apart.
    """
    design = facts.design
    steps = [step for flow in design.flows.values() for step in flow.steps]
    if not any(step.properties[TIMEOUT] is not None for step in steps):
        return ()
    found: dict[tuple[str, str], Step] = {}
    for step in steps:
        caller = design.components.get(step.caller.path)
        callee = design.components.get(step.callee.path)
        if not step.waits or caller is None or callee is None or callee.is_external:
            continue
        if caller.is_external or caller is callee or step.properties[TIMEOUT] is not None:
            continue
        found.setdefault((caller.path, callee.path), step)
    return tuple(found.values())


class OpenEntry(NamedTuple):
    """An interface for the public that nothing keeps a client from flooding."""

    component: Component
    api: Api


def open_entries(facts: Facts) -> tuple[OpenEntry, ...]:
    """The public interfaces with no limit of their own, of their component, or before it."""
    return tuple(
        [
            OpenEntry(component, api)
            for component in facts.design.components.values()
            for api in component.apis
            if api.value(CLIENTS) == "public"
            and api[RATE_LIMIT] is None
            and not _is_limited_everywhere(facts, component.path)
        ]
    )


def _is_limited_everywhere(facts: Facts, path: str) -> bool:
    graphs = [g for g in map(facts[flow_graphs].__getitem__, facts.design.flows) if path in g.nodes]
    if not graphs:
        return facts.design.components[path][RATE_LIMIT] is not None
    return all(is_limited(facts, graph, path) for graph in graphs)


def is_limited(facts: Facts, graph: FlowGraph, path: str) -> bool:
    """Whether a flow passes a limit (a rate limit or a bulkhead) on its way into a component."""
    return any(_limits(facts, graph, path))


def _limits(facts: Facts, graph: FlowGraph, path: str) -> Iterator[bool]:
    components = facts.design.components
    way = graph.path_to(path)
    for node in (path, *(step.caller.path for step in way)):
        component = components.get(node)
        if component is not None:
            yield component[RATE_LIMIT] is not None
            yield any(api[RATE_LIMIT] is not None for api in component.apis)
    for step in way:
        yield step.properties[RATE_LIMIT] is not None or step.properties[BULKHEAD] is not None
