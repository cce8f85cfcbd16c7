"""How long a request takes at most at a percentile, whatever depends on what.

Union bound: each visit of a component may be above the level that is taken for it, each rare call may
be left out, as long as the requests that meet any of this are no more than the percentile lets be
slow. The number of visits is an expectation, so shares and misses need no independence. A call with a
timeout is not waited for any longer, whoever answers it.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from designlint.analyses.latency.call import Call, missing_of
from designlint.analyses.latency.needs import decisive
from designlint.analyses.latency.plans import MOST_LEFT_OUT, NOTHING, Plan, timeouts_to_try
from designlint.analyses.latency.request import RequestPath
from designlint.analyses.measure import Missing
from designlint.base.cached import cached_property
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step as Line
from designlint.solvers.tails import SLACK, Level, Stage, chosen_levels

_NO_TIME: tuple[Level, ...] = ((1.0, 0.0),)


class Need(NamedTuple):
    """Facts that would give another bound, which could come down to `optimistic` at the best."""

    optimistic: float
    missing: tuple[Missing, ...]


class Upper(NamedTuple):
    """A time that is kept, and what it is the sum of.

    `levels` is the level taken of each component, `times` how often it is waited for in a row,
    `visits` how often a request visits it on average. `left_out` are calls that too few requests
    make to count, `timed_out` those that end by their timeout. `needs` are the facts that would
    allow a lower bound.
    """

    time: float
    levels: dict[str, Level]
    times: dict[str, float]
    visits: dict[str, float]
    left_out: tuple[Call, ...] = ()
    timed_out: tuple[Call, ...] = ()
    assumptions: tuple[Line, ...] = ()
    needs: tuple[Need, ...] = ()


def upper_bound(path: RequestPath, percentile: float, *, assume: bool) -> Upper:
    """The least upper bound that is found; with `assume`, what holds if the assumptions are right."""
    return _Bound(path, percentile, assume=assume).best()


def certain_upper_times(path: RequestPath) -> Callable[[float], float]:
    """The time of that bound by the percentile, without assumptions, in seconds; not what would lower
    it."""
    return _Bound(path, 1.0, assume=False).least


class _Solution(NamedTuple):
    """What a plan comes to: its time, the parts of it, how many requests may be slow besides, and the
    level taken of each part, with the calls that end by their timeout."""

    time: float
    stages: dict[str, Stage]
    slow: float
    levels: dict[str, Level]
    timed_out: tuple[Call, ...]


class _Bound:
    def __init__(self, path: RequestPath, percentile: float, *, assume: bool) -> None:
        self._path = path
        self._slow = 1.0 - percentile
        self._assume = assume
        self._own = path.own
        self._flows: dict[Plan, tuple[dict[str, float], dict[str, float]]] = {}
        numbers = iter(range(len(path.all_calls)))
        self._calls: dict[str, list[tuple[int, Call]]] = {
            node: [(next(numbers), call) for call in path.calls.get(node, ())]
            for node in path.order
        }

    def best(self) -> Upper:
        found = [self._evaluate(plan) for plan in self._plans()]
        needs = tuple(dict.fromkeys([need for upper in found for need in upper.needs]))
        return min(found, key=lambda upper: upper.time)._replace(needs=needs)

    def least(self, percentile: float) -> float:
        """The time of the best bound alone, at any percentile."""
        self._slow = 1.0 - percentile
        return min(self._solve(plan).time for plan in self._plans())

    def _plans(self) -> list[Plan]:
        return [Plan(left_out, ended) for left_out in self._rare() for ended in self._timed_out]

    @cached_property
    def _timed_out(self) -> tuple[frozenset[int], ...]:
        longest = [self._longest(call) for call in self._path.all_calls]
        return timeouts_to_try(
            longest, self._opaque if min(longest, default=0.0) < math.inf else ()
        )

    def _longest(self, call: Call) -> float:
        """How long a call is waited for at the most."""
        return call.assumed_longest if self._assume else call.longest

    def _before(self, call: Call) -> float:
        """How long another call was waited for before this one."""
        if call.before is None:
            return 0.0
        return call.before.assumed if self._assume else call.before.longest

    def _trip(self, call: Call) -> float:
        """How long the round trip of a call takes at the most."""
        return (call.trip.assuming if self._assume else call.trip.time).high

    def _is_open(self, call: Call) -> bool:
        """Whether nothing of what a call leads to bounds it."""
        return self._is_endless(call) or self._trip(call) == math.inf

    def _is_endless(self, call: Call) -> bool:
        """Whether a call has no answer, or nothing bounds the wait before it."""
        crowd = call.crowd
        waits = crowd is not None and (bool(crowd.doubt) or not self._assume)
        return call.is_gone or call.returns or waits

    def _levels(self, node: str) -> tuple[Level, ...]:
        own = self._own[node]
        if own is None:
            return _NO_TIME
        if own.assumption is not None and not self._assume:
            return ()
        most = self._caps.get(node, math.inf)
        return own.levels if most == math.inf else tuple([x for x in own.levels if x[1] <= most])

    @cached_property
    def _caps(self) -> dict[str, float]:
        """The longest that a component may take by itself for all calls of it to be answered."""
        caps: dict[str, float] = {}
        for call in self._path.all_calls:
            if call.patience.timeout is not None and not call.goes_on:
                most = max(0.0, call.patience.once - self._trip(call))
                caps[call.callee] = min(most, caps.get(call.callee, math.inf))
        return caps

    @cached_property
    def _opaque(self) -> frozenset[int]:
        """The calls that nothing bounds but a timeout."""
        known: set[str] = set()
        opaque: set[int] = set()
        for node in reversed(self._path.order):
            calls = self._calls[node]
            mine = {n for n, call in calls if self._is_open(call) or call.callee not in known}
            opaque |= mine
            bounded = all(self._longest(call) < math.inf for n, call in calls if n in mine)
            if bounded and self._levels(node):
                known.add(node)
        return frozenset(opaque)

    def _rare(self) -> list[frozenset[int]]:
        """None, one, two ... of the calls that the fewest requests make, as long as all together
        are made by no more than may be slow."""
        found: list[frozenset[int]] = [frozenset()]
        spent = 0.0
        for cost, n in self._rarest:
            spent += cost
            if spent <= self._slow + SLACK:
                found.append(found[-1] | {n})
        return found

    @cached_property
    def _rarest(self) -> list[tuple[float, int]]:
        """The calls that the fewest requests make, each with the share of those that do."""
        visits, _ = self._flow(NOTHING)
        rare = sorted(
            (visits.get(call.caller, 0.0) * call.share.high, n)
            for n, call in enumerate(self._path.all_calls)
            if call.share.high < 1.0
        )
        return rare[:MOST_LEFT_OUT]

    def _flow(self, plan: Plan) -> tuple[dict[str, float], dict[str, float]]:
        """How often a request visits each node on average, and in a row at the most."""
        if plan not in self._flows:
            self._flows[plan] = self._flowing(plan)
        return self._flows[plan]

    def _flowing(self, plan: Plan) -> tuple[dict[str, float], dict[str, float]]:
        visits, times = {self._path.start: 1.0}, {self._path.start: 1.0}
        for node in self._path.order:
            if node not in visits:
                continue
            for n, call in self._calls[node]:
                followed = n not in plan.left_out and n not in plan.timed_out
                if followed and not self._is_open(call) and call.share.high > 0.0:
                    more = visits[node] * call.share.high * call.times
                    visits[call.callee] = visits.get(call.callee, 0.0) + more
                    again = times[node] * call.in_a_row
                    times[call.callee] = times.get(call.callee, 0.0) + again
        return visits, times

    def _solve(self, plan: Plan) -> _Solution:
        visits, times = self._flow(plan)
        calls = self._path.all_calls
        cost = math.fsum(
            visits.get(calls[n].caller, 0.0) * calls[n].share.high for n in plan.left_out
        )
        stages = {
            node: Stage(self._levels(node), visits[node], times[node])
            for node in visits
            if self._own[node] is not None
        }
        slow = max(0.0, self._slow - cost)
        chosen = chosen_levels(list(stages.values()), slow)
        if chosen is None:
            return _Solution(math.inf, stages, slow, {}, ())
        levels = dict(zip(stages, chosen, strict=True))
        time, timed_out = self._sum(plan, visits, levels)
        return _Solution(time, stages, slow, levels, timed_out)

    def _evaluate(self, plan: Plan) -> Upper:
        time, stages, slow, levels, timed_out = self._solve(plan)
        visits, times = self._flow(plan)
        left_out = tuple([self._path.all_calls[n] for n in sorted(plan.left_out)])
        if time == math.inf:
            needs = self._needs(plan, visits, stages, slow)
            return Upper(time, {}, times, visits, left_out, needs=needs)
        lines = [own.assumption for node in stages if (own := self._own[node]) is not None]
        lines += [
            call.patience.assumption for call in timed_out if call.patience.longest == math.inf
        ]
        lines += [
            call.trip.assumption
            for node in visits
            for n, call in self._calls[node]
            if n not in plan.left_out and call not in timed_out and call.share.high > 0.0
        ]
        lines += [
            line
            for node in visits
            for n, call in self._calls[node]
            if call.crowd is not None and n not in plan.left_out and call not in timed_out
            for line in call.crowd.assumptions
        ]
        lines += [
            call.before.assumption
            for node in visits
            for n, call in self._calls[node]
            if call.before is not None and n not in plan.left_out
        ]
        return Upper(
            time,
            levels,
            times,
            visits,
            left_out,
            timed_out,
            tuple([line for line in lines if line is not None]),
        )

    def _needs(
        self, plan: Plan, visits: dict[str, float], stages: dict[str, Stage], slow: float
    ) -> tuple[Need, ...]:
        """What would have to be known for a plan to bound the time."""
        owns = [(node, own) for node in stages if (own := self._own[node]) is not None]
        if any(own.doubt or len(self._levels(node)) < len(own.levels) for node, own in owns):
            return ()
        unknown = self._unknown(plan, visits)
        missing = decisive(self._own, stages, slow, unknown)
        best = {node: _optimistic(stage, slow) for node, stage in stages.items()}
        optimistic, _ = self._sum(plan, visits, best, optimistic=True)
        return (Need(optimistic, missing),) if missing else ()

    def _sum(
        self,
        plan: Plan,
        visits: dict[str, float],
        levels: dict[str, Level],
        *,
        optimistic: bool = False,
    ) -> tuple[float, tuple[Call, ...]]:
        """The time of the whole at these levels, and the calls that end by their timeout."""
        totals: dict[str, float] = {}
        ended: list[Call] = []
        for node in reversed([node for node in self._path.order if node in visits]):
            total = levels[node][1] if node in levels else 0.0
            for n, call in self._calls[node]:
                if n in plan.left_out or call.share.high <= 0.0:
                    continue
                longest = self._longest(call)
                each = math.inf
                if n not in plan.timed_out and not self._is_endless(call):
                    trip = call.trip.time.low if optimistic else self._trip(call)
                    each = trip + totals.get(call.callee, 0.0)
                if each > call.patience.once or each == math.inf:
                    each = longest
                    ended.append(call)
                total += call.in_a_row * (each + self._before(call))
            totals[node] = total
        return totals[self._path.start], tuple(reversed(ended))

    def _unknown(self, plan: Plan, visits: dict[str, float]) -> tuple[Missing, ...]:
        """What is missing of the components and round trips that a request meets."""
        found: list[Missing] = []
        for node in [node for node in self._path.order if node in visits]:
            own = self._own[node]
            if own is not None and not self._levels(node):
                found.extend(own.missing)
            for n, call in self._calls[node]:
                if n in plan.left_out or n in plan.timed_out or call.share.high <= 0.0:
                    continue
                found.extend(missing_of(call) if call.is_gone and not call.is_needed else ())
                found.extend(call.trip.missing)
                found.extend(() if call.crowd is None else call.crowd.missing)
        return tuple(dict.fromkeys(found))


def _optimistic(stage: Stage, slow: float) -> Level:
    """The lowest time that a stage could count with, if it alone were slow at times."""
    enough = [level for level in stage.levels if stage.visits * (1.0 - level[0]) <= slow + SLACK]
    return min(enough, default=max(stage.levels, default=(1.0, 0.0)))
