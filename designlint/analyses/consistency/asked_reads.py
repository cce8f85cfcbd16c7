"""Which steps of flows ask for a data item, and who may answer each of these reads."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.graph.data_use import data_uses, holds
from designlint.analyses.graph.filled import filled_caches, keeps_answers
from designlint.analyses.graph.graph import FlowGraph, asked_by, flow_graphs
from designlint.analyses.graph.perhaps_kept import names_data, perhaps_kept
from designlint.analyses.measure import Missing
from designlint.analyses.placement.placement import is_gone
from designlint.base.records import NamedTuple
from designlint.model import Component, Flow, Step
from designlint.schema.component import STATE
from designlint.schema.roles import Role
from designlint.schema.store import HOLDS
from designlint.schema.values import Ref


class AskedRead(NamedTuple):
    """Who may answer a read of a step, in which role; None where its caller may give a stale answer.
    `perhaps` is what would say whether it is asked for the data item at all, where that is not declared."""

    flow: str
    step: Step
    component: Component | None
    role: str | None = None
    perhaps: Missing | None = None


def asked_reads(facts: Facts) -> Lazily[str, tuple[AskedRead, ...]]:
    """Who may answer the reads of each data item, whatever fails."""
    flows_reading: dict[str, dict[str, None]] = {}
    for flow in facts.design.flows.values():
        for step in flow.steps:
            for named in step.reads:
                flows_reading.setdefault(named.path, {})[flow.path] = None

    def find(path: str) -> tuple[AskedRead, ...]:
        reading = flows_reading.get(path, {})
        filling = [one.flow for one in facts[filled_caches][path]] if reading else ()
        graphs = [facts[flow_graphs][flow] for flow in dict.fromkeys((*reading, *filling))]
        found = [read for graph in graphs for read in _reads_in(facts, graph, path)]
        return (*found, *_unnamed(facts, path, found))

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
                if path in components and keeps_answers(components[path]):
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
            if is_asked and kept is None and _passes_on(graph, component, data):
                continue
            if is_asked or passes or kept is not None:
                role = None if is_fallback else step.role
                is_sure = is_asked or passes or kept is None or kept.is_sure
                perhaps = None if is_sure or kept is None else kept.missing
                yield AskedRead(flow, step, component, role, perhaps)
        if reads and step.callee.path in facts.design.components:
            yield AskedRead(flow, step, None)
            yield from _own_copy(facts, flow, step, data)


def _passes_on(graph: FlowGraph, component: Component, data: str) -> bool:
    """Whether who is asked for an item keeps none and reads it in turn: it answers with what it gets."""
    keeps = component.plays(Role.STORE, Role.CACHE, Role.BROKER, Role.EXTERNAL)
    may_keep = component.value(STATE) not in (None, "none") or holds(component, data)
    if keeps or may_keep or keeps_answers(component):
        return False
    asked = graph.by_caller.get(component.path, ())
    return any(named.path == data for step in asked for named in step.reads if step.waits)


def _unnamed(facts: Facts, data: str, named: Collection[AskedRead]) -> Iterator[AskedRead]:
    """The calls that name no data, of stores that have a data item or may have it: each may read it. Where no
    step reads the item by name, nothing is known of its readers. Where one reads it at the same replicas, an
    unnamed read gets the same, and matters only to the caches of its flow."""
    answering = [(read.flow, read.component, read.role) for read in named]
    seen = {(one.path, role) for _, one, role in answering if one is not None}
    cached = {flow for flow, one, _ in answering if one is not None and keeps_answers(one)}
    said = {(read.flow, read.step.span) for read in named}
    homes: dict[str, Missing | None] = dict.fromkeys(facts[data_uses][data].homes)
    for one in facts[perhaps_kept][data]:
        if one.is_copy:
            homes.setdefault(one.component, one.missing)
    for path, missing in homes.items() if seen else ():
        component = facts.design.components.get(path)
        if component is None or not component.plays(Role.STORE) or is_gone(facts.design, path):
            continue
        for flow, step in facts.design.steps_naming(path):
            role = step.role if path == step.callee.path else None
            is_open = path in asked_by(step) and not names_data(step)
            if not is_open or (flow.path, step.span) in said or _is_operation(facts, flow, step):
                continue
            if path == step.callee.path:
                # Its caller may answer with what it has read before.
                yield AskedRead(flow.path, step, None, None, missing or _read(step, path, data))
            if (path, role) not in seen:
                seen.add((path, role))
                yield AskedRead(
                    flow.path, step, component, role, missing or _read(step, path, data)
                )
            elif flow.path in cached:
                yield AskedRead(flow.path, step, component, role)


def _is_operation(facts: Facts, flow: Flow, step: Step) -> bool:
    """Whether a call serves no user's read: a message, a recovery, or what watches and deploys."""
    caller = facts.design.components.get(step.caller.path)
    is_tool = caller is not None and caller.plays(Role.OBSERVER, Role.DEPLOYER)
    return bool(flow.recovers) or is_tool or _is_message(facts, step)


def _own_copy(facts: Facts, flow: str, step: Step, data: str) -> Iterator[AskedRead]:
    """The caller of a read that holds the item itself: it may answer with its copy, of whatever age."""
    caller = facts.design.components.get(step.caller.path)
    if (
        caller is None
        or caller.plays(Role.STORE, Role.CACHE, Role.BROKER)
        or not holds(caller, data)
    ):
        return
    if not is_gone(facts.design, caller.path):
        example = f"a cache that holds {data}, with its ttl, instead of holds {data}"
        yield AskedRead(
            flow, step, caller, None, Missing(caller.path, "age of its copies", example)
        )


def _read(step: Step, callee: str, data: str) -> Missing:
    call = f"{step.caller.path} {'->' if step.waits else '~>'} {callee}"
    return Missing("", f"data on `{call}`", f"{call} reads {data}")


def _is_message(facts: Facts, step: Step) -> bool:
    """Whether a queue or stream hands a message to its consumer: that is no read of what is kept."""
    caller = facts.design.components.get(step.caller.path)
    return caller is not None and caller.plays(Role.BROKER)
