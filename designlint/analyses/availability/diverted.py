"""What a flow or component loses while calls that fail elsewhere fall on what it needs.

Above its capacity a component serves only a part, whichever flow its calls come from. So a flow also
fails, or may, while something is down that it does not need: the calls of others then go to their fallback,
or past their cache, and overload what it shares with them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TypeAlias

from designlint.analyses.availability.needed import needed_calls
from designlint.analyses.budget import budget
from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.diversions import (
    Diversion,
    diversions,
    loads_at_worst,
    reached_by_any_diversion,
    reached_by_diversions,
    together,
)
from designlint.analyses.failure.events import Reading
from designlint.analyses.failure.failure import counted_failures
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.load.backlog import broker_of
from designlint.analyses.load.capacity import FULL, Capacity, capacities
from designlint.analyses.load.handling import loads_when
from designlint.analyses.load.limits import admitted, limits, limits_under, unstated_limit
from designlint.analyses.load.load import loads
from designlint.analyses.load.part import Loads
from designlint.analyses.measure import Missing
from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.base.wording import listed
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Design, Step
from designlint.solvers.faulttree import Node, at_least


class Diverted(NamedTuple):
    """When calls of others fall on what is needed (`node`), and the least share of the runs or calls,
    0 to 1, that succeed then; `is_spent` where there is not enough work to look at each state by itself."""

    node: Node
    share: float
    lines: tuple[Line, ...]
    missing: tuple[Missing, ...]
    is_spent: bool = False


_Calls: TypeAlias = "tuple[str, Span | None]"
"""The calls of a component: all of them, or those of a step that has a rate limit of its own."""


class _Harm(NamedTuple):
    """What more load does to a component: the least share that it serves, and how many replicas it then
    needs; None where all of them are not enough."""

    share: float
    needs: int | None
    capacity: Capacity


def diverted(facts: Facts) -> Lazily[str, Diverted | None]:
    """What each flow and component loses to the calls of others, by its path."""
    subjects = {**facts.design.components, **facts.design.flows}
    return Lazily(subjects, lambda path: _of_subject(facts, path))


def _of_subject(facts: Facts, path: str) -> Diverted | None:
    harmed = facts[_harmed]
    if not harmed:
        return None
    needed = _needed(facts, path) if path in facts.design.flows else {(path, None): 1.0}
    found = [(calls, one) for key, calls in needed.items() if (one := harmed.get(key))]
    if not found:
        return None
    lost = sum(min(1.0, calls * (1.0 - one.share)) for calls, one in found)
    return Diverted(
        facts[counted_failures](Reading.PESSIMISTIC).any([one.node for _, one in found]),
        max(0.0, 1.0 - lost),
        tuple([line for _, one in found for line in one.lines]),
        tuple([fact for _, one in found for fact in one.missing]),
        any(one.is_spent for _, one in found),
    )


def _needed(facts: Facts, flow: str) -> dict[_Calls, float]:
    """What a flow needs or may need, and how many calls of it a run makes at the most."""
    entries = facts[flow_graphs][flow].entries
    found: dict[_Calls, float] = {(entry, None): 1.0 for entry in entries}
    for call in facts[needed_calls][flow]:
        for node in (call.asked, call.spare):
            if node is not None:
                found[node, None] = found.get((node, None), 0.0) + call.calls
        found[call.asked, call.step.span] = call.calls
    return found


def _harmed(facts: Facts) -> dict[_Calls, Diverted]:
    """The components that serve less while the calls of others go to them."""
    worst = facts[loads_at_worst]
    if worst is None:
        return {}
    found = {}
    reached = facts[reached_by_any_diversion]
    for path in worst.parts:
        if path not in reached or path not in facts.design.components:
            continue
        own = [p.step for _, parts in limits_under(facts, path, worst).on_calls for p in parts]
        for call in (None, *own):
            harm = _harm(facts, path, worst, call)
            if harm is not None:
                one = _of_component(facts, path, call, harm)
                if one is not None:
                    found[path, call and call.span] = one
    return found


def _harm(facts: Facts, path: str, then: Loads, call: Step | None) -> _Harm | None:
    """What a load does to a component that today's does not; of the calls of a step what its own limit does
    to them."""
    if call is not None:
        return _refused(facts, path, then, call)
    now, today = facts[capacities][path], facts[loads].of(path)
    if then.of(path).high <= today.high * FULL or broker_of(facts, path) is not None:
        return None
    passes = admitted(facts, path)
    if now.certain_use is not None and (now.certain_use * passes).high > FULL:
        return None  # it may serve nothing anyway
    capacity = now.at_once(then)
    used = capacity.certain_use
    passing_then = limits_under(facts, path, then).passes
    if used is not None and (used * passing_then).high > FULL:
        return _Harm(0.0, None, capacity)
    more = capacity.needs.high > now.needs.high
    if passing_then.low < passes.low:
        return _Harm(0.0 if more else passing_then.low, None, capacity)
    return _Harm(0.0, capacity.needs.high, capacity) if more else None


def _refused(facts: Facts, path: str, then: Loads, call: Step) -> _Harm | None:
    """What the limits of a step refuse under a load and not today."""
    now, later = facts[limits][path], limits_under(facts, path, then)
    today, passes = (
        math.prod(one.passes.low for one in found.on(call) if one not in found.on_all)
        for found in (now, later)
    )
    return _Harm(passes, None, facts[capacities][path].at_once(then)) if passes < today else None


def _of_component(facts: Facts, path: str, call: Step | None, at_worst: _Harm) -> Diverted | None:
    """What a component loses to the calls of others, of all its calls or of those of a step."""
    if not facts[budget].diversions:
        return _bounded(facts, path, at_worst)
    trees = facts[counted_failures](Reading.PESSIMISTIC)
    alone: list[tuple[tuple[Diversion, ...], _Harm, Node]] = []
    rest: list[tuple[Diversion, Node]] = []
    for number, one in enumerate(facts[diversions]):
        if path in facts[reached_by_diversions][number]:
            harm, node = (
                _harm(facts, path, facts[_loads_while][number], call),
                trees.any(one.fails(facts)),
            )
            if harm is not None:
                alone.append(((one,), harm, node))
            else:
                rest.append((one, node))
    several = tuple([one for one, _ in rest])
    if len(several) > 1:
        harm = _harm(facts, path, loads_when(facts, together(several)), call)
        if harm is not None:
            alone.append((several, harm, at_least(2, [node for _, node in rest])))
    if not alone:
        return None
    nodes = [
        node if harm.needs is None else trees.all([node, trees.short_of(path, harm.needs)])
        for _, harm, node in alone
    ]
    lines = tuple([_line(path, several, harm) for several, harm, _ in alone])
    missing = tuple(_missing(facts.design, path, [(several, harm) for several, harm, _ in alone]))
    return Diverted(trees.any(nodes), min(harm.share for _, harm, _ in alone), lines, missing)


def _bounded(facts: Facts, path: str, at_worst: _Harm) -> Diverted:
    """What a component loses at the most: as much as while all diversions fail, whichever does."""
    trees, found = facts[counted_failures](Reading.PESSIMISTIC), facts[diversions]
    node = facts[_any_diversion]
    if at_worst.needs is not None:
        node = trees.all([node, trees.short_of(path, at_worst.needs)])
    lines, missing = (
        (_line(path, found, at_worst),),
        tuple(_missing(facts.design, path, [(found, at_worst)])),
    )
    return Diverted(node, at_worst.share, lines, missing, is_spent=True)


def _any_diversion(facts: Facts) -> Node:
    """When anything that sends calls elsewhere may be down."""
    nodes = [node for one in facts[diversions] for node in one.fails(facts)]
    return facts[counted_failures](Reading.PESSIMISTIC).any(nodes)


def _loads_while(facts: Facts) -> Lazily[int, Loads]:
    """The loads while one diverts its calls, by its number."""
    found = facts[diversions]
    return Lazily(dict(enumerate(found)), lambda number: loads_when(facts, found[number].handling))


def _line(path: str, several: tuple[Diversion, ...], harm: _Harm) -> Line:
    enough = "" if harm.needs is None else f", which needs {harm.needs} replicas"
    return Line(f"{path}: {_surge(several, harm)}{enough}", harm.capacity.component.span)


def _surge(several: tuple[Diversion, ...], harm: _Harm) -> str:
    """What comes meanwhile: ``up to 5k req/s while `cdn` fails``."""
    names = listed(list(dict.fromkeys(one.path for one in several)))
    rate = harm.capacity.shown_rate(harm.capacity.demand.total.high)
    return f"up to {rate} while {names} {'fails' if len(several) == 1 else 'fail together'}"


def _missing(
    design: Design, path: str, harms: list[tuple[tuple[Diversion, ...], _Harm]]
) -> Iterator[Missing]:
    """What would say how much is served meanwhile."""
    for several, harm in harms:
        used = harm.capacity.certain_use
        if harm.share <= 0.0 and used is not None and used.low > 0.0:
            total = harm.capacity.demand.total
            carried = harm.capacity.shown_rate(total.low / used.low)
            yield unstated_limit(design, path, carried, f"gets {_surge(several, harm)}")
            return
