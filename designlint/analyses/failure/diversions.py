"""What sends calls elsewhere while it is down: the callee of a step with a fallback, and a cache whose misses
go to a store.

Those who are asked instead get more load, and so serve less of what others ask them for. Who is asked
first may be down itself, and then calls nobody; or what it calls is, and then it may call the rest of it as
before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.flow_failure import call_failures
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.load.cold import loads_with_cold_caches
from designlint.analyses.load.handling import loads_when
from designlint.analyses.load.part import UNHINDERED, Handling, Loads
from designlint.analyses.measure import exactly
from designlint.analyses.placement.placement import is_gone
from designlint.base.records import NamedTuple
from designlint.model import Step
from designlint.solvers.faulttree import Node

ALL, NONE = exactly(1.0), exactly(0.0)


class Diversion(NamedTuple):
    """What sends calls elsewhere: `path` while it is down itself, or (`behind`) while what it calls is.

    `steps` are the calls that then go elsewhere, with their flows.
    """

    path: str
    behind: bool
    is_cache: bool
    steps: tuple[tuple[str, Step], ...]

    @property
    def asked_instead(self) -> Iterator[tuple[str, str]]:
        """Who is asked then, with the flow."""
        for flow, call in self.steps:
            asked = call.callee if self.is_cache or call.or_else is None else call.or_else
            yield flow, asked.path

    @property
    def handling(self) -> Handling:
        """What becomes of calls meanwhile."""
        if self.is_cache:
            return UNHINDERED._replace(cold=frozenset((self.path,)))
        through = {} if self.behind else {self.path: NONE}
        return Handling(through, {}, {call.span: ALL for _, call in self.steps})

    def fails(self, facts: Facts) -> tuple[Node, ...]:
        """When it, or what it calls, may be down: for each of the calls."""
        of_call = facts[call_failures]
        return tuple([of_call(flow, self.path, call)[self.behind] for flow, call in self.steps])


def diversions(facts: Facts) -> tuple[Diversion, ...]:
    """All that sends calls elsewhere when it fails."""
    return tuple(_diversions(facts))


def _diversions(facts: Facts) -> Iterator[Diversion]:
    spared: dict[str, list[tuple[str, Step]]] = {}
    missed: dict[str, list[tuple[str, Step]]] = {}
    for flow in facts.design.flows.values():
        for call in flow.steps:
            if call.or_else is not None:
                spared.setdefault(call.callee.path, []).append((flow.path, call))
            if call.on_miss_of is not None:
                missed.setdefault(call.on_miss_of.path, []).append((flow.path, call))
    callers = {call.caller.path for flow in facts.design.flows.values() for call in flow.steps}
    for by_path, is_cache in ((spared, False), (missed, True)):
        for path, steps in by_path.items():
            if path in facts.design.components and not is_gone(facts.design, path):
                for behind in (False, True) if path in callers and not is_cache else (False,):
                    yield Diversion(path, behind, is_cache, tuple(steps))


def reached_by_diversions(facts: Facts) -> Lazily[int, frozenset[str]]:
    """What the calls may load that each diversion sends elsewhere, by its number."""
    found = facts[diversions]
    return Lazily(
        dict(enumerate(found)), lambda number: _reached(facts, found[number : number + 1])
    )


def reached_by_any_diversion(facts: Facts) -> frozenset[str]:
    """What the calls may load that diversions send elsewhere."""
    return _reached(facts, facts[diversions])


def _reached(facts: Facts, found: Iterable[Diversion]) -> frozenset[str]:
    asked: dict[str, dict[str, None]] = {}
    for one in found:
        for flow, path in one.asked_instead:
            asked.setdefault(flow, {})[path] = None
    graphs = facts[flow_graphs]
    by_flow = (
        graphs[flow].reached_from_any(paths, lambda _: True) for flow, paths in asked.items()
    )
    return frozenset[str]().union(*by_flow)


def loads_at_worst(facts: Facts) -> Loads | None:
    """The loads when all that can go elsewhere does, while who is asked first calls on as before: no
    component gets more in any state. None where nothing goes elsewhere."""
    found = facts[diversions]
    if any(not one.is_cache for one in found):
        return loads_when(facts, together(found))
    return facts[loads_with_cold_caches]


def together(found: tuple[Diversion, ...]) -> Handling:
    """What becomes of calls at most while several divert them at once."""
    spilled = {call.span: ALL for one in found if not one.is_cache for _, call in one.steps}
    cold = frozenset(one.path for one in found if one.is_cache)
    return UNHINDERED._replace(spilled=spilled, cold=cold)
