"""The share of its calls that a component serves, and of its runs that a flow therefore completes.

Above its capacity a component serves at most capacity/load of its calls, whichever flow they come
from, and at the least none: what nothing sheds may make it collapse. Below it, it serves them all.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from designlint.analyses.availability.needed import NeededCall, needed_calls
from designlint.analyses.availability.room import room_of
from designlint.analyses.facts import Facts
from designlint.analyses.failure.fallbacks import fallback_of
from designlint.analyses.failure.made import least_shares
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.load.average import average_rate
from designlint.analyses.load.backlog import broker_of
from designlint.analyses.load.capacity import FULL, Capacity, capacities
from designlint.analyses.load.hottest import hottest_nodes
from designlint.analyses.load.limits import admitted, unstated_limit
from designlint.analyses.load.load import loads
from designlint.analyses.measure import Interval, Missing, exactly, origin_text
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Step
from designlint.quantities.quantity import show_share
from designlint.schema.messaging import BOUND

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


def _served_by_nodes(facts: Facts, path: str, call: Step | None, passes: Interval) -> Served | None:
    """What the nodes serve that answer a call, which share the keys evenly."""
    capacity = facts[capacities][path]
    used = capacity.use_by(call)
    if used is None or used.high <= FULL:
        return None
    used = _in_time(facts, capacity, used)
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
    if each > FULL >= let_in.low:
        # However the calls are spread over the nodes, some are above their capacity.
        high = min(high, passes.high / each) if call is None else high
        let_in = Interval(each, let_in.high)
    line = _line(capacity, let_in, high) if high < 1.0 else _open_line(capacity)
    if let_in.low <= FULL:
        # Only a limit for all keeps a load that is too high within its capacity.
        may_fit = used.low <= FULL or passes.low > 0.0
        within = _within(capacity) if may_fit else None
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
    within = None if is_certain else _within(facts[capacities][path])
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


def _in_time(facts: Facts, capacity: Capacity, used: Interval) -> Interval:
    """The utilisation that fails calls. What waits in a queue or stream at peak is served later, as long
    as the average is carried and the queue has room for it, which a bound puts in doubt."""
    broker = broker_of(facts, capacity.component.path)
    if broker is None or used.low <= 0.0:
        return used
    is_bounded = facts.design.components[broker][BOUND] is not None
    average = exactly(0.0)
    for part in capacity.parts:
        average = average.plus(average_rate(facts, part))
    peak = capacity.demand.total
    low = used.low * average.low / peak.low if peak.low else 0.0
    high = used.high * average.high / peak.high if 0.0 < peak.high < math.inf else used.high
    return Interval(low, used.high if is_bounded else high)


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


class Partly(NamedTuple):
    """What serves a part of its load in a state in which it counts as down: a component with fewer
    replicas than carry its load, or a fallback that carries less than its step.

    `share` (0 to 1) is that of the runs that may succeed then: those that are served, and those that do
    not ask for it. `counted` is the assumption that it serves nothing, which what sheds denies, `missing` is what would decide it. It `is_rarest` where no
    other call that is needed may be made by fewer runs.
    """

    share: float
    counted: Line | None
    missing: Missing
    is_rarest: bool = True


def partly_served(facts: Facts, path: str) -> tuple[Partly, ...]:
    """What a flow needs, or a component, and what serves a part of its load although it is counted as
    down; the largest part first."""
    if path in facts.design.components:
        found = [_partly(facts, path)]
    else:
        calls = facts[needed_calls][path]
        if not _may_serve_a_part(facts, path, calls):
            return ()
        made = least_shares(facts, path, [call.step for call in calls])
        # The fault trees count those runs alone that make a call with a share.
        calls = tuple([_among(call, made[call.step.span]) for call in calls])
        asked: dict[str, float] = {}
        for call in calls:
            asked[call.asked] = max(made[call.step.span], asked.get(call.asked, 0.0))
        asked.update(dict.fromkeys(facts[flow_graphs][path].entries, 1.0))
        rarest = min(made.values(), default=1.0)
        found = [
            one and one._replace(is_rarest=asked.get(node, 1.0) <= rarest)
            for node, runs in _runs_with(facts, path, calls).items()
            for one in (_partly(facts, node, runs),)
        ]
        found += [
            one and one._replace(is_rarest=made[call.step.span] <= rarest)
            for call in calls
            if call.spare is not None
            for one in (_fallback(facts, path, call),)
        ]
    return tuple(sorted([one for one in found if one], key=lambda one: -one.share))


def _may_serve_a_part(facts: Facts, flow: str, calls: Iterable[NeededCall]) -> bool:
    """Whether a flow has a fallback, or needs something that works with several replicas only."""
    found = list(calls)
    nodes = {*facts[flow_graphs][flow].entries}
    nodes.update(node for call in found for node in (call.asked, call.step.caller.path))
    components = facts.design.components
    return any(call.spare is not None for call in found) or any(
        node in components and facts[capacities][node].needs.low > 1 for node in nodes
    )


def _among(call: NeededCall, made: float) -> NeededCall:
    """A call as the runs see it that make it by its share."""
    if made <= 0.0:
        return call
    runs = Interval(min(1.0, call.runs.low / made), min(1.0, call.runs.high / made))
    return call._replace(runs=runs)


def _runs_with(facts: Facts, flow: str, calls: Iterable[NeededCall]) -> dict[str, float]:
    """The components that a flow needs or may need, and the least share of its runs that do."""
    found: dict[str, float] = dict.fromkeys(facts[flow_graphs][flow].entries, 1.0)
    for call in calls:
        asked = [(call.asked, call.runs.low), (call.step.caller.path, 0.0)]
        for node, runs in (*asked, *([(call.spare, 0.0)] if call.spare is not None else [])):
            found[node] = max(found.get(node, 0.0), runs)
    return {node: runs for node, runs in found.items() if node in facts.design.components}


def _fallback(facts: Facts, flow: str, call: NeededCall) -> Partly | None:
    found = fallback_of(facts, flow, call.step)
    if found is None or found.is_enough is not False or call.spare is None:
        return None
    text = f"{call.spare} serves nothing in place of {call.asked}, whose load it does not carry"
    limit = Missing(call.spare, "capacity", "capacity 1k req/s per replica", is_assumed=True)
    # A callee with too few replicas serves a part, and its fallback a part of the rest.
    first = _of_fewer(facts, call.asked) or 0.0
    share = 1.0 - call.runs.low * (1.0 - min(1.0, first + found.share.high))
    line = Line(text, call.step.span) if found.share.low <= 0.0 else None
    return Partly(share, line, limit)


def _partly(facts: Facts, path: str, runs: float = 1.0) -> Partly | None:
    most = _of_fewer(facts, path)
    if most is None:
        return None
    capacity = facts[capacities][path]
    needed = capacity.needs.low
    text = f"{path} serves nothing with fewer than {needed} replicas, which its load needs"
    missing = Missing(path, "number of needed replicas", f"needs {needed}", is_assumed=True)
    return Partly(1.0 - runs * (1.0 - most), Line(text, capacity.component.span), missing)


def _of_fewer(facts: Facts, path: str) -> float | None:
    """The largest share of its calls that a component serves with fewer replicas than its load needs; None
    where one is enough, or where the design states how many are needed."""
    if path not in facts.design.components:
        return None
    capacity = facts[capacities][path]
    needed = capacity.needs
    if needed.known is not None or needed.low <= 1:
        return None
    used = capacity.utilisation(needed.low - 1)
    if used is None or used.low <= 0.0:
        return None
    return min(admitted(facts, path).high, 1.0 / used.low)


def _within(capacity: Capacity) -> Line:
    text = f"{capacity.component.path}: its load is within its capacity"
    return Line(text, capacity.component.span)


def _open_line(capacity: Capacity) -> Line:
    component = capacity.component
    return Line(f"{component.path}: may get more than it carries", component.span)
