"""Hard dependencies: what flows fail with, and what the partitions of components share."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.resilience.blast_radius import shared_dependencies
from designlint.analyses.resilience.control_plane import Lookup, control_plane, lookups
from designlint.analyses.resilience.flow_dependencies import FlowDependencies


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

    @property
    def control_plane(self) -> Mapping[str, str]:
        """The components of the control plane by path, each with what it gives to others."""
        return self._facts[control_plane]

    @cached_property
    def lookups(self) -> tuple[Lookup, ...]:
        """What every run of a flow needs from the control plane, the first call of each callee."""
        return lookups(self._facts, self)


def hard_dependencies(facts: Facts) -> HardDependencies:
    """What each flow fails with."""
    return HardDependencies(facts)
