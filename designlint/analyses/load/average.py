"""Rates over a day: what is a rate at peak elsewhere, brought back to its mean."""

from __future__ import annotations

import math
from collections.abc import Iterable

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.load.load import loads
from designlint.analyses.load.part import Part
from designlint.analyses.load.rates import even_rate, is_pace_open, peak_factor, peak_rate
from designlint.analyses.measure import Interval, exactly
from designlint.model import Step
from designlint.schema.context import LASTS, RATE
from designlint.solvers.graph import strongly_connected

_UNKNOWN_SHARE = Interval(0.0, 1.0)


def average_rate(facts: Facts, part: Part) -> Interval:
    """The mean rate of a step's calls, per second.

    Where the load at peak is stated as a multiple of the mean, that; of a flow whose mean is stated,
    the mean; else somewhere between none and the rate at peak.
    """
    share = facts[mean_shares][part.flow]
    if share is None:
        # Without a factor the peak is unknown, and what is known is the mean.
        return exactly(part.rate.low)
    return part.rate * share


def mean_shares(facts: Facts) -> dict[str, Interval | None]:
    """The mean rate of each flow as a share of that at peak; None where the peak is not known, but the
    mean is. A flow that takes its work from queues and streams has the shares of those that put it there.
    """
    puts = _puts(facts)
    givers = {path: {giver for giver, _ in puts.get(path, ())} for path in facts.design.flows}
    found: dict[str, Interval | None] = {}
    for block in strongly_connected(givers):
        for path in block:
            # What comes back in a cycle has the share of what came into it.
            given = [put for put in puts.get(path, ()) if put[0] not in block]
            found[path] = _given_share(facts, given, found) if given else _own_share(facts, path)
    return found


def _given_share(
    facts: Facts, given: list[tuple[str, Step]], found: dict[str, Interval | None]
) -> Interval | None:
    """The share of what other flows put in: all have one, or for none of them the peak is known."""
    known = [share for giver, _ in given if (share := found[giver]) is not None]
    if not known:
        return None
    if len(known) < len(given):
        return _UNKNOWN_SHARE
    calls = facts[loads].calls
    return _weighted(known, [calls[step.span] for _, step in given])


def _own_share(facts: Facts, path: str) -> Interval | None:
    flow = facts.design.flows[path]
    if is_pace_open(flow, facts.design):
        return None
    even, busiest = even_rate(flow, facts.design), peak_rate(flow, facts.design)
    if flow[LASTS] is not None and even.is_exact and even.high < busiest.high:
        return exactly(even.high / busiest.high)
    factor = peak_factor(flow, facts.design)
    if factor is not None and factor.value.value > 0.0:
        return exactly(1.0 / factor.value.value)
    rate = flow[RATE]
    return None if rate is not None and rate.value.when == "average" else _UNKNOWN_SHARE


def _weighted(shares: list[Interval], rates: list[Interval]) -> Interval:
    """The share of all together, each by its rate at peak where all of these are known."""
    low, high = min(share.low for share in shares), max(share.high for share in shares)
    total = math.fsum(rate.low for rate in rates)
    if low == high or not total or not all(rate.is_exact for rate in rates):
        return Interval(low, high)
    return Interval(*(_mean(shares, rates, end) / total for end in (0, 1)))


def _mean(shares: Iterable[Interval], rates: Iterable[Interval], end: int) -> float:
    return math.fsum(share[end] * rate.low for share, rate in zip(shares, rates, strict=True))


def _puts(facts: Facts) -> dict[str, list[tuple[str, Step]]]:
    """For each flow that takes its work from queues and streams, the flows that put it there, with the
    calls by which they do."""
    found: dict[str, list[tuple[str, Step]]] = {}
    for broker, readers in facts[loads].readers.items():
        for put, by in readers:
            for path in dict.fromkeys(one.flow for one in by):
                if _takes_from(facts, path, broker):
                    found.setdefault(path, []).append((put.flow, put.step))
    return found


def _takes_from(facts: Facts, path: str, broker: str) -> bool:
    """Whether a flow begins with what a queue or stream has for it, and not at a rate of its own."""
    graph = facts[flow_graphs][path]
    return facts.design.flows[path][RATE] is None and (
        broker in graph.entries and graph.starts_at_broker(broker)
    )
