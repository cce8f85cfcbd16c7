"""How many calls end by their timeout, and so how many runs of a flow fail for it.

A call that takes longer than its timeout has failed. How often that happens follows from what the callee
states: its own percentiles, and those of what it waits for. Between two of them the share is bounded.
Above the highest it is between none and what is left: that none of the rest outlasts the timeout is an
assumption. Attempts are taken as independent, which is the best that retries can do; that they help
is not certain, for a slow callee may be slow again. A retry budget and a circuit breaker count as if
they never stepped in.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from designlint.analyses.availability.needed import NeededCall, needed_calls
from designlint.analyses.availability.refused import behind
from designlint.analyses.availability.served import ALL, Factor, Served
from designlint.analyses.availability.spares import of_runs
from designlint.analyses.budget import budget
from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.graph.fallback_call import made_to
from designlint.analyses.latency.lower import lower_bound
from designlint.analyses.latency.network import network
from designlint.analyses.latency.own_time import OwnTime, show_level
from designlint.analyses.latency.patience import Patience, patience_of
from designlint.analyses.latency.request import RequestPath, requests
from designlint.analyses.latency.round_trip import RoundTrip, shown_wait
from designlint.analyses.latency.upper import certain_upper_times, upper_bound
from designlint.analyses.measure import Interval, Missing, step
from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.base.wording import listed
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Step
from designlint.quantities.showing import show, show_share
from designlint.schema.relation import TIMEOUT

# Of more calls, one assumption names no more.
MOST_NAMED = 4

NONE = Interval(0.0, 0.0)

# Percentiles that may bound a share, beside those that are stated.
_USUAL = (0.5, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9998, 0.9999, 1.0)


class InTime(NamedTuple):
    """The share of a step's calls that are answered within the timeout: of one attempt (`once`), and of
    all attempts together. A timeout of `enough` seconds would not certainly be too short for any. `path` is
    what a call waits for, after its round `trip`."""

    step: Step
    patience: Patience
    once: Interval
    share: Interval
    enough: float
    path: RequestPath
    trip: RoundTrip

    @property
    def kept(self) -> float:
        """The least share of single attempts that end in time if the stated latencies hold."""
        return _kept(self.path, self.trip, self.patience.once, self.once)

    @property
    def not_started(self) -> tuple[Missing, ...]:
        """What has to run all the time for no call to wait longer than the timeout until it has started."""
        waits = {node: own.start for node, own in self.path.own.items() if own is not None}
        if math.fsum(waits.values()) <= self.patience.once:
            return ()
        cold = [node for node, start in waits.items() if start > 0.0]
        return tuple(
            [Missing(node, "replicas that keep running", "autoscale 1..10") for node in cold]
        )

    @property
    def names(self) -> str:
        """Who calls whom."""
        return f"{self.step.caller.path} -> {self.step.callee.path}"

    @property
    def shown_timeout(self) -> str:
        """The timeout as it is written."""
        timeout = self.patience.timeout
        return "" if timeout is None else show(timeout.value)

    @property
    def latency_lines(self) -> tuple[Line, ...]:
        """The round trip, and what the callee and those that it waits for state of their latency."""
        least, known = self.trip.time.low, self.trip.known
        trip = step(f"{self.names}: {shown_wait(self.trip.time)}", known)
        return (
            *((trip,) if least > 0.0 else ()),
            *[
                step(f"{node}: {', '.join(show_level(level) for level in own.stated)}", own.known)
                for node, own in self.path.own.items()
                if own is not None and own.stated
            ],
        )

    @property
    def line(self) -> Line:
        """How many calls are answered in time, with the timeout."""
        share = f"at least {show_share(self.share.low)} of the calls are"
        if self.share.high < 1.0:
            share = f"at most {show_share(self.share.high)} of the calls are"
        share = share if self.share.high else "no call is"
        tries = f" in {self.patience.attempts} attempts" if self.patience.attempts > 1 else ""
        text = f"{self.names}: {share} answered within the timeout of {self.shown_timeout}"
        return step(text + tries, self.patience.timeout)


def in_time(facts: Facts, flow: str, call: Step, asked: str) -> InTime | None:
    """The share of the calls of a flow's step that the component which is asked answers in time; None
    where no timeout ends them."""
    if made_to(facts, call, asked).properties[TIMEOUT] is None:
        return None
    known, key = facts[_found], (flow, call.span, asked)
    if key not in known:
        known[key] = _in_time(facts, flow, call, asked)
    return known[key]


def _found(_: Facts) -> dict[tuple[str, Span, str], InTime | None]:
    """What is found of the calls that have been asked about."""
    return {}


def _in_time(facts: Facts, flow: str, call: Step, asked: str) -> InTime | None:
    patience = patience_of(made_to(facts, call, asked))
    if patience.timeout is None or not call.waits or asked not in facts.design.components:
        return None
    path = _as_stated(facts[requests][flow].path(asked, facts[budget].timed))
    trip = facts[network].round_trip(call, asked)
    before = None if facts.base is None else facts.base[_found].get((flow, call.span, asked))
    if before is not None and _is_of(before, patience, path, trip):
        return before
    enough = trip.time.low + lower_bound(path, 1.0).time
    once = _answered(path, trip, patience.once, enough)
    hedges = 2 if patience.hedged < patience.once else 1
    lost = (1.0 - once.high) ** (patience.attempts * hedges)
    share = Interval(once.low, 1.0 - lost)
    return InTime(call, patience, once, share, enough, path, trip)


def _is_of(found: InTime, patience: Patience, path: RequestPath, trip: RoundTrip) -> bool:
    """Whether a share is that of a call which is the same in another world: all bounds follow from these."""
    if (patience, trip, path.start, path.order) != (
        found.patience, found.trip, found.path.start, found.path.order
    ):  # fmt: skip
        return False
    return path.own == found.path.own and path.calls == found.path.calls


def _as_stated(path: RequestPath) -> RequestPath:
    """What a call takes by what is stated: that of its calls an overloaded component serves only some
    is another reason for them to fail."""
    own: dict[str, OwnTime | None] = {
        node: None if time is None else time._replace(least=time.stated)
        for node, time in path.own.items()
    }
    return RequestPath(path.start, path.order, path.calls, own)


def _answered(path: RequestPath, trip: RoundTrip, timeout: float, enough: float) -> Interval:
    """The share of single attempts that end before the timeout, from the bounds of what they take: all
    that do take `enough` at the least."""
    if trip.time.low > timeout:
        return NONE
    levels, at_most = _percentiles(path), certain_upper_times(path)

    def is_fast(level: float) -> bool:
        return trip.time.high + at_most(level) <= timeout

    def is_late(level: float) -> bool:
        return trip.time.low + lower_bound(path, level).time > timeout

    # Most timeouts are longer than all that is declared, so the ends are tried first.
    high, low = 1.0, levels[-1]
    if enough > timeout:
        high = levels[bisect_left(levels, True, key=is_late)]
    if not _is_bounded(path) or not is_fast(levels[-1]):
        fast = len(levels) - 1
        if fast and not is_fast(levels[fast - 1]):
            fast = bisect_left(levels, True, hi=fast - 1, key=lambda level: not is_fast(level))
        low = levels[fast - 1] if fast else 0.0
    return Interval(min(low, high), high)


def _kept(path: RequestPath, trip: RoundTrip, timeout: float, once: Interval) -> float:
    if not path.assumes or once.high <= once.low:
        return once.low

    def is_fast(level: float) -> bool:
        return trip.time.high + upper_bound(path, level, assume=True).time <= timeout

    fast = [level for level in _percentiles(path) if level < 1.0 and level <= once.high]
    number = bisect_left(fast, True, key=lambda level: not is_fast(level))
    return max(once.low, fast[number - 1]) if number else once.low


def _is_bounded(path: RequestPath) -> bool:
    """Whether there may be a time that no call exceeds: what is asked states none above its highest
    percentile."""
    own = path.own.get(path.start)
    return own is None or any(level >= 1.0 for level, _ in own.stated)


def _percentiles(path: RequestPath) -> list[float]:
    """The percentiles at which a bound may change: the stated ones, and sums of what they leave."""
    owns = [own for own in path.own.values() if own is not None]
    stated = {level for own in owns for level, _ in own.stated}
    left = math.fsum(1.0 - max([level for level, _ in own.stated], default=0.0) for own in owns)
    return sorted(level for level in {*stated, *_USUAL, max(0.0, 1.0 - left)} if level > 0.0)


def timed_calls(facts: Facts) -> tuple[InTime, ...]:
    """For each caller and callee with a timeout, the call of which the fewest are answered in time."""
    worst: dict[str, InTime] = {}
    for flow in facts.design.flows.values():
        for call in flow.steps:
            found = in_time(facts, flow.path, call, call.callee.path)
            known = None if found is None else worst.get(found.names)
            if found is not None and (known is None or found.once.high < known.once.high):
                worst[found.names] = found
    return tuple(worst.values())


def timed_out(facts: Facts) -> Mapping[str, tuple[Factor, ...]]:
    """What timeouts keep from the runs of each flow, by its path."""
    return Lazily(facts.design.flows, lambda path: tuple(_factors(facts, path)))


def _factors(facts: Facts, flow: str) -> Iterator[Factor]:
    """A factor for each call that certainly is too late at times, and one for all others together."""
    perhaps: list[tuple[NeededCall, InTime]] = []
    for made in facts[needed_calls][flow]:
        call = behind(facts, flow, made)
        found = in_time(facts, flow, call.step, call.asked)
        if found is None or found.share.low >= 1.0:
            continue
        if found.share.high < 1.0:
            yield _too_late(facts, flow, call, found)
        elif found.not_started:
            late = Served(found.share, found.line, found.not_started)
            yield of_runs(facts, flow, call, late)
        elif call.spare is not None:
            assumption = _none_late([found])
            yield of_runs(facts, flow, call, Served(found.share, found.line, assumption=assumption))
        else:
            perhaps.append((call, found))
    if perhaps:
        yield _together(perhaps)


def _too_late(facts: Facts, flow: str, call: NeededCall, found: InTime) -> Factor:
    """What a flow loses by a call that certainly is too late at times."""
    factor = of_runs(facts, flow, call, Served(found.share, found.line))
    least = found.kept if call.spare is None else 0.0
    if least <= found.share.low:
        return factor
    kept = Served(Interval(least, found.share.high), found.line).of_runs(call)
    nodes = [node for node, own in found.path.own.items() if own is not None and own.assumption]
    line = found.path.assumed[0]
    if nodes:
        line = Line(f"the stated latency holds at the load that there is: {listed(nodes)}")
    return factor._replace(assumed=kept.share, assumption=line)


def _together(perhaps: Sequence[tuple[NeededCall, InTime]]) -> Factor:
    """Of calls that may all be in time: how many runs may lose one, and that none does as an assumption."""
    late = math.fsum(call.calls * (1.0 - found.share.low) for call, found in perhaps)
    _, worst = min(perhaps, key=lambda pair: pair[1].share.low)
    assumption = _none_late([found for _, found in perhaps])
    return Factor(Interval(max(0.0, 1.0 - late), 1.0), worst.line, (), ALL, assumption)


def _none_late(calls: Sequence[InTime]) -> Line:
    """The assumption that none of some calls outlasts its timeout."""
    names = tuple(dict.fromkeys(found.names for found in calls))
    worst = min(calls, key=lambda found: found.share.low)
    timeout = worst.patience.timeout
    text = f"no call outlasts its timeout: {listed(names, most=MOST_NAMED)}"
    return Line(text, None if timeout is None else timeout.span)
