"""Which share of the calls of a step is not answered in time, by the stated percentiles of who answers."""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.measure import Interval, exactly
from designlint.model import Component, Design, Flow, Step
from designlint.schema.component import LATENCY
from designlint.schema.context import RTT
from designlint.schema.relation import RETRIES, TIMEOUT


def late(design: Design, call: Step, patience: float) -> Interval:
    """The share of the calls, 0 to 1, that is not answered in so many seconds."""
    callee = design.components.get(call.callee.path)
    known = callee[LATENCY] if callee is not None else None
    levels = [] if known is None else [(at.percentile, at.time.value) for at in known.value]
    kept = [1.0 - level for level, time in levels if time <= patience]
    most = 1.0 if _may_take_longer(design, call) else min(kept, default=1.0)
    return Interval(min(_surely_late(callee, patience), most), most)


def _surely_late(callee: Component | None, patience: float) -> float:
    """The share of its calls, 0 to 1, that a component itself takes longer for."""
    known = callee[LATENCY] if callee is not None else None
    if known is None or known.published_as == "benchmark":
        return 0.0
    return max((1.0 - at.percentile for at in known.value if at.time.value > patience), default=0.0)


def _may_take_longer(design: Design, call: Step) -> bool:
    """Whether a call may take longer than its callee's own response time."""
    waits = any(
        step.waits and step.caller.path == call.callee.path
        for _, step in design.steps_naming(call.callee.path)
    )
    return waits or any(place[RTT] is not None for place in design.places.values())


def given_up(facts: Facts, flow: str, call: Step) -> Interval:
    """The share of the calls of a step, 0 to 1, that its timeout ends, after all attempts: at the best these
    are independent. A timeout above all that is declared is taken to end none."""
    timeout, retries = call.properties[TIMEOUT], call.properties[RETRIES]
    if timeout is None or not call.waits:
        return exactly(0.0)
    patience, attempts = timeout.value.value, 1 + (int(retries.value) if retries else 0)
    surely = _late_with_all(facts, facts.design.flows[flow], call, patience, frozenset())
    if surely <= 0.0:
        return exactly(0.0)
    most = late(facts.design, call, patience).high
    return Interval(surely**attempts, max(surely, most))


def _late_with_all(
    facts: Facts, flow: Flow, call: Step, patience: float, above: frozenset[str]
) -> float:
    """The least share of the calls, 0 to 1, that the callee or one of those that each of its calls waits for
    takes longer for."""
    asked, graph = call.callee.path, facts[flow_graphs][flow.path]
    found = _surely_late(facts.design.components.get(asked), patience)
    if asked in above or len([s for s in flow.steps if s.callee.path == asked]) > 1:
        return found
    for step in graph.by_caller.get(asked, ()):
        is_always = step.waits and step.share >= 1.0 and step.times >= 1.0
        if is_always and step.on_miss_of is None and step.properties[TIMEOUT] is None:
            found = max(found, _late_with_all(facts, flow, step, patience, above | {asked}))
    return found
