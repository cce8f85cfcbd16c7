"""Which calls the runs of a flow need: for certain or perhaps, and in how large a share of them."""

from __future__ import annotations

import heapq
import math

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.hard_dependency import is_hard_dependency, is_passed_by
from designlint.analyses.failure.made import least_shares
from designlint.analyses.graph.graph import FlowGraph, flow_graphs
from designlint.analyses.load.limits import limits
from designlint.analyses.load.load import loads
from designlint.analyses.load.rates import miss_share
from designlint.analyses.load.repeats import repeated
from designlint.analyses.measure import Interval, exactly
from designlint.analyses.placement.placement import is_gone
from designlint.base.records import NamedTuple
from designlint.model import Step


class NeededCall(NamedTuple):
    """A call that a flow needs or may need, and who is asked in this world.

    `runs` is the share (0 to 1) of the flow's runs that make it and fail with it: at least `low`,
    which is 0 where the design does not say whether it is needed. `calls` is the most calls that a run
    makes in the mean. `spare` is who is asked when it fails, so that the runs fail only with both.
    `arrives` is the largest share of its calls (0 to 1) that no limit on the way to it refuses. `by_share`:
    only runs make it that make a call with a share.
    """

    step: Step
    asked: str
    runs: Interval
    calls: float
    spare: str | None = None
    arrives: float = 1.0
    by_share: bool = False


def needed_calls(facts: Facts) -> Lazily[str, tuple[NeededCall, ...]]:
    """The calls of each flow that it needs or may need, by the flow's path; without those that are
    optional, and those behind them."""
    graphs = facts[flow_graphs]
    return Lazily(facts.design.flows, lambda path: _needed_calls(facts, graphs[path]))


def _needed_calls(facts: Facts, graph: FlowGraph) -> tuple[NeededCall, ...]:
    steps = graph.flow.steps
    known = [is_hard_dependency(facts, step, graph) for step in steps]
    reached = _reached(facts, graph, known)
    made = least_shares(facts, graph.flow.path, steps)
    found = []
    for number, step in enumerate(steps):
        needed, comes = known[number], reached.get(_source(number, step))
        if comes is None or needed is False or is_passed_by(facts, step, graph):
            continue
        least = comes.runs * _made(facts, step) if needed is True else 0.0
        most = _most_calls(facts, graph, step)
        runs = Interval(least, max(least, min(1.0, most)))
        asked = asked_in_this_world(facts, step)
        spare, by_share = _spare(facts, step), made[step.span] < 1.0
        found.append(NeededCall(step, asked, runs, most, spare, comes.arrives, by_share))
    return tuple(found)


class _Comes(NamedTuple):
    """The least share of a flow's runs (0 to 1) that comes somewhere along needed calls, and the largest
    share of these that no limit on the way refuses."""

    runs: float
    arrives: float = 1.0


def _let_through(facts: Facts, asked: str, step: Step) -> float:
    """The largest share of the calls of a step that no limit refuses."""
    if asked not in facts.design.components:
        return 1.0
    return facts[limits][asked].passes.high * facts[limits][asked].let_in(step)


def _source(number: int, step: Step) -> str | int:
    """What a step is made for: the step before it in its line, or all that comes to its caller."""
    return number - 1 if step.follows else step.caller.path


def asked_in_this_world(facts: Facts, step: Step) -> str:
    """Who a step asks: its callee, or who stands in for it when nothing of it is left."""
    if step.or_else is not None and is_gone(facts.design, step.callee.path):
        return step.or_else.path
    return step.callee.path


def _spare(facts: Facts, step: Step) -> str | None:
    """Who is asked when the call of a step fails; None where nobody is, or nobody else is left."""
    if step.or_else is None or is_gone(facts.design, step.callee.path):
        return None
    return None if is_gone(facts.design, step.or_else.path) else step.or_else.path


def _reached(facts: Facts, graph: FlowGraph, known: list[bool | None]) -> dict[str | int, _Comes]:
    """For each node that the flow may need, and for each such step by its number, what comes to it: along
    the needed calls which most of the runs take."""
    made_for: dict[str | int, list[int]] = {}
    for number, step in enumerate(graph.flow.steps):
        made_for.setdefault(_source(number, step), []).append(number)
    best: dict[str | int, _Comes] = dict.fromkeys(graph.entries, _Comes(1.0))
    waiting: list[tuple[float, str, str | int]] = [(-1.0, node, node) for node in graph.entries]
    heapq.heapify(waiting)
    while waiting:
        share, _, at = heapq.heappop(waiting)
        for number in made_for.get(at, ()) if -share == best[at].runs else ():
            step, spare = graph.flow.steps[number], _spare(facts, graph.flow.steps[number])
            if known[number] is False:
                continue
            comes, asked = _Comes(0.0), asked_in_this_world(facts, step)
            if known[number] is True and spare is None:
                # Beyond a call that has a spare, who comes is not certain.
                arrives = best[at].arrives * _let_through(facts, asked, step)
                comes = _Comes(-share * _made(facts, step), arrives)
            for node in (number, asked):
                if node not in best or comes.runs > best[node].runs:
                    best[node] = comes
                    heapq.heappush(waiting, (-comes.runs, str(node), node))
            if spare is not None and spare not in best:
                best[spare] = _Comes(0.0)
                heapq.heappush(waiting, (0.0, spare, spare))
    return best


def _made(facts: Facts, step: Step) -> float:
    """The least share of the visits of its caller in which a call is made."""
    return min(1.0, step.share) * min(1.0, step.times) * miss_share(facts.design, step).low


def _most_calls(facts: Facts, graph: FlowGraph, step: Step) -> float:
    """The most calls of a step for each of the flow's runs; no larger share of them can make one."""
    found, flow = facts[loads], graph.flow.path
    begun = found.rates[flow, graph.entries[0]] if graph.entries else exactly(0.0)
    again = repeated(facts.design, step)
    # Of several attempts one is enough.
    calls = found.calls[step.span] * (1.0 / (again.high if again is not None else 1.0))
    if begun.low <= 0.0:
        return max(1.0, step.times)
    if begun.is_exact:
        return calls.high / begun.low
    # How often the flow begins is open; how many calls a run makes is not, where all hits are declared.
    is_open = any(not miss_share(facts.design, one).is_exact for one in graph.flow.steps)
    return math.inf if is_open else calls.low / begun.low
