"""How much load a component or a whole flow can still take."""

from __future__ import annotations

import math
from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.load.capacity import FULL, Capacity, capacities
from designlint.analyses.load.carriers import carriers, is_down_for, use_for
from designlint.analyses.load.holding import untimed
from designlint.analyses.load.hottest import hottest_of
from designlint.analyses.load.limiting import Limiting, limiting
from designlint.analyses.load.load import loads
from designlint.analyses.load.part import Loads
from designlint.analyses.load.payload import payload_of
from designlint.analyses.measure import (
    UNKNOWN,
    Derivation,
    Exactness,
    Interval,
    Measure,
    Missing,
    exactly,
    step,
)
from designlint.base.wording import counted
from designlint.diagnostics.diagnostic import Step
from designlint.model import Design
from designlint.schema.component import AUTOSCALE
from designlint.schema.context import RAMP


def headroom(facts: Facts, subject: str, found: Loads | None = None) -> Measure:
    """The share of capacity that the peak load, or another one, leaves free: of a flow, at its fullest
    component or rate limit."""
    if subject in facts.design.components and is_down_for(
        facts, facts[capacities][subject], subject
    ):
        return _down(facts[capacities][subject])
    if subject in facts.design.components and not _is_in_flows(facts, subject):
        return _without_flows(subject)
    parts, bounding = carriers(facts, subject, found), limiting(facts, subject, found)
    limited = [one.used for one in bounding]
    fullest = [use_for(facts, c, subject, found) for c in parts]
    measured = [(c, used) for c, used in zip(parts, fullest, strict=True) if used is not None]
    certain = [None if c.is_benchmark else used for c, used in zip(parts, fullest, strict=True)]
    running = [running_use(facts.design, c, used) for c, used in zip(parts, certain, strict=True)]
    value = _free(
        [*running, *(None if one.is_taken_to_be_enough else one.used for one in bounding)]
    )
    taken = [line for c, _ in measured if (line := scaled_line(facts.design, c)) is not None]
    taken += [one.enough for one in bounding if one.is_taken_to_be_enough]
    return Measure(
        value,
        exactness_of(value),
        Derivation(lambda: _utilisations(facts, subject, measured, bounding)),
        tuple(dict.fromkeys([*missing_of(facts, parts, bounding), *_late(facts, parts)])),
        _free([*certain, *limited]) if taken else None,
        tuple(taken),
        likely=_free([*fullest, *limited]) if is_estimated(parts) else None,
    )


def _is_in_flows(facts: Facts, path: str) -> bool:
    """Whether a step of any flow names a component."""
    return any(path in graph.nodes for graph in facts[flow_graphs].values())


def _without_flows(path: str) -> Measure:
    """The headroom of what is in no flow: who calls it, and how often, is not declared."""
    missing = Missing("", f"flow that calls `{path}`", f"flow NAME {{ NODE -> {path} }}")
    return Measure(Interval(-math.inf, 1.0), Exactness.BOUND, (), (missing,))


def _down(capacity: Capacity) -> Measure:
    """The headroom of what is down: nothing is left that could be free."""
    return Measure(exactly(-math.inf), Exactness.EXACT, (_down_line(capacity),))


def _down_line(capacity: Capacity) -> Step:
    path, placement = capacity.component.path, capacity.placement
    if not placement.replicas:
        return step(f"{path}: is lost, which leaves no capacity", None)
    left, needs = len(placement.replicas), capacity.needs
    few = f"{path}: is down with {left} of {counted(placement.count, 'replica')}"
    return step(few, needs.known)


def _free(used: list[Interval | None]) -> Interval:
    """What the fullest of some components has free; where it is unknown how full one is, no more
    than the fullest of the others."""
    known = [one for one in used if one is not None]
    highest = max((one.low for one in known), default=0.0)
    bound = max((one.high for one in known), default=math.inf)
    return Interval(1.0 - (bound if len(known) == len(used) else math.inf), 1.0 - highest)


def running_use(design: Design, capacity: Capacity, used: Interval | None) -> Interval | None:
    """The utilisation of what runs at this load, where it is `used` by the most replicas that there can
    be: at the highest that of as many as the load needs, or of the fewest where these come too late."""
    running = capacity.running
    if running is None or used is None:
        return used
    least, scaled = running.low, capacity.component[AUTOSCALE]
    if scaled is not None and outrun_by(design, capacity) is not None:
        least = min(least, scaled.value.range.low)
    now = capacity.utilisation(capacity.left_of(least))
    return used if now is None else Interval(used.low, max(used.high, now.high))


def outrun_by(design: Design, capacity: Capacity) -> str | None:
    """The flow whose load rises faster than the autoscaler adds replicas; None where none is declared to."""
    scaled = capacity.component[AUTOSCALE]
    within = None if scaled is None else scaled.value.within
    for part in capacity.parts if within is not None and not capacity.placement.lost else ():
        ramp = design.flows[part.flow][RAMP]
        if within is not None and ramp is not None and ramp.value.value < within.value:
            return part.flow
    return None


def _late(facts: Facts, parts: list[Capacity]) -> Iterator[Missing]:
    for capacity in parts:
        if outrun_by(facts.design, capacity) is not None:
            yield not_running(capacity)


def not_running(capacity: Capacity) -> Missing:
    """What would say how many replicas run before the load rises that the autoscaler follows too late."""
    path, scaled = capacity.component.path, capacity.component[AUTOSCALE]
    most = capacity.most if scaled is None else scaled.value.range.high
    return Missing(path, "replicas that run before the load rises", f"autoscale {most}..{most}")


def scaled_line(design: Design, capacity: Capacity) -> Step | None:
    """What more room rests on than what runs at this load leaves; None where nothing can be assumed."""
    running = capacity.running
    if running is None or running.low == running.high or capacity.placement.lost:
        return None
    if outrun_by(design, capacity) is not None:
        return None
    least, most = running
    text = f"{capacity.component.path}: {least} replicas run at this load, and its autoscaler adds up to {most} before they are full"
    return step(text, capacity.component[AUTOSCALE])


def _utilisations(
    facts: Facts,
    subject: str,
    measured: list[tuple[Capacity, Interval]],
    bounding: tuple[Limiting, ...],
) -> Iterator[Step]:
    """The arithmetic of each component and of each limit that refuses calls, the fullest first."""
    lines: list[tuple[float, Step]] = []
    for capacity, used in measured:
        if (hottest := hottest_of(facts, capacity)) is not None:
            lines.append((used.low, hottest.line))
        lines.append((used.low, _line_of(capacity, is_down_for(facts, capacity, subject))))
    lines += [(one.used.low, one.line) for one in bounding if one.used.low > FULL]
    yield from (line for _, line in sorted(lines, key=lambda one: -one[0]))


def _line_of(capacity: Capacity, down: bool) -> Step:
    if down:
        return _down_line(capacity)
    running = capacity.running
    return capacity.line_with(None if running is None else capacity.left_of(running.low))


def is_estimated(parts: list[Capacity]) -> bool:
    """A benchmark that others ran on their hardware proves nothing about this design."""
    return any(capacity.is_benchmark for capacity in parts)


def exactness_of(value: Interval) -> Exactness:
    """Whether only one value is possible."""
    return Exactness.EXACT if value.is_exact else Exactness.BOUND


def missing_of(
    facts: Facts, parts: list[Capacity], bounding: tuple[Limiting, ...] = ()
) -> list[Missing]:
    """The capacities, numbers of replicas and parts of the load that are not declared."""
    found: list[Missing] = []
    known = [*(use_for(facts, c, "") for c in parts), *(one.used for one in bounding)]
    fullest = max((used.low for used in known if used is not None), default=0.0)
    for capacity in parts:
        path, used = capacity.component.path, use_for(facts, capacity, "")
        if used is not None and used.high < fullest and not capacity.is_benchmark:
            continue  # it cannot be the fullest
        if capacity.of_call.size is None and capacity.is_in_bytes:
            payloads = [
                payload_of(facts.design, facts.design.flows[part.flow], part.step)
                for part in capacity.parts
            ]
            # What a call is taken to carry proves nothing of a capacity in bytes.
            found += [
                one.missing._replace(is_assumed=False)
                for one in payloads
                if one.missing is not None
            ]
            found += facts[loads].missing_for(path)
        elif capacity.per_replica is None or capacity.is_benchmark:
            found.append(Missing(path, "capacity", "capacity 1k req/s per replica"))
        if used is None and capacity.per_replica is not None:
            found.append(Missing(path, "replicas", "replicas 3"))
        elif used is not None and not used.is_exact:
            found.extend(facts[loads].missing_for(path))
            found.extend(_open_parts(facts, capacity, used))
    for one in bounding:
        if one.is_taken_to_be_enough:
            found.append(Missing(one.callee, "latency", "latency p50 5ms, p99 20ms"))
        if not one.used.is_exact:
            found.extend(facts[loads].missing_for(one.callee))
    return found


def _open_parts(facts: Facts, capacity: Capacity, used: Interval) -> Iterator[Missing]:
    """What would say how many replicas handle so many calls each, how long a component waits for others, and
    which of its nodes get its calls."""
    is_counted = capacity.placement.declared or capacity.handles_in_all
    if capacity.by_concurrency is not None and not is_counted:
        yield Missing(capacity.component.path, "replicas", "replicas 3")
    if used.high == math.inf:
        yield from missing_latencies(facts, capacity.component.path)
    if capacity.is_layout_open and (capacity.most > 1 or not capacity.placement.declared):
        yield Missing(capacity.component.path, "topology", "topology leader_follower")
    if capacity.is_scattered:
        yield Missing(
            capacity.component.path, "capacity of all replicas", "capacity 1k req/s total"
        )
    if capacity.are_copies_counted and (of_nodes := _nodes(capacity)) is not None:
        yield of_nodes


def missing_latencies(facts: Facts, path: str) -> Iterator[Missing]:
    """What would say how long a component waits for others."""
    for name in untimed(facts.design, path):
        yield Missing(name, "latency", "latency p50 5ms, p99 20ms")


def _nodes(capacity: Capacity) -> Missing | None:
    """What would say which nodes of a consensus get its calls."""
    path = capacity.component.path
    if not capacity.is_elected:
        return None
    if capacity.demand.writes.low > 0.0 and capacity.are_copies_open:
        return Missing(path, "copies", "copies 3")
    return Missing(path, "replicas that reads go to", "reads_from any")


def rate_of(facts: Facts, subject: str) -> Interval:
    """How often a flow begins, or how many calls a component gets, per second at peak."""
    if subject not in facts.design.flows:
        return facts[capacities][subject].demand.total
    entries = facts[flow_graphs][subject].entries
    return facts[loads].rates[subject, entries[0]] if entries else UNKNOWN
