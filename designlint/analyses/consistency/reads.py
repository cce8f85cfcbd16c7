"""What each read of a datum really gets, hop by hop, from what the stores and caches on its way do."""

from __future__ import annotations

import math
from collections.abc import Iterator

from designlint.analyses.consistency.async_copies import AsyncCopy, async_copies
from designlint.analyses.consistency.cached_reads import cached
from designlint.analyses.consistency.hop import Given, Hop, exactly_gives
from designlint.analyses.consistency.lattice import meet, strongest
from designlint.analyses.consistency.stored_reads import stored
from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.graph.graph import FlowGraph, asked_by, flow_graphs
from designlint.analyses.measure import step as line
from designlint.analyses.placement.placement import is_gone, placements
from designlint.diagnostic import Step as Line
from designlint.diagnostic import advice, edit
from designlint.model import Component, Step
from designlint.quantity import Dimension, show_value
from designlint.schema.context import IMMUTABLE
from designlint.schema.relation import ON_FAILURE
from designlint.schema.roles import Role
from designlint.schema.store import HOLDS
from designlint.schema.values import Ref


def reads_of(facts: Facts) -> Lazily[str, tuple[Hop, ...]]:
    """All hops that may answer a read of each datum."""
    flows_reading: dict[str, dict[str, None]] = {}
    for flow in facts.design.flows.values():
        for step in flow.steps:
            for named in step.reads:
                flows_reading.setdefault(named.path, {})[flow.path] = None

    def find(path: str) -> tuple[Hop, ...]:
        graphs = [facts[flow_graphs][flow] for flow in flows_reading.get(path, ())]
        return tuple([hop for graph in graphs for hop in _hops(facts, graph, path)])

    return Lazily(facts.design.data, find)


def delivered(hops: tuple[Hop, ...]) -> tuple[str, ...]:
    """The strongest models that a read surely gets which any of the hops may answer: their meet."""
    return strongest(meet(*(hop.delivers for hop in hops)))


def _hops(facts: Facts, graph: FlowGraph, data: str) -> Iterator[Hop]:
    """The steps that read a datum, who stands in for them, and the caches on the way of the flow that
    keep copies of it."""
    for step in graph.flow.steps:
        reads = any(named.path == data for named in step.reads)
        for path in asked_by(step):
            component = facts.design.components.get(path)
            if component is None or is_gone(facts.design, path):
                continue
            passes = component.plays(Role.CACHE) and Ref(data) in (component.value(HOLDS) or ())
            stands_in = path != step.callee.path
            if (reads and not (stands_in and not component.plays(Role.STORE))) or passes:
                role = None if stands_in else step.role
                yield _given(facts, component, data, role).at(graph.flow.path, step, path)
        if reads and step.callee.path in facts.design.components:
            yield from _served_anyway(facts, graph, step, data)


def _given(facts: Facts, component: Component, data: str, role: str | None) -> Given:
    if component.plays(Role.CACHE):
        return cached(component, facts.design.data[data])
    if not component.plays(Role.STORE):
        return Given()
    own = stored(component, facts[placements][component.path], role)
    copy = facts[async_copies].get((component.path, data))
    if copy is None:
        return own
    remedy = advice(f"read `{data}` from `{copy.source}` where it has to be recent")
    return _behind(own, copy)._replace(remedy=remedy)


def _behind(own: Given, copy: AsyncCopy) -> Given:
    """What a read gets from a store that is filled later, from what was written elsewhere."""
    path, data = copy.component, copy.data
    through = f"through `{copy.through}`" if copy.through else "by a call that nobody waits for"
    why = (Line(f"`{path}` gets `{data}` {through}, after `{copy.source}` has acknowledged it",
                copy.step.span),)  # fmt: skip
    stale = (
        f"a write of `{data}` is acknowledged by `{copy.source}`",
        f"the change waits in `{copy.through}`" if copy.through else "the change is on its way",
        f"a read from `{path}` gets the old value",
    )
    if copy.waits is None:
        where = f"`{copy.through}`" if copy.through else f"the call to `{path}`"
        unbounded = f"nothing bounds how long a change waits in {where}"
        return exactly_gives(("eventual",), math.inf, why, stale, missing=own.missing,
                             unbounded=unbounded)  # fmt: skip
    age: float = copy.waits.value.value
    text = f"a change waits for at most {show_value(age, Dimension.TIME)} in `{copy.through}`"
    lines = (*why, line(text, copy.waits), *own.why)
    if math.isinf(own.staleness):
        return exactly_gives(("eventual",), math.inf, lines, stale, missing=own.missing,
                             unbounded=own.unbounded)  # fmt: skip
    return exactly_gives(("bounded_staleness",), age + own.staleness, lines, stale)


def _served_anyway(facts: Facts, graph: FlowGraph, step: Step, data: str) -> Iterator[Hop]:
    """The old answer that a caller gives when its call fails, where it does that."""
    failing = step.properties[ON_FAILURE]
    if failing is None or failing.value != "stale" or facts.design.data[data].value(IMMUTABLE):
        return
    caller, callee = step.caller.path, step.callee.path
    why = (line(f"`{caller}` answers with what it had when `{callee}` does not", failing),)
    stale = (
        f"`{caller}` reads `{data}` from `{callee}`, and keeps the answer",
        f"`{data}` is changed in `{callee}`, and the change acknowledged",
        f"`{callee}` cannot be reached: `{caller}` answers with the old value",
    )
    unbounded = f"nothing bounds how long `{callee}` cannot be reached"
    given = exactly_gives(("eventual",), math.inf, why, stale, unbounded=unbounded)
    given = given._replace(remedy=edit("on_failure fail", place=f"the step to `{callee}`"))
    yield given.at(graph.flow.path, step, callee)
