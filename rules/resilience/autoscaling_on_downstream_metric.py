"""An autoscaler follows a metric that other components set, and makes their trouble worse.

Latency and errors of a component rise when something that it waits for is slow or down. More replicas
do not help then: they open more connections and send more calls to what is in trouble, the metric
rises further, and the most replicas there can be are soon running. Scale on what more replicas
change: requests per replica, processor time, work that waits.

It is told about components with `autoscale ... on latency` (or `response_time`, `errors`, `error_rate`,
`timeouts`) that wait for a call which every request needs. It is silent about other metrics, and where
the component goes on without what it calls.

Source: B. Beyer and others, The Site Reliability Workbook (2018), chapter 11, on autoscaling and
overloaded backends.

Bad:

```design
actor visitor
component links : service { autoscale 4..40 in 1min on latency }
component store : database
flow follow { rate 10 req/s; visitor -> links -> store }
```

Good:

```design
actor visitor
component links : service { autoscale 4..40 in 1min on cpu }
component store : database
flow follow { rate 10 req/s; visitor -> links -> store }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Severity, Step, edit, model, properties, rule
from designlint.api.analyses import flow_graphs, stops_flow

# What a slow or failing callee raises in its callers, though more replicas of these do not help it.
_SET_BY_CALLEES = ("latency", "response_time", "errors", "error_rate", "timeouts")


@rule("RES033", severity=Severity.WARNING, since="0.1", formerly=("resilience-misled-autoscaler",))
def autoscaling_on_downstream_metric(facts: Facts) -> Iterator[Finding]:
    """One finding for each component that scales on the trouble of others."""
    components = facts.design.components
    for path, (call, flow) in _hard_calls(facts).items():
        yield from _finding(components[path], call, flow)


def _hard_calls(facts: Facts) -> dict[str, tuple[model.Step, str]]:
    """Of each component that scales on such a metric, the first call that a flow fails with."""
    found: dict[str, tuple[model.Step, str]] = {}
    misled = {path for path, c in facts.design.components.items() if _follows_callees(c)}
    for flow in facts.design.flows if misled else ():
        graph = facts[flow_graphs][flow]
        for call in graph.flow.steps:
            path = call.caller.path
            is_candidate = path in misled and path not in found and call.callee.path != path
            if is_candidate and stops_flow(facts, call, graph):
                found[path] = (call, flow)
    return found


def _follows_callees(component: model.Component) -> bool:
    scaled = component.value(properties.component.AUTOSCALE)
    return scaled is not None and (scaled.metric or "").lower() in _SET_BY_CALLEES


def _finding(component: model.Component, call: model.Step, flow: str) -> Iterator[Finding]:
    scaled = component[properties.component.AUTOSCALE]
    if scaled is None:
        return
    path, callee = component.path, call.callee.path
    replicas, metric = scaled.value.range, scaled.value.metric
    yield Finding(
        f"`{path}` gets more replicas when `{callee}` is slow or down",
        Label(scaled.span or component.span, f"`{callee}` raises its {metric}"),
        path,
        secondary=(Label(call.span, "waited for"),),
        witness=(
            Step(f"{flow}: {path} -> {callee}, waited for and needed", call.span),
            Step(f"{callee} is slow: {metric} of {path} rises"),
            Step(f"up to {replicas.high} replicas of {path} call {callee}", scaled.span),
        ),
        help=(edit(f"autoscale {replicas.low}..{replicas.high} on cpu"),),
    )
