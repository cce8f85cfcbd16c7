"""The share of its calls that a component serves, and of its runs that a flow therefore completes.

Above its capacity a component serves at most capacity/load of its calls, whichever flow they come
from, and at the least none: what nothing sheds may make it collapse. Below it, it serves them all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from designlint.analyses.availability.needed import NeededCall
from designlint.analyses.availability.room import room_of
from designlint.analyses.facts import Facts
from designlint.analyses.failure.carried import within_capacity
from designlint.analyses.load.backlog import broker_of, used_in_time
from designlint.analyses.load.capacity import FULL, Capacity, capacities
from designlint.analyses.load.fullest import full_for
from designlint.analyses.load.headroom import not_running, outrun_by
from designlint.analyses.load.holding import concurrency_limits, mean_time
from designlint.analyses.load.hottest import hottest_nodes
from designlint.analyses.load.item_size import too_large
from designlint.analyses.load.later import later_capacities
from designlint.analyses.load.limits import admitted, unstated_limit
from designlint.analyses.load.load import loads
from designlint.analyses.measure import Interval, Missing, exactly, origin_text, step
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Known, Step
from designlint.quantities.showing import show, show_share
from designlint.schema.component import AUTOSCALE

ALL = exactly(1.0)


class Factor(NamedTuple):
    """A reason why runs of a flow (or calls of a component) fail although all that they need is up.

    `share` is that of those which do not fail for this reason, 0 to 1; where an assumption is right,
    it is `assumed`. Where it `counts_down`, its upper end counts what is not up as well. Where it
    `comes_first`, every run meets it before all else, so that only those which do not fail for it may fail
    for other reasons; the upper ends of these are shares of the runs that are left. `fails` is the most of
    all runs that fails for this reason and no earlier one, where that is less. `by_share`: only runs fail
    that make a call with a share. Of the only call that not all runs make, a rate limit lets at most the
    share `passes` through, and at least the share `runs` of the runs makes it.
    """

    share: Interval
    line: Line
    missing: tuple[Missing, ...] = ()
    assumed: Interval | None = None
    assumption: Line | None = None
    counts_down: bool = False
    fails: float | None = None
    by_share: bool = False
    comes_first: bool = False
    runs: float = 0.0
    passes: float = 1.0


Source: TypeAlias = "Callable[[Facts], Mapping[str, tuple[Factor, ...]]]"
"""A fact that gives the factors of flows and components, by path."""


class Served(NamedTuple):
    """The share of some calls (0 to 1) that is served. `missing` is what would narrow it, `assumption`
    what serves them all if it is right."""

    share: Interval
    line: Line
    missing: tuple[Missing, ...] = ()
    assumption: Line | None = None

    def of_all(self) -> Factor:
        """What it means for the calls themselves."""
        return self._factor(self.share)

    def of_runs(self, call: NeededCall) -> Factor:
        """What it means for the runs of a flow that needs such a call: one that makes several fails with
        any of them, and those that fail may be spread over as many runs."""
        fails = min(1.0, call.calls * (1.0 - self.share.low))
        # What a limit before it refuses does not come to it.
        high = 1.0 - call.runs.low * (1.0 - call.arrives * self.share.high)
        share = Interval(min(1.0 - fails, high), high)
        return self._factor(share)._replace(fails=fails, by_share=call.by_share)

    def _factor(self, share: Interval) -> Factor:
        assumed = ALL if self.assumption is not None else None
        return Factor(share, self.line, self.missing, assumed, self.assumption)


def served(facts: Facts, path: str, call: Step | None = None) -> Served | None:
    """What a component serves of all its calls, or of those of a step.

    None where it certainly serves them all, where its capacity is not declared, which is taken to be
    enough, and where only a benchmark of other hardware gives one.
    """
    if path not in facts.design.components or not facts[capacities][path].placement.replicas:
        return None
    passes = admitted(facts, path)
    found = (
        _served_by_nodes(facts, path, call, passes),
        _served_by_hottest(facts, path, passes),
        _served_with_room(facts, path),
        _served_with_space(facts, path, call),
        _served_of_size(facts, path, call),
        _served_within_quota(facts, path),
        _served_before_scaling(facts, path),
    )
    return min([one for one in found if one], key=lambda one: one.share.high, default=None)


def _served_with_room(facts: Facts, path: str) -> Served | None:
    """What a queue takes in that may be full."""
    room = room_of(facts, path)
    if room is None:
        return None
    span = facts.design.components[path].span
    has_room = Line(f"{path}: has room for what waits at peak", span)
    return Served(Interval(0.0, room.share), room.line, (), has_room if room.share >= 1.0 else None)


def _served_with_space(facts: Facts, path: str, call: Step | None) -> Served | None:
    """What a store takes in that is full today: what replaces something as large, at best."""
    parts = facts[loads].parts.get(path, ())
    calls = [call] if call is not None else [part.step for part in parts if part.rate.high > 0.0]
    space = next((space for one in calls if (space := full_for(facts, path, one))), None)
    return Served(Interval(0.0, 1.0), space.line, (space.missing,)) if space is not None else None


def _served_of_size(facts: Facts, path: str, call: Step | None) -> Served | None:
    """What is taken of calls that bring one item, or one message, which is larger than is taken: none."""
    found = too_large(facts, path, call) if call is not None else None
    return Served(exactly(0.0), found.line, (found.missing,)) if found is not None else None


def _served_before_scaling(facts: Facts, path: str) -> Served | None:
    """What those replicas serve that run before the load rises, where the autoscaler follows too late."""
    capacity = facts[capacities][path]
    flow, scaled = outrun_by(facts.design, capacity), capacity.component[AUTOSCALE]
    if flow is None or scaled is None:
        return None
    least = capacity.utilisation(capacity.left_of(scaled.value.range.low))
    if least is None or least.high <= FULL:
        return None
    text = f"{path}: the load of `{flow}` rises faster than its autoscaler adds replicas"
    return Served(Interval(0.0, 1.0), step(text, scaled), (not_running(capacity),))


def _served_within_quota(facts: Facts, path: str) -> Served | None:
    """What a provider lets through above the quota that it publishes, and may raise for an account."""
    capacity = facts[capacities][path]
    for quota in capacity.quotas:
        if quota.is_adjustable and capacity.made_of(quota) > quota.rate * FULL:
            return _raised(path, quota.known)
    # By Little's law, so many calls are handled at the same time at the least.
    time = mean_time(capacity.component)
    held = capacity.demand.total.low * time.low if time is not None else 0.0
    for limit in concurrency_limits(capacity.component):
        if limit.published_as == "quota" and held > limit.value.value.value * FULL:
            return _raised(path, limit)
    return None


def _raised(path: str, quota: Known[Any]) -> Served:
    shown = show(quota.value.value)
    line = step(f"{path}: gets more than the quota of {shown}", quota)
    raised = Line(f"the provider has raised the quota of `{path}`, {shown}", line.span)
    return Served(Interval(0.0, 1.0), line, (), raised)


def _served_by_nodes(facts: Facts, path: str, call: Step | None, passes: Interval) -> Served | None:
    """What the nodes serve that answer a call, which share the keys evenly."""
    capacity = facts[capacities][path]
    used = capacity.use_by(call)
    if used is None or used.high <= FULL:
        return None
    if used.low > FULL and broker_of(facts, path) is None:
        capacity = facts[later_capacities][path]
        used = capacity.use_by(call) or used
    used = used_in_time(facts, capacity, used)
    let_in = used * passes
    if let_in.high <= FULL:
        return None
    # What the limits refuse is a part of what it does not serve: it serves no more, whatever they let in.
    high = min(passes.high, 1.0 / used.low) if used.low > FULL else 1.0
    several = capacity.answering(call)
    if len(several) > 1:
        # Some of the nodes may be above their capacity while others are not.
        fullest = max(nodes.used.low for nodes in several) * passes.low
        if fullest > FULL:
            carried_by_all = sum(one.share * _carried(one.used, passes) for one in several)
            high = min(high, passes.high, carried_by_all)
            let_in = Interval(fullest, let_in.high)
    each = _average_use(facts, capacity) * passes.low
    if each > FULL:
        # However the calls are spread over the nodes, some are above their capacity.
        high = min(high, passes.high / each) if call is None else high
        let_in = Interval(max(each, let_in.low), let_in.high)
    line = _line(capacity, let_in, high) if high < 1.0 else _open_line(capacity)
    if let_in.low <= FULL:
        # Only a limit for all keeps a load that is too high within its capacity.
        may_fit = used.low <= FULL or passes.low > 0.0
        within = within_capacity(capacity) if may_fit else None
        share = Interval(0.0, 1.0 if may_fit else high)
        return Served(share, line, facts[loads].missing_for(path), within)
    carried = capacity.shown_rate(capacity.demand.total.low * high)
    return Served(Interval(0.0, high), line, (unstated_limit(facts.design, path, carried),))


def _served_by_hottest(facts: Facts, path: str, passes: Interval) -> Served | None:
    """What is served where one node gets too many calls for the largest key; None where none does."""
    hottest = facts[hottest_nodes][path]
    if hottest is None or (hottest.used * passes).high <= FULL:
        return None
    is_certain = (hottest.used * passes).low > FULL
    high = min(passes.high, hottest.served) if is_certain else passes.high
    within = None if is_certain else within_capacity(facts[capacities][path])
    return Served(Interval(0.0, high), hottest.line, (), within)


def _average_use(facts: Facts, capacity: Capacity) -> float:
    """The least that the nodes are used on average, each call loading one of them; 0 where that is unknown,
    after a loss (for calls of lost nodes may be answered by none) and of what can wait in a queue."""
    count, placement = capacity.busy(capacity.most), capacity.placement
    each = capacity.each_of(capacity.most)
    can_wait = broker_of(facts, capacity.component.path) is not None
    if not each or not count or capacity.is_total or can_wait:
        return 0.0
    is_whole = len(placement.replicas) == placement.count
    return capacity.demand.total.low / (count * each) if is_whole else 0.0


def _carried(used: Interval, passes: Interval) -> float:
    """The largest share of their calls that nodes serve of what is let in."""
    return min(passes.high, 1.0 / used.low) if used.low > 0.0 else passes.high


def _line(capacity: Capacity, used: Interval, high: float) -> Line:
    """`a: serves at most 20 of 47 req/s at peak`."""
    path, demand = capacity.component.path, capacity.demand.total
    if used.low <= FULL:
        return _open_line(capacity)
    of = capacity.shown_rate(demand.low)
    most = capacity.shown_rate(demand.low * high)
    text = f"{path}: serves at most {most} of {of} at peak ({show_share(high)})"
    stated = capacity.stated
    span = stated.span if stated is not None else capacity.component.span
    return Line(text, span, origin_text(stated.origin) if stated is not None else "")


def _open_line(capacity: Capacity) -> Line:
    component = capacity.component
    return Line(f"{component.path}: may get more than it carries", component.span)
