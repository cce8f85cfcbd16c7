"""Feedback of health checks and autoscalers: what is taken out when all are hit, what comes too late.

A deep check asks what a replica depends on. Where all replicas depend on the same thing, its failure
fails the checks of all of them, and they are taken out together, also for requests that do not need
it. New replicas help from when they serve, so an autoscaler that is slower than the load that it
meets leaves a gap.
"""

from __future__ import annotations

from typing import NamedTuple

from designlint.analyses.detectors.scaling import FULL, certain_use
from designlint.analyses.detectors.stability import fails_up
from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import call_graph, flow_graphs
from designlint.analyses.load.capacity import Capacity, capacities
from designlint.analyses.measure import step
from designlint.analyses.placement.placement import placements
from designlint.diagnostic import Step as Line
from designlint.model import Component, Known, Step
from designlint.quantity import Dimension, Quantity, show_value
from designlint.schema.component import (
    AUTOSCALE,
    BOOT_TIME,
    HEALTH_CHECK,
    LIMIT,
    PANIC_THRESHOLD,
    TENANCY,
)
from designlint.schema.context import RAMP
from designlint.schema.roles import Role
from designlint.schema.values import Autoscale, HealthCheck


class HerdCheck(NamedTuple):
    """Replicas whose health checks all ask the same component: `shared`. `spared` are the flows that
    would go on without it, were the replicas not taken out."""

    component: Component
    check: Known[HealthCheck]
    shared: str
    replicas: int
    spared: tuple[str, ...]


def herd_checks(facts: Facts) -> tuple[HerdCheck, ...]:
    """The deep health checks that can take out every replica at once.

    Left out are single replicas, checks with a `panic_threshold` (of the component or of what routes
    to it), and what each cell or tenant has of its own.
    """
    found = []
    for component in facts.design.components.values():
        check = component[HEALTH_CHECK]
        count = facts[placements][component.path].count
        if check is None or check.value.depth != "deep" or count < 2:
            continue
        if check.details[PANIC_THRESHOLD] is not None or _is_spared_by_router(facts, component):
            continue
        shared = [path for path in _asked(facts, component, check.value) if _is_shared(facts, path)]
        if shared:
            spared = _spared(facts, component, shared[0])
            found.append(HerdCheck(component, check, shared[0], count, spared))
    return tuple(found)


def _asked(facts: Facts, component: Component, check: HealthCheck) -> list[str]:
    """What a deep check looks through to: what it names, else what the component waits for."""
    if check.of:
        return [ref.path for ref in check.of if ref.path != component.path]
    return [p for p in facts[call_graph].waits_for.get(component.path, ()) if p != component.path]


def _is_shared(facts: Facts, path: str) -> bool:
    component = facts.design.components.get(path)
    return component is not None and (component.value(TENANCY) or "shared") == "shared"


def _is_spared_by_router(facts: Facts, component: Component) -> bool:
    """Whether what routes to a component sends to all replicas when too few are healthy."""
    callers = [
        facts.design.components.get(p) for p in facts[call_graph].callers.get(component.path, ())
    ]
    return any(
        limit.value.name == "panic_threshold"
        for caller in callers
        if caller is not None and caller.plays(Role.ROUTER)
        for limit in caller.properties.all(LIMIT)
    )


def _spared(facts: Facts, component: Component, shared: str) -> tuple[str, ...]:
    """The flows that use a component and do not need what its check asks."""
    found = []
    for path in facts.design.flows:
        graph = facts[flow_graphs][path]
        if component.path not in graph.nodes:
            continue
        calls = [call for call in graph.flow.steps if call.callee.path == shared]
        if not any(fails_up(facts, call, graph) for call in calls):
            found.append(path)
    return tuple(found)


class SlowScaler(NamedTuple):
    """An autoscaler that is later than the load: `ready` is when its replicas serve, `due` when they
    are needed, both in seconds; `flow` is whose load rises, or None where a replica boots more slowly
    than the autoscaler is said to work. `enough` is the number of replicas that carries the peak."""

    component: Component
    scaled: Known[Autoscale]
    ready: float
    due: float
    flow: str | None
    enough: int | None
    lines: tuple[Line, ...]


def slow_scalers(facts: Facts) -> tuple[SlowScaler, ...]:
    """The components whose new replicas come after the load that they are for."""
    found = []
    for path, component in facts.design.components.items():
        scaled = component[AUTOSCALE]
        if scaled is None or scaled.value.within is None:
            continue
        boot = component[BOOT_TIME]
        within = scaled.value.within.value
        if boot is not None and boot.value.value > within:
            lines = (
                step(f"a replica boots for {_time(boot.value.value)}", boot),
                step(f"the autoscaler is said to take {_time(within)}", scaled),
            )
            found.append(SlowScaler(component, scaled, boot.value.value, within, None, None, lines))
            continue
        late = _late(facts, facts[capacities][path], scaled, within)
        if late is not None:
            found.append(late)
    return tuple(found)


def _late(
    facts: Facts, capacity: Capacity, scaled: Known[Autoscale], within: float
) -> SlowScaler | None:
    """Where the least number of replicas does not carry a peak that is there before more are."""
    used = certain_use(capacity)
    least = capacity.utilisation(scaled.value.range.low)
    if used is None or used.low > FULL or least is None or least.low <= FULL:
        return None
    ramps = [
        (ramp.value.value, part.flow, ramp)
        for part in capacity.parts
        if (ramp := facts.design.flows[part.flow][RAMP]) is not None and part.rate.low
    ]
    due, flow, ramp = min(ramps, key=lambda found: found[:2], default=(within, "", None))
    if ramp is None or due >= within:
        return None
    lines = _late_lines(capacity, scaled, ramp)
    enough = capacity.replicas_for()
    return SlowScaler(capacity.component, scaled, within, due, flow, enough, lines)


def _late_lines(
    capacity: Capacity, scaled: Known[Autoscale], ramp: Known[Quantity]
) -> tuple[Line, ...]:
    count = scaled.value.range.low
    rate = capacity.shown_rate(capacity.demand.total.low)
    carried = capacity.shown_rate((capacity.per_replica or 0.0) * count)
    within = scaled.value.within
    return (
        step(f"the least {count} replicas carry {carried}, the peak is {rate}", capacity.stated),
        step(f"the peak is there after {_time(ramp.value.value)}", ramp),
        step(f"more replicas are there after {_time(within.value if within else 0.0)}", scaled),
    )


# What a slow or failing callee raises in its callers, though more of them do not help it.
_SET_BY_OTHERS = ("latency", "response_time", "errors", "error_rate", "timeouts")


class MisledScaler(NamedTuple):
    """An autoscaler whose metric is raised by what the component waits for: `call` is such a wait."""

    component: Component
    scaled: Known[Autoscale]
    call: Step
    flow: str


def misled_scalers(facts: Facts) -> tuple[MisledScaler, ...]:
    """The components that get more replicas when something that they call is in trouble, so that it
    gets more calls. One for each component, with the first call that every request needs."""
    found: dict[str, MisledScaler] = {}
    for path, flow in facts.design.flows.items():
        graph = facts[flow_graphs][path]
        for call in flow.steps:
            component = facts.design.components.get(call.caller.path)
            scaled = component[AUTOSCALE] if component is not None else None
            if component is None or scaled is None or component.path in found:
                continue
            misled = (scaled.value.metric or "").lower() in _SET_BY_OTHERS
            if misled and call.callee.path != component.path and fails_up(facts, call, graph):
                found[component.path] = MisledScaler(component, scaled, call, path)
    return tuple(found.values())


def _time(seconds: float) -> str:
    return show_value(seconds, Dimension.TIME)
