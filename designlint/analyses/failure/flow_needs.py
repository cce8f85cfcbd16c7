"""Which calls a flow fails with, from each component that it may reach, in each reading."""

from __future__ import annotations

from collections.abc import Callable

from designlint.analyses.facts import Facts
from designlint.analyses.failure.hard_dependency import is_hard_dependency, is_passed_by
from designlint.analyses.failure.runtime_needs import unstated_in
from designlint.analyses.graph.graph import asked_by, flow_graphs
from designlint.base.cached import cached_property
from designlint.model import Step
from designlint.solvers.graph import reachable, strongly_connected

# Calls in a cycle that fail with a fallback or by a share are followed for so many rounds that they, and their
# components, are at most these: after as many rounds as it has components all is found that they fail by.
FOLLOWED, LEAST_ROUNDS = 4_000, 3


class FlowNeeds:
    """The calls of each node of a flow that the flow fails with; `in_doubt` where a reading decides."""

    def __init__(self, facts: Facts, flow: str, *, is_pessimistic: bool) -> None:
        self.of: dict[str, list[Step]] = {}
        self.in_doubt = False
        self._facts = facts
        self._graph = facts[flow_graphs][flow]
        self._is_pessimistic = is_pessimistic
        waiting = list(self._graph.nodes)
        for node in waiting:  # grows while it is walked
            if node not in self.of:
                self.of[node] = self._needed_by(node)
                waiting += [path for step in self.of[node] for path in asked_by(step)]

    @cached_property
    def reached(self) -> dict[str, list[Step]]:
        """What the flow needs: each component with the calls that it fails with, and with what it needs
        beside."""
        reached = reachable(self._asked, self._graph.entries)
        return {node: steps for node, steps in self.of.items() if node in reached}

    @cached_property
    def blocks(self) -> list[tuple[str, ...]]:
        """The nodes, those that call each other in a cycle together; each block after all that it asks."""
        return strongly_connected(self._asked)

    def is_plain(self, block: tuple[str, ...]) -> bool:
        """Whether the nodes of a block fail with each of their calls, which have no fallback."""
        return all(step.or_else is None for node in block for step in self.of.get(node, ()))

    def rounds_of(self, block: tuple[str, ...]) -> int:
        """For how many rounds the calls of a cycle are followed, each of them in every round."""
        calls = sum(len(self.of.get(node, ())) for node in block)
        return min(len(block), max(LEAST_ROUNDS, FOLLOWED // max(len(block), calls)))

    @cached_property
    def is_bounded(self) -> bool:
        """Whether a cycle of calls is too long to be followed until all is found that it fails by."""
        return any(
            self.rounds_of(block) < len(block)
            and not (self.is_plain(block) and all(self._is_by_all(node) for node in block))
            for block in self.blocks
        )

    def _is_by_all(self, node: str) -> bool:
        return all(step.share >= 1.0 for step in self.of.get(node, ()))

    @cached_property
    def _asked(self) -> dict[str, list[str]]:
        return {
            node: [path for step in steps for path in asked_by(step)]
            for node, steps in self.of.items()
        }

    def _needed_by(self, node: str) -> list[Step]:
        """The steps of a node that the flow fails with. What serves the flow from outside of it needs what
        it calls in the flows of its own."""
        facts, graph = self._facts, self._graph
        calls = [(step, graph) for step in graph.by_caller.get(node, ())]
        if node not in graph.nodes:
            calls = [
                (step, facts[flow_graphs][flow.path])
                for flow, step in facts.design.steps_naming(node)
                if step.caller.path == node
            ]
        unstated = unstated_in(facts, node, graph)
        found = list(unstated) if self._is_pessimistic else []
        self.in_doubt = self.in_doubt or bool(unstated)
        for step, one in calls:
            known = is_hard_dependency(facts, step, one)
            if known is not False and is_passed_by(facts, step, one):
                continue
            if known is None:
                self.in_doubt = True
            if known or (known is None and self._is_pessimistic):
                found.append(step)
        return found


def flow_needs(facts: Facts) -> Callable[[str, bool], FlowNeeds]:
    """What each flow needs, by its path and whether what is not declared counts as needed."""
    known: dict[tuple[str, bool], FlowNeeds] = {}

    def find(flow: str, is_pessimistic: bool) -> FlowNeeds:
        key = (flow, is_pessimistic)
        if key not in known:
            found = find(flow, False) if is_pessimistic else None
            if found is None or found.in_doubt:
                found = FlowNeeds(facts, flow, is_pessimistic=is_pessimistic)
            known[key] = found
        return known[key]

    return find
