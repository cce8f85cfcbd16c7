"""How the components hang together: services with one client, calls that wait in a circle."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import CallGraph, call_graph, flow_graphs
from designlint.analyses.graph.mentions import refs_of
from designlint.model import Component, Step
from designlint.schema.component import BECAUSE, OWNER
from designlint.schema.context import CLIENTS
from designlint.schema.roles import Role
from designlint.schema.store import HOLDS
from designlint.solvers.graph import strongly_connected

_APART = (Role.EXTERNAL, Role.BROKER, Role.ROUTER, Role.EDGE)


class SoleClient(NamedTuple):
    """A service that only one other service calls, and all its calls."""

    service: Component
    client: Component
    calls: tuple[Step, ...]


def sole_clients(facts: Facts) -> tuple[SoleClient, ...]:
    """The services that exist for one other service, of the same group and owner, alone.

    Left out is what has a reason to stand apart: a stated one, data of its own, a flow that begins
    at it, clients outside, another component that refers to it, a client that goes on without it;
    and what waits for its client in turn, which is worse than being alone with it.
    """
    design, graph = facts.design, facts[call_graph]
    apart = {named.path for decision in design.decisions.values() for named in decision.about}
    apart.update(path for block in facts[circles].blocks for path in block)
    apart.update(e for path in design.flows for e in facts[flow_graphs][path].entries)
    referring = _referring(facts)
    found = []
    for path, service in design.components.items():
        callers = graph.callers.get(path, ())
        client = design.components.get(callers[0]) if len(callers) == 1 else None
        if (
            client is not None
            and service.plays(Role.MICROSERVICE)
            and client.plays(Role.APPLICATION)
            and path not in apart
            and referring[path] <= {client.path}
            and _are_close(service, client)
            and not _stands_alone(service, facts)
        ):
            calls = tuple(graph.calls_to[path])
            if any(call.waits and not call.optional and call.or_else is None for call in calls):
                found.append(SoleClient(service, client, calls))
    return tuple(found)


def _referring(facts: Facts) -> defaultdict[str, set[str]]:
    """The components whose properties refer to each component."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for component in facts.design.components.values():
        for path in refs_of(component.properties):
            found[path].add(component.path)
    return found


def _are_close(service: Component, client: Component) -> bool:
    return service.group == client.group and service.value(OWNER) == client.value(OWNER)


def _stands_alone(service: Component, facts: Facts) -> bool:
    """Whether a service has a stated reason, clients outside, or data of its own."""
    graph, components = facts[call_graph], facts.design.components
    stores = [
        callee
        for callee in graph.calls.get(service.path, ())
        if callee in components and components[callee].plays(Role.STORE, Role.CACHE)
    ]
    return (
        service[BECAUSE] is not None
        or service[HOLDS] is not None
        or any((api.value(CLIENTS) or "internal") != "internal" for api in service.apis)
        or any(graph.callers[store] == [service.path] for store in stores)
    )


class Circles(NamedTuple):
    """Who waits for whom inside the design, and the sets of components that wait for each other."""

    waits: dict[str, list[str]]
    blocks: tuple[frozenset[str], ...]


def circles(facts: Facts) -> Circles:
    """The circles of calls that wait for an answer.

    Actors and what is outside are not waited for by the design; brokers do not wait for their
    consumers; routers hand on the requests of others, so a way through them says nothing about who
    waits for whom. A component that calls itself calls its other replicas.
    """
    inside = {
        path for path, component in facts.design.components.items() if not component.plays(*_APART)
    }
    waits = {
        caller: [callee for callee in callees if callee in inside and callee != caller]
        for caller, callees in facts[call_graph].waits_for.items()
        if caller in inside
    }
    blocks = [frozenset(block) for block in strongly_connected(waits) if len(block) > 1]
    return Circles(waits, tuple(blocks))


def synchronous_cycles(facts: Facts) -> tuple[tuple[Step, ...], ...]:
    """A shortest circle of calls for each set of components that wait for each other.

    The last step leads back to where the first begins.
    """
    waits, blocks = facts[circles]
    return tuple([tuple(_circle(block, waits, facts[call_graph])) for block in blocks])


def _circle(block: frozenset[str], waits: dict[str, list[str]], graph: CallGraph) -> Iterator[Step]:
    """The steps of a shortest circle through the member of the block that calls first."""
    start = next(node for node in waits if node in block)
    before: dict[str, str] = {}
    waiting = deque((start,))
    while start not in before:
        node = waiting.popleft()
        for callee in waits[node]:
            if callee in block and callee not in before:
                before[callee] = node
                waiting.append(callee)
    path = [start, before[start]]
    while path[-1] != start:
        path.append(before[path[-1]])
    path.reverse()
    for caller, callee in pairwise(path):
        yield graph.steps[caller, callee]
