"""Which share of their calls components answer under a load, with what they call for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.graph.visits import totals_behind
from designlint.analyses.load.busiest import votes
from designlint.analyses.load.capacity import FULL, Capacity, capacity_under
from designlint.analyses.load.confirmed import written_to
from designlint.analyses.load.holding import at_once
from designlint.analyses.load.hottest import hottest_under
from designlint.analyses.load.item_size import too_large
from designlint.analyses.load.late import given_up
from designlint.analyses.load.limits import Limits, limits_under
from designlint.analyses.load.part import Loads
from designlint.analyses.load.repeats import repeated
from designlint.analyses.measure import Interval, exactly
from designlint.analyses.placement.placement import Placement
from designlint.base.cached import cached_property
from designlint.base.source import Span
from designlint.model import Component, Step
from designlint.schema.store import COPIES, READ, SHARDS, STRICT_SYNC, TOPOLOGY, WRITE

ALL, ANY, NOTHING = exactly(1.0), Interval(0.0, 1.0), exactly(0.0)


class Answers:
    """What the components of a world answer under a load."""

    def __init__(self, facts: Facts, found: Loads) -> None:
        self._facts, self._found = facts, found
        self._known: dict[str, _Serving | None] = {}
        self._answered: dict[Span, float] = {}
        self._lost: dict[str, Mapping[str, float]] = {}

    def spilled(self, flow: str, call: Step) -> Interval:
        """The share of the calls of a step of a flow that goes on to its fallback while all is up."""
        own, late = self._own(call.callee.path, call), self._in_time(flow, call)
        again = repeated(self._facts.design, call) or ALL
        # Of several attempts, one that is answered in time is enough.
        own = Interval(own.low * late.low, min(1.0, own.high * again.high, late.high))
        if flow not in self._lost:
            # Each of several calls may fail another one that led to them.
            graph = self._facts[flow_graphs][flow]
            self._lost[flow] = totals_behind(graph, lambda step: 1.0 - self._of(flow, step))
        lost = self._lost[flow].get(call.callee.path, 0.0)
        return Interval(1.0 - own.high, 1.0 - max(0.0, own.low - lost))

    def _in_time(self, flow: str, call: Step) -> Interval:
        """The share of the calls of a step that its timeout does not end."""
        late = given_up(self._facts, flow, call)
        return Interval(1.0 - late.high, 1.0 - late.low)

    def _of(self, flow: str, step: Step) -> float:
        """The least share of the calls of a step that is served, by its callee or by its fallback."""
        if step.span not in self._answered:
            lost = 1.0 - (self._own(step.callee.path, step) * self._in_time(flow, step)).low
            if lost and step.or_else is not None:
                lost *= 1.0 - self._own(step.or_else.path, None).low
            self._answered[step.span] = 1.0 - lost
        return self._answered[step.span]

    def _own(self, path: str, call: Step | None) -> Interval:
        """The share of its calls, or of those of a step, that a component serves. Who is none, such as an
        actor that is called, has no limit that is known."""
        if path not in self._known:
            component = self._facts.design.components.get(path)
            self._known[path] = None if component is None else self._of_component(component)
        found = self._known[path]
        return ALL if found is None else found.of(call)

    def _of_component(self, component: Component) -> _Serving:
        """What a component serves under the load: found once for all its calls."""
        path, shares = component.path, dict[Span | None, Interval]()
        # Where a number of calls is handled at a time, it follows from what these wait for, too.
        if at_once(component) is None:
            parts, calls = self._found.parts.get(path, ()), self._found.calls
            load = tuple([(part.step.span, part.rate, calls[part.step.span]) for part in parts])
            shares = self._facts[_served_so_far].setdefault(path, {}).setdefault(load, shares)
        return _Serving(self._facts, self._found, path, shares)


_Load: TypeAlias = tuple[tuple[Span, Interval, Interval], ...]
"""The calls of a component: by which steps, how many come, and how many are made."""


def _served_so_far(_: Facts) -> dict[str, dict[_Load, dict[Span | None, Interval]]]:
    """What has been found of components and their steps, under each load: in most states of a design
    most of them have the same one."""
    return {}


class _Serving:
    """The share of its calls that a component serves under a load, by the span of a step; None: of all."""

    def __init__(
        self, facts: Facts, found: Loads, path: str, shares: dict[Span | None, Interval]
    ) -> None:
        self._facts, self._found, self._path = facts, found, path
        self._shares = shares

    def of(self, call: Step | None) -> Interval:
        """The share of the calls of a step, or of all, that is served."""
        span = call and call.span
        if span not in self._shares:
            self._shares[span] = self._served(call)
        return self._shares[span]

    @cached_property
    def _limits(self) -> Limits:
        return limits_under(self._facts, self._path, self._found)

    @cached_property
    def _capacity(self) -> Capacity:
        return capacity_under(self._facts, self._path, self._found)

    def _served(self, call: Step | None) -> Interval:
        if call is not None and too_large(self._facts, self._path, call) is not None:
            return NOTHING
        by_nodes, by_key = self._served_by_nodes(call), self._served_by_hottest()
        return Interval(min(by_nodes.low, by_key.low), min(by_nodes.high, by_key.high))

    def _served_by_hottest(self) -> Interval:
        """What is served where one node gets too many calls for the largest key."""
        hottest = hottest_under(self._facts, self._capacity)
        used = None if hottest is None else hottest.used * self._limits.passes
        if hottest is None or used is None or used.high <= FULL:
            return ALL
        return Interval(0.0, hottest.served if used.low > FULL else 1.0)

    def _served_by_nodes(self, call: Step | None) -> Interval:
        passes = ALL
        for limit in self._limits.on(call):
            passes = passes * limit.let_through
        left = left_answering(self._capacity, call)
        if left.high < 1.0 or left.low < 1.0:
            return passes * left
        used = self._capacity.use_by(call)
        if used is None:
            return passes
        let_in = used * self._limits.passes
        if let_in.high <= FULL:
            return passes
        return Interval(0.0, min(passes.high, 1.0 / used.low) if used.low > FULL else passes.high)


def left_answering(capacity: Capacity, call: Step | None = None) -> Interval:
    """Whether what a world's loss leaves of a component still answers a call (None: any): 1 if so, 0 if not."""
    placement, component = capacity.placement, capacity.component
    count = len(placement.replicas)
    if not placement.lost:
        return ALL
    short = capacity.needs.known is not None and count < capacity.needs.low
    outvoted = capacity.is_elected and component[SHARDS] is None and 2 * count <= placement.count
    if not count or short or outvoted:
        return NOTHING
    if count < _least_needed(component, placement, call):
        return NOTHING
    # Who leads, keeps a key or makes up a quorum may be among what is lost.
    is_open = component[TOPOLOGY] is not None or component[SHARDS] is not None
    return ANY if is_open else ALL


def is_down(capacity: Capacity, calls: Sequence[Step] = ()) -> bool:
    """Whether a world's loss leaves nothing of a component, or fewer replicas than it needs to answer any of
    some calls (none: any call at all)."""
    return all(left_answering(capacity, call).high == 0.0 for call in calls or (None,))


def _least_needed(component: Component, placement: Placement, call: Step | None) -> int:
    """How many copies have to be up at the least so that a call is answered (None: any call)."""
    match component.value(TOPOLOGY):
        case "leaderless":
            return _least_votes(component, placement, call)
        case "leader_follower" if call is not None and call.writes:
            is_strict = component.value(STRICT_SYNC) is True and component[SHARDS] is None
            return written_to(component, placement.count) if is_strict else 0
    return 0


def _least_votes(component: Component, placement: Placement, call: Step | None) -> int:
    """How many copies of a leaderless store have to be up."""
    topology = component[TOPOLOGY]
    if topology is None:
        return 0
    copies = topology.detail(COPIES) or component.value(COPIES) or placement.count
    read, written = (votes(topology.detail(of), copies) or 0 for of in (READ, WRITE))
    if call is None or not (call.reads or call.writes):
        return min(read, written)
    return max(written if call.writes else 0, read if call.reads else 0)
