"""How long one call takes, as far as that is declared: for pictures and tables of a flow."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.latency.network import network
from designlint.analyses.latency.own_time import own_times, show_level, show_time
from designlint.model import Step

SHOWN = 0.99
"""Of several percentiles that are stated, the highest up to this one is shown."""


def time_of_call(facts: Facts, step: Step) -> Iterator[str]:
    """The response time of who is called, `p99 15ms`, and the round trip between regions:
    `rtt 25ms`. Nothing for a call that is not awaited."""
    callee = step.callee.path
    if not step.waits or callee not in facts.design.components:
        return
    stated = facts[own_times][callee].stated
    usual = [level for level in stated if level[0] <= SHOWN]
    if stated:
        yield show_level(max(usual) if usual else min(stated))
    trip = facts[network].round_trip(step, callee).time
    if trip.low > 0.0:
        yield f"rtt {'' if trip.is_exact else 'at least '}{show_time(trip.low)}"
