"""What one flow fails with: its hard dependencies.

A call is hard for its caller where the caller waits for it, needs it and has no fallback. It is hard
for the flow where every call on the path to it is hard as well.
"""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.analyses.failure.events import Reading
from designlint.analyses.failure.failure import failures
from designlint.analyses.failure.flow_failure import needed_groups
from designlint.analyses.failure.hard_dependency import is_needed_for_long
from designlint.analyses.failure.takeovers import needs_leader
from designlint.analyses.graph.graph import FlowGraph
from designlint.base.cached import cached_property
from designlint.model import Flow, Step


class FlowDependencies:
    """The hard dependencies of one flow."""

    def __init__(self, facts: Facts, graph: FlowGraph) -> None:
        self._facts = facts
        self._graph = graph

    @property
    def flow(self) -> Flow:
        """The flow that they are of."""
        return self._graph.flow

    @cached_property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The components that it depends on: of a call with a fallback, those of which one is enough.

        What the design does not say counts as a hard dependency; actors do not fail.
        """
        return needed_groups(self._facts, self._graph.flow.path)

    @cached_property
    def critical_nodes(self) -> dict[str, None]:
        """The nodes that it fails with, along a shortest path from where it begins."""
        found = dict.fromkeys(self._graph.entries)
        for node, call in self._graph.reached_by.items():  # callers come before those they call
            if call.caller.path in found and self._is_hard(call):
                found[node] = None
        return found

    @cached_property
    def critical_components(self) -> list[str]:
        """The components that it certainly fails with, by any of its calls."""
        graph = self._graph
        called = [step.callee.path for step in graph.flow.steps if self.stops_flow(step)]
        nodes = dict.fromkeys((*graph.entries, *called))
        return [node for node in nodes if node in self._facts.design.components]

    def waits_for_leader(self, path: str) -> bool:
        """Whether a call certainly needs the replica of a store that leads: a write, or a read of no other one."""
        component, trees = self._facts.design.components[path], self._facts[failures]
        uses = [
            trees(Reading.OPTIMISTIC).use_of(call)
            for call in self._graph.flow.steps
            if call.callee.path == path
        ]
        return not uses or any(needs_leader(component, use) for use in uses)

    def stops_flow(self, call: Step) -> bool:
        """Whether the flow itself fails with a call: every call on the path to it is hard, too."""
        return call.caller.path in self.critical_nodes and self._is_hard(call)

    def needed_by(self, node: str) -> tuple[str, ...]:
        """What a node certainly fails with, and has no fallback for; itself first."""
        return self._graph.reached_from(
            node, lambda call: call.or_else is None and self._is_needed(call)
        )

    def _is_hard(self, call: Step) -> bool:
        return call.waits and call.or_else is None and self._is_needed(call)

    def _is_needed(self, call: Step) -> bool:
        return is_needed_for_long(self._facts, call, self._graph)
