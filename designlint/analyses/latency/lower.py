"""How long a request takes at least at a percentile, whatever depends on what.

Two bounds, the larger counts: a single visit is as slow as its own percentile says, and the whole is
not below the sum of the left-tail means of its parts. What a share of the requests meets counts with
that share. A caller that gives up and goes on, or hedges, waits for one attempt at the least that it
allows. A request that fails with a call that its timeout ends is never answered; its attempts are taken
as independent, which is the best that retries can do.
"""

from __future__ import annotations

import math

from designlint.analyses.latency.call import Call
from designlint.analyses.latency.never import NEVER
from designlint.analyses.latency.request import RequestPath
from designlint.base.records import NamedTuple
from designlint.solvers.tails import SLACK, Level, left_tail_mean, occurring, reached

# A sum with more than this in it never ends.
_ENDLESS = NEVER / 1e6


class Lower(NamedTuple):
    """A time that is not undercut, and the single component that shows it (None: their sum does).

    Where it is infinite because a timeout fails too many requests, `ended` is the call that it ends.
    """

    time: float
    by: str | None
    ended: Call | None = None


class _Visit(NamedTuple):
    """The likeliest visit of a node: how likely it is, how long it is waited for at the most, the sum of
    the round trips to it, whether the flow fails with it, the time after which it does because a
    timeout ends a call, how many calls are made before, and the call that leads there."""

    chance: float
    patience: float
    trips: float
    is_needed: bool = True
    fatal: float = math.inf
    ended: Call | None = None
    tries: int = 1
    call: Call | None = None

    def followed(self, call: Call) -> _Visit:
        """The visit of who is called from here."""
        is_fatal = self.is_needed and call.is_fatal
        fatal = self.trips + call.patience.once if is_fatal else math.inf
        # What the caller gives up before shows no longer to those above it.
        above = self.fatal if self.trips + self.waited(call) > self.fatal else math.inf
        return _Visit(
            self.chance * call.share.low,
            min(self.patience, self.waited(call)),
            self.trips + call.trip.time.low,
            self.is_needed and call.is_needed,
            min(above, fatal),
            call if fatal < above else self.ended,
            self.tries * call.tries,
            call,
        )

    def waited(self, call: Call) -> float:
        """How long a call from here is waited for at the least if it takes longer.

        Where the request fails when a single attempt is too late, it is never answered, so that no
        time is too long to count.
        """
        if self.is_needed and call.is_fatal and call.tries * self.tries == 1:
            return call.patience.hedged
        return min(call.patience.once, call.patience.hedged)


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
            if self._fails_in_time(node):
                return Lower(math.inf, node, self._visits[node].ended)
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
        visit = self._visits[node]
        chance, trips = visit.chance, visit.trips
        levels = [(0.0, trips), *((level, trips + time) for level, time in self._least[node])]
        found = reached(occurring(levels, chance), self._percentile)
        fails = any(
            call.is_gone
            and call.is_needed
            and 1.0 - chance * call.share.low < self._percentile - SLACK
            for call in self._path.calls.get(node, ())
        )
        return NEVER if fails and visit.is_needed else min(found, visit.patience)

    def _fails_in_time(self, node: str) -> bool:
        """Whether more requests than may be slow fail because a timeout ends a call that leads here."""
        visit = self._visits[node]
        if visit.ended is None:
            return False
        levels = [(0.0, visit.trips), *((p, visit.trips + t) for p, t in self._least[node])]
        late = max([visit.chance * (1.0 - p) for p, t in levels if t > visit.fatal], default=0.0)
        return 1.0 - late**visit.tries < self._percentile - SLACK and late > 0.0

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
                    more, longest = self._call(call, self._visits[node], sums[call.callee])
                    total += more
                    most += longest
            sums[node] = (total, most)
        return sums[self._path.start][0]

    def _counts(self, call: Call, chance: float) -> bool:
        """Whether a call certainly happens, or is the likeliest one to its callee."""
        if call.returns or call.is_gone or call.callee not in self._visits:
            return False
        return self._visits[call.callee].call is call or chance * call.share.low >= 1.0

    def _call(self, call: Call, visit: _Visit, callee: tuple[float, float]) -> tuple[float, float]:
        """The left-tail mean of a call, and the longest that counts in it.

        Where the caller waits no longer, the parts are taken as so much shorter that their sum is
        never above what it waits: of a number from 0 to M, the part below t is at least t / M of it.
        """
        chance, trip = visit.chance, call.trip.time.low
        visited = occurring([(0.0, trip)], chance * call.share.low)
        total = callee[0] + left_tail_mean(visited, self._percentile)
        most = callee[1] + trip
        patience = visit.waited(call)
        if most > patience:
            total, most = total * patience / most, patience
        row = 1 if call.step.parallel or chance * call.share.low < 1.0 else int(call.times)
        return total * row, most * row
