"""One call of a request: how long it is waited for, how often it is made, and how it is shown."""

from __future__ import annotations

import math

from designlint.analyses.facts import Facts
from designlint.analyses.latency.crowded import Crowd
from designlint.analyses.latency.fan_out import FanOut, fan_out
from designlint.analyses.latency.own_time import own_times, show_time
from designlint.analyses.latency.patience import Before, Patience
from designlint.analyses.latency.round_trip import RoundTrip
from designlint.analyses.measure import Interval, Missing
from designlint.analyses.measure import step as line
from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Step


class Call(NamedTuple):
    """A call that is waited for: by whom, who answers in this world, in which share of the caller's
    visits, how often, over which round trip, with how much patience.

    `is_gone`: nothing is left of the callee; `is_needed`: the caller certainly fails with the call;
    `goes_on`: it certainly does not. Both are false where nothing is lost and no
    call of the flow has a timeout.
    `returns`: it leads back into a cycle of calls, so that how often it is taken is
    unknown. `before` it, another call was given up, where it is that of a fallback. `crowd` is what may make
    it wait for a slot.
    """

    step: Step
    callee: str
    share: Interval
    trip: RoundTrip
    patience: Patience
    is_gone: bool = False
    is_needed: bool = False
    goes_on: bool = False
    returns: bool = False
    before: Before | None = None
    crowd: Crowd | None = None

    @property
    def caller(self) -> str:
        """Who waits."""
        return self.step.caller.path

    @property
    def names(self) -> str:
        """Who calls whom: `shop -> stock`."""
        return f"{self.caller} -> {self.callee}"

    @property
    def arrow(self) -> Span:
        """The two names of the call and the arrow between them, where the flow is declared."""
        return Span(self.step.span.source, self.step.caller.span.start, self.step.callee.span.end)

    @property
    def times(self) -> float:
        """How many calls are made when the step is taken."""
        return self.step.times

    @property
    def is_fatal(self) -> bool:
        """Whether the caller fails when the timeout ends the call."""
        return self.is_needed and (self.step.or_else is None or self.before is not None)

    @property
    def tries(self) -> int:
        """How many calls are made at the most before it fails, the hedged ones among them."""
        hedges = 2 if self.patience.hedged < self.patience.once else 1
        return self.patience.attempts * hedges

    @property
    def longest(self) -> float:
        """How long the caller waits at the most and goes on; infinite where it fails instead."""
        return self.patience.longest if self.goes_on else math.inf

    @property
    def assumed_longest(self) -> float:
        """The same, if the waits between attempts are as assumed."""
        return self.patience.assumed if self.goes_on else math.inf

    @property
    def in_a_row(self) -> float:
        """How many calls follow one another."""
        return 1.0 if self.step.parallel else self.step.times

    def round_trip_line(self, row: float | None = None) -> Line:
        """The round trip between places, so many times in a row: `shop -> stock: 80ms round trip`."""
        trip, again = self.trip, repeats(self.in_a_row if row is None else row)
        if trip.assumption is not None:
            return trip.assumption
        if trip.known is None:
            return Line(f"{self.names}: the round trip is not declared", self.arrow)
        low, high = show_time(trip.travel.low), show_time(trip.travel.high)
        if trip.is_floor or trip.travel.is_exact:
            floor = " by the speed of light in fibre" if trip.is_floor else ""
            least = "" if trip.travel.is_exact else "at least "
            return line(f"{self.names}: {least}{low} round trip{floor}{again}", trip.known)
        ends = f"{low} to {high} round trip, by which replicas call and answer"
        return line(f"{self.names}: {ends}{again}", trip.known)

    def fan_out(self, facts: Facts, percentile: float, target: float) -> FanOut | None:
        """How often the slowest of the calls made at once takes more than `target` seconds; None where the
        latency of the callee is not known well enough for an estimate."""
        own = facts[own_times].get(self.callee)
        return None if own is None else fan_out(self, own, percentile, target)


def repeats(row: float) -> str:
    """How often something is done in a row, as the end of a line that shows what it takes."""
    return f", {row:g} times in a row" if row != 1.0 else ""


def open_hit_ratio(call: Call) -> tuple[Missing, ...]:
    """What would say how many requests make a call: the hit ratio of the cache that misses before it."""
    cache = call.step.on_miss_of
    if cache is None or call.share.is_exact:
        return ()
    return (Missing(cache.path, "hit ratio", "hit 90%"),)


def missing_of(call: Call) -> tuple[Missing, ...]:
    """What would bound a call whose callee is gone: a timeout."""
    what = f"timeout of `{call.names}`"
    return (Missing("", what, f"{call.names} {{ timeout 100ms }}"),)
