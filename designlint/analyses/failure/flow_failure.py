"""When a flow fails: a fault tree over those of its components, along its hard dependencies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.carried import is_taken_to_carry
from designlint.analyses.failure.events import BasicEvent, Reading
from designlint.analyses.failure.failure import (
    FIRST_KEYS,
    Failures,
    Keys,
    counted_failures,
    failures,
    failures_of_keys,
    own_events,
    partial_failures,
    relaxed_failures,
)
from designlint.analyses.failure.fallbacks import fallback_of
from designlint.analyses.failure.hard_dependency import is_hard_dependency
from designlint.analyses.failure.keys import other_keys
from designlint.analyses.failure.made import runs_that_make
from designlint.analyses.failure.own_failures import sharing_places
from designlint.analyses.failure.runtime_needs import undecided_needs, unstated_in
from designlint.analyses.failure.uptime import effective_availability, has_total_availability
from designlint.analyses.graph.graph import asked_by, flow_graphs
from designlint.analyses.measure import Missing
from designlint.analyses.placement.placement import placements
from designlint.model import Assumed, Step
from designlint.solvers.faulttree import NEVER, Event, Key, Node, events, singles
from designlint.solvers.graph import reachable, strongly_connected

# A component and what it is used for, see `Failures.component`.
_Use = tuple[str, str]


def flow_failures(facts: Facts) -> Lazily[tuple[str, Reading], Node]:
    """The fault tree of each flow in each reading, with every event that takes it down."""
    optimistic = Lazily(facts.design.flows, lambda path: facts[_whole](path, Reading.OPTIMISTIC))

    def find(key: tuple[str, Reading]) -> Node:
        path, reading = key
        found = optimistic[path]
        if reading is Reading.OPTIMISTIC or found.is_the_same(facts[failures](reading)):
            return found.top
        return facts[_whole](path, reading).top

    return Lazily(_subjects(facts), find)


def counted_flow_failures(facts: Facts) -> Lazily[tuple[str, Reading], Node]:
    """The fault tree that gives the availability of each flow in each reading.

    The failures of places are not counted on top of the availability of a service as a whole; but
    where a call and its fallback share a place, its failure takes both. A call that a share of the runs
    makes fails no others.
    """

    def find(key: tuple[str, Reading]) -> Node:
        path, reading = key
        if not _is_counted_apart(facts, path, reading):
            return facts[flow_failures][path, reading]
        return _counted(facts, path, reading).top

    return Lazily(_subjects(facts), find)


def _counted(facts: Facts, path: str, reading: Reading) -> _FlowFailure:
    beside = facts[_whole](path, reading) if reading is Reading.PESSIMISTIC else None
    return _FlowFailure(facts, path, facts[counted_failures](reading), beside)


def call_failures(facts: Facts) -> Callable[[str, str, Step], tuple[Node, Node]]:
    """When who a step of a flow asks may be down itself, and when what it calls there may."""
    trees = Lazily(facts.design.flows, lambda path: _counted(facts, path, Reading.PESSIMISTIC))
    return lambda flow, asked, step: trees[flow].of_call(asked, step)


def _subjects(facts: Facts) -> dict[tuple[str, Reading], None]:
    return {(path, reading): None for path in facts.design.flows for reading in Reading}


def _whole(facts: Facts) -> Callable[[str, Reading], _FlowFailure]:
    """The flow's tree with every event, by flow and reading."""
    known: dict[tuple[str, Reading], _FlowFailure] = {}

    def find(path: str, reading: Reading) -> _FlowFailure:
        key = (path, reading)
        if key not in known:
            known[key] = _FlowFailure(facts, path, facts[failures](reading), by_run=False)
        return known[key]

    return find


def _is_counted_apart(facts: Facts, flow: str, reading: Reading) -> bool:
    """Whether the tree that gives a flow's availability is not that with every event."""
    graph = facts[flow_graphs][flow]
    if any(step.share < 1.0 for step in graph.flow.steps):
        return True
    if any(_has_places_within(facts, node) for node in graph.nodes):
        return True
    needed = facts[_whole](flow, reading).needed if reading is Reading.PESSIMISTIC else ()
    components = facts.design.components
    return any(node in components and is_taken_to_carry(facts, node) for node in needed)


def _has_places_within(facts: Facts, path: str) -> bool:
    """Whether a component's availability as a whole has places in it."""
    component = facts.design.components.get(path)
    if component is None or not has_total_availability(component):
        return False
    placement = facts[placements][path]
    return any(replica.domains or replica.is_open for replica in placement.replicas)


def partial_flow_failures(facts: Facts) -> Lazily[str, list[Node]]:
    """When each flow serves nothing at all, for each combination of keys: see `partial_failures`."""

    def find(path: str) -> list[Node]:
        keys = [FIRST_KEYS, *other_keys(facts, _reached(facts, path))]
        return [_FlowFailure(facts, path, facts[partial_failures](one)).top for one in keys]

    return Lazily(facts.design.flows, find)


def flow_failures_of_keys(facts: Facts) -> Lazily[str, list[dict[Reading, Node]]]:
    """The fault trees that give the availability of each flow in each reading, for each combination of
    keys but the first."""

    def find(path: str) -> list[dict[Reading, Node]]:
        return [
            {reading: _of_keys(facts, path, reading, keys) for reading in Reading}
            for keys in other_keys(facts, _reached(facts, path))
        ]

    return Lazily(facts.design.flows, find)


def _of_keys(facts: Facts, path: str, reading: Reading, keys: Keys) -> Node:
    trees = facts[failures_of_keys]
    beside = None
    if reading is Reading.PESSIMISTIC:
        beside = _FlowFailure(facts, path, trees(reading, keys, False), by_run=False)
    return _FlowFailure(facts, path, trees(reading, keys, True), beside).top


def relaxed_flow_failures(facts: Facts) -> Lazily[str, list[Node]]:
    """When each flow fails at the least, for each combination of keys, where services as a whole share
    places with others and how much of their failures is the places' is open; empty where none is."""

    def find(path: str) -> list[Node]:
        shared = sharing_places(facts, _reached(facts, path))
        absorbed = frozenset([one for one in shared if facts[own_events][one] is None])
        if not absorbed:
            return []
        keys = [FIRST_KEYS, *other_keys(facts, _reached(facts, path))]
        trees = facts[relaxed_failures]
        return [_FlowFailure(facts, path, trees(one, absorbed)).top for one in keys]

    return Lazily(facts.design.flows, find)


def _reached(facts: Facts, flow: str) -> tuple[str, ...]:
    """The components that a flow may need."""
    return tuple(facts[_whole](flow, Reading.PESSIMISTIC).needed)


def needed_groups(
    facts: Facts, flow: str, reading: Reading = Reading.PESSIMISTIC
) -> tuple[tuple[str, ...], ...]:
    """The hard dependencies of a flow: of a call with a fallback, the components of which one is enough.

    In the pessimistic reading what the design does not say counts as a hard dependency; actors do not
    fail.
    """
    tree = facts[_whole](flow, reading)
    components = facts.design.components
    entries = facts[flow_graphs][flow].entries
    found: dict[tuple[str, ...], None] = {(e,): None for e in entries if e in components}
    for step in (step for steps in tree.needed.values() for step in steps):
        asked = tuple([path for path in asked_by(step) if path in components])
        if asked:
            found[asked] = None
    return tuple(found)


def needs_in_doubt(facts: Facts, flow: str) -> Iterator[Missing]:
    """What would say whether the components of a flow go on without what they may need beside their
    calls."""
    graph = facts[flow_graphs][flow]
    for path in facts[_whole](flow, Reading.PESSIMISTIC).needed:
        yield from undecided_needs(facts, path, graph)


def _of_kind(kind: str, keys: Iterable[Key]) -> list[BasicEvent]:
    events_of = (event for event in keys if isinstance(event, BasicEvent))
    return [event for event in events_of if event.kind == kind]


def _may_be_all_of(facts: Facts, event: BasicEvent, path: str) -> bool:
    """Whether the failures of a place may be all those that the availability of a service as a whole
    counts, so that what shares the place with it adds nothing."""
    component = facts.design.components.get(path)
    if component is None or not has_total_availability(component):
        return False
    of_place = effective_availability(facts.design.places[event.path])
    whole = effective_availability(component)
    if whole is None or of_place is None or isinstance(of_place.origin, Assumed):
        return True
    return of_place.value.amount.value <= whole.value.amount.value


class _FlowFailure:
    """The fault tree of one flow in one reading, along its calls; calls in a cycle fail together."""

    def __init__(
        self,
        facts: Facts,
        flow: str,
        failures: Failures,
        beside: _FlowFailure | None = None,
        *,
        by_run: bool = True,
    ) -> None:
        self._facts = facts
        self._flow = flow
        self._failures = failures
        self._beside = beside
        self._parts: dict[_Use, Node] = {}
        self._asked: dict[_Use, Node] = {}
        self._fails: dict[str, Node] = {}
        self._solved: set[str] = set()
        self._alone: dict[Node, frozenset[Key]] = {}
        self._in_doubt = False
        self._graph = facts[flow_graphs][flow]
        self._needed: dict[str, list[Step]] = {}
        waiting = list(self._graph.nodes)
        for node in waiting:  # grows while it is walked
            if node not in self._needed:
                self._needed[node] = self._needed_by(node)
                waiting += [path for step in self._needed[node] for path in asked_by(step)]
        steps = [step for found in self._needed.values() for step in found]
        self._made = runs_that_make(facts, flow, steps, failures.is_pessimistic) if by_run else {}

    @cached_property
    def top(self) -> Node:
        """When the flow fails."""
        return self._top(self._graph.entries)

    def solve(self) -> None:
        """Find when the flow and each of its calls fails."""
        _ = self.top

    def of_call(self, asked: str, step: Step) -> tuple[Node, Node]:
        """When who is asked fails by itself, and by what it calls."""
        self.solve()
        use = self._failures.use_of(step)
        return self._failures.component(asked, use), self._fails.get(asked, NEVER)

    @cached_property
    def needed(self) -> dict[str, list[Step]]:
        """What the flow needs: each component with the calls that it fails with, and with what it needs
        beside."""
        followed = {
            node: [path for step in steps for path in asked_by(step)]
            for node, steps in self._needed.items()
        }
        reached = reachable(followed, self._graph.entries)
        return {node: self._needed[node] for node in self._needed if node in reached}

    def is_the_same(self, other: Failures) -> bool:
        """Whether the tree is the same in another reading, in which `other` are the components'."""
        if self._in_doubt:
            return False
        self.solve()
        return all(other.component(path, use) is part for (path, use), part in self._parts.items())

    def _needed_by(self, node: str) -> list[Step]:
        """The steps of a node that the flow fails with. What serves the flow from outside of it needs what
        it calls in the flows of its own."""
        facts, graph = self._facts, self._graph
        calls = [(step, graph) for step in graph.by_caller.get(node, ())]
        if node not in graph.nodes:
            graphs = facts[flow_graphs].values()
            calls = [(step, one) for one in graphs for step in one.by_caller.get(node, ())]
        unstated = unstated_in(facts, node, graph)
        found = list(unstated) if self._failures.is_pessimistic else []
        self._in_doubt = self._in_doubt or bool(unstated)
        for step, one in calls:
            known = is_hard_dependency(facts, step, one)
            if known is None:
                self._in_doubt = True
            if known or (known is None and self._failures.is_pessimistic):
                found.append(step)
        return found

    def _top(self, entries: tuple[str, ...]) -> Node:
        followed = {
            node: [callee for step in steps for callee in asked_by(step)]
            for node, steps in self._needed.items()
        }
        for block in strongly_connected(followed):
            self._solve(block)
            self._solved.update(block)
        begins = [self._part(entry, "any") for entry in entries]
        return self._failures.any([*begins, *(self._fails[entry] for entry in entries)])

    def _part(self, path: str, use: str) -> Node:
        """When a component itself fails for a use."""
        part = self._parts[path, use] = self._failures.component(path, use)
        return part

    def _solve(self, block: tuple[str, ...]) -> None:
        """What the calls of each node of a block fail by: the least solution, so that nothing fails
        only because it is said to."""
        for node in block:
            self._fails[node] = NEVER
        plain = all(
            step.or_else is None and step.span not in self._made
            for node in block
            for step in self._needed.get(node, ())
        )
        if plain:
            together = self._failures.any([self._by_calls(node) for node in block])
            if len(block) > 1:
                # Each reaches all others, so each fails when any of them does.
                inner = [
                    self._part(step.callee.path, self._failures.use_of(step))
                    for node in block
                    for step in self._needed.get(node, ())
                ]
                together = self._failures.any([together, *inner])
            for node in block:
                self._fails[node] = together
            return
        for _ in block:
            solved = {node: self._by_calls(node) for node in block}
            self._fails.update(solved)

    def _by_calls(self, node: str) -> Node:
        return self._failures.any([self._call(step) for step in self._needed.get(node, ())])

    def _call(self, step: Step) -> Node:
        made = self._made.get(step.span)
        fails = self._either(step)
        return fails if made is None else self._failures.all([made, fails])

    def _either(self, step: Step) -> Node:
        """When a call fails, with its fallback."""
        use = self._failures.use_of(step)
        first = self._ask(step.callee.path, use)
        if step.or_else is None or not self._counts(step):
            return first
        second = self._ask(step.or_else.path, use)
        if self._beside is None:
            return self._failures.all([first, second])
        self._beside.solve()
        shared = self._beside.shared(step)
        asked = (step.callee.path, step.or_else.path)
        for path, node in zip(asked, (first, second), strict=True):
            if any(_may_be_all_of(self._facts, place, path) for place in shared):
                return node
        both = self._failures.all(self._sides(first, second, asked, use))
        return self._failures.any([both, *map(Event, shared)])

    def _sides(self, first: Node, second: Node, asked: tuple[str, str], use: str) -> list[Node]:
        """A call and its fallback. Where either is a service as a whole whose place is not declared, the
        other may fail with that place, too; both together are never down longer than one of them."""
        if self._beside is None:
            return [first, second]
        places = [node for path in asked for node in self._beside.places_of_wholes(path, use)]
        spare = self._facts.design.components.get(asked[1])
        if spare is not None and has_total_availability(spare):
            return [self._failures.any([first, *places]), second]
        return [first, self._failures.any([second, *places])]

    def places_of_wholes(self, path: str, use: str) -> list[Node]:
        """The places, not declared, of the services as a whole that a callee needs: a spare may be there,
        too."""
        components = self._facts.design.components
        return [
            Event(event)
            for event in _of_kind("place", events(self._ask(path, use)))
            if has_total_availability(components[event.path])
        ]

    def shared(self, step: Step) -> list[BasicEvent]:
        """The failures of places that alone take a call and its fallback down."""
        return sorted(_of_kind("domain", singles(self._call(step), self._alone)))

    def _counts(self, step: Step) -> bool:
        """Whether the fallback of a step is a spare: only as far as it carries the load."""
        found = fallback_of(self._facts, self._flow, step)
        if found is None or self._failures.partly:
            return True
        if found.is_enough is None:
            self._in_doubt = True
            return not self._failures.is_pessimistic
        return found.is_enough

    def _ask(self, callee: str, use: str) -> Node:
        """When a callee fails for a use, with all that it needs; the same for all its callers."""
        key = (callee, use)
        known = self._asked.get(key)
        if known is not None:
            return known
        node = self._failures.any([self._part(callee, use), self._fails.get(callee, NEVER)])
        if callee in self._solved:
            self._asked[key] = node
        return node
