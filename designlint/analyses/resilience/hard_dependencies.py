"""Hard dependencies: what flows fail with, and what the partitions of components share."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.resilience.blast_radius import shared_dependencies
from designlint.analyses.resilience.flow_dependencies import FlowDependencies
from designlint.analyses.resilience.held_workers import HeldWorkers, held_workers, spared_flows


class HardDependencies(Lazily[str, FlowDependencies]):
    """The hard dependencies of each flow, by the flow's path."""

    def __init__(self, facts: Facts) -> None:
        graphs = facts[flow_graphs]
        super().__init__(facts.design.flows, lambda flow: FlowDependencies(facts, graphs[flow]))
        self._facts = facts

    @cached_property
    def shared(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """For each component with `tenancy shared`, the partitioned components all of whose partitions
        fail with it, each with the flows in which they do."""
        return shared_dependencies(self._facts, self)

    def spared(self, caller: str, callee: str) -> tuple[str, ...]:
        """The flows that need a caller and would do without its callee."""
        return spared_flows(self._facts, self, caller, callee)

    @cached_property
    def holding(self) -> tuple[HeldWorkers, ...]:
        """The pairs of caller and callee of which a slow callee holds all workers of the caller."""
        return held_workers(self._facts, self)


def hard_dependencies(facts: Facts) -> HardDependencies:
    """What each flow fails with."""
    return HardDependencies(facts)
