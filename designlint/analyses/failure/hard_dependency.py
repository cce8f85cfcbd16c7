"""Whether a call is a hard dependency: not one that is optional, nor one of a cache that a store outlives."""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import FlowGraph
from designlint.analyses.load.capacity import capacities
from designlint.analyses.load.load import loads
from designlint.analyses.load.part import Part
from designlint.analyses.placement.placement import is_gone
from designlint.base.source import Span
from designlint.model import Design, Step
from designlint.schema.component import RUNS_WITHOUT
from designlint.schema.relation import GOES_ON, ON_FAILURE, OUTBOX
from designlint.schema.roles import Role
from designlint.schema.store import STALE_IF_ERROR
from designlint.schema.values import Ref, RunsWithout


def is_hard_dependency(facts: Facts, step: Step, graph: FlowGraph) -> bool | None:
    """Whether a flow fails with what a step calls; None where the design does not say.

    A cache beside a store is a hard dependency exactly when the store cannot carry the load without
    it.
    """
    known, key = facts[_decided], (graph.flow.path, step.span)
    if key not in known:
        known[key] = _is_hard(facts, step, graph)
    return known[key]


def is_needed_for_long(facts: Facts, step: Step, graph: FlowGraph) -> bool:
    """Whether a flow certainly fails with what a step calls, once that is down for longer than a cache answers
    with what it has."""
    needed = is_hard_dependency(facts, step, graph)
    return needed is True or (needed is None and _may_be_stale(facts.design, step))


def _is_hard(facts: Facts, step: Step, graph: FlowGraph) -> bool | None:
    behind = _behind(step, graph) if _is_cache(facts.design, step) else []
    if not behind:
        return _is_needed(facts.design, step, graph)
    # Whatever its caller does without the cache, its misses reach the store.
    decided = [_is_too_much(facts, other, graph) for other in behind]
    if True in decided:
        return True
    return None if None in decided else False


def _is_cache(design: Design, step: Step) -> bool:
    callee = design.components.get(step.callee.path)
    return callee is not None and callee.plays(Role.CACHE)


def _is_needed(design: Design, step: Step, graph: FlowGraph) -> bool | None:
    """Whether a flow fails with a call: because its caller does, or because it is for the call."""
    if step.optional:
        return False
    needed = _is_needed_by_caller(design, step)
    return True if needed is not True and _is_the_purpose(design, step, graph) else needed


def _is_too_much(facts: Facts, miss: Step, graph: FlowGraph) -> bool | None:
    """Whether a flow fails with the calls that a store gets without its cache: it needs them, and the store
    does not carry them."""
    needed, carried = _is_needed(facts.design, miss, graph), _is_carried(facts, miss, graph)
    if needed is False or carried is True:
        return False
    return None if needed is None or carried is None else True


def is_passed_by(facts: Facts, step: Step, graph: FlowGraph) -> bool:
    """Whether a step calls a cache of which nothing is left: its calls go to the store, and what counts is how
    many of them that serves."""
    return is_gone(facts.design, step.callee.path) and bool(_behind(step, graph))


def _behind(step: Step, graph: FlowGraph) -> list[Step]:
    """The calls that are made when the cache that a step calls has no answer."""
    return [
        other
        for other in graph.by_caller.get(step.caller.path, ())
        if other.on_miss_of is not None and other.on_miss_of.path == step.callee.path
    ]


def _is_needed_by_caller(design: Design, step: Step) -> bool | None:
    """Whether the caller stops with the callee; unknown where it goes on for a limited time."""
    on_failure = step.properties.get(ON_FAILURE)
    if on_failure is not None and on_failure.value in GOES_ON:
        return False
    outbox = step.properties.get(OUTBOX)
    if outbox is not None and outbox.value and not step.waits:
        return False  # the caller keeps the message, and sends it later
    if _may_be_stale(design, step):
        return None
    without = _runs_without(design, step)
    if without is None:
        return True
    return None if without.time is not None else False


def _may_be_stale(design: Design, step: Step) -> bool:
    """Whether a cache that is there answers for a time with what it has when a call on its miss fails."""
    if step.on_miss_of is None or is_gone(design, step.on_miss_of.path):
        return False
    grace = design.components[step.on_miss_of.path].value(STALE_IF_ERROR)
    return grace is not None and grace.value > 0.0


def _is_the_purpose(design: Design, step: Step, graph: FlowGraph) -> bool:
    """Whether a flow is for a call although its caller runs without the callee: the caller makes no other
    call there that it needs, so nothing is left to serve."""
    if _runs_without(design, step) is None:
        return False
    others = (one for one in graph.by_caller.get(step.caller.path, ()) if one is not step)
    return all(one.optional or _is_needed_by_caller(design, one) is not True for one in others)


def _runs_without(design: Design, step: Step) -> RunsWithout | None:
    """What the caller says of how it runs without the callee; None where it says nothing of it."""
    caller = design.components.get(step.caller.path)
    without = caller.value(RUNS_WITHOUT) if caller is not None else None
    is_named = without is not None and Ref(step.callee.path) in without.nodes
    return without if is_named else None


def _is_carried(facts: Facts, step: Step, graph: FlowGraph) -> bool | None:
    """Whether the origin of a cache carries the load of all flows when the cache is down."""
    known, key = facts[_found], (graph.flow.path, step.span)
    if key not in known:
        known[key] = _carries(facts, step, graph)
    return known[key]


def _decided(_: Facts) -> dict[tuple[str, Span], bool | None]:
    """Whether the steps that have been asked about are hard dependencies, by flow: most are asked about by
    several analyses and rules."""
    return {}


def _found(_: Facts) -> dict[tuple[str, Span], bool | None]:
    """What is found of what carries the load of a cache, of the steps that have been asked about."""
    return {}


def _carries(facts: Facts, step: Step, graph: FlowGraph) -> bool | None:
    path = step.callee.path
    found = facts[loads]
    if path not in facts.design.components or step.on_miss_of is None:
        return None
    cache = step.on_miss_of.path
    parts = []
    for part in found.parts.get(path, ()):
        missed = part.step.on_miss_of
        if missed is not None and missed.path == cache:
            calls = part.step.share * part.step.times
            rate = found.visits[part.step.span] * calls
            parts.append(Part(part.flow, part.step, rate))
        else:
            parts.append(part)
    known = facts[capacities][path]
    without = known.at_once(found._replace(parts={path: parts}))
    used = without.utilisation()
    if used is None or known.is_benchmark:
        return None
    if used.low > 1.0:
        scaled = without.scaled_out.utilisation()
        return False if scaled is None or scaled.low > 1.0 else None
    # What it calls in turn gets more load, too.
    return True if used.high <= 1.0 and path not in graph.by_caller else None
