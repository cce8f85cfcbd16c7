"""Which parts of a flow are down in a world that has lost something, and why."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.events import Reading
from designlint.analyses.failure.failure import failures, partial_failures
from designlint.analyses.failure.flow_needs import flow_needs
from designlint.analyses.failure.hard_dependency import is_passed_by
from designlint.analyses.failure.keys import FIRST_KEYS, other_keys
from designlint.analyses.graph.graph import asked_by, flow_graphs
from designlint.analyses.placement.placement import placements
from designlint.base.cached import cached_property
from designlint.model import Step
from designlint.solvers.faulttree import ALWAYS


class Down:
    """What is certainly down of a flow, along the calls that it needs and beside them."""

    def __init__(self, facts: Facts, flow: str) -> None:
        self._facts = facts
        self._graph = facts[flow_graphs][flow]
        self._needs = facts[flow_needs](flow, False)
        self._trees = facts[failures](Reading.OPTIMISTIC)
        self._down_by_calls: set[str] = set()
        # What is asked comes before who asks; a cycle adds nothing to what its calls lead out to.
        for block in self._needs.blocks:
            waiting = [node for node in block if self._is_found(node)]
            askers = self._askers(block) if waiting and len(block) > 1 else {}
            while waiting:
                waiting += filter(self._is_found, askers.get(waiting.pop(), ()))

    def _askers(self, block: tuple[str, ...]) -> dict[str, list[str]]:
        """The nodes of a block that call each other one, for what they need."""
        found: dict[str, list[str]] = {}
        for node in block:
            for step in self._needs.of.get(node, ()):
                for asked in asked_by(step):
                    found.setdefault(asked, []).append(node)
        return found

    def _is_found(self, node: str) -> bool:
        """Whether a node is found to be down by its calls only now."""
        known = self._down_by_calls
        if node in known or not any(self._fails(step) for step in self._needs.of.get(node, ())):
            return False
        known.add(node)
        return True

    @cached_property
    def needed(self) -> tuple[str, ...]:
        """What the flow needs, from its entries on."""
        return tuple(self._needs.reached)

    @cached_property
    def causes(self) -> tuple[str, ...]:
        """The components themselves that the flow fails with, from its entries on."""
        uses = [(entry, "any") for entry in self._graph.entries]
        steps = [step for found in self._needs.reached.values() for step in found]
        uses += [
            (step.callee.path, self._trees.use_of(step)) for step in steps if self._fails(step)
        ]
        found = [path for path, use in uses if self._is_down_itself(path, use)]
        return tuple(dict.fromkeys(found))

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """What the flow goes on without: callees that it does not need, and that are down."""
        return tuple(dict.fromkeys(self._missing()))

    @cached_property
    def replaced(self) -> tuple[tuple[str, str], ...]:
        """The callees that are down, each with the fallback that answers instead."""
        pairs = [
            (step.callee.path, step.or_else.path)
            for step in self._graph.flow.steps
            if step.or_else is not None and not self._fails(step) and self._is_callee_down(step)
        ]
        return tuple(dict.fromkeys(pairs))

    @cached_property
    def bypassed(self) -> tuple[str, ...]:
        """The caches of which nothing is left, and whose calls go to the origin."""
        steps = self._graph.flow.steps
        found = [s.callee.path for s in steps if is_passed_by(self._facts, s, self._graph)]
        return tuple(dict.fromkeys(found))

    @cached_property
    def in_part(self) -> tuple[str, ...]:
        """What the flow needs and what is down for some of its keys, and goes on for others."""
        return tuple([path for path in self.needed if self._is_down_in_part(path)])

    def _is_down_in_part(self, path: str) -> bool:
        others = other_keys(self._facts, [path])
        if not others:
            return False
        steps = [step for step in self._graph.flow.steps if step.callee.path == path]
        uses = {self._trees.use_of(step) for step in steps} or {"any"}
        trees = [self._facts[partial_failures](keys) for keys in (FIRST_KEYS, *others)]
        down = [any(tree.component(path, use) is ALWAYS for use in uses) for tree in trees]
        return any(down) and not all(down)

    def _missing(self) -> Iterator[str]:
        for caller, steps in self._graph.by_caller.items():
            needed = {id(step) for step in self._needs.of.get(caller, ())}
            for step in steps:
                is_beside = id(step) not in needed and step.callee.path not in self.bypassed
                if is_beside and self._fails(step):
                    yield step.callee.path

    def _fails(self, step: Step) -> bool:
        """Whether a call fails, with its fallback."""
        if not self._is_callee_down(step):
            return False
        return step.or_else is None or self._is_down(step.or_else.path, self._trees.use_of(step))

    def _is_callee_down(self, step: Step) -> bool:
        return self._is_down(step.callee.path, self._trees.use_of(step))

    def _is_down_itself(self, path: str, use: str) -> bool:
        return self._trees.component(path, use) is ALWAYS

    def _is_down(self, path: str, use: str) -> bool:
        """Whether a component is down itself, or by what it needs."""
        return path in self._down_by_calls or self._is_down_itself(path, use)


def reason_of(facts: Facts, path: str) -> str:
    """Why a component is down in a world: ``\\`store\\` is lost``."""
    placement = facts[placements][path]
    if path in facts.design.lost:
        return f"`{path}` is lost"
    if not placement.replicas:
        return f"`{path}` runs only in what is lost"
    if placement.lost:
        left, all_of_it = len(placement.replicas), placement.count
        return f"`{path}` cannot serve with {left} of {all_of_it} replicas"
    return f"`{path}` fails with what it needs"


def downs(facts: Facts) -> Lazily[str, Down]:
    """What is down of each flow in this world, by its path."""
    return Lazily(facts.design.flows, lambda flow: Down(facts, flow))
