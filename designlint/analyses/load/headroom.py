"""How much load a component or a whole flow can still take."""

from __future__ import annotations

import math
from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import FlowGraph, flow_graphs
from designlint.analyses.load.capacity import Capacity, capacities
from designlint.analyses.load.hottest import fullest_use, hottest_nodes
from designlint.analyses.load.load import loads
from designlint.analyses.load.part import Part
from designlint.analyses.load.payload import payload_of
from designlint.analyses.measure import (
    UNKNOWN,
    Derivation,
    Exactness,
    Interval,
    Measure,
    Missing,
    step,
)
from designlint.analyses.placement.placement import is_gone
from designlint.diagnostic import Step
from designlint.model import Component
from designlint.model import Step as Call
from designlint.schema.component import AUTOSCALE, CAPACITY, RUNS_WITHOUT
from designlint.schema.relation import ON_FAILURE
from designlint.schema.values import Ref


def headroom(facts: Facts, subject: str) -> Measure:
    """The share of capacity that the peak load leaves free: of a flow, at its fullest component."""
    parts = carriers(facts, subject)
    measured = [(c, used) for c in parts if (used := fullest_use(facts, c)) is not None]
    certain = [None if c.is_benchmark else fullest_use(facts, c) for c in parts]
    value = _free([_running(c, used) for c, used in zip(parts, certain, strict=True)])
    scaled = tuple([line for c, _ in measured if (line := _scaled_line(c)) is not None])
    return Measure(
        value,
        exactness_of(value),
        Derivation(lambda: _utilisations(facts, measured)),
        tuple(dict.fromkeys(missing_of(facts, parts))),
        _free(certain) if scaled else None,
        scaled,
        likely=_free([fullest_use(facts, c) for c in parts]) if is_estimated(parts) else None,
    )


def _free(used: list[Interval | None]) -> Interval:
    """What the fullest of some components has free; where it is unknown how full one is, no more
    than the fullest of the others."""
    known = [one for one in used if one is not None]
    highest = max((one.low for one in known), default=0.0)
    bound = max((one.high for one in known), default=math.inf)
    return Interval(1.0 - (bound if len(known) == len(used) else math.inf), 1.0 - highest)


def _running(capacity: Capacity, used: Interval | None) -> Interval | None:
    """The utilisation of what runs at this load: of an autoscaled component, as many as the load
    needs."""
    running = capacity.running
    now = None if running is None else capacity.utilisation(capacity.left_of(running.low))
    if now is None or used is None:
        return used
    return Interval(used.low, max(used.high, now.high))


def _scaled_line(capacity: Capacity) -> Step | None:
    """What more room rests on than what runs at this load leaves."""
    running = capacity.running
    if running is None or running.low == running.high or capacity.placement.lost:
        return None
    least, most = running
    text = f"{capacity.component.path}: {least} replicas run at this load, and its autoscaler adds up to {most} before they are full"
    return step(text, capacity.component[AUTOSCALE])


def _utilisations(facts: Facts, measured: list[tuple[Capacity, Interval]]) -> Iterator[Step]:
    """The arithmetic of each component, the fullest first."""
    for capacity, _ in sorted(measured, key=lambda m: -m[1].low):
        hottest = facts[hottest_nodes][capacity.component.path]
        if hottest is not None:
            yield hottest.line
        running = capacity.running
        yield capacity.line_with(None if running is None else capacity.left_of(running.low))


def is_estimated(parts: list[Capacity]) -> bool:
    """A benchmark that others ran on their hardware proves nothing about this design."""
    return any(capacity.is_benchmark for capacity in parts)


def exactness_of(value: Interval) -> Exactness:
    """Whether only one value is possible."""
    return Exactness.EXACT if value.is_exact else Exactness.BOUND


def missing_of(facts: Facts, parts: list[Capacity]) -> list[Missing]:
    """The capacities, numbers of replicas and parts of the load that are not declared."""
    found: list[Missing] = []
    fullest = max((u.low for c in parts if (u := fullest_use(facts, c)) is not None), default=0.0)
    for capacity in parts:
        path, used = capacity.component.path, fullest_use(facts, capacity)
        if used is not None and used.high < fullest and not capacity.is_benchmark:
            continue  # it cannot be the fullest
        if capacity.bytes_of_call is None and capacity.is_in_bytes:
            found += [_payload(part) for part in capacity.parts if not _is_sized(facts, part)]
            found += facts[loads].missing_for(path)
        elif capacity.per_replica is None or capacity.is_benchmark:
            found.append(Missing(path, "capacity", "capacity 1k req/s per replica"))
        if used is None and capacity.per_replica is not None:
            found.append(Missing(path, "replicas", "replicas 3"))
        elif used is not None and not used.is_exact:
            found.extend(facts[loads].missing_for(path))
    return found


def _is_sized(facts: Facts, part: Part) -> bool:
    flow = facts.design.flows[part.flow]
    return payload_of(facts.design, flow, part.step).stated.is_exact


def _payload(part: Part) -> Missing:
    pair = f"{part.step.caller.path} -> {part.step.callee.path}"
    return Missing(pair, "payload", "payload 10kB")


def rate_of(facts: Facts, subject: str) -> Interval:
    """How often a flow begins, or how many calls a component gets, per second at peak."""
    if subject not in facts.design.flows:
        return facts[capacities][subject].demand.total
    entries = facts[flow_graphs][subject].entries
    return facts[loads].rates[subject, entries[0]] if entries else UNKNOWN


def carriers(facts: Facts, subject: str) -> list[Capacity]:
    """The components whose load a subject's headroom is about: each user's own device carries its own,
    what others run counts where its capacity is known, and of a flow those do not count that are lost in
    this world and that it goes on without."""
    if subject in facts.design.components:
        return [facts[capacities][subject]]
    graph = facts[flow_graphs][subject]
    return [
        facts[capacities][node]
        for node in graph.nodes
        if node in facts.design.components
        and _is_ours_to_fill(facts.design.components[node])
        and facts[loads].parts.get(node)
        and not _is_superfluous(facts, graph, node)
    ]


def _is_ours_to_fill(component: Component) -> bool:
    """Whether its load is the design's: run by the team, or by others who state what they carry."""
    return component.is_ours or (component.is_external and component[CAPACITY] is not None)


def _is_superfluous(facts: Facts, graph: FlowGraph, node: str) -> bool:
    """Whether nothing of a component is left and no call of a flow needs it: those that are optional, and
    those of a cache whose misses go elsewhere."""
    if not is_gone(facts.design, node):
        return False
    calls = [step for step in graph.flow.steps if step.callee.path == node]
    return all(_goes_on(facts, graph, step) for step in calls)


def _goes_on(facts: Facts, graph: FlowGraph, call: Call) -> bool:
    if call.optional or call.or_else is not None or is_gone(facts.design, call.caller.path):
        return True
    on_failure, caller = call.properties[ON_FAILURE], facts.design.components.get(call.caller.path)
    if on_failure is not None and on_failure.value in ("degrade", "stale", "fail_open"):
        return True
    without = caller.value(RUNS_WITHOUT) if caller is not None else None
    if without is not None and Ref(call.callee.path) in without.nodes:
        return True
    others = graph.by_caller.get(call.caller.path, ())
    missed = [step.on_miss_of.path for step in others if step.on_miss_of is not None]
    return call.callee.path in missed
