"""What bounds the load that a flow puts on a component."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import FlowGraph
from designlint.schema.relation import BULKHEAD, RATE_LIMIT


def is_rate_limited(facts: Facts, graph: FlowGraph, path: str) -> bool:
    """Whether a flow passes a rate limit or a bulkhead on its path to a component, or at it."""
    return any(_limits(facts, graph, path))


def _limits(facts: Facts, graph: FlowGraph, path: str) -> Iterator[bool]:
    components = facts.design.components
    calls = graph.path_to(path)
    for node in (path, *(call.caller.path for call in calls)):
        component = components.get(node)
        if component is not None:
            yield component[RATE_LIMIT] is not None
            yield any(api[RATE_LIMIT] is not None for api in component.apis)
    for call in calls:
        yield call.properties[RATE_LIMIT] is not None or call.properties[BULKHEAD] is not None
