"""Hard dependencies: what flows fail with, and what the partitions of components share."""

from __future__ import annotations

from collections.abc import Mapping

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.resilience.blast_radius import shared_dependencies
from designlint.analyses.resilience.control_plane import Lookup, control_plane, lookups
from designlint.analyses.resilience.flow_dependencies import FlowDependencies
from designlint.analyses.resilience.held_workers import HeldWorkers, held_workers, spared_flows
from designlint.analyses.resilience.shared_work import (
    SharedWork,
    queues_shared_by_cells,
    shared_work,
)
from designlint.base.cached import cached_property


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

    @cached_property
    def shared_work(self) -> tuple[SharedWork, ...]:
        """The queues and fleets that hold the work of several places, so that the loss of one stops the
        flows of the others."""
        return tuple(shared_work(self._facts))

    @cached_property
    def shared_queues(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """The queues with `tenancy shared` whose consumers have a part for each cell or tenant: by queue
        and consumer, the flows in which the consumer takes from it."""
        return queues_shared_by_cells(self._facts)

    @property
    def control_plane(self) -> Mapping[str, str]:
        """The components of the control plane by path, each with what it gives to others."""
        return self._facts[control_plane]

    @cached_property
    def lookups(self) -> tuple[Lookup, ...]:
        """What every run of a flow needs from the control plane, the first call of each callee."""
        return lookups(self._facts, self)

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
