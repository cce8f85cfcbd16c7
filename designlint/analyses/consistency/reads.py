"""What each read of a data item gets, hop by hop, from the stores and caches on its path."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import cached_property

from designlint.analyses.consistency.ages import ages_of
from designlint.analyses.consistency.async_copies import AsyncCopy, async_copies
from designlint.analyses.consistency.cached_reads import cached
from designlint.analyses.consistency.hop import Guarantee, Hop, exact_guarantee
from designlint.analyses.consistency.lattice import meet, strongest
from designlint.analyses.consistency.required import for_model, help_for_model
from designlint.analyses.consistency.stored_reads import stored
from designlint.analyses.facts import Facts, Lazily, Results
from designlint.analyses.graph.graph import FlowGraph, asked_by, flow_graphs
from designlint.analyses.measure import Interval
from designlint.analyses.measure import step as line
from designlint.analyses.placement.placement import is_gone, placements
from designlint.diagnostic import Help, advice, edit
from designlint.diagnostic import Step as Line
from designlint.model import Component, Step
from designlint.quantity import show
from designlint.schema.relation import ON_FAILURE
from designlint.schema.roles import Role
from designlint.schema.store import HOLDS
from designlint.schema.values import Ref


class Reads(Results[Hop]):
    """All hops that may answer a read of one data item."""

    def __init__(self, facts: Facts, data: str, hops: Iterable[Hop]) -> None:
        super().__init__(hops)
        self._facts = facts
        self._data = data

    @cached_property
    def ages(self) -> list[Interval]:
        """How stale the answer of each hop can be, in seconds, in their order."""
        return ages_of(self._facts, self, shared=True)

    def for_model(self, wanted: str) -> tuple[Hop, ...]:
        """The hops with the models that they deliver of the wanted sort: recency, or isolation."""
        design = self._facts.design
        return tuple([for_model(design, hop, self._data, wanted) for hop in self])

    def weak(self, wanted: str) -> tuple[Hop, ...]:
        """The hops that surely lack a model."""
        return tuple([hop for hop in self.for_model(wanted) if hop.lacks(wanted)])

    def help_for(self, hop: Hop, wanted: str) -> tuple[Help, ...]:
        """The edits, or the advice, that would make a hop give a model."""
        return help_for_model(self._facts.design, hop, self._data, wanted)


def reads_of(facts: Facts) -> Lazily[str, Reads]:
    """All hops that may answer a read of each data item."""
    flows_reading: dict[str, dict[str, None]] = {}
    for flow in facts.design.flows.values():
        for step in flow.steps:
            for named in step.reads:
                flows_reading.setdefault(named.path, {})[flow.path] = None

    def find(path: str) -> Reads:
        graphs = [facts[flow_graphs][flow] for flow in flows_reading.get(path, ())]
        return Reads(facts, path, [hop for graph in graphs for hop in _hops(facts, graph, path)])

    return Lazily(facts.design.data, find)


def delivered(hops: Iterable[Hop]) -> tuple[str, ...]:
    """The strongest models that a read surely gets when any of the hops may answer: their meet."""
    return strongest(meet(*(hop.delivers for hop in hops)))


def _hops(facts: Facts, graph: FlowGraph, data: str) -> Iterator[Hop]:
    """The steps that read a data item, their fallbacks, and the caches on the path of the flow that
    hold copies of it."""
    for step in graph.flow.steps:
        reads = any(named.path == data for named in step.reads)
        for path in asked_by(step):
            component = facts.design.components.get(path)
            if component is None or is_gone(facts.design, path):
                continue
            passes = component.plays(Role.CACHE) and Ref(data) in (component.value(HOLDS) or ())
            is_fallback = path != step.callee.path
            if (reads and not (is_fallback and not component.plays(Role.STORE))) or passes:
                role = None if is_fallback else step.role
                yield _guarantee(facts, component, data, role).at(graph.flow.path, step, path)
        if reads and step.callee.path in facts.design.components:
            yield from _stale_fallback(facts, graph, step, data)


def _guarantee(facts: Facts, component: Component, data: str, role: str | None) -> Guarantee:
    if component.plays(Role.CACHE):
        return cached(component, facts.design.data[data])
    if not component.plays(Role.STORE):
        return Guarantee()
    own = stored(component, facts[placements][component.path], role)
    copy = facts[async_copies].get((component.path, data))
    if copy is None:
        return own
    remedy = advice(f"read `{data}` from `{copy.source}` where reads have to be recent")
    return _filled_later(own, copy)._replace(remedy=remedy)


def _filled_later(own: Guarantee, copy: AsyncCopy) -> Guarantee:
    """What a read gets from a store that is filled asynchronously."""
    path, data = copy.component, copy.data
    through = f"through `{copy.through}`" if copy.through else "by an asynchronous call"
    why = (Line(f"`{path}` receives `{data}` {through}, after `{copy.source}` has acknowledged it",
                copy.step.span),)  # fmt: skip
    stale = (
        f"`{copy.source}` acknowledges a write of `{data}`",
        f"the change waits in `{copy.through}`" if copy.through else "the change is in transit",
        f"a read from `{path}` returns the old value",
    )
    if copy.max_delay is None:
        where = f"`{copy.through}`" if copy.through else f"the asynchronous call to `{path}`"
        unbounded = f"{where} delays changes without a bound"
        return exact_guarantee(("eventual",), math.inf, why, stale, missing=own.missing,
                             unbounded=unbounded)  # fmt: skip
    longest = copy.max_delay
    age: float = longest.value.value
    shown = show(longest.value)
    lines = (*why, line(f"`{copy.through}` delays a change for at most {shown}", longest), *own.why)
    if math.isinf(own.staleness):
        return exact_guarantee(("eventual",), math.inf, lines, stale, missing=own.missing,
                             unbounded=own.unbounded)  # fmt: skip
    return exact_guarantee(("bounded_staleness",), age + own.staleness, lines, stale)


def _stale_fallback(facts: Facts, graph: FlowGraph, step: Step, data: str) -> Iterator[Hop]:
    """The stale answer that a caller gives when its call fails, where it does that."""
    failing = step.properties[ON_FAILURE]
    if failing is None or failing.value != "stale" or facts.design.data[data].is_immutable:
        return
    caller, callee = step.caller.path, step.callee.path
    why = (
        line(f"`{caller}` answers with its last value when `{callee}` does not answer", failing),
    )
    stale = (
        f"`{caller}` reads `{data}` from `{callee}` and keeps the answer",
        f"`{data}` changes in `{callee}`, which acknowledges the change",
        f"`{callee}` is unreachable: `{caller}` answers with the old value",
    )
    unbounded = f"`{callee}` can be unreachable without a bound"
    given = exact_guarantee(("eventual",), math.inf, why, stale, unbounded=unbounded)
    given = given._replace(remedy=edit("on_failure fail", place=f"the step to `{callee}`"))
    yield given.at(graph.flow.path, step, callee)
