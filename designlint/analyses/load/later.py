"""Work that waits in a queue or stream, and so may be done later than at peak."""

from __future__ import annotations

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.graph.unsaid import broker_before
from designlint.analyses.load.average import average_rate
from designlint.analyses.load.capacity import Capacity, capacities, capacity_under
from designlint.analyses.load.load import loads
from designlint.analyses.load.part import Part
from designlint.analyses.measure import Interval


def later_capacities(facts: Facts) -> Lazily[str, Capacity]:
    """Each component, by path, where what comes from behind a queue or stream may come later than at peak, at its
    mean rate at the least: who takes it from there waits for what is overloaded."""
    return Lazily(facts.design.components, lambda path: _with_work_that_waits(facts, path))


def _with_work_that_waits(facts: Facts, path: str) -> Capacity:
    capacity, found = facts[capacities][path], facts[loads]
    parts = [_at_its_time(facts, part) for part in capacity.parts]
    if parts == list(capacity.parts):
        return capacity
    return capacity_under(facts, path, found._replace(parts={**found.parts, path: parts}))


def _at_its_time(facts: Facts, part: Part) -> Part:
    graph = facts[flow_graphs][part.flow]
    if not broker_before(facts, graph, part.step):
        return part
    least = min(part.rate.low, average_rate(facts, part).low)
    return part._replace(rate=Interval(least, part.rate.high))
