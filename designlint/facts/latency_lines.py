"""The derivation of a latency, line by line: both bounds, the estimate, the budget of each hop."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from designlint.diagnostic import Step as Line
from designlint.facts.facts import Facts
from designlint.facts.measure import step
from designlint.facts.own_time import show_level, show_time
from designlint.facts.queueing import waiting
from designlint.facts.request import Hop
from designlint.quantity import show, show_share
from designlint.source import Span

if TYPE_CHECKING:
    from designlint.facts.latency import Latency


def derivation(facts: Facts, latency: Latency) -> Iterator[Line]:
    """The lines that show a latency: what is bounded, then what it is made of, the longest first."""
    yield from _lower(latency)
    yield from _upper(latency)
    if latency.estimate is not None:
        text = (
            f"about {show_time(latency.estimate)} if the parts are independent (estimate: lognormal"
        )
        yield Line(f"{text} through the stated percentiles, convolved)")
    weighed = [*_own(latency), *_calls(latency)]
    yield from [line for _, line in sorted(weighed, key=lambda part: -part[0])]
    yield from _waits(facts, latency)


def percentile_name(percentile: float) -> str:
    """A percentile as it is written: `p99.9`."""
    return f"p{percentile * 100:.8g}"


def _lower(latency: Latency) -> Iterator[Line]:
    lower, at = latency.lower, percentile_name(latency.percentile)
    if lower.time == math.inf:
        yield from _endless(latency)
    elif lower.by is not None and lower.time > 0.0:
        yield Line(
            f"at least {show_time(lower.time)} at {at}: `{lower.by}` alone, with the way to it"
        )
    elif lower.time > 0.0:
        text = (
            f"at least {show_time(lower.time)} at {at}: the left-tail means of all parts together"
        )
        yield Line(text)


def _endless(latency: Latency) -> Iterator[Line]:
    """What never answers: what is over its capacity, or gone."""
    for own in latency.path.own.values():
        if own is not None and own.overload is not None:
            text = f"{own.overload.text}: the queue grows while the load lasts"
            yield Line(text, own.overload.span, own.overload.origin)
    for hop in latency.path.all_hops:
        if hop.is_gone and hop.is_needed:
            yield Line(f"{_names(hop)}: nothing is left of {hop.callee}", _arrow(hop))


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
        yield Line(f"{_names(hop)}: left out, in {show_share(chance)} of the requests", _arrow(hop))


def _own(latency: Latency) -> Iterator[tuple[float, Line]]:
    """The own time of each component, with what it adds to the upper bound."""
    upper = latency.proved
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
        row = f", {times:g} times in a row" if times != 1.0 else ""
        share = upper.visits.get(node, 1.0)
        rare = f", in {show_share(share)} of the requests" if share < 1.0 else ""
        yield times * level, step(f"{node}: {shown}{row}{rare}", own.known)


def _calls(latency: Latency) -> Iterator[tuple[float, Line]]:
    """The ways between places, and the calls that end by their timeout."""
    upper = latency.proved
    for hop in latency.path.all_hops:
        if (upper.visits and hop.caller not in upper.visits) or hop in upper.left_out:
            continue
        row = hop.in_a_row * upper.times.get(hop.caller, 1.0)
        repeats = f", {row:g} times in a row" if row != 1.0 else ""
        if hop in upper.given_up:
            patience = hop.patience
            timeout = patience.timeout
            shown = show(timeout.value) if timeout is not None else ""
            attempts = f"{patience.attempts} x " if patience.attempts > 1 else ""
            text = f"{_names(hop)}: given up after {attempts}{shown}{repeats}"
            yield row * patience.supposed, step(text, timeout)
        elif hop.trip.time.low > 0.0:
            floor = " by the speed of light in fibre" if hop.trip.is_floor else ""
            least = "at least " if not hop.trip.time.is_exact else ""
            text = f"{_names(hop)}: {least}{show_time(hop.trip.time.low)} there and back{floor}{repeats}"
            yield row * hop.trip.time.low, step(text, hop.trip.known)


def _waits(facts: Facts, latency: Latency) -> Iterator[Line]:
    """The waits for a free server that are long enough to be felt."""
    for node in latency.path.order:
        found = facts[waiting].get(node)
        if found is None or not found.is_felt:
            continue
        origin = "" if found.is_stated else ", as many as its capacity and mean time make"
        yield Line(
            f"{node}: waits {show_time(found.mean)} on average for one of {found.servers} servers"
            f"{origin}, of which {show_share(found.utilisation)} are busy (estimate: M/M/c)"
        )


def _names(hop: Hop) -> str:
    return f"{hop.caller} -> {hop.callee}"


def _arrow(hop: Hop) -> Span:
    return Span(hop.step.span.source, hop.step.caller.span.start, hop.step.callee.span.end)
