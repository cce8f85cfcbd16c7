"""How many calls hedging adds: a call that is not answered in time is made a second time."""

from __future__ import annotations

from designlint.analyses.measure import Interval
from designlint.model import Design, Step
from designlint.schema.component import LATENCY
from designlint.schema.context import RTT
from designlint.schema.relation import HEDGE


def hedged(design: Design, call: Step) -> Interval | None:
    """How many calls a call becomes on average, 1 to 2; None where it is not hedged.

    Of the calls that a percentile p of the callee's own response time leaves above the hedge, 1 - p,
    each is made twice. What the callee waits for, and the way to it, may make more of them late.
    """
    hedge = call.properties[HEDGE]
    if hedge is None:
        return None
    callee = design.components.get(call.callee.path)
    known = callee[LATENCY] if callee is not None else None
    levels = [] if known is None else [(at.percentile, at.time.value) for at in known.value]
    late = [1.0 - level for level, time in levels if time > hedge.value.value]
    kept = [1.0 - level for level, time in levels if time <= hedge.value.value]
    most = 1.0 if _may_take_longer(design, call) else min(kept, default=1.0)
    least = 0.0 if known is None or known.published_as == "benchmark" else max(late, default=0.0)
    return Interval(1.0 + min(least, most), 1.0 + most)


def _may_take_longer(design: Design, call: Step) -> bool:
    """Whether a call may take longer than its callee's own response time."""
    waits = any(
        step.waits and step.caller.path == call.callee.path
        for _, step in design.steps_naming(call.callee.path)
    )
    return waits or any(place[RTT] is not None for place in design.places.values())
