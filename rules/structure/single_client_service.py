"""A service has one other service as its only client.

Reported when: the only client of a service or function is one service, function or monolith that the
same team owns (`owner`, or else the group), with the same stated `replicas` in the same places and the
same `deployed_by`. The severity is info.

Not reported when: owner, scaling or deployment differ or are not declared: a service with one client is
a common microservice. Nor when the service has a reason to be separate. It states `because` or a decision is about
it; it holds data, or it alone uses a store or cache; a flow starts at it; its interface has partners
or the public as clients; another component refers to it; or the client goes on without it (`optional`,
`or else`, `~>`). Services that wait for each other are reported by ARC002.

How to fix: make the service a module of its client, or state the reason with `because`.

Why: the call between the two adds latency, a way to fail, a version to keep compatible and a
deployment to coordinate, while both always work together.

Source: S. Newman, Building Microservices, 2nd ed. (2021), chapter 2, on cohesion and coupling; J.
Ousterhout, A Philosophy of Software Design (2018), chapter 9, on bringing together what belongs
together.

Bad:

```design
actor visitor
component ship : deploy
component links : service { owner web; replicas 3; deployed_by ship }
component slugs : service { owner web; replicas 3; deployed_by ship }
flow create { visitor -> links -> slugs }
```

Good:

```design
actor visitor
component ship : deploy
component links : service { owner web; replicas 3; deployed_by ship }
component slugs : service { owner web; replicas 3; deployed_by ship; because "Needs ten times the memory of the others." }
flow create { visitor -> links -> slugs }
```
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from designlint.api import (
    Facts,
    Finding,
    Label,
    Property,
    Role,
    Step,
    edit,
    model,
    properties,
    rule,
)
from designlint.api.analyses import call_graph, flow_graphs
from designlint.api.model import Span


@rule("ARC001", grade="advice", since="0.1", about_absence=True)
def single_client_service(facts: Facts) -> Iterator[Finding]:
    """One finding for each service that exists for one other service alone."""
    design, graph = facts.design, facts[call_graph]
    apart, referring = _apart(facts), _referring(design)
    for path, service in design.components.items():
        callers = graph.callers.get(path, ())
        client = design.components.get(callers[0]) if len(callers) == 1 else None
        if client is None or path in apart or not referring[path] <= {client.path}:
            continue
        calls = graph.calls_to[path]
        if _could_be_one(service, client) and not _has_reason(facts, service) and _needs(calls):
            yield _finding(service, client, calls)


def _apart(facts: Facts) -> set[str]:
    """What a decision is about, what a flow starts at, and what waits for its client in turn."""
    design = facts.design
    apart = {named.path for decision in design.decisions.values() for named in decision.about}
    apart.update(
        path for cycle in facts[call_graph].synchronous_cycles for path in cycle.components
    )
    apart.update(entry for flow in design.flows for entry in facts[flow_graphs][flow].entries)
    return apart


def _referring(design: model.Design) -> defaultdict[str, set[str]]:
    """The components whose properties refer to each component."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for component in design.components.values():
        for path in component.properties.references():
            found[path].add(component.path)
    return found


def _could_be_one(service: model.Component, client: model.Component) -> bool:
    """Whether both are services that one team owns, scales, places and deploys alike."""
    services = service.plays(Role.MICROSERVICE) and client.plays(Role.APPLICATION)
    return services and _owner(service) == _owner(client) is not None and _alike(service, client)


def _owner(component: model.Component) -> str | None:
    """Who is known to be responsible: the stated owner, or the group."""
    return component.value(properties.component.OWNER) or component.group


def _alike(service: model.Component, client: model.Component) -> bool:
    """Whether both state how they are scaled and deployed, and state the same."""
    shared: tuple[Property[Any], ...] = (
        properties.component.REPLICAS,
        properties.component.DEPLOYED_BY,
    )
    ways = (*shared, properties.component.AUTOSCALE, properties.component.IN)
    return all(service.value(key) is not None for key in shared) and all(
        service.value(key) == client.value(key) for key in ways
    )


def _has_reason(facts: Facts, service: model.Component) -> bool:
    """Whether a service has a stated reason, clients outside, or data of its own."""
    graph, components = facts[call_graph], facts.design.components
    stores = [
        callee
        for callee in graph.calls.get(service.path, ())
        if callee in components and components[callee].plays(Role.STORE, Role.CACHE)
    ]
    clients = (api.value(properties.context.CLIENTS) or "internal" for api in service.apis)
    return (
        service[properties.component.BECAUSE] is not None
        or service[properties.store.HOLDS] is not None
        or any(named != "internal" for named in clients)
        or any(graph.callers[store] == [service.path] for store in stores)
    )


def _needs(calls: list[model.Step]) -> bool:
    """Whether the client cannot go on without the service."""
    return any(call.waits and not call.optional and call.or_else is None for call in calls)


def _finding(service: model.Component, client: model.Component, calls: list[model.Step]) -> Finding:
    call, arrow = calls[0], f"{client.path} -> {service.path}"
    at = Span(call.span.source, call.caller.span.start, call.callee.span.end)
    return Finding(
        f"`{client.path}` is the only client of `{service.path}`, so the two can be one {client.kind}",
        Label(service.span),
        service.path,
        secondary=(Label(at, "its only client"),),
        witness=tuple([Step(arrow, call.span) for call in calls]),
        help=(edit('because "..."', note=f"if `{service.path}` has a reason to be separate"),),
    )
