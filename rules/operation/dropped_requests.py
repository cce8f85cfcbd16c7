"""Requests under way are cut off when a replica is taken out.

Reported when: a load balancer, gateway or CDN of a flow of users states `drains no`, and what it leads to is
replaced while users call: it is `deployed_by` something, scales by itself (`autoscale`) or has several
replicas.

Not reported when: it states `drains yes`, or does not say; the open questions (COV007) ask where an
availability is required. Nor where a caller repeats an idempotent call (`retries`).

How to fix: `drains yes`: take a replica out of rotation and end it when its requests have ended.

Why: every release, every scale-in and every failed health check ends requests in the middle. At several
releases a day, planned work costs more of an error budget than failures.

Source: B. Beyer and others, Site Reliability Engineering (2016), chapter 20, on the lame duck state; Elastic
Load Balancing, Target groups, on the deregistration delay.

Bad:

```design
actor visitor
component lb : load_balancer { replicas 2; drains no }
component shop : service { replicas 4 }
flow order { visitor -> lb -> shop }
```

Good:

```design
actor visitor
component lb : load_balancer { replicas 2; drains yes }
component shop : service { replicas 4 }
flow order { visitor -> lb -> shop }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Step, edit, model, properties, rule
from designlint.api.analyses import flow_graphs, placements
from designlint.api.text import listed, step


@rule("OPS003", grade="minor", since="0.1")
def dropped_requests(facts: Facts) -> Iterator[Finding]:
    """One finding for each entry that cuts requests off."""
    for component in facts.design.components.values():
        drains = component[properties.edge.DRAINS]
        if drains is None or drains.value:
            continue
        cut: dict[str, Step] = {}
        flows: dict[str, None] = {}
        for path in facts.design.flows_by_element.get(component.path, ()):
            for call in _cut(facts, path, component.path):
                cut[call.callee.path] = _why(facts, call)
                flows[path] = None
        if cut:
            yield _finding(facts, component, cut, tuple(flows))


def _cut(facts: Facts, flow: str, entry: str) -> Iterator[model.Step]:
    """The calls of an entry to what is replaced while users wait for it."""
    graph, components = facts[flow_graphs][flow], facts.design.components
    for call in graph.flow.steps if graph.is_user_facing else ():
        callee = components.get(call.callee.path)
        is_there = call.caller.path == entry and call.waits
        is_lost = is_there and not _is_repeated(graph.flow, call)
        if is_lost and callee is not None and _is_replaced(facts, callee):
            yield call


def _is_replaced(facts: Facts, component: model.Component) -> bool:
    """Whether single replicas of it come and go."""
    placement = facts[placements][component.path]
    several = placement.declared and not placement.whole and placement.count > 1
    keys = (properties.component.DEPLOYED_BY, properties.component.AUTOSCALE)
    return several or any(key in component.properties.stated() for key in keys)


def _is_repeated(flow: model.Flow, call: model.Step) -> bool:
    """Whether a call that is cut off is made again, without harm."""
    retries = flow.stated(call, properties.relation.RETRIES)
    idempotent = flow.stated(call, properties.component.IDEMPOTENT)
    return bool(retries and retries.value and idempotent and idempotent.value)


def _why(facts: Facts, call: model.Step) -> Step:
    """What takes replicas out."""
    callee = facts.design.components[call.callee.path]
    for key, words in (
        (properties.component.AUTOSCALE, "scales by itself"),
        (properties.component.DEPLOYED_BY, "is replaced by each release"),
    ):
        known = callee.properties.stated().get(key)
        if known is not None:
            return step(f"`{callee.path}` {words}", known)
    return Step(f"`{callee.path}` has several replicas, each of which may fail", callee.span)


def _finding(
    facts: Facts, entry: model.Component, cut: dict[str, Step], flows: tuple[str, ...]
) -> Finding:
    return Finding(
        f"`{entry.path}` cuts off the requests of {listed(list(flows))} when a replica of "
        f"{listed(list(cut))} is taken out",
        Label(entry.span_of(properties.edge.DRAINS)),
        entry.path,
        secondary=tuple([Label(facts.design.components[path].span) for path in cut]),
        witness=tuple(cut.values()),
        help=(edit("drains yes"),),
        flows=flows,
    )
