"""The derivation of a latency, line by line: both bounds, the estimate, the budget of each hop."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from designlint.analyses.facts import Facts
from designlint.analyses.latency.own_time import own_times, show_about, show_level, show_time
from designlint.analyses.latency.queueing import Waiting, waiting
from designlint.analyses.latency.request import Hop
from designlint.analyses.latency.upper import Upper
from designlint.analyses.measure import step
from designlint.diagnostic import Step as Line
from designlint.quantity import show, show_share
from designlint.source import Span

if TYPE_CHECKING:
    from designlint.analyses.detectors.risks import FanOut
    from designlint.analyses.latency.latency import Latency


def derivation(facts: Facts, latency: Latency, target: float) -> Iterator[Line]:
    """The lines that show a latency: what is bounded, then what it is made of, the longest first.

    Where the upper bound does not keep the target, in seconds, the parts are shown as they are
    stated: a bound that is made of timeouts alone would hide them.
    """
    yield from _endless(latency)
    if latency.lower.time == math.inf:
        return
    upper = latency.proved
    if upper.time > target and upper.needs:
        upper = Upper(math.inf, {}, {}, {})
    yield from _lower(latency)
    yield from _upper(latency)
    if latency.estimate is not None:
        text = f"about {show_about(latency.estimate)} if the parts are independent (estimate: lognormal"
        yield Line(f"{text} through the stated percentiles, convolved)")
    weighed = [*_own(latency, upper), *_calls(latency, upper)]
    yield from [line for _, line in sorted(weighed, key=lambda part: -part[0])]
    yield from _waits(facts, latency)


def percentile_name(percentile: float) -> str:
    """A percentile as it is written: `p99.9`."""
    return f"p{percentile * 100:.8g}"


def _lower(latency: Latency) -> Iterator[Line]:
    lower, at = latency.lower, percentile_name(latency.percentile)
    if lower.by is not None and lower.time > 0.0:
        yield Line(
            f"at least {show_time(lower.time)} at {at}: `{lower.by}` alone, with the way to it"
        )
    elif lower.time > 0.0:
        parts = "all parts together, by their lower percentiles (left-tail means)"
        yield Line(f"at least {show_time(lower.time)} at {at}: {parts}")


def _endless(latency: Latency) -> Iterator[Line]:
    """What never answers: what is over its capacity, or gone."""
    for own in latency.path.own.values():
        if own is not None and own.overload is not None:
            text = f"{own.overload.text}: the queue grows while the load lasts"
            yield Line(text, own.overload.span, own.overload.origin)
    for hop in latency.path.all_hops:
        if hop.is_gone and hop.is_needed:
            yield Line(f"{_names(hop)}: nothing is left of {hop.callee}", hop_arrow(hop))


def _upper(latency: Latency) -> Iterator[Line]:
    upper = latency.proved
    if upper.time in (math.inf, latency.lower.time):
        return
    slow = show_share(1.0 - latency.percentile)
    at = percentile_name(latency.percentile)
    yield Line(
        f"at most {show_time(upper.time)} at {at}: the sum of levels that no more than {slow} of the "
        "requests exceed anywhere (union bound)"
    )
    for hop in upper.left_out:
        chance = upper.visits.get(hop.caller, 0.0) * hop.share.high
        yield Line(
            f"{_names(hop)}: left out, in {show_share(chance)} of the requests", hop_arrow(hop)
        )


def _own(latency: Latency, upper: Upper) -> Iterator[tuple[float, Line]]:
    """The own time of each component, with what it adds to the upper bound."""
    for node in latency.path.order:
        own = latency.path.own[node]
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
        yield times * level, step(f"{node}: {shown}{_repeats(times)}{rare}", own.known)


def _calls(latency: Latency, upper: Upper) -> Iterator[tuple[float, Line]]:
    """The ways between places, and the calls that end by their timeout."""
    for hop in latency.path.all_hops:
        if (upper.visits and hop.caller not in upper.visits) or hop in upper.left_out:
            continue
        row = hop.in_a_row * upper.times.get(hop.caller, 1.0)
        if hop in upper.given_up:
            yield row * hop.patience.supposed, _given_up(hop, row)
        elif hop.trip.time.low > 0.0:
            yield row * hop.trip.time.low, way_line(hop, row)


def _given_up(hop: Hop, row: float) -> Line:
    timeout = hop.patience.timeout
    shown = show(timeout.value) if timeout is not None else ""
    attempts = f"{hop.patience.attempts} x " if hop.patience.attempts > 1 else ""
    return step(f"{_names(hop)}: given up after {attempts}{shown}{_repeats(row)}", timeout)


def way_line(hop: Hop, row: float | None = None) -> Line:
    """The way of a call between places: `shop -> stock: 80ms there and back`."""
    trip = hop.trip
    if trip.known is None:
        return Line(f"{_names(hop)}: nothing states how long the way takes", hop_arrow(hop))
    floor = " by the speed of light in fibre" if trip.is_floor else ""
    least = "" if trip.time.is_exact else "at least "
    text = f"{_names(hop)}: {least}{show_time(trip.time.low)} there and back{floor}"
    return step(text + _repeats(hop.in_a_row if row is None else row), trip.known)


def repeat_lines(facts: Facts, hop: Hop) -> tuple[Line, ...]:
    """What calls in a row add up to, by the lowest percentile that the callee states."""
    lines = [way_line(hop)] if hop.trip.time.low > 0.0 else []
    own = facts[own_times].get(hop.callee)
    if own is not None and own.known is not None:
        level = min(own.stated)
        total = show_time(hop.in_a_row * level[1])
        text = f"{hop.callee}: {show_level(level)}, {hop.in_a_row:g} times in a row {total}"
        lines.append(step(text, own.known))
    return tuple(lines)


def fan_out_lines(facts: Facts, found: FanOut) -> tuple[Line, ...]:
    """The arithmetic of a fan-out: how often one is slow, how often one of all, what each has to
    keep."""
    hop, own = found.hop, facts[own_times][found.hop.callee]
    stated = ", ".join(show_level(level) for level in own.stated)
    count, together = f"{hop.times:g}", show_share(found.together)
    needed = percentile_name(round(found.needed, 6))
    asked = found.verdict.claim.aspect
    whole = percentile_name(asked) if isinstance(asked, float) else ""
    return (
        step(f"{hop.callee}: {stated}", own.known),
        Line(f"one of them is slow in {show_share(found.each)} of the calls (estimate: lognormal)"),
        Line(f"one of {count} is: 1 - (1 - {found.each:.2g})^{count} = {together} of the requests"),
        Line(
            f"for {whole} of all, each has to keep {needed}, where it takes about {show_about(found.time)}"
        ),
    )


def wait_line(component: str, found: Waiting) -> Line:
    """The wait for a free server, with the model that it is estimated by."""
    origin = "" if found.is_stated else ", as many as its capacity and mean time make"
    return Line(
        f"{component}: waits about {show_about(found.mean)} on average for one of {found.servers} servers"
        f"{origin}, of which {show_share(found.utilisation)} are busy (estimate: M/M/c)"
    )


def _waits(facts: Facts, latency: Latency) -> Iterator[Line]:
    """The waits for a free server that are long enough to be felt."""
    for node in latency.path.order:
        found = facts[waiting].get(node)
        if found is not None and found.is_felt:
            yield wait_line(node, found)


def _names(hop: Hop) -> str:
    return f"{hop.caller} -> {hop.callee}"


def _repeats(row: float) -> str:
    return f", {row:g} times in a row" if row != 1.0 else ""


def hop_arrow(hop: Hop) -> Span:
    """The two names of a call and the arrow between them."""
    return Span(hop.step.span.source, hop.step.caller.span.start, hop.step.callee.span.end)
