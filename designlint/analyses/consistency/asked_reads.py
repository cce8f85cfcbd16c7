"""Which steps of flows ask for a data item, and who may answer each of these reads."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.graph.filled import Filled, filled_caches
from designlint.analyses.graph.graph import FlowGraph, asked_by, flow_graphs
from designlint.analyses.placement.placement import is_gone
from designlint.base.records import NamedTuple
from designlint.model import Component, Step
from designlint.schema.roles import Role
from designlint.schema.store import HOLDS
from designlint.schema.values import Ref


class AskedRead(NamedTuple):
    """Who may answer a read of a step, in which role; None where its caller may give a stale answer.
    `perhaps` where it is not declared whether a cache has the data item."""

    flow: str
    step: Step
    component: Component | None
    role: str | None = None
    perhaps: Filled | None = None


def asked_reads(facts: Facts) -> Lazily[str, tuple[AskedRead, ...]]:
    """Who may answer the reads of each data item, whatever fails."""
    flows_reading: dict[str, dict[str, None]] = {}
    for flow in facts.design.flows.values():
        for step in flow.steps:
            for named in step.reads:
                flows_reading.setdefault(named.path, {})[flow.path] = None

    def find(path: str) -> tuple[AskedRead, ...]:
        graphs = [facts[flow_graphs][flow] for flow in flows_reading.get(path, ())]
        return tuple([read for graph in graphs for read in _reads_in(facts, graph, path)])

    return Lazily(facts.design.data, find)


class _Reading(NamedTuple):
    """The steps of a flow that are no messages, with those that read each data item, and those that ask each
    cache, by their numbers."""

    steps: tuple[Step, ...]
    reading: Mapping[str, list[int]]
    asking: Mapping[str, list[int]]

    def of(self, facts: Facts, data: str, filled: Collection[str]) -> Iterator[Step]:
        """The steps that read a data item, or ask a cache that holds it or is `filled` with it."""
        numbers = set(self.reading.get(data, ()))
        for cache, asked in self.asking.items():
            held = facts.design.components[cache].value(HOLDS) or ()
            if Ref(data) in held or cache in filled:
                numbers.update(asked)
        return (self.steps[number] for number in sorted(numbers))


def _reading(facts: Facts) -> Lazily[str, _Reading]:
    components = facts.design.components

    def find(flow: str) -> _Reading:
        made = facts[flow_graphs][flow].flow.steps
        steps = tuple([step for step in made if not _is_message(facts, step)])
        reading: dict[str, list[int]] = {}
        asking: dict[str, list[int]] = {}
        for number, step in enumerate(steps):
            for named in step.reads:
                reading.setdefault(named.path, []).append(number)
            for path in asked_by(step):
                if path in components and components[path].plays(Role.CACHE):
                    asking.setdefault(path, []).append(number)
        return _Reading(steps, reading, asking)

    return Lazily(facts.design.flows, find)


def _reads_in(facts: Facts, graph: FlowGraph, data: str) -> Iterator[AskedRead]:
    """The steps that read a data item, their fallbacks, and the caches on the path of the flow that
    hold copies of it."""
    flow = graph.flow.path
    filled = {one.cache: one for one in facts[filled_caches][data] if one.flow == flow}
    for step in facts[_reading][flow].of(facts, data, filled):
        reads = any(named.path == data for named in step.reads)
        for path in asked_by(step):
            component = facts.design.components.get(path)
            if component is None or is_gone(facts.design, path):
                continue
            passes = component.plays(Role.CACHE) and Ref(data) in (component.value(HOLDS) or ())
            is_fallback = path != step.callee.path
            kept = filled.get(path)
            is_asked = reads and not (is_fallback and not component.plays(Role.STORE))
            if is_asked or passes or kept is not None:
                role = None if is_fallback else step.role
                perhaps = None if is_asked or passes or kept is None or kept.is_sure else kept
                yield AskedRead(flow, step, component, role, perhaps)
        if reads and step.callee.path in facts.design.components:
            yield AskedRead(flow, step, None)


def _is_message(facts: Facts, step: Step) -> bool:
    """Whether a queue or stream hands a message to its consumer: that is no read of what is kept."""
    caller = facts.design.components.get(step.caller.path)
    return caller is not None and caller.plays(Role.BROKER)
