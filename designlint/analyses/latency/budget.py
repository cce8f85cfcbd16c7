"""Where the time of a flow goes: the levels that its upper bound is the sum of, part by part."""

from __future__ import annotations

import math
from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.latency.bounds import Latency, latencies
from designlint.analyses.latency.own_time import show_level, show_time
from designlint.base.records import NamedTuple
from designlint.quantities.showing import show_percentile, show_share


class Part(NamedTuple):
    """What one component or one round trip between places adds, in seconds."""

    name: str
    time: float


class Budget(NamedTuple):
    """The parts of a flow's time, callers first, which add up to `total` seconds; `text` says what
    the total is."""

    parts: tuple[Part, ...]
    total: float
    text: str


def budget(facts: Facts, flow: str, percentile: float) -> Budget | None:
    """The budget of a flow's slowest request path at a percentile; None where nothing bounds it, or where it
    takes no time."""
    found = latencies(facts, flow, percentile)
    if not found:
        return None
    slowest = max(found, key=lambda latency: latency.proved.time)
    total = slowest.proved.time
    parts = tuple([part for part in _parts(slowest) if part.time > 0.0])
    if not math.isfinite(total) or not parts:
        return None
    assumed = ", if the assumptions hold" if slowest.proved.assumptions else ""
    text = f"at most {show_time(total)} at {show_percentile(percentile)}{assumed}"
    return Budget(parts, math.fsum(part.time for part in parts), text)


def _parts(latency: Latency) -> Iterator[Part]:
    upper, path = latency.proved, latency.path
    for node in path.order:
        if node in upper.levels:
            times = upper.times.get(node, 1.0)
            row = f", {times:g} in a row" if times != 1.0 else ""
            visits = upper.visits.get(node, 1.0)
            rare = f", in {show_share(visits)}" if visits < 1.0 else ""
            level = upper.levels[node]
            yield Part(f"{node} {show_level(level).split()[0]}{row}{rare}", times * level[1])
        for call in path.calls.get(node, ()):
            if call in upper.left_out:
                continue
            row_of = call.in_a_row * upper.times.get(node, 1.0)
            if call in upper.timed_out:
                yield Part(f"{call.names}, timed out", row_of * call.assumed_longest)
            elif math.isfinite(call.trip.assuming.high):
                yield Part(f"{call.names}, round trip", row_of * call.trip.assuming.high)
