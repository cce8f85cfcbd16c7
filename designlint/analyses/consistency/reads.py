"""What each read of a data item gets, hop by hop, from the stores and caches on its path."""

from __future__ import annotations

import math
from collections.abc import Iterator

from designlint.analyses.consistency.cached_reads import cached
from designlint.analyses.consistency.failed_over import Failures, after_failovers
from designlint.analyses.consistency.feeds import fed
from designlint.analyses.consistency.hop import Guarantee, Hop, exact_guarantee
from designlint.analyses.consistency.lattice import implies, meet, strongest
from designlint.analyses.consistency.stored_reads import stored
from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.failovers import failovers
from designlint.analyses.graph.graph import FlowGraph, asked_by, flow_graphs
from designlint.analyses.measure import Missing
from designlint.analyses.measure import step as line
from designlint.analyses.placement.placement import is_gone, placements
from designlint.diagnostic import edit
from designlint.model import Component, Step
from designlint.schema.relation import ON_FAILURE
from designlint.schema.roles import Role
from designlint.schema.store import HOLDS, READS_FROM
from designlint.schema.values import Ref


def reads_of(facts: Facts) -> Lazily[str, tuple[Hop, ...]]:
    """All hops that may answer a read of each data item, through all failures."""
    return _reads(facts, Failures.ALL)


def reads_as_declared(facts: Facts) -> Lazily[str, tuple[Hop, ...]]:
    """The same, if no failover does harm that is not declared to."""
    return _reads(facts, Failures.DECLARED)


def reads_between_failovers(facts: Facts) -> Lazily[str, tuple[Hop, ...]]:
    """The same, as long as no other copy takes over and nothing restarts."""
    return _reads(facts, Failures.BETWEEN)


READS = {
    Failures.ALL: reads_of,
    Failures.DECLARED: reads_as_declared,
    Failures.BETWEEN: reads_between_failovers,
}


def _reads(facts: Facts, through: Failures) -> Lazily[str, tuple[Hop, ...]]:
    flows_reading: dict[str, dict[str, None]] = {}
    for flow in facts.design.flows.values():
        for step in flow.steps:
            for named in step.reads:
                flows_reading.setdefault(named.path, {})[flow.path] = None

    def find(path: str) -> tuple[Hop, ...]:
        graphs = [facts[flow_graphs][flow] for flow in flows_reading.get(path, ())]
        hops = [hop for graph in graphs for hop in _hops(facts, graph, path, through)]
        return one_session(tuple(hops))

    return Lazily(facts.design.data, find)


def delivered(hops: tuple[Hop, ...]) -> tuple[str, ...]:
    """The strongest models that a read surely gets when any of the hops may answer: their meet."""
    return strongest(meet(*(hop.delivers for hop in hops)))


def _hops(facts: Facts, graph: FlowGraph, data: str, through: Failures) -> Iterator[Hop]:
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
                given = _guarantee(facts, component, data, role, through)
                yield given.at(graph.flow.path, step, path)
        if reads and step.callee.path in facts.design.components:
            yield from _stale_fallback(facts, graph, step, data)


def _guarantee(
    facts: Facts,
    component: Component,
    data: str,
    role: str | None,
    through: Failures,
    seen: frozenset[str] = frozenset(),
) -> Guarantee:
    if component.plays(Role.CACHE):
        return cached(component, facts.design.data[data])
    path = component.path
    if not component.plays(Role.STORE) or path in seen:
        return Guarantee()
    placement = facts[placements][path]
    own = stored(component, placement, role, through)
    role = role or component.value(READS_FROM)
    own = after_failovers(own, component, placement, facts[failovers][path], role, through)

    def read(other: str) -> Guarantee:
        source = facts.design.components.get(other)
        if source is None or is_gone(facts.design, other):
            return Guarantee()
        return _guarantee(facts, source, data, "leader", through, seen | {path})

    return fed(facts, component, data, own, read)


def one_session(hops: tuple[Hop, ...]) -> tuple[Hop, ...]:
    """The hops as one session meets them that may read from each: going from one source to another, it
    may go back in time, unless all answer with the latest value, or by the same token."""
    sources = {(hop.component, hop.step.role) for hop in hops}
    latest = all(hop.gives("linearizable") for hop in hops)
    tokens = len({hop.component for hop in hops}) == 1 and all(hop.gives("causal") for hop in hops)
    if len(sources) < 2 or latest or tokens:
        return hops
    return tuple([_without_monotonic_reads(hop) for hop in hops])


def _without_monotonic_reads(hop: Hop) -> Hop:
    if not hop.gives("monotonic_reads"):
        return hop
    kept = [m for m in meet(hop.delivers) if not implies(m, "monotonic_reads")]
    missing = Missing(hop.component, "what keeps a session from reading older values elsewhere",
                      "session token")  # fmt: skip
    return hop._replace(delivers=strongest(kept), missing=(*hop.missing, missing))


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
