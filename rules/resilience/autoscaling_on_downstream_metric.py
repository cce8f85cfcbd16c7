"""An autoscaler follows a metric that depends on downstream components.

Reported when: a component declares `autoscale ... on latency` (or `response_time`, `errors`,
`error_rate`, `timeouts`) and a flow fails with one of its calls.

Not reported when: the metric is another one, or the component goes on without its callees.

How to fix: scale on a metric that more replicas change: CPU, requests per replica, queue length.

Why: latency and errors rise when a callee is slow or down. More replicas then send more calls and open
more connections to that callee, so the metric rises further, up to the maximum of replicas.

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

from designlint.api import Facts, Finding, Label, Step, edit, model, properties, rule
from designlint.api.analyses import flow_graphs, hard_dependencies
from designlint.api.text import show

# What a slow or failing callee raises in its callers, though more replicas of these do not help it.
_SET_BY_CALLEES = ("latency", "response_time", "errors", "error_rate", "timeouts")


@rule("RES033", grade="risk", since="0.1", formerly=("resilience-misled-autoscaler",))
def autoscaling_on_downstream_metric(facts: Facts) -> Iterator[Finding]:
    """One finding for each component that scales on the latency or errors of its callees."""
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
            if is_candidate and facts[hard_dependencies][graph.flow.path].stops_flow(call):
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
    replicas, metric, time = scaled.value.range, scaled.value.metric, scaled.value.within
    within = f" in {show(time)}" if time is not None else ""
    yield Finding(
        f"`{path}` scales out when `{callee}` is slow or down, because it scales on `{metric}`",
        Label(scaled.span or component.span, f"`{metric}` depends on `{callee}`"),
        path,
        secondary=(Label(call.span, "hard dependency"),),
        witness=(
            Step(f"{flow}: {path} -> {callee}, a hard dependency", call.span),
            Step(f"a slow or failing `{callee}` raises the `{metric}` of `{path}`"),
            Step(f"up to {replicas.high} replicas of `{path}` then call `{callee}`", scaled.span),
        ),
        help=(edit(f"autoscale {replicas.low}..{replicas.high}{within} on cpu"),),
    )
