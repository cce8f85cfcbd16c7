"""What is served of a call, as a share of its flow's runs: by who is asked, and by who is asked next.

A call that is refused, too late or lost to overload goes to its fallback (`or else`), which serves what it
carries while it is up.
"""

from __future__ import annotations

from designlint.analyses.availability.availability import (
    assumed_partial_unavailability,
    component_availability,
    partial_unavailability,
)
from designlint.analyses.availability.needed import NeededCall, needed_calls
from designlint.analyses.availability.served import Factor, Served
from designlint.analyses.facts import Facts
from designlint.analyses.failure.fallbacks import fallback_of, overflow_carried
from designlint.analyses.failure.hard_dependency import is_hard_dependency
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.measure import Interval, exactly

ALL = exactly(1.0)


def of_runs(
    facts: Facts,
    flow: str,
    call: NeededCall,
    found: Served,
    let_in: float = 1.0,
    *,
    is_refused: bool = False,
) -> Factor:
    """What a flow's runs lose by a call of which only a share is served, of the share `let_in` (0 to 1)
    that its own limits do not refuse. What `is_refused` is load of the fallback today."""
    own = call._replace(calls=call.calls * let_in)
    fallback = None if call.spare is None else fallback_of(facts, flow, call.step)
    if fallback is None or call.spare is None:
        return found.of_runs(own._replace(arrives=call.arrives * let_in))
    # What its own limits refuse goes to the fallback, too.
    first, rest = found.share, fallback.share
    if is_refused:
        today = overflow_carried(facts, flow, call.step)
        rest = Interval(max(rest.low, today.low), rest.high)
    known, key = facts[_known], (flow, call.spare)
    if key not in known:
        known[key] = _up(facts, flow, call.spare)
    certain, assuming = known[key]
    served = found._replace(share=_with(first, rest, certain, let_in))
    first = ALL if found.assumption is not None else first
    assumed = found._replace(share=_with(first, rest, assuming, let_in), assumption=None)
    return served.of_runs(own)._replace(assumed=assumed.of_runs(own).share, counts_down=True)


def _known(_: Facts) -> dict[tuple[str, str], tuple[Interval, Interval]]:
    """How often fallbacks are up, by flow and fallback, as far as it has been asked for."""
    return {}


def _with(first: Interval, spare: Interval, up: Interval, let_in: float) -> Interval:
    """What a call and its fallback serve together, of which the fallback is up for a share of the time: at
    the least of what its own limits let in, at the most of all calls."""
    lost = (1.0 - up.low) + (1.0 - spare.low)
    low = 1.0 - (1.0 - first.low) * min(1.0, lost)
    own = first.high * let_in
    both = min(1.0, own + spare.high)
    return Interval(low, max(low, up.high * both + (1.0 - up.high) * own))


def _up(facts: Facts, flow: str, spare: str) -> tuple[Interval, Interval]:
    """How often a fallback is up with all that it calls, given that all is up that every run needs: for
    certain, and by what is assumed. At the least that is as often as enough of it is up for the whole load, at
    the most as often as it can serve anything."""
    graph = facts[flow_graphs][flow]
    called = graph.reached_from(spare, lambda step: not step.optional)
    always = graph.reached_from(
        spare, lambda step: is_hard_dependency(facts, step, graph) is True and step.share >= 1.0
    )
    needed = {c.asked for c in facts[needed_calls][flow] if c.spare is None and c.runs.low >= 1.0}
    parts = [c for c in called if c in facts.design.components and c not in needed]
    found = {part: facts[component_availability][part] for part in parts}
    fails, may_fail = facts[partial_unavailability], facts[assumed_partial_unavailability]
    certain = {n: Interval(one.value.low, 1.0 - fails[n].whole) for n, one in found.items()}
    assumed = {
        n: Interval((one.assuming or one.value).low, 1.0 - may_fail[n].whole)
        for n, one in found.items()
    }
    return _all(certain, set(always)), _all(assumed, set(always))


def _all(parts: dict[str, Interval], always: set[str]) -> Interval:
    """How often all of some parts are up, whatever they depend on; at the most as often as each of those
    that every call needs."""
    low = max(0.0, 1.0 - sum(1.0 - part.low for part in parts.values()))
    return Interval(low, max(low, min((parts[n].high for n in parts if n in always), default=1.0)))
