"""What a cache keeps that does not say what it holds: what is read to answer its misses.

A step on a miss reads what the cache did not have, and leaves it there. What is read behind such a step, to
make the answer, may be in the answer that is kept, or may not. A step that names no data may read all that
its callee has. A gateway with a `ttl` keeps answers for so long, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.graph.graph import FlowGraph, asked_by, flow_graphs
from designlint.analyses.measure import Missing
from designlint.base.records import NamedTuple
from designlint.model import Component, Step
from designlint.schema.roles import Role
from designlint.schema.store import HOLDS, TTL
from designlint.solvers.graph import reachable


class Filled(NamedTuple):
    """A data item that a flow reads when it misses in a cache, by the step `at`; `is_sure` where the cache
    then has it, and not only perhaps."""

    data: str
    cache: str
    flow: str
    at: Step
    is_sure: bool
    is_gateway: bool = False

    @property
    def missing(self) -> Missing:
        """What would decide whether the cache has it."""
        if self.is_gateway:
            return Missing(self.cache, "answers kept", "ttl 0s  # where it keeps none")
        return Missing(self.cache, "data kept", f"holds {self.data}  # or what it keeps instead")


def filled_caches(facts: Facts) -> Lazily[str, tuple[Filled, ...]]:
    """What the caches keep of each data item by that, the sure ones first; each cache once a flow."""
    found: dict[str, dict[tuple[str, str], Filled]] = {}
    for flow in facts.design.flows:
        each = sorted(_in_flow(facts, facts[flow_graphs][flow]), key=lambda one: not one.is_sure)
        for one in each:
            found.setdefault(one.data, {}).setdefault((one.flow, one.cache), one)
    return Lazily(facts.design.data, lambda path: tuple(found.get(path, {}).values()))


def _in_flow(facts: Facts, graph: FlowGraph) -> Iterator[Filled]:
    missed: dict[str, list[Step]] = {}
    for step in graph.flow.steps:
        if step.on_miss_of is not None and _is_open(facts, graph, step.on_miss_of.path):
            missed.setdefault(step.on_miss_of.path, []).append(step)
    callees = {
        caller: [one.callee.path for one in steps if one.waits]
        for caller, steps in graph.by_caller.items()
    }
    yield from _at_gateways(facts, graph, callees)
    for cache, steps in missed.items():
        for step in steps:
            yield from _filled(facts, graph, cache, step, is_sure=True)
        behind = reachable(callees, [step.callee.path for step in steps])
        for caller in behind:
            for step in graph.by_caller.get(caller, ()):
                if step.on_miss_of is None or step.on_miss_of.path != cache:
                    yield from _filled(facts, graph, cache, step, is_sure=False)


def _at_gateways(
    facts: Facts, graph: FlowGraph, callees: Mapping[str, list[str]]
) -> Iterator[Filled]:
    """What the gateways of a flow may keep that keep answers: what is read behind them."""
    for path in graph.nodes:
        gateway = facts.design.components.get(path)
        if gateway is None or gateway.plays(Role.CACHE) or not keeps_answers(gateway):
            continue
        for caller in reachable(callees, [path]):
            for step in graph.by_caller.get(caller, ()):
                for one in _filled(facts, graph, path, step, is_sure=False):
                    yield one._replace(is_gateway=True)


def keeps_answers(component: Component) -> bool:
    """Whether a component answers again what it was asked before: a cache, or a gateway with a `ttl`. That of
    a name service is how long its callers keep an address."""
    ttl = component[TTL]
    is_gateway = component.plays(Role.ROUTER) and not component.plays(Role.NAME_SERVICE)
    is_kept = ttl is not None and ttl.value.value > 0.0
    return component.plays(Role.CACHE) or (is_gateway and is_kept)


def _filled(
    facts: Facts, graph: FlowGraph, cache: str, step: Step, *, is_sure: bool
) -> Iterator[Filled]:
    if step.callee.path == cache:
        return
    for named in step.reads:
        yield Filled(named.path, cache, graph.flow.path, step, is_sure)
    for path in asked_by(step) if not (step.reads or step.writes) else ():
        for data in facts[_had_by].get(path, ()):
            yield Filled(data, cache, graph.flow.path, step, False)


def _had_by(facts: Facts) -> dict[str, list[str]]:
    """The data items that each store has."""
    found: dict[str, list[str]] = {}
    for data in facts.design.data:
        for home in facts[data_uses][data].homes:
            component = facts.design.components.get(home)
            if component is not None and component.plays(Role.STORE):
                found.setdefault(home, []).append(data)
    return found


def _is_open(facts: Facts, graph: FlowGraph, path: str) -> bool:
    """Whether neither a cache says what it holds, nor a step of the flow what it reads there."""
    cache = facts.design.components.get(path)
    if cache is None or not cache.plays(Role.CACHE) or cache[HOLDS] is not None:
        return False
    asking = [step for step in graph.flow.steps if path in asked_by(step)]
    return bool(asking) and not any(step.reads or step.writes for step in asking)
