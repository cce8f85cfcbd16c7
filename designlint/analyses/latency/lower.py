"""How long a request takes at least at a percentile, whatever depends on what.

Two bounds, the larger counts: a single visit is as slow as its own percentile says, and the whole is
not below the sum of the left-tail means of its parts. What a share of the requests meets counts with
that share. A caller that gives up and goes on, or hedges, waits for one attempt at the least that it
allows. A request that fails with a call that its timeout ends is never answered; its attempts are taken
as independent, which is the best that retries can do.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from designlint.analyses.latency.own_time import NEVER
from designlint.analyses.latency.request import Call, RequestPath
from designlint.solvers.tails import SLACK, Level, left_tail_mean, occurring, reached

# A sum with more than this in it never ends.
_ENDLESS = NEVER / 1e6


class Lower(NamedTuple):
    """A time that is not undercut, and the single component that shows it (None: their sum does)."""

    time: float
    by: str | None


class _Visit(NamedTuple):
    """The likeliest visit of a node: how likely it is, how long it is waited for at the most, the sum of
    the round trips to it, whether the flow fails with it, the time after which it does because a
    timeout ends a call, how many calls are made before, and the call that leads there."""

    chance: float
    patience: float
    trips: float
    is_needed: bool = True
    fatal: float = math.inf
    tries: int = 1
    call: Call | None = None

    def followed(self, call: Call) -> _Visit:
        """The visit of who is called from here."""
        is_fatal = self.is_needed and call.is_fatal
        fatal = self.trips + call.patience.once if is_fatal else math.inf
        return _Visit(
            self.chance * call.share.low,
            min(self.patience, _patience(call)),
            self.trips + call.trip.time.low,
            self.is_needed and call.is_needed,
            min(self.fatal, fatal),
            self.tries * call.tries,
            call,
        )


def lower_bound(path: RequestPath, percentile: float) -> Lower:
    """The largest lower bound that is found; infinite when what the request needs never answers."""
    return _Bound(path, percentile).best()


class _Bound:
    def __init__(self, path: RequestPath, percentile: float) -> None:
        self._path = path
        self._percentile = percentile
        self._least: dict[str, tuple[Level, ...]] = {
            node: () if own is None else own.least for node, own in path.own.items()
        }
        self._visits = self._likeliest()

    def best(self) -> Lower:
        alone = Lower(0.0, None)
        for node in self._visits:
            time = self._alone(node)
            if time > alone.time:
                alone = Lower(time, node)
        total = self._together()
        best = alone if alone.time >= total else Lower(total, None)
        return best._replace(time=math.inf) if best.time >= _ENDLESS else best

    def _likeliest(self) -> dict[str, _Visit]:
        visits = {self._path.start: _Visit(1.0, math.inf, 0.0)}
        for node in self._path.order:
            if node not in visits:
                continue
            for call in self._path.calls.get(node, ()):
                if call.returns or call.is_gone or call.times < 1.0 or not call.share.low:
                    continue
                visit = visits[node].followed(call)
                if call.callee not in visits or visit[:3] > visits[call.callee][:3]:
                    visits[call.callee] = visit
        return visits

    def _alone(self, node: str) -> float:
        """What one visit takes at the percentile, with the round trips to it."""
        chance, patience, trips, is_needed, fatal, tries, _ = self._visits[node]
        levels = [(0.0, trips), *((level, trips + time) for level, time in self._least[node])]
        found = reached(occurring(levels, chance), self._percentile)
        fails = any(
            call.is_gone
            and call.is_needed
            and 1.0 - chance * call.share.low < self._percentile - SLACK
            for call in self._path.calls.get(node, ())
        )
        if fails and is_needed:
            return NEVER
        ended = [
            (lost, NEVER)
            for level, time in levels
            if time > fatal
            for lost in [chance * (1.0 - level)]
        ]
        failed = [(1.0 - lost**tries, time) for lost, time in ended]
        return max(min(found, patience), reached(failed, self._percentile - 2.0 * SLACK))

    def _together(self) -> float:
        """The sum of the left-tail means: of all that certainly happens, and of the likeliest visit to
        each part that happens at times."""
        sums: dict[str, tuple[float, float]] = {}
        for node in reversed([node for node in self._path.order if node in self._visits]):
            chance = self._visits[node].chance
            levels = occurring(self._least[node], chance)
            total = left_tail_mean(levels, self._percentile)
            most = max([time for level, time in levels if level < self._percentile], default=0.0)
            for call in self._path.calls.get(node, ()):
                if self._counts(call, chance):
                    more, longest = self._call(call, chance, sums[call.callee])
                    total += more
                    most += longest
            sums[node] = (total, most)
        return sums[self._path.start][0]

    def _counts(self, call: Call, chance: float) -> bool:
        """Whether a call certainly happens, or is the likeliest one to its callee."""
        if call.returns or call.is_gone or call.callee not in self._visits:
            return False
        return self._visits[call.callee].call is call or chance * call.share.low >= 1.0

    def _call(self, call: Call, chance: float, callee: tuple[float, float]) -> tuple[float, float]:
        """The left-tail mean of a call, and the longest that counts in it.

        Where the caller waits no longer, the parts are taken as so much shorter that their sum is
        never above what it waits: of a number from 0 to M, the part below t is at least t / M of it.
        """
        trip = call.trip.time.low
        visited = occurring([(0.0, trip)], chance * call.share.low)
        total = callee[0] + left_tail_mean(visited, self._percentile)
        most = callee[1] + trip
        patience = _patience(call)
        if most > patience:
            total, most = total * patience / most, patience
        row = 1 if call.step.parallel or chance * call.share.low < 1.0 else int(call.times)
        return total * row, most * row


def _patience(call: Call) -> float:
    """The time of a call that is certainly waited for when the call takes at least so long."""
    return min(call.patience.once, call.patience.hedged)
