"""The health checks of all replicas fail together, because they check a shared component.

Reported when: a component of at least two replicas has a `health_check deep` of a component that all
its replicas share.

Not reported when: the health check, the load balancer or the name service has a `panic_threshold`, or
each cell or tenant has a checked component of its own.

How to fix: make the health check shallow, or declare a `panic_threshold` below which traffic goes to
all replicas again.

Why: a short failure of the shared component takes every replica out of service. Requests that do not
depend on it fail as well, and recovery is slow.

Source: D. Yanacek, Implementing health checks, Amazon Builders' Library; Envoy documentation, panic
threshold.

Bad:

```design
actor visitor
component links : service { replicas 6; health_check deep of store }
component store : database { replicas 3 }
flow follow { rate 10 req/s; visitor -> links -> store }
```

Good:

```design
actor visitor
component links : service { replicas 6; health_check deep of store { panic_threshold 50% } }
component store : database { replicas 3 }
flow follow { rate 10 req/s; visitor -> links -> store }
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from designlint.api import (
    Facts,
    Finding,
    Label,
    Role,
    Step,
    edit,
    model,
    properties,
    rule,
)
from designlint.api.analyses import call_graph, flow_graphs, hard_dependencies, placements
from designlint.api.text import listed


@rule("RES009", grade="risk", since="0.1", formerly=("resilience-herd-health-check",))
def correlated_health_check(facts: Facts) -> Iterator[Finding]:
    """One finding for each component whose replicas all check the same component."""
    for component in facts.design.components.values():
        check = component[properties.component.HEALTH_CHECK]
        if check is None or check.value.depth != "deep":
            continue
        if facts[placements][component.path].count < 2 or _has_threshold(facts, component):
            continue
        asked = [ref.path for ref in check.value.of] or _awaited(facts, component)
        shared = [path for path in asked if path != component.path and _is_shared(facts, path)]
        if shared:
            yield _finding(facts, component, check, shared[0])


def _has_threshold(facts: Facts, component: model.Component) -> bool:
    """Whether the check, or what routes to the component, sends to all replicas when too few are
    healthy."""
    check = component[properties.component.HEALTH_CHECK]
    if check is not None and check.details[properties.component.PANIC_THRESHOLD] is not None:
        return True
    components = facts.design.components
    callers = [components.get(path) for path in facts[call_graph].callers.get(component.path, ())]
    return any(
        limit.value.name == "panic_threshold"
        for caller in callers
        if caller is not None and caller.plays(Role.ROUTER)
        for limit in caller.properties.all(properties.component.LIMIT)
    )


def _awaited(facts: Facts, component: model.Component) -> list[str]:
    return facts[call_graph].waits_for.get(component.path, [])


def _is_shared(facts: Facts, path: str) -> bool:
    """Whether all replicas check the same component: not one that each cell or tenant has of its own."""
    component = facts.design.components.get(path)
    if component is None:
        return False
    return (component.value(properties.component.TENANCY) or "shared") == "shared"


def _finding(
    facts: Facts, component: model.Component, check: model.Known[Any], shared: str
) -> Finding:
    path = component.path
    replicas = facts[placements][path].count
    spared = _spared(facts, path, shared)
    return Finding(
        f"`{path}` loses all {replicas} replicas when `{shared}` fails, because each checks `{shared}`",
        Label(check.span or component.span, f"every replica checks `{shared}`"),
        path,
        secondary=(Label(facts.design.components[shared].span),),
        witness=(
            Step(f"each of {replicas} replicas of `{path}` checks `{shared}`", check.span),
            Step(f"`{shared}` fails: 0 of {replicas} replicas are healthy"),
            *_spared_line(spared, shared),
        ),
        help=(
            edit("health_check shallow"),
            edit(f"health_check deep of {shared} {{ panic_threshold 50% }}"),
        ),
    )


def _spared(facts: Facts, component: str, shared: str) -> list[str]:
    """The flows that use a component and do not depend on the component that it checks."""
    found = []
    for path in facts.design.flows:
        graph = facts[flow_graphs][path]
        calls = [call for call in graph.flow.steps if call.callee.path == shared]
        depends = any(facts[hard_dependencies][graph.flow.path].stops_flow(call) for call in calls)
        if component in graph.nodes and not depends:
            found.append(path)
    return found


def _spared_line(spared: list[str], shared: str) -> Iterator[Step]:
    if spared:
        depend, fail = ("does", "fails") if len(spared) == 1 else ("do", "fail")
        yield Step(f"{listed(spared)} {depend} not depend on `{shared}`, but {fail} as well")
