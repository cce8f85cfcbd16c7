"""The condition of each flow in a world: works, slower, degraded, overloaded, stopped.

A flow is stopped where it serves nothing at all whatever is not declared, and may be stopped where a
place that is not declared decides. It is overloaded where something that it needs gets more than its
capacity, and degraded where it goes on without a part, by a fallback, or for some of its runs only. That
it is slower than in another world, `impact` adds.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from enum import IntEnum

from designlint.analyses.availability.runs import shares_of_runs
from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.events import Reading
from designlint.analyses.failure.flow_failure import flow_failures, partial_flow_failures
from designlint.analyses.impact.down import Down, downs, reason_of
from designlint.analyses.load.capacity import FULL, capacities
from designlint.analyses.placement.placement import placements
from designlint.analyses.worlds import supposing
from designlint.base.records import NamedTuple
from designlint.base.wording import WHOLE, listed
from designlint.quantities.showing import show_share
from designlint.solvers.faulttree import ALWAYS


class State(IntEnum):
    """The condition of a flow; a worse one compares as greater."""

    WORKS = 0
    SLOWER = 1
    DEGRADED = 2
    MAY_STOP = 3
    OVERLOADED = 4
    STOPPED = 5

    def __str__(self) -> str:
        return _WORDS[self]


_WORDS = {
    State.WORKS: "works",
    State.SLOWER: "slower",
    State.DEGRADED: "degraded",
    State.MAY_STOP: "may stop",
    State.OVERLOADED: "overloaded",
    State.STOPPED: "stopped",
}


class Condition(NamedTuple):
    """The state of a flow, and the reasons for it as clauses; `without` are the parts that it lacks."""

    state: State
    reasons: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


def conditions(facts: Facts) -> Lazily[str, Condition]:
    """The condition of each flow in this world, by its path."""
    return Lazily(facts.design.flows, lambda flow: _wherever(facts, flow))


def _wherever(facts: Facts, flow: str) -> Condition:
    """The condition, wherever the components run whose place is not declared."""
    here = _condition(facts, flow)
    open_ones = [path for path in facts[downs][flow].needed if _is_in_doubt(facts, path)]
    if here.state >= State.OVERLOADED or not open_ones:
        return here
    without = _condition(facts[_all_in_doubt_lost], flow)
    if without.state <= here.state:
        return here
    verb = "does" if len(open_ones) == 1 else "do"
    return Condition(State.MAY_STOP, (f"where {verb} {listed(open_ones)} run?", *here.reasons))


def _is_in_doubt(facts: Facts, path: str) -> bool:
    """Whether this world may take replicas whose place is not declared; what a third party runs is taken
    to be outside of what is lost."""
    component = facts.design.components.get(path)
    is_own = component is not None and not component.is_external
    return is_own and bool(facts[placements][path].in_doubt)


def _all_in_doubt_lost(facts: Facts) -> Facts:
    """The facts of the world in which everything is lost that may be."""
    found = [path for path in facts.design.components if _is_in_doubt(facts, path)]
    return supposing(facts, "all in doubt lost", dict.fromkeys(found, 0))


def _condition(facts: Facts, flow: str) -> Condition:
    down = facts[downs][flow]
    bypassed = tuple([f"`{path}` is lost: its reads go to the origin" for path in down.bypassed])
    failing = [(state, reasons) for state, reasons in _failing(facts, flow, down) if reasons]
    if failing:
        worst = max(state for state, _ in failing)
        # What stops a flow stops it whatever else fails; an origin is overloaded without its caches.
        shown = [one for one in failing if one[0] is worst or worst is not State.STOPPED]
        beside = bypassed if worst is not State.STOPPED else ()
        reasons = tuple([reason for _, found in shown for reason in found])
        return Condition(worst, (*reasons, *beside), down.missing)
    reasons = tuple(_degraded(down))
    if reasons:
        return Condition(State.DEGRADED, (*reasons, *bypassed), down.missing)
    return Condition(State.SLOWER if bypassed else State.WORKS, bypassed)


def _failing(facts: Facts, flow: str, down: Down) -> Iterator[tuple[State, tuple[str, ...]]]:
    """The ways in which the flow fails, each with its reasons where it is the case."""
    parts = [part is ALWAYS for part in facts[partial_flow_failures][flow]]
    causes = tuple([reason_of(facts, path) for path in down.causes])
    known = causes or ("what it needs is lost",)
    if all(parts):
        yield State.STOPPED, known
    yield State.OVERLOADED, tuple(_overloaded(facts, down))
    if any(parts):
        held = [reason_of(facts, path) for path in down.in_part]
        yield State.DEGRADED, tuple([f"some keys are not served: {one}" for one in held or known])
    if facts[flow_failures][flow, Reading.OPTIMISTIC] is ALWAYS:
        shares = facts[shares_of_runs][flow]
        share = max((shares.get(path, 1.0) for path in down.causes), default=1.0)
        some = f"up to {show_share(float(f'{share:.2g}'))}" if share < 1.0 else "a part"
        state = State.STOPPED if WHOLE <= share < 1.0 else State.DEGRADED
        yield state, tuple([f"{some} of the runs fails: {one}" for one in known])


def _overloaded(facts: Facts, down: Down) -> Iterator[str]:
    """What the flow needs and that gets more than its capacity."""
    for path in down.needed:
        if path in facts.design.components:
            used = facts[capacities][path].utilisation()
            if used is not None and used.low == math.inf:
                yield f"`{path}` gets calls without bound"
            elif used is not None and used.low > FULL:
                yield f"`{path}` is at {show_share(float(f'{used.low:.3g}'))} of its capacity"


def _degraded(down: Down) -> Iterator[str]:
    if down.missing:
        yield f"without {listed(down.missing)}"
    for path, spare in down.replaced:
        yield f"`{spare}` answers for `{path}`"
