"""How much load a component or a whole flow can still take."""

from __future__ import annotations

import math
from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import FlowGraph, flow_graphs
from designlint.analyses.load.capacity import Capacity, capacities
from designlint.analyses.load.load import Part, loads
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
from designlint.model import Step as Call
from designlint.schema.component import AUTOSCALE, RUNS_WITHOUT
from designlint.schema.relation import ON_FAILURE
from designlint.schema.values import Ref


def headroom(facts: Facts, subject: str) -> Measure:
    """The share of capacity that the peak load leaves free: of a flow, at its fullest component."""
    parts = carriers(facts, subject)
    measured = [(c, used) for c in parts if (used := c.utilisation()) is not None]
    unknown = [c for c in parts if c.utilisation() is None]
    missing = _missing(facts, parts)
    highest = max((used.low for _, used in measured), default=0.0)
    running = [_running(c, used) for c, used in measured]
    bound = math.inf if unknown else max((each.high for each in running), default=math.inf)
    most = math.inf if unknown else max((each.high for _, each in measured), default=math.inf)
    scaled = [line for c, _ in measured if (line := _scaled_line(c)) is not None]
    return Measure(
        Interval(1.0 - bound, 1.0 - highest),
        _exactness(parts, bound == highest),
        Derivation(lambda: _utilisations(measured)),
        tuple(dict.fromkeys(missing)),
        Interval(1.0 - most, 1.0 - highest) if scaled else None,
        tuple(scaled),
    )


def _running(capacity: Capacity, used: Interval) -> Interval:
    """The utilisation of what runs at this load: of an autoscaled component, as many as the load
    needs."""
    running = capacity.running
    now = None if running is None else capacity.utilisation(capacity.left_of(running.low))
    return used if now is None else now


def _scaled_line(capacity: Capacity) -> Step | None:
    """What more room rests on than what runs at this load leaves."""
    running = capacity.running
    if running is None or running.low == running.high or capacity.placement.lost:
        return None
    least, most = running
    text = f"{capacity.component.path}: {least} replicas run at this load, and its autoscaler adds up to {most} before they are full"
    return step(text, capacity.component[AUTOSCALE])


def _utilisations(measured: list[tuple[Capacity, Interval]]) -> Iterator[Step]:
    """The arithmetic of each component, the fullest first."""
    for capacity, _ in sorted(measured, key=lambda m: -m[1].low):
        running = capacity.running
        yield capacity.line_with(None if running is None else capacity.left_of(running.low))


def throughput(facts: Facts, path: str) -> Measure:
    """The rate at which the fullest component is just full: today's rate over its utilisation."""
    parts = carriers(facts, path)
    rate = rate_of(facts, path)
    low, high = math.inf, math.inf
    for capacity in parts:
        used = capacity.utilisation()
        if used is None or used.high == math.inf or not (rate.is_exact and rate.low):
            low = 0.0
        elif used.high:
            low = min(low, rate.low / used.high)
        if used is not None and used.low and rate.is_exact and math.isfinite(rate.low):
            high = min(high, rate.low / used.low)
    if not parts:
        low = 0.0
    lines = tuple([c.line for c in parts if c.utilisation() is not None])
    missing = tuple(dict.fromkeys(_missing(facts, parts)))
    exactness = _exactness(parts, low == high)
    return Measure(Interval(min(low, high), high), exactness, lines, missing)


def _exactness(parts: list[Capacity], is_exact: bool) -> Exactness:
    """A benchmark that others ran on their hardware proves nothing about this design."""
    if any(capacity.is_benchmark for capacity in parts):
        return Exactness.ESTIMATE
    return Exactness.EXACT if is_exact else Exactness.BOUND


def _missing(facts: Facts, parts: list[Capacity]) -> list[Missing]:
    """The capacities, numbers of replicas and parts of the load that are not declared."""
    found: list[Missing] = []
    for capacity in parts:
        path, used = capacity.component.path, capacity.utilisation()
        if capacity.bytes_of_call is None and capacity.is_in_bytes:
            found += [_payload(part) for part in capacity.parts]
        elif capacity.per_replica is None or capacity.is_benchmark:
            found.append(Missing(path, "capacity", "capacity 1k req/s per replica"))
        if used is None and capacity.per_replica is not None:
            found.append(Missing(path, "replicas", "replicas 3"))
        elif used is not None and not used.is_exact:
            found.extend(facts[loads].missing_for(path))
    return found


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
    """The components whose load a subject's headroom is about; of a flow, without those that are lost in
    this world and that it goes on without."""
    if subject in facts.design.components:
        return [facts[capacities][subject]]
    graph = facts[flow_graphs][subject]
    return [
        facts[capacities][node]
        for node in graph.nodes
        if node in facts.design.components
        and not facts.design.components[node].is_external
        and facts[loads].parts.get(node)
        and not _is_superfluous(facts, graph, node)
    ]


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
