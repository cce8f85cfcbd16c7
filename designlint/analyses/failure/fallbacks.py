"""How much of the calls of a step its fallback carries when the component that it replaces is down."""

from __future__ import annotations

import math

from designlint.analyses.budget import budget
from designlint.analyses.facts import Facts
from designlint.analyses.failure.hard_dependency import is_hard_dependency
from designlint.analyses.graph.fallback_call import made_to
from designlint.analyses.graph.graph import FlowGraph, flow_graphs
from designlint.analyses.load.capacity import FULL, Capacity, capacities
from designlint.analyses.load.item_size import too_large
from designlint.analyses.load.late import given_up
from designlint.analyses.load.limits import admitted, limits, limits_instead
from designlint.analyses.load.load import loads
from designlint.analyses.measure import Interval, exactly
from designlint.analyses.placement.placement import is_gone
from designlint.analyses.worlds import without
from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.model import Step


class Fallback(NamedTuple):
    """Who stands in for whom, the share of the calls (0 to 1) that it then carries, and the component
    that carries least of them: itself, or one that it calls; None where all carry everything."""

    step: Step
    share: Interval
    narrowest: Capacity | None

    @property
    def is_enough(self) -> bool | None:
        """Whether it carries all calls; None where that is not known."""
        if self.share.low >= 1.0:
            return True
        return None if self.share.high >= 1.0 else False


def fallback_of(facts: Facts, flow: str, step: Step) -> Fallback | None:
    """What the fallback of a step carries; None for a step without one, and where what it replaces is
    down in this world anyway, so that the fallback is simply what is called. Of more fallbacks than the
    budget has worlds for it is unknown."""
    if step.or_else is None or is_gone(facts.design, step.callee.path):
        return None
    if not facts[budget].fallbacks:
        return Fallback(step, Interval(0.0, 1.0), None)
    known, key = facts[_known], (flow, step.span, step.callee.path)
    if key not in known:
        left = without(facts, step.callee.path)
        known[key] = _in_world(left, flow, step, step.or_else.path)
    return known[key]


def overflow_carried(facts: Facts, flow: str, step: Step) -> Interval:
    """The share of the calls (0 to 1) that the fallback of a step carries of those that limits keep from its
    callee today, which are part of its load."""
    if step.or_else is None:
        return Interval(0.0, 1.0)
    carried = _in_world(facts, flow, step, step.or_else.path).share
    passes = math.prod(one.passes.low for one, _ in limits_instead(facts, step, facts[loads]))
    return Interval(carried.low * passes, carried.high)


def _known(_: Facts) -> dict[tuple[str, Span, str], Fallback]:
    """What fallbacks carry that have been asked about: trees of failures ask for each of them often."""
    return {}


def stands_in(facts: Facts, flow: str, step: Step) -> bool | None:
    """Whether the fallback of a step carries its load while the callee is down, or is lost in this world;
    None where that is not known."""
    if step.or_else is None:
        return False
    lost = is_gone(facts.design, step.callee.path)
    if not lost and not facts[budget].fallbacks:
        return None
    found = None if lost else fallback_of(facts, flow, step)
    return (found or _in_world(facts, flow, step, step.or_else.path)).is_enough


def _in_world(left: Facts, flow: str, step: Step, spare: str) -> Fallback:
    is_ours = spare in left.design.components
    if is_ours and too_large(left, spare, made_to(left, step, spare)) is not None:
        return Fallback(step, exactly(0.0), None)
    graph = left[flow_graphs][flow]
    called = graph.reached_from(spare, lambda call: not call.optional)
    again = _made_again(left, graph, step, spare)
    late = given_up(left, flow, made_to(left, step, spare))
    share = Interval(1.0 - late.high, 1.0 - late.low)
    if again is not None:
        share = Interval(0.0, min(share.high, 1.0 - again))
    narrowest = None
    made = _needed_by(graph, spare)
    for node in called:
        if node not in left.design.components:
            continue
        carried = _carried(left, node) * _let_in(left, graph, node, called, step)
        # Of the calls that the fallback answers, those fail that need what does not carry them.
        most = 1.0 - made.get(node, 0.0) * (1.0 - carried.high)
        if most < share.high:
            narrowest = left[capacities][node]
        share = Interval(min(share.low, carried.low), min(share.high, most))
    return Fallback(step, share, narrowest)


def _let_in(
    left: Facts, graph: FlowGraph, node: str, called: tuple[str, ...], failed: Step
) -> Interval:
    """The share of the calls of a fallback, or of what it calls, that the limits on each call of it let in: at
    the most what a limit lets in that only such calls meet."""
    met, low, high = left[limits][node], 1.0, 1.0
    shared = graph.reached_from_any(graph.entries, lambda step: step is not failed)
    for limit, parts in met.on_calls:
        spans = {part.step.span for part in parts}
        steps = [step for step in graph.flow.steps if step.span in spans]
        own = [step for step in steps if step is failed or step.caller.path in called]
        if own and (failed not in own or node == called[0]):
            low *= limit.passes.low
            is_own = all(part.flow == graph.flow.path for part in parts) and all(
                step is failed or step.caller.path not in shared for step in steps
            )
            high *= limit.passes.high if is_own else 1.0
    return Interval(low, high)


def _made_again(left: Facts, graph: FlowGraph, failed: Step, spare: str) -> float | None:
    """The least share (0 to 1) of the calls of a fallback that needs the call again which has failed; None
    where none does."""
    steps = graph.flow.steps
    nodes, made = {spare: 1.0}, dict[int, float]()
    for _ in steps:  # as often as the longest path has steps
        before = len(made)
        for number, step in enumerate(steps):
            comes = made.get(number - 1) if step.follows else nodes.get(step.caller.path)
            needed = is_hard_dependency(left, step, graph)
            if comes is None or needed is False or number in made:
                continue
            made[number] = comes * min(1.0, step.share) if needed and not step.on_miss_of else 0.0
            if step is failed:
                return made[number]
            if step.or_else is None:
                nodes.setdefault(step.callee.path, made[number])
        if len(made) == before:
            break
    return None


def _needed_by(graph: FlowGraph, spare: str) -> dict[str, float]:
    """What the calls of a fallback need, and the least share of them that does."""
    found = {spare: 1.0}
    waiting = [spare]
    for node in waiting:  # grows while it is walked
        for step in graph.by_caller.get(node, ()):
            if step.optional:
                continue
            share = found[node] * min(1.0, step.share)
            if step.callee.path not in found:
                waiting.append(step.callee.path)
            found[step.callee.path] = max(share, found.get(step.callee.path, 0.0))
    return found


def _carried(facts: Facts, path: str) -> Interval:
    """The share of its calls that a component serves, from before its autoscaler has acted to after: what
    nothing refuses may make it collapse."""
    capacity, passes = facts[capacities][path], admitted(facts, path)
    used, scaled = capacity.use_by(None), capacity.scaled_out.use_by(None)
    if used is None or scaled is None:
        return passes
    low = passes.low if (used * passes).high <= FULL else 0.0
    return Interval(low, min(passes.high, 1.0 / scaled.low if scaled.low > 0.0 else 1.0))


def fallbacks(facts: Facts) -> tuple[Fallback, ...]:
    """What the fallback of each step carries, in the order of the flows."""
    found = [
        fallback_of(facts, flow.path, step)
        for flow in facts.design.flows.values()
        for step in flow.steps
    ]
    return tuple([fallback for fallback in found if fallback is not None])


def stand_ins(facts: Facts) -> frozenset[str]:
    """What may get the calls of a step whose callee fails: each fallback with what it calls."""
    found: set[str] = set()
    for flow in facts.design.flows.values():
        for step in flow.steps:
            if step.or_else is not None:
                graph = facts[flow_graphs][flow.path]
                found.update(graph.reached_from(step.or_else.path, lambda call: not call.optional))
    return frozenset(found)
