"""What a component may need while it runs without calling it in a flow: who says who its callers are, where its
configuration comes from, and what a deep health check asks.

Whether it goes on without them is for the design to say (`runs_without`). Where the design does not, or
only for a time, it is open: the optimistic reading does without, the pessimistic one does not. So it is of a
health check that takes all replicas out, unless traffic then goes to all of them (`panic_threshold`).
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.graph.graph import FlowGraph, call_graph
from designlint.analyses.measure import Missing
from designlint.model import Component, Named, Step
from designlint.quantities.showing import show
from designlint.schema.component import (
    CONFIGURED_BY,
    HEALTH_CHECK,
    IDENTITY_FROM,
    LIMIT,
    PANIC_THRESHOLD,
    RUNS_WITHOUT,
)
from designlint.schema.relation import ON_FAILURE
from designlint.schema.values import Ref


def runtime_needs(facts: Facts) -> Lazily[str, tuple[Step, ...]]:
    """What each component may need while it runs, as the calls that it would make."""
    components = facts.design.components
    return Lazily(components, lambda path: tuple(_needs(facts, components[path])))


def _needs(facts: Facts, component: Component) -> Iterator[Step]:
    without = component[RUNS_WITHOUT]
    for key in (IDENTITY_FROM, CONFIGURED_BY):
        known = component[key]
        for ref in known.value if known is not None else ():
            spared = without is not None and Ref(ref.path) in without.value.nodes
            if ref.path not in facts.design.components or ref.path == component.path:
                continue
            if not spared or (without is not None and without.value.time is not None):
                span = (known.span if known is not None else None) or component.span
                caller, callee = Named(component.path, span), Named(ref.path, span)
                yield Step(caller, callee, True, span)


def checked_deeply(facts: Facts) -> Lazily[str, tuple[Step, ...]]:
    """What the health check of each component asks for it to get traffic, as the calls that it would make."""
    components = facts.design.components
    return Lazily(components, lambda path: tuple(_checked(facts, components[path])))


def _checked(facts: Facts, component: Component) -> Iterator[Step]:
    check, path = component[HEALTH_CHECK], component.path
    if check is None or check.value.depth != "deep" or _has_threshold(facts, component):
        return
    asked = [ref.path for ref in check.value.of] or facts[call_graph].waits_for.get(path, [])
    span = check.span or component.span
    for callee in asked:
        if callee in facts.design.components and callee != path:
            yield Step(Named(path, span), Named(callee, span), True, span)


def _has_threshold(facts: Facts, component: Component) -> bool:
    """Whether traffic goes to all replicas when too few are healthy: by the check, or by what routes to them."""
    check = component[HEALTH_CHECK]
    if check is not None and check.details[PANIC_THRESHOLD] is not None:
        return True
    callers = facts[call_graph].callers.get(component.path, ())
    routers = [facts.design.components[path] for path in callers if path in facts.design.components]
    stated = [known for one in routers for known in one.properties.all(LIMIT)]
    return any(limit.value.name == "panic_threshold" for limit in stated)


def unstated_in(facts: Facts, path: str, graph: FlowGraph) -> list[Step]:
    """What a component may need in a flow beside the calls that the flow has; a stated call says itself
    how much it is needed, but for a health check."""
    if path not in facts.design.components:
        return []
    called = {step.callee.path for step in graph.by_caller.get(path, ())}
    uncalled = [step for step in facts[runtime_needs][path] if step.callee.path not in called]
    return [*uncalled, *facts[checked_deeply][path]]


def undecided_needs(facts: Facts, path: str, graph: FlowGraph) -> Iterator[Missing]:
    """What would say whether a component goes on in a flow without what it may need."""
    checks = facts[checked_deeply].get(path, ())
    for step in unstated_in(facts, path, graph):
        callee = step.callee.path
        if step in checks:
            example = f"health_check deep of {callee} {{ panic_threshold 50% }}"
            yield Missing(path, f"traffic while `{callee}` is down", example)
        else:
            yield tolerance(facts, path, callee)
    for step in graph.by_caller.get(path, ()):
        if _is_spared_for_a_time(facts, step):
            yield tolerance(facts, path, step.callee.path)


def tolerance(facts: Facts, path: str, callee: str) -> Missing:
    """What would say that a component goes on without another one for as long as that is down."""
    component = facts.design.components.get(path)
    without = component.value(RUNS_WITHOUT) if component is not None else None
    is_named = without is not None and Ref(callee) in without.nodes
    time = without.time if without is not None and is_named else None
    longer = f" longer than {show(time)}" if time is not None else ""
    return Missing(path, f"tolerance to `{callee}` outages{longer}", f"runs_without {callee}")


def _is_spared_for_a_time(facts: Facts, step: Step) -> bool:
    """Whether a caller goes on for a limited time without who it calls, and the call says nothing else."""
    caller = facts.design.components.get(step.caller.path)
    without = caller.value(RUNS_WITHOUT) if caller is not None else None
    if without is None or without.time is None or Ref(step.callee.path) not in without.nodes:
        return False
    return not step.optional and step.properties[ON_FAILURE] is None
