"""Stores that get data after another component has acknowledged it: search indexes, read models."""

from __future__ import annotations

from typing import NamedTuple

from designlint.analyses.facts import Facts
from designlint.analyses.graph.effects import taken_from
from designlint.analyses.graph.graph import FlowGraph, flow_graphs
from designlint.model import Design, Known, Step
from designlint.quantity import Dimension, Quantity
from designlint.schema.messaging import BOUND
from designlint.schema.roles import Role


class AsyncCopy(NamedTuple):
    """A store with a copy of a data item that another component has acknowledged before.

    `through` is the queue or stream in between; empty where an asynchronous call fills the copy.
    `max_delay` is the longest that a change waits there, where that is bounded in time.
    """

    component: str
    data: str
    source: str
    through: str
    step: Step
    max_delay: Known[Quantity] | None


def async_copies(facts: Facts) -> dict[tuple[str, str], AsyncCopy]:
    """The copies by store and data item.

    A store is one when no flow writes the item there synchronously, and another component
    acknowledges it first: a store, or the queue or stream that the copy is filled from.
    """
    writers = _Writers(facts)
    found = {}
    for (component, data), (through, step) in writers.late.items():
        source = writers.source(component, data, through)
        if source:
            max_delay = _max_delay(facts.design, through)
            copy = AsyncCopy(component, data, source, through, step, max_delay)
            found[component, data] = copy
    return found


def _max_delay(design: Design, broker: str) -> Known[Quantity] | None:
    bound = design.components[broker][BOUND] if broker else None
    return bound if bound is not None and bound.value.dimension is Dimension.TIME else None


class _Writers:
    """Who writes each data item where: synchronously, or later."""

    def __init__(self, facts: Facts) -> None:
        self._design = facts.design
        self._synchronous: dict[str, dict[str, None]] = {}
        self._sent: dict[str, dict[str, None]] = {}
        self.late: dict[tuple[str, str], tuple[str, Step]] = {}
        for graph in facts[flow_graphs].values():
            for step in graph.flow.steps:
                if step.writes:
                    self._add(graph, step)
        for data, stores in self._synchronous.items():
            for store in stores:
                self.late.pop((store, data), None)

    def source(self, copy: str, data: str, through: str) -> str:
        """Who acknowledges a data item before the copy has it; empty where that is unknown."""
        for store in self._synchronous.get(data, ()):
            if store != copy:
                return store
        return through if through in self._sent.get(data, ()) else ""

    def _add(self, graph: FlowGraph, step: Step) -> None:
        callee = self._design.components.get(step.callee.path)
        if callee is None or not callee.plays(Role.STORE, Role.BROKER):
            return
        for named in step.writes:
            if callee.plays(Role.BROKER):
                self._sent.setdefault(named.path, {})[callee.path] = None
                continue
            through = taken_from(graph, step.caller.path)
            path = (*graph.path_to(step.caller.path), step)
            if through or not all(call.waits for call in path):
                self.late.setdefault((callee.path, named.path), (through, step))
            else:
                self._synchronous.setdefault(named.path, {})[callee.path] = None
