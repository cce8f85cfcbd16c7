"""Whether a flow needs what a step calls: not what is optional, nor a cache that a store outlives."""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import FlowGraph
from designlint.analyses.load.capacity import Capacity, capacities
from designlint.analyses.load.load import Part, loads
from designlint.model import Design, Step
from designlint.schema.component import RUNS_WITHOUT
from designlint.schema.relation import ON_FAILURE
from designlint.schema.roles import Role
from designlint.schema.values import Ref


def needed(facts: Facts, step: Step, graph: FlowGraph) -> bool | None:
    """Whether the flow fails with what the step calls; None where the facts do not tell.

    A cache beside a store is needed exactly when the store cannot carry the load without it.
    """
    outlived = False if step.optional else _is_needed_by_caller(facts.design, step)
    if outlived is not True:
        return outlived
    callee = facts.design.components.get(step.callee.path)
    if callee is None or not callee.plays(Role.CACHE):
        return True
    behind = [
        other
        for other in graph.by_caller.get(step.caller.path, ())
        if other.on_miss_of is not None and other.on_miss_of.path == callee.path
    ]
    if not behind:
        return True
    carried = [_is_carried(facts, other, graph) for other in behind]
    if False in carried:
        return True
    return None if None in carried else False


def _is_needed_by_caller(design: Design, step: Step) -> bool | None:
    """Whether the caller stops with the callee. For how long it goes on, where that is limited, the
    facts do not tell."""
    on_failure = step.properties[ON_FAILURE]
    if on_failure is not None and on_failure.value in ("degrade", "stale", "fail_open"):
        return False
    caller = design.components.get(step.caller.path)
    without = caller.value(RUNS_WITHOUT) if caller is not None else None
    if without is None or Ref(step.callee.path) not in without.nodes:
        return True
    return None if without.time is not None else False


def _is_carried(facts: Facts, step: Step, graph: FlowGraph) -> bool | None:
    """Whether who is asked on a miss carries the load of all flows when the cache is away."""
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
            rate = found.rates[part.flow, part.step.caller.path] * calls
            parts.append(Part(part.flow, part.step, rate))
        else:
            parts.append(part)
    known = facts[capacities][path]
    without = Capacity(known.component, known.placement, found._replace(parts={path: parts}))
    used = without.utilisation()
    if used is None or known.is_benchmark:
        return None
    if used.low > 1.0:
        return False
    # What it calls in turn gets more load, too.
    return True if used.high <= 1.0 and path not in graph.by_caller else None
