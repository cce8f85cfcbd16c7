"""Flows that stop although they can do without what is down: its calls hold all workers of a caller.

A run needs the shard of its own key alone, and does without the others.

Whether a callee that is down refuses its calls at once, or answers nothing until they time out, is not
declared. That it refuses them is an assumption where their timeouts would take all workers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from designlint.analyses.availability.availability import component_availability
from designlint.analyses.availability.served import ALL, Factor
from designlint.analyses.facts import Facts
from designlint.analyses.measure import Interval, Missing
from designlint.analyses.placement.placement import is_gone
from designlint.analyses.resilience.hard_dependencies import hard_dependencies
from designlint.analyses.resilience.held_workers import HeldWorkers
from designlint.diagnostics.diagnostic import Step as Line


def held(facts: Facts) -> Mapping[str, tuple[Factor, ...]]:
    """What calls of a callee that is down keep from the flows that do without it, by flow."""
    found: defaultdict[str, list[Factor]] = defaultdict(list)
    for pair in facts[hard_dependencies].holding:
        if pair.shortcut or pair.stopped:
            factor = _factor(facts, pair)
            for flow in pair.stopped:
                found[flow].append(factor)
    return {flow: tuple(factors) for flow, factors in found.items()}


def waits_for_lost(facts: Facts, flow: str) -> bool:
    """Whether calls of what is gone in this world may hold all workers of what a flow needs, which does
    without what is gone."""
    return any(
        flow in pair.stopped and is_gone(facts.design, pair.callee)
        for pair in facts[hard_dependencies].holding
    )


def _factor(facts: Facts, pair: HeldWorkers) -> Factor:
    caller, callee = pair.caller.path, pair.callee
    up = facts[component_availability].get(callee)
    one_of = "one shard of " if pair.parts > 1 else ""
    line = Line(
        f"{caller}: calls of {one_of}`{callee}` hold all {pair.workers:g} workers while it answers nothing"
    )
    refused = Line(
        f"{one_of}`{callee}` refuses its calls at once while it is down: they hold no workers of `{caller}`"
    )
    what = f"bulkhead of `{caller} -> {callee}`"
    missing = Missing("", what, f"{caller} -> {callee} {{ bulkhead 5 }}")
    # How often all shards are up at once is less than how often that of one key is.
    least = 0.0 if up is None or pair.parts > 1 else up.value.low
    return Factor(Interval(least, 1.0), line, (missing,), ALL, refused)
