"""The health checks of all replicas fail together, because they check a shared component or their load.

Reported when: a component of at least two replicas has a `health_check deep` of a component that all
its replicas share. Also reported when a load balancer takes replicas out that have no free worker: a
component with a `health_check` has a declared `concurrency` and no declared capacity, and without one
replica its load, times `growth`, leaves each request less than 200 ms of a worker, while its calls may
take longer.

Not reported when: the health check, the load balancer or the name service has a `panic_threshold`, or
each cell or tenant has a checked component of its own; or, for the load, `capacity` or `latency` is
declared, or a `rate_limit` or `bulkhead` is on the path.

How to fix: make the health check shallow, or declare a `panic_threshold` below which traffic goes to
all replicas again.

Why: a short failure of the shared component takes every replica out of service. Requests that do not
depend on it fail as well, and recovery is slow. A busy replica that is taken out leaves its load to the
others, which fail their checks next.

Source: D. Yanacek, Implementing health checks, Amazon Builders' Library; Envoy documentation, panic
threshold; Chef, Supermarket launch postmortem (2014-07-10), on checks that took all servers out.

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

import math
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
from designlint.api.analyses import (
    call_graph,
    capacities,
    flow_graphs,
    hard_dependencies,
    placements,
)
from designlint.api.text import Dimension, counted, listed, show_value, step

# Seconds that an ordinary request with calls of its own takes, so that less is doubtful.
_USUAL = 0.2


@rule(
    "RES009", grade="risk", also=("fatal",), since="0.1", formerly=("resilience-herd-health-check",)
)
def correlated_health_check(facts: Facts) -> Iterator[Finding]:
    """One finding for each component whose replicas all check the same component, or their load."""
    for component in facts.design.components.values():
        check = component[properties.component.HEALTH_CHECK]
        if check is None or facts[placements][component.path].count < 2:
            continue
        if _has_threshold(facts, component):
            continue
        asked = [ref.path for ref in check.value.of] or _awaited(facts, component)
        shared = [path for path in asked if path != component.path and _is_shared(facts, path)]
        if shared and check.value.depth == "deep":
            yield _finding(facts, component, check, shared)
        else:
            yield from _out_of_workers(facts, component, check)


def _out_of_workers(
    facts: Facts, component: model.Component, check: model.Known[Any]
) -> Iterator[Finding]:
    """Where a replica that is out of workers fails its check, and leaves its load to the others."""
    handled = component[properties.component.CONCURRENCY]
    if handled is None or handled.value.scope == "total" or _is_measured(component):
        return
    path, capacity = component.path, facts[capacities][component.path]
    left, each = facts[placements][path].count - 1, handled.value.amount.value
    load = capacity.demand.total.low * facts.design.growth_factor
    flows, longest = _unlimited(facts, path), _longest_call(facts, path)
    if not load or not flows or not left * each / load < min(_USUAL, longest):
        return
    most, workers = _time(left * each / load), show_value(left * each, Dimension.NUMBER)
    wait = "without a timeout" if longest == math.inf else f"up to {_time(longest)}"
    yield Finding(
        f"`{path}` loses all {left + 1} replicas under load, because each that is out of workers fails its"
        " health check",
        Label(check.span or component.span, "takes busy replicas out"),
        path,
        witness=(
            step(f"{path}: {counted(left + 1, 'replica')} with {each:g} workers each", handled),
            Step(
                f"without one replica, {workers} workers / {capacity.shown_rate(load)} = {most} for each"
                " request"
            ),
            Step(f"a request of `{path}` waits {wait} for what it calls"),
        ),
        help=(
            edit(f"health_check {check.value.depth} {{ panic_threshold 50% }}"),
            edit("capacity RATE per replica", note="as measured"),
        ),
        flows=flows,
        grade="fatal",
        causes=(f"overload of `{path}` at the planned load",),
        because=(f"overload of `{path}`",),
    )


def _is_measured(component: model.Component) -> bool:
    capacity, latency = properties.component.CAPACITY, properties.component.LATENCY
    return component[capacity] is not None or component[latency] is not None


def _time(seconds: float) -> str:
    return show_value(seconds, Dimension.TIME)


def _unlimited(facts: Facts, path: str) -> tuple[str, ...]:
    """The flows in which a load balancer gives a component all that comes."""
    found = []
    for flow, graph in facts[flow_graphs].items():
        callers = [s.caller.path for s in graph.flow.steps if s.callee.path == path and s.waits]
        components = [facts.design.components.get(caller) for caller in callers]
        routed = any(one is not None and one.plays(Role.ROUTER) for one in components)
        if routed and not graph.is_rate_limited(path):
            found.append(flow)
    return tuple(found)


def _longest_call(facts: Facts, path: str) -> float:
    """The most seconds that a component waits for a call that it makes, by its timeouts; 0 where it waits
    for nothing."""
    waits = [
        timeout.value.value if timeout is not None else math.inf
        for graph in facts[flow_graphs].values()
        for call in graph.by_caller.get(path, ())
        if call.waits and call.callee.path != path
        for timeout in (call.properties[properties.relation.TIMEOUT],)
    ]
    return max(waits, default=0.0)


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
    facts: Facts, component: model.Component, check: model.Known[Any], shared: list[str]
) -> Finding:
    path = component.path
    replicas = facts[placements][path].count
    lines = [line for one in shared for line in _spared_line(_spared(facts, path, one), one)]
    any_of = _or(shared)
    checks = f"`{shared[0]}`" if len(shared) == 1 else "them"
    stated = ", ".join(ref.path for ref in check.value.of)
    of = f" of {stated}" if stated else ""
    return Finding(
        f"`{path}` loses all {replicas} replicas when {any_of} fails, because each checks {checks}",
        Label(check.span or component.span, f"every replica checks {listed(shared)}"),
        path,
        secondary=tuple([Label(facts.design.components[one].span) for one in shared]),
        witness=(
            Step(f"each of {replicas} replicas of `{path}` checks {listed(shared)}", check.span),
            Step(f"{any_of} fails: 0 of {replicas} replicas are healthy"),
            *lines,
        ),
        help=(
            edit("health_check shallow"),
            edit(f"health_check deep{of} {{ panic_threshold 50% }}"),
        ),
    )


def _or(names: list[str]) -> str:
    quoted = [f"`{name}`" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"


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
