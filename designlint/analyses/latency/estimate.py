"""About how long a request takes at a percentile, by what its parts state.

Each component's own time is lognormal between its stated percentiles, with the wait for a free
server at the computed utilisation (M/M/c) on top. If the parts are independent, times that follow one
another are convolved, the slowest of parallel calls is waited for, and what a share of the requests
does is mixed in. If all parts are slow together, their percentiles add up. Attempts that end by a
timeout are made again independently. An estimate lies between these two; it proves nothing.
"""

from __future__ import annotations

import math
from functools import cache

from designlint.analyses.facts import Facts
from designlint.analyses.latency.call import Call
from designlint.analyses.latency.queueing import QueueingDelay, queueing_delays
from designlint.analyses.latency.request import RequestPath
from designlint.analyses.measure import Interval
from designlint.base.records import NamedTuple
from designlint.quantities.showing import show_about
from designlint.solvers.convolution import (
    Bins,
    attempted,
    convolved,
    delayed,
    discretised,
    hedged,
    nothing,
    occasional,
    quantile,
    repeated,
    slowest,
)
from designlint.solvers.lognormal import Fit, fitted

BINS = 256

# A request with more calls than this is not estimated: the bounds have to do.
MOST_CALLS = 80


def estimate(facts: Facts, path: RequestPath, percentile: float) -> Interval | None:
    """The time at a percentile, from what independent parts take over the nearest replicas, with as few
    misses and waits between attempts as there may be, to what parts that are slow together take over the
    farthest, with as many; None where a time is not known well enough to fit."""
    if len(path.all_calls) > MOST_CALLS or not 0.0 < percentile < 1.0:
        return None
    parts = _parts(facts, path)
    if parts is None:
        return None
    near, far = (_independent(path, parts, percentile, end) for end in (0, 1))
    high = max(near, far, _together(path, parts, percentile)) + _started(path)
    return Interval(min(near, far), high)


def _started(path: RequestPath) -> float:
    """How long a request may wait besides for what has to start first: how many calls come while nothing
    runs is unknown. Without end where that may be longer than a timeout with which the request fails."""
    starts = math.fsum(own.start for own in path.own.values() if own is not None)
    fails = any(c.patience.once < starts and not c.goes_on for c in path.all_calls)
    return math.inf if fails else starts


def estimate_text(likely: Interval) -> str:
    """An estimate in words: `about 40ms to 60ms (estimate)`."""
    if likely.high == math.inf:
        return f"about {show_about(likely.low)} or more (estimate)"
    low, high = show_about(likely.low), show_about(likely.high)
    return f"about {low} (estimate)" if low == high else f"about {low} to {high} (estimate)"


class _Parts(NamedTuple):
    """What each component takes by itself, and how long calls queue for it."""

    fits: dict[str, Fit | None]
    waits: dict[str, QueueingDelay | None]


def _parts(facts: Facts, path: RequestPath) -> _Parts | None:
    if any(
        call.is_gone
        or call.returns
        or (call.crowd is not None and call.crowd.doubt)
        or call.trip.assuming.high == math.inf
        or (call.step.or_else is not None and call.patience.timeout is not None)
        for call in path.all_calls
    ):
        return None
    fits: dict[str, Fit | None] = {}
    waits = {node: facts[queueing_delays].get(node) for node in path.order}
    for node, own in path.own.items():
        fits[node] = fitted(own.stated) if own is not None else None
        if own is None:
            continue
        unknown = own.overload is not None or bool(own.missing)
        if fits[node] is None or unknown or (own.doubt and waits[node] is None):
            return None
    return _Parts(fits, waits)


def _independent(path: RequestPath, parts: _Parts, percentile: float, end: int) -> float:
    width = _longest(path, parts, percentile) / (BINS - 1)
    if width <= 0.0:
        return 0.0
    return quantile(_whole(path, parts, width, end), percentile, width)


def _together(path: RequestPath, parts: _Parts, percentile: float) -> float:
    """The time if all that a request meets is slow in the same requests."""

    @cache
    def visit(node: str, level: float) -> float:
        fit, wait = parts.fits[node], parts.waits[node]
        total = 0.0 if fit is None else fit.quantile(level)
        if fit is not None and wait is not None and wait.is_noticeable:
            total += wait.quantile(level)
        for call in path.calls.get(node, ()):
            share = call.share.high
            if share > 0.0 and level > 1.0 - share:
                each = call.trip.assuming.high + visit(call.callee, 1.0 - (1.0 - level) / share)
                if each > call.patience.once:
                    each = call.patience.assumed if call.goes_on else math.inf
                total += call.in_a_row * each
        return total

    return visit(path.start, percentile)


def _longest(path: RequestPath, parts: _Parts, percentile: float) -> float:
    """A time above the percentile: each visit is above its own in an equal part of the slow ones. What
    goes on behind the last timeout of its callers is not waited for."""
    times = {path.start: 1.0}
    count = {path.start: 1.0}
    waited: dict[str, float] = {}
    trips = 0.0
    for node in path.order:
        for call in path.calls.get(node, ()):
            callee = call.callee
            waited[callee] = max(waited.get(callee, 0.0), call.patience.once)
            times[callee] = times.get(callee, 0.0) + times[node] * call.in_a_row
            count[callee] = count.get(callee, 0.0) + count[node] * call.times
            trips += times[node] * call.in_a_row * call.trip.assuming.high
            if call.patience.attempts > 1:
                tries = call.patience.once + call.patience.pause
                trips += times[node] * call.in_a_row * call.patience.attempts * tries
    each = 1.0 - (1.0 - percentile) / (2.0 * sum(count.values()))
    own = [
        times[node] * min(fit.quantile(each), waited.get(node, math.inf))
        for node, fit in parts.fits.items()
        if fit is not None
    ]
    queued = [
        times[node] * wait.quantile(each) for node, wait in parts.waits.items() if wait is not None
    ]
    return math.fsum([*own, *queued, trips])


def _whole(path: RequestPath, parts: _Parts, width: float, end: int) -> Bins:
    totals: dict[str, Bins] = {}
    own = {
        fit: discretised(fit.below, width, BINS) for fit in parts.fits.values() if fit is not None
    }
    for node in reversed(path.order):
        fit, wait = parts.fits[node], parts.waits[node]
        total = nothing(BINS) if fit is None else own[fit]
        if fit is not None and wait is not None and wait.is_noticeable:
            total = convolved(total, discretised(wait.below, width, BINS))
        for call in path.calls.get(node, ()):
            total = convolved(total, _call(call, totals[call.callee], width, end))
        totals[node] = total
    return totals[path.start]


def _call(call: Call, callee: Bins, width: float, end: int) -> Bins:
    one = delayed(callee, call.trip.assuming[end], width)
    if call.patience.hedged < math.inf:
        one = hedged(one, call.patience.hedged, width)
    if call.patience.timeout is not None:
        once, attempts = call.patience.once, call.patience.attempts
        pause = call.patience.pause if end else 0.0
        one = attempted(one, once, attempts, width, fails=not call.goes_on, pause=pause)
    calls = max(1, round(call.times))
    if calls > 1:
        one = slowest(one, calls) if call.step.parallel else repeated(one, calls)
    share = call.share[end]
    return occasional(one, share) if share < 1.0 else one
