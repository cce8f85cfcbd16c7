"""The derivation of a latency, line by line: both bounds, the estimate, the budget of each call."""

from __future__ import annotations

import math
from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.latency.bounds import Latency
from designlint.analyses.latency.call import Call, repeats
from designlint.analyses.latency.estimate import estimate_text
from designlint.analyses.latency.never import NEVER
from designlint.analyses.latency.own_time import show_level, show_time
from designlint.analyses.latency.queueing import queueing_delays
from designlint.analyses.latency.upper import Upper
from designlint.analyses.latency.users import users_lines
from designlint.analyses.measure import step
from designlint.diagnostics.diagnostic import Step as Line
from designlint.quantities.showing import show, show_percentile, show_share


def derivation(facts: Facts, latency: Latency, target: float) -> Iterator[Line]:
    """The lines that show a latency: what is bounded, then what it is made of, the longest first.

    Where the upper bound does not keep the target, in seconds, the parts are shown as they are
    stated: a bound that is made of timeouts alone would hide them.
    """
    yield from _unanswered(latency)
    if latency.lower.time == math.inf:
        return
    upper = latency.upper if latency.upper.time <= target else latency.proved
    if upper.time > target and upper.needs:
        upper = Upper(math.inf, {}, {}, {})
    yield from _lower(latency)
    yield from _upper(latency, upper)
    if latency.estimate is not None:
        text = estimate_text(latency.estimate)
        yield Line(
            f"{text}: lognormal between the stated percentiles; independent parts, or all slow together"
        )
    weighed = [*_own(latency, upper), *_calls(latency, upper)]
    yield from [line for _, line in sorted(weighed, key=lambda part: -part[0])]
    yield from _waits(facts, latency)
    yield from users_lines(facts, latency.path)


def _lower(latency: Latency) -> Iterator[Line]:
    lower, at = latency.lower, show_percentile(latency.percentile)
    if lower.by is not None and lower.time > 0.0:
        yield Line(
            f"at least {show_time(lower.time)} at {at}: `{lower.by}` alone, with the round trips to it"
        )
    elif lower.time > 0.0:
        parts = "all parts together, by their lower percentiles (left-tail means)"
        yield Line(f"at least {show_time(lower.time)} at {at}: {parts}")


def _unanswered(latency: Latency) -> Iterator[Line]:
    """What never answers: what is over its capacity, or gone."""
    for own in latency.path.own.values():
        if own is not None and own.overload is not None:
            text = f"{own.overload.text}: the queue grows while the load lasts"
            yield Line(text, own.overload.span, own.overload.origin)
    for call in latency.path.all_calls:
        if call.is_gone and call.is_needed:
            yield Line(f"{call.names}: no replica of {call.callee} is left", call.arrow)
        if call.trip.confirming is not None and call.trip.time.low >= NEVER:
            yield call.trip.confirming
    ended = latency.lower.ended
    if ended is not None:
        yield from _ended(latency, ended)


def _ended(latency: Latency, call: Call) -> Iterator[Line]:
    """The call that its timeout ends too often, and what takes so long."""
    timeout = call.patience.timeout
    shown = show(timeout.value) if timeout is not None else ""
    tries = f", {call.patience.attempts} times" if call.patience.attempts > 1 else ""
    fails = "a request that fails is not answered"
    yield step(f"{call.names}: timed out after {shown}{tries}; {fails}", timeout)
    own = latency.path.own.get(latency.lower.by or "")
    if own is not None and own.known is not None:
        shown = ", ".join(show_level(level) for level in own.stated)
        yield step(f"{latency.lower.by}: {shown}", own.known)


def _upper(latency: Latency, upper: Upper) -> Iterator[Line]:
    if upper.time in (math.inf, latency.lower.time):
        return
    slow = show_share(1.0 - latency.percentile)
    at = show_percentile(latency.percentile)
    yield Line(
        f"at most {show_time(upper.time)} at {at}: the sum of levels, of which at most {slow} of the "
        "requests exceed any (union bound)"
    )
    for call in upper.left_out:
        chance = upper.visits.get(call.caller, 0.0) * call.share.high
        yield Line(
            f"{call.names}: left out, as only {show_share(chance)} of the requests make this call",
            call.arrow,
        )


def _own(latency: Latency, upper: Upper) -> Iterator[tuple[float, Line]]:
    """The own time of each component, with what it adds to the upper bound."""
    for node in latency.bounded.order:
        own = latency.bounded.own[node]
        if own is None or own.known is None or (upper.visits and node not in upper.visits):
            continue
        times = upper.times.get(node, 1.0)
        if node in upper.levels:
            shown, level = show_level(upper.levels[node]), upper.levels[node][1]
        else:
            shown = ", ".join(show_level(known) for known in own.stated)
            level = max([time for _, time in own.stated], default=0.0)
        share = upper.visits.get(node, 1.0)
        rare = f", in {show_share(share)} of the requests" if share < 1.0 else ""
        yield times * level, step(f"{node}: {shown}{repeats(times)}{rare}", own.known)


def _calls(latency: Latency, upper: Upper) -> Iterator[tuple[float, Line]]:
    """The round trips between places, and the calls that end by their timeout."""
    for call in latency.bounded.all_calls:
        if (upper.visits and call.caller not in upper.visits) or call in upper.left_out:
            continue
        row = call.in_a_row * upper.times.get(call.caller, 1.0)
        if call.before is not None:
            yield row * call.before.assumed, call.before.line
        if call in upper.timed_out:
            yield row * call.assumed_longest, _timed_out(call, row)
        else:
            if call.trip.travel.high > 0.0 or call.trip.assumption:
                yield row * call.trip.travel.low, call.round_trip_line(row)
            if call.trip.confirming is not None:
                yield row * (call.trip.time.low - call.trip.travel.low), call.trip.confirming


def _timed_out(call: Call, row: float) -> Line:
    timeout = call.patience.timeout
    shown = show(timeout.value) if timeout is not None else ""
    attempts = f"{call.patience.attempts} x " if call.patience.attempts > 1 else ""
    return step(f"{call.names}: timed out after {attempts}{shown}{repeats(row)}", timeout)


def _waits(facts: Facts, latency: Latency) -> Iterator[Line]:
    """The waits for a free server that are long enough to be noticed."""
    for node in latency.path.order:
        found = facts[queueing_delays].get(node)
        if found is not None and found.is_noticeable:
            yield found.line
