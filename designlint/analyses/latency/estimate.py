"""About how long a request takes at a percentile if its parts are independent of each other.

Each component's own time is the lognormal through its stated percentiles, with the wait for a free
server at the computed utilisation (M/M/c) on top; times that follow one another are convolved, the
slowest of parallel calls is waited for, and what a share of the requests does is mixed in. An
estimate: it decides nothing.
"""

from __future__ import annotations

import math

from designlint.analyses.facts import Facts
from designlint.analyses.latency.queueing import QueueingDelay, queueing_delays
from designlint.analyses.latency.request import Call, RequestPath
from designlint.solvers.convolution import (
    Bins,
    convolved,
    cut,
    delayed,
    discretised,
    hedged,
    nothing,
    occasional,
    quantile,
    repeated,
    slowest,
)
from designlint.solvers.tails import Lognormal, fitted

BINS = 256

# A request with more calls than this is not estimated: the bounds have to do.
MOST_CALLS = 80


def estimate(facts: Facts, path: RequestPath, percentile: float) -> float | None:
    """The time at a percentile; None where a time is not known well enough to fit."""
    if len(path.all_calls) > MOST_CALLS or not 0.0 < percentile < 1.0:
        return None
    fits: dict[str, Lognormal | None] = {}
    for node, own in path.own.items():
        fits[node] = fitted(own.stated) if own is not None else None
        if own is not None and (fits[node] is None or own.overload is not None):
            return None
    if any(
        call.is_gone or call.returns or call.trip.time.high == math.inf for call in path.all_calls
    ):
        return None
    waits = {node: facts[queueing_delays].get(node) for node in path.order}
    width = _longest(path, fits, waits, percentile) / (BINS - 1)
    if width <= 0.0:
        return 0.0
    return quantile(_whole(path, fits, waits, width), percentile, width)


def _longest(
    path: RequestPath,
    fits: dict[str, Lognormal | None],
    waits: dict[str, QueueingDelay | None],
    percentile: float,
) -> float:
    """A time above the percentile: each visit is above its own in an equal part of the slow ones."""
    times = {path.start: 1.0}
    count = {path.start: 1.0}
    trips = 0.0
    for node in path.order:
        for call in path.calls.get(node, ()):
            callee = call.callee
            times[callee] = times.get(callee, 0.0) + times[node] * call.in_a_row
            count[callee] = count.get(callee, 0.0) + count[node] * call.times
            trips += times[node] * call.in_a_row * call.trip.time.high
    each = 1.0 - (1.0 - percentile) / (2.0 * sum(count.values()))
    own = [times[node] * fit.quantile(each) for node, fit in fits.items() if fit is not None]
    queued = [times[node] * wait.quantile(each) for node, wait in waits.items() if wait is not None]
    return math.fsum([*own, *queued, trips])


def _whole(
    path: RequestPath,
    fits: dict[str, Lognormal | None],
    waits: dict[str, QueueingDelay | None],
    width: float,
) -> Bins:
    totals: dict[str, Bins] = {}
    own = {fit: discretised(fit.below, width, BINS) for fit in fits.values() if fit is not None}
    for node in reversed(path.order):
        fit, wait = fits[node], waits[node]
        total = nothing(BINS) if fit is None else own[fit]
        if fit is not None and wait is not None and wait.is_noticeable:
            total = convolved(total, discretised(wait.below, width, BINS))
        for call in path.calls.get(node, ()):
            total = convolved(total, _call(call, totals[call.callee], width))
        totals[node] = total
    return totals[path.start]


def _call(call: Call, callee: Bins, width: float) -> Bins:
    one = delayed(callee, call.trip.time.high, width)
    if call.patience.hedged < math.inf:
        one = hedged(one, call.patience.hedged, width)
    if call.patience.attempts == 1 and call.patience.longest < math.inf:
        one = cut(one, call.patience.longest, width)
    calls = max(1, round(call.times))
    if calls > 1:
        one = slowest(one, calls) if call.step.parallel else repeated(one, calls)
    return occasional(one, call.share.high) if call.share.high < 1.0 else one
