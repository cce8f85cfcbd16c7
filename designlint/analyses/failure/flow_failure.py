"""When a flow fails: a fault tree over those of its components, along its hard dependencies."""

from __future__ import annotations

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.failure import (
    Failures,
    Reading,
    failures,
    partial_failures,
)
from designlint.analyses.failure.fallbacks import fallback_of
from designlint.analyses.failure.hard_dependency import is_hard_dependency
from designlint.analyses.graph.graph import FlowGraph, asked_by, flow_graphs
from designlint.model import Step
from designlint.solvers.faulttree import NEVER, Node
from designlint.solvers.graph import strongly_connected

# A component and what it is used for, see `Failures.component`.
_Use = tuple[str, str]


def flow_failures(facts: Facts) -> Lazily[tuple[str, Reading], Node]:
    """The fault tree of each flow in each reading."""
    flows = facts.design.flows
    best, worst = facts[failures](Reading.OPTIMISTIC), facts[failures](Reading.PESSIMISTIC)
    optimistic = Lazily(flows, lambda path: _FlowFailure(facts, path, best))

    def find(key: tuple[str, Reading]) -> Node:
        path, reading = key
        found = optimistic[path]
        if reading is Reading.OPTIMISTIC or found.is_the_same(worst):
            return found.top
        return _FlowFailure(facts, path, worst).top

    subjects = {(path, reading): None for path in flows for reading in Reading}
    return Lazily(subjects, find)


def partial_flow_failures(facts: Facts) -> Lazily[str, Node]:
    """When each flow serves nothing at all: see `partial_failures`."""
    trees = facts[partial_failures]
    return Lazily(facts.design.flows, lambda path: _FlowFailure(facts, path, trees).top)


def needed_groups(facts: Facts, flow: str) -> tuple[tuple[str, ...], ...]:
    """The hard dependencies of a flow: of a call with a fallback, the components of which one is enough.

    What the design does not say counts as a hard dependency; actors do not fail.
    """
    graph = facts[flow_graphs][flow]
    trees = facts[failures](Reading.PESSIMISTIC)
    components = facts.design.components
    found: dict[tuple[str, ...], None] = {(e,): None for e in graph.entries if e in components}
    for step in graph.flow.steps:
        if trees.is_needed(step, graph):
            asked = tuple([path for path in asked_by(step) if path in components])
            if asked:
                found[asked] = None
    return tuple(found)


class _FlowFailure:
    """The fault tree of one flow in one reading, along its calls; calls in a cycle fail together."""

    def __init__(self, facts: Facts, flow: str, failures: Failures) -> None:
        self._facts = facts
        self._flow = flow
        self._failures = failures
        self._parts: dict[_Use, Node] = {}
        self._asked: dict[_Use, Node] = {}
        self._fails: dict[str, Node] = {}
        self._solved: set[str] = set()
        self._in_doubt = False
        graph = facts[flow_graphs][flow]
        self._needed = {node: self._needed_by(node, graph, facts) for node in graph.nodes}
        self.top = self._top(graph.entries)

    def is_the_same(self, other: Failures) -> bool:
        """Whether the tree is the same in another reading, in which `other` are the components'."""
        return not self._in_doubt and all(
            other.component(path, use) is part for (path, use), part in self._parts.items()
        )

    def _needed_by(self, node: str, graph: FlowGraph, facts: Facts) -> list[Step]:
        """The steps of a node that the flow fails with."""
        found = []
        for step in graph.by_caller.get(node, ()):
            known = is_hard_dependency(facts, step, graph)
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
        plain = all(step.or_else is None for node in block for step in self._needed.get(node, ()))
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
        use = self._failures.use_of(step)
        first = self._ask(step.callee.path, use)
        if step.or_else is None or not self._counts(step):
            return first
        return self._failures.all([first, self._ask(step.or_else.path, use)])

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
