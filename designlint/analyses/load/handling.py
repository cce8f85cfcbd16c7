"""What becomes of calls on their way: what limits refuse goes no further, and what a component does not
serve goes on to its fallback.

Both follow from the loads, and change them. Along calls without cycles a few rounds settle all of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from designlint.analyses.facts import Facts, structural
from designlint.analyses.graph.graph import FlowGraph, flow_graphs
from designlint.analyses.graph.visits import visits_behind
from designlint.analyses.load.capacity import FULL, Capacity, capacity_under
from designlint.analyses.load.limits import limits_under
from designlint.analyses.load.load import loads, loads_with
from designlint.analyses.load.part import UNHINDERED, Handling, Loads
from designlint.analyses.measure import Interval, exactly
from designlint.analyses.placement.placement import is_gone
from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.model import Design, Flow, Known, Step
from designlint.quantities.quantity import Quantity
from designlint.schema.relation import BULKHEAD, POOL, RATE_LIMIT
from designlint.schema.store import HIT, SHARDS, TOPOLOGY

K = TypeVar("K")

# As many limits and fallbacks as may follow each other on one path.
ROUNDS = 12

ALL, ANY, NOTHING = exactly(1.0), Interval(0.0, 1.0), exactly(0.0)


def settled(facts: Facts) -> Loads:
    """The loads, where what is refused goes no further and what is not served goes to its fallback."""
    return loads_when(facts, UNHINDERED)


def unhindered_loads(facts: Facts) -> Loads:
    """The load that there is where no limit refuses any, and nothing goes on to a fallback."""
    if not _limited(facts.design) and not _spared(facts.design):
        return facts[loads]
    return loads_with(facts, UNHINDERED)


def loads_when(facts: Facts, forced: Handling) -> Loads:
    """The loads in a state in which some calls go elsewhere anyway."""
    limited, spared = _limited(facts.design), _spared(facts.design)
    if not limited and not spared:
        return _unhandled(facts, forced)
    found, now = loads_with(facts, forced), forced
    for _ in range(ROUNDS):
        then = _with(_handling(facts, found, limited, spared), forced)
        if then == now:
            return found
        now, before = then, now
        found = loads_with(facts, now)
    return loads_with(facts, _either(now, before)._replace(cold=forced.cold))


class _Given(NamedTuple):
    """What the loads follow from where nothing refuses a call or passes it on, beside who calls whom."""

    flows: Mapping[str, Flow]
    load: float
    hits: tuple[Known[Quantity], ...]
    forced: Handling


@structural
def _found(_: Facts) -> list[tuple[_Given, Loads]]:
    """The loads that have been found, with what they follow from."""
    return []


def _unhandled(facts: Facts, forced: Handling) -> Loads:
    """The loads where nothing refuses a call or passes it on: most quantities do not change them."""
    design, known = facts.design, facts[_found]
    hits = tuple([hit for one in design.components.values() if (hit := one[HIT]) is not None])
    given = _Given(design.flows, design.load, hits, forced)
    for one, found in known:
        if one.flows is given.flows and one[1:] == given[1:]:
            return found
    known.append((given, loads_with(facts, forced)))
    return known[-1][1]


def _with(found: Handling, forced: Handling) -> Handling:
    return Handling(
        {**found.through, **forced.through},
        {**found.let_in, **forced.let_in},
        {**found.spilled, **forced.spilled},
        forced.cold,
    )


def _limited(design: Design) -> tuple[str, ...]:
    """The components whose calls a limit may refuse."""
    found = {
        path: None
        for path, one in design.components.items()
        if one[RATE_LIMIT] is not None or any(api[RATE_LIMIT] is not None for api in one.apis)
    }
    for flow in design.flows.values():
        for call in flow.steps:
            if _is_limited(call):
                found[call.callee.path] = None
    return tuple([path for path in found if path in design.components])


def _is_limited(call: Step) -> bool:
    stated = call.properties
    has_number = stated[BULKHEAD] is not None or stated[POOL] is not None
    return has_number or stated[RATE_LIMIT] is not None


def _spared(design: Design) -> tuple[tuple[str, Step], ...]:
    """The steps, with their flows, that have a fallback which is not already asked."""
    return tuple(
        [
            (flow.path, call)
            for flow in design.flows.values()
            for call in flow.steps
            if call.or_else is not None
            and call.or_else.path in design.components
            and not is_gone(design, call.callee.path)
            and not is_gone(design, call.or_else.path)
        ]
    )


def _handling(
    facts: Facts, found: Loads, limited: tuple[str, ...], spared: tuple[tuple[str, Step], ...]
) -> Handling:
    through: dict[str, Interval] = {}
    let_in: dict[Span, Interval] = {}
    for path in limited:
        met = limits_under(facts, path, found)
        passes = ALL
        for limit in met.on_all:
            passes = passes * limit.let_through
        if len(found.parts.get(path, ())) == 1:
            passes = _of_one_source(passes)
        if passes.low < 1.0:
            through[path] = passes
        for limit, parts in met.on_calls:
            share = limit.let_through if len(parts) > 1 else _of_one_source(limit.let_through)
            if share.low < 1.0:
                let_in.update({part.step.span: share for part in parts})
    spilled: dict[Span, Interval] = {}
    known: dict[Span, float] = {}
    for flow, call in spared:
        share = _spilled(facts, found, facts[flow_graphs][flow], call, known)
        if share.high > 0.0:
            spilled[call.span] = share
    return Handling(through, let_in, spilled)


def _spilled(
    facts: Facts, found: Loads, graph: FlowGraph, call: Step, known: dict[Span, float]
) -> Interval:
    """The share of the calls of a step that goes on to its fallback while all is up; `known` is the least
    share that is served of the calls of each step."""
    own = _own(facts, found, call.callee.path, call)
    lost = 0.0
    visits = visits_behind(graph, call.callee.path)
    for step in graph.flow.steps:
        if step.optional or step.caller.path not in visits:
            continue
        if step.span not in known:
            known[step.span] = _answered(facts, found, step)
        if known[step.span] < 1.0:
            # Each of several calls may fail another one that led to them.
            calls = visits[step.caller.path] * step.share * step.times
            lost += calls * (1.0 - known[step.span])
    return Interval(1.0 - own.high, 1.0 - max(0.0, own.low - lost))


def _answered(facts: Facts, found: Loads, step: Step) -> float:
    """The least share of the calls of a step that is served, by its callee or by its fallback."""
    lost = 1.0
    for path, call in ((step.callee.path, step), (step.or_else and step.or_else.path, None)):
        if path is not None:
            lost *= 1.0 - _own(facts, found, path, call).low
    return 1.0 - lost


def _own(facts: Facts, found: Loads, path: str, call: Step | None) -> Interval:
    """The share of its calls, or of those of a step, that a component serves. Who is none, such as an actor
    that is called, has no limit that is known."""
    if path not in facts.design.components:
        return ALL
    met = limits_under(facts, path, found)
    passes = ALL
    for limit in met.on(call):
        passes = passes * limit.let_through
    capacity = capacity_under(facts, path, found)
    left = _left(capacity)
    if left.high < 1.0 or left.low < 1.0:
        return passes * left
    used = capacity.use_by(call)
    if used is None:
        return passes
    let_in = used * met.passes
    if let_in.high <= FULL:
        return passes
    return Interval(0.0, min(passes.high, 1.0 / used.low) if let_in.low > FULL else passes.high)


def _left(capacity: Capacity) -> Interval:
    """Whether what a world's loss leaves of a component still answers: 1 if so, 0 if not."""
    placement, component = capacity.placement, capacity.component
    count = len(placement.replicas)
    if not placement.lost:
        return ALL
    short = capacity.needs.known is not None and count < capacity.needs.low
    outvoted = capacity.is_elected and component[SHARDS] is None and 2 * count <= placement.count
    if not count or short or outvoted:
        return NOTHING
    # Who leads, keeps a key or makes up a quorum may be among what is lost.
    is_open = component[TOPOLOGY] is not None or component[SHARDS] is not None
    return ANY if is_open else ALL


def _either(one: Handling, other: Handling) -> Handling:
    """What holds of both; where they differ, anything may."""
    return Handling(
        _both(one.through, other.through),
        _both(one.let_in, other.let_in),
        _both(one.spilled, other.spilled),
    )


def _both(one: Mapping[K, Interval], other: Mapping[K, Interval]) -> dict[K, Interval]:
    return {
        key: one[key] if key in one and one.get(key) == other.get(key) else ANY
        for key in {**one, **other}
    }


def _of_one_source(passes: Interval) -> Interval:
    """The share to count with of calls that meet a limit alone: the more come, the smaller the share that
    passes, but never fewer calls. So the share of the least load bounds what passes from both sides."""
    return exactly(passes.high)
