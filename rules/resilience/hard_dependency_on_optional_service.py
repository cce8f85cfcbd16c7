"""A flow has a hard dependency on a service that it could do without.

Reported when: a flow waits for telemetry, for data of `importance low`, or for a component whose
interfaces serve only requirements of priority `could` or `wont` while the flow serves a `must`. A
component is telemetry by its kind or because the caller is `observed_by` it. A queue that blocks when
it is full counts as well.

Not reported when: a person asks, as an operator reads the monitoring; the call is the flow's business, as
where all else is telemetry as well, or its data is read from there; or the call is `optional` or asynchronous (`~>`), or has
an `or else` or an `on_failure` other than failing.

How to fix: make the step `optional`, call asynchronously (`~>`), or let a full queue drop.

Why: an optional service adds its own failures to a flow that waits for it. A buffer in between helps
only until it is full.

Source: B. Beyer and others, Site Reliability Engineering (2016), chapter 22, on degraded results;
AWS, summary of the Kinesis event of 2020-11-25 in the Northern Virginia region.

Bad:

```design
actor visitor
component links : service
component store : database
component metrics : monitoring
flow follow { rate 10 req/s; visitor -> links; links -> store; links -> metrics }
```

Good:

```design
actor visitor
component links : service
component store : database
component metrics : monitoring
flow follow { rate 10 req/s; visitor -> links; links -> store; links ~> metrics, optional }
```
"""

from __future__ import annotations

from collections.abc import Iterator

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
from designlint.api.analyses import FlowGraph, flow_graphs, hard_dependencies
from designlint.api.text import listed, step

_SOFT_PRIORITIES = ("could", "wont")


@rule("RES006", grade="risk", since="0.1", formerly=("resilience-soft-dependency",))
def hard_dependency_on_optional_service(facts: Facts) -> Iterator[Finding]:
    """One finding for each pair of caller and callee that a flow depends on and could do without."""
    found: set[tuple[str, str]] = set()
    for flow in facts.design.flows.values():
        for call in () if flow.recovers else flow.steps:
            pair = (call.caller.path, call.callee.path)
            why = _why_soft(facts.design, flow, call) if pair not in found else None
            if why is not None and _stops(facts, flow, call):
                found.add(pair)
                yield _finding(flow, call, *why)


def _stops(facts: Facts, flow: model.Flow, call: model.Step) -> bool:
    """Whether a flow, which has other business as well, stops with a call, or with a full queue that
    it leads to."""
    graph = facts[flow_graphs][flow.path]
    if graph.is_client(call.caller.path):
        return False
    if call.waits:
        stops = facts[hard_dependencies][graph.flow.path].stops_flow(call)
    else:
        stops = _blocks(facts.design, call) and not call.optional and call.or_else is None
    return stops and _has_other_business(facts, graph, call)


def _has_other_business(facts: Facts, graph: FlowGraph, call: model.Step) -> bool:
    components = facts.design.components
    others = [
        node for node in graph.independent_of(call) if not _is_unimportant(facts, graph, node)
    ]
    return any(
        (other := components.get(node)) is None or not other.plays(Role.OBSERVER) for node in others
    )


def _is_unimportant(facts: Facts, graph: FlowGraph, node: str) -> bool:
    """Whether a flow asks a component for nothing but data of low importance, as a cache before its store."""
    calls = [call for call in graph.flow.steps if call.callee.path == node]
    return bool(calls) and all(_unimportant(facts.design, call) is not None for call in calls)


def _blocks(design: model.Design, call: model.Step) -> bool:
    """Whether a call leads to a queue that blocks when it is full."""
    callee = design.components.get(call.callee.path)
    if callee is None or not callee.plays(Role.BROKER):
        return False
    return callee.value(properties.messaging.ON_FULL) == "block"


def _why_soft(design: model.Design, flow: model.Flow, call: model.Step) -> tuple[str, Step] | None:
    """Why a flow could do without a call, and the line that shows it."""
    callee = design.components.get(call.callee.path)
    if callee is None:
        return None
    return (
        _telemetry(design, call, callee)
        or _unimportant(design, call)
        or (_unwanted(design, callee) if _must_work(design, flow) else None)
    )


def _telemetry(
    design: model.Design, call: model.Step, callee: model.Component
) -> tuple[str, Step] | None:
    if call.reads:
        return None
    if callee.plays(Role.OBSERVER):
        return "is only telemetry", Step(f"`{callee.path}` is of kind `{callee.kind}`", callee.span)
    observed = design.components.get(call.caller.path)
    observers = observed[properties.component.OBSERVED_BY] if observed is not None else None
    if observers is not None and any(ref.path == callee.path for ref in observers.value):
        line = step(f"`{callee.path}` observes `{call.caller.path}`", observers)
        return "is only telemetry", line
    return None


def _unimportant(design: model.Design, call: model.Step) -> tuple[str, Step] | None:
    """Where all that a call reads or writes is of low importance."""
    touched = [design.data[named.path] for named in (*call.reads, *call.writes)]
    importance = properties.context.IMPORTANCE
    if not touched or any(data.value(importance) != "low" for data in touched):
        return None
    paths = [data.path for data in touched]
    line = step(f"{', '.join(paths)}: importance low", touched[0][importance])
    return f"handles only {listed(paths)} of low importance", line


def _must_work(design: model.Design, flow: model.Flow) -> bool:
    """Whether a flow serves a requirement that must be met."""
    return any(_priority(design, named.path) == "must" for named in flow.serves)


def _priority(design: model.Design, requirement: str) -> str | None:
    return design.priority_of(requirement)


def _unwanted(design: model.Design, callee: model.Component) -> tuple[str, Step] | None:
    """Where all that a component serves could be left out."""
    parts = [part for api in callee.apis for part in api.parts]
    stated = [known for part in parts if (known := part[properties.context.SERVES]) is not None]
    served = [ref.path for known in stated for ref in known.value]
    priorities = [_priority(design, path) for path in served]
    if not served or any(priority not in _SOFT_PRIORITIES for priority in priorities):
        return None
    shown = ", ".join(f"`{path}`" for path in served)
    text = f"`{callee.path}` serves {shown}: priority {', '.join(map(str, priorities))}"
    return "serves only optional requirements", step(text, stated[0])


def _finding(flow: model.Flow, call: model.Step, why: str, reason: Step) -> Finding:
    caller, callee = call.caller.path, call.callee.path
    depends = "depends on" if call.waits else "blocks on a full"
    arrow = "->" if call.waits else "~>"
    return Finding(
        f"`{flow.path}` {depends} `{callee}`, which {why}",
        Label(call.span, "hard dependency"),
        callee,
        witness=(
            reason,
            Step(f"{flow.path}: {caller} {arrow} {callee} is not optional", call.span),
        ),
        help=(edit("optional", place=f"the step {caller} {arrow} {callee} of `{flow.path}`"),),
    )
