"""When flows fail: their fault trees in each reading and for each combination of keys, and their hard
dependencies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.carried import is_taken_to_carry
from designlint.analyses.failure.copies import is_layout_open
from designlint.analyses.failure.crowds import crowds
from designlint.analyses.failure.events import Reading
from designlint.analyses.failure.failure import (
    counted_failures,
    failures,
    failures_of_keys,
    own_events,
    partial_failures,
    relaxed_failures,
)
from designlint.analyses.failure.fallbacks import stands_in
from designlint.analyses.failure.flow_fault_tree import FlowFaultTree
from designlint.analyses.failure.keys import FIRST_KEYS, Keys, other_keys
from designlint.analyses.failure.own_failures import sharing_places
from designlint.analyses.failure.runtime_needs import undecided_needs
from designlint.analyses.failure.takeovers import takeover_of
from designlint.analyses.failure.uptime import has_total_availability
from designlint.analyses.graph.graph import asked_by, flow_graphs
from designlint.analyses.load.confirmed import may_wait
from designlint.analyses.measure import Missing
from designlint.analyses.placement.placement import placements
from designlint.model import Step
from designlint.schema.component import MAINTENANCE
from designlint.solvers.faulttree import Node

Answers: TypeAlias = tuple[tuple[str, ...], ...]
"""Of each of some calls, the components of which one is enough to answer it."""


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


def _counted(facts: Facts, path: str, reading: Reading) -> FlowFaultTree:
    beside = facts[_whole](path, reading) if reading is Reading.PESSIMISTIC else None
    return FlowFaultTree(facts, path, facts[counted_failures](reading), beside)


def _counted_whole(facts: Facts, path: str) -> FlowFaultTree:
    beside = facts[_whole](path, Reading.PESSIMISTIC)
    trees = facts[counted_failures](Reading.PESSIMISTIC)
    return FlowFaultTree(facts, path, trees, beside, by_run=False)


def call_failures(facts: Facts) -> Callable[[str, str, Step], tuple[Node, Node]]:
    """When who a step of a flow asks may be down itself, and when what it calls there may."""
    # While a callee is down, its calls go elsewhere, however many runs make them.
    trees = Lazily(facts.design.flows, lambda path: _counted_whole(facts, path))
    return lambda flow, asked, step: trees[flow].of_call(asked, step)


def _subjects(facts: Facts) -> dict[tuple[str, Reading], None]:
    return {(path, reading): None for path in facts.design.flows for reading in Reading}


def _whole(facts: Facts) -> Callable[[str, Reading], FlowFaultTree]:
    """The flow's tree with every event, by flow and reading."""
    known: dict[tuple[str, Reading], FlowFaultTree] = {}

    def find(path: str, reading: Reading) -> FlowFaultTree:
        key = (path, reading)
        if key not in known:
            known[key] = FlowFaultTree(facts, path, facts[failures](reading), by_run=False)
        return known[key]

    return find


def _is_counted_apart(facts: Facts, flow: str, reading: Reading) -> bool:
    """Whether the tree that gives a flow's availability is not that with every event."""
    graph = facts[flow_graphs][flow]
    if facts[crowds]:
        return True
    if any(step.share < 1.0 for step in graph.flow.steps):
        return True
    if any(
        _has_places_within(facts, node)
        or _is_maintained(facts, node)
        or _fails_over(facts, node)
        or _has_open_layout(facts, node)
        for node in graph.nodes
    ):
        return True
    needed = facts[_whole](flow, reading).needed if reading is Reading.PESSIMISTIC else ()
    components = facts.design.components
    return any(
        node in components and (is_taken_to_carry(facts, node) or _may_wait(facts, node))
        for node in needed
    )


def _may_wait(facts: Facts, path: str) -> bool:
    return may_wait(facts.design.components[path], facts[placements][path].count)


def _has_open_layout(facts: Facts, path: str) -> bool:
    """Whether no topology says what the replicas of a store do."""
    component = facts.design.components.get(path)
    return component is not None and is_layout_open(component, facts[placements][path])


def _fails_over(facts: Facts, path: str) -> bool:
    """Whether a component is down until another replica of it has taken over."""
    component = facts.design.components.get(path)
    return component is not None and takeover_of(facts, component) is not None


def _is_maintained(facts: Facts, path: str) -> bool:
    """Whether planned work takes a component down, which counts and is no failure."""
    component = facts.design.components.get(path)
    return component is not None and component[MAINTENANCE] is not None


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
        return [FlowFaultTree(facts, path, facts[partial_failures](one)).top for one in keys]

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
        beside = FlowFaultTree(facts, path, trees(reading, keys, False), by_run=False)
    return FlowFaultTree(facts, path, trees(reading, keys, True), beside).top


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
        return [FlowFaultTree(facts, path, trees(one, absorbed)).top for one in keys]

    return Lazily(facts.design.flows, find)


def _reached(facts: Facts, flow: str) -> tuple[str, ...]:
    """The components that a flow may need."""
    return tuple(facts[_whole](flow, Reading.PESSIMISTIC).needed)


def needed_groups(
    facts: Facts, flow: str, reading: Reading = Reading.PESSIMISTIC
) -> tuple[tuple[str, ...], ...]:
    """The hard dependencies of a flow: of a call with a fallback that carries its load, the components of
    which one is enough.

    In the pessimistic reading what the design does not say counts as a hard dependency; actors do not
    fail.
    """
    tree = facts[_whole](flow, reading)
    components = facts.design.components
    entries = facts[flow_graphs][flow].entries
    found: dict[tuple[str, ...], None] = {(e,): None for e in entries if e in components}
    for step in (step for steps in tree.needed.values() for step in steps):
        asked = answering(facts, flow, step, reading)
        if asked:
            found[asked] = None
    return tuple(found)


def answering(facts: Facts, flow: str, step: Step, reading: Reading) -> tuple[str, ...]:
    """The components of which one is enough to answer a call: whom it asks, and its fallback if that
    carries the load."""
    asked = tuple([path for path in asked_by(step) if path in facts.design.components])
    if len(asked) < 2:
        return asked
    is_spare = stands_in(facts, flow, step)
    is_counted = reading is Reading.OPTIMISTIC if is_spare is None else is_spare
    return asked if is_counted else asked[:1]


def answers_needed(facts: Facts) -> Lazily[tuple[str, Reading], Mapping[str, Answers]]:
    """What a flow needs, by flow and reading: each node with the calls that it fails with, unless their fallbacks
    answer. Actors do not fail."""

    def found(at: tuple[str, Reading]) -> Mapping[str, Answers]:
        calls = facts[_whole](*at).needed.items()
        asked = {
            node: [answering(facts, at[0], step, at[1]) for step in steps] for node, steps in calls
        }
        return {node: tuple(filter(None, answers)) for node, answers in asked.items()}

    return Lazily(_subjects(facts), found)


def needs_in_doubt(facts: Facts, flow: str) -> Iterator[Missing]:
    """What would say whether the components of a flow go on without what they may need beside their
    calls."""
    graph = facts[flow_graphs][flow]
    for path in facts[_whole](flow, Reading.PESSIMISTIC).needed:
        yield from undecided_needs(facts, path, graph)
