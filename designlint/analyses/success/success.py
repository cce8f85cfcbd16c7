"""The share of its runs that a flow completes, and of its calls that a component answers.

A run succeeds when all that it needs is up, and when nothing else fails it: an overloaded component, a
rate limit. Each reason is a factor, the share of the runs that do not fail by it while all is up. The
least of them bounds the whole from above, for the same runs may fail for several reasons; from below,
every run fails for one reason only.
"""

from __future__ import annotations

from collections.abc import Iterable

from designlint.analyses.availability.availability import (
    component_availability,
    flow_availability,
    partial_unavailability,
)
from designlint.analyses.availability.needed import needed_calls
from designlint.analyses.availability.served import (
    Factor,
    Source,
    overload,
    partly_served,
    refusals,
)
from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.load.needs import needs
from designlint.analyses.measure import Derivation, Exactness, Interval, Measure, Missing
from designlint.diagnostic import Step

SOURCES: tuple[Source, ...] = (overload, refusals)
"""Where the reasons come from by which runs fail although all that they need is up."""


def success(facts: Facts) -> Lazily[str, Measure]:
    """The share of runs, or of calls, that succeed at the load of this world, by path of a flow or
    component."""
    return Lazily({**facts.design.components, **facts.design.flows}, lambda p: _success(facts, p))


def factors(facts: Facts, path: str) -> tuple[Factor, ...]:
    """Why runs of a flow, or calls of a component, fail although all that they need is up; the gravest
    first."""
    found = dict.fromkeys([one for source in SOURCES for one in facts[source].get(path, ())])
    return tuple(sorted(found, key=lambda one: (one.share.high, one.share.low)))


def _success(facts: Facts, path: str) -> Measure:
    is_flow = path in facts.design.flows
    up = facts[flow_availability if is_flow else component_availability][path]
    found = factors(facts, path)
    parts = [path] if not is_flow else _parts(facts, path)
    partly = partly_served(facts, parts)
    if not found and partly <= 0.0:
        return up
    least = facts[partial_unavailability][path] if partly > 0.0 else None
    value = _together(up.value, [one.share for one in found], partly, least and 1.0 - least.low)
    assumptions = [one.assumption for one in found if one.assumption is not None]
    assuming = None
    if partly > 0.0:
        assumptions += [_whole(facts, part) for part in parts if partly_served(facts, [part]) > 0.0]
    if assumptions or up.assuming is not None:
        assumed = [one.assumed or one.share for one in found]
        assuming = _together(up.assuming or up.value, assumed, 0.0, None)
    missing = [*(m for one in found for m in one.missing), *up.missing]
    if partly > 0.0:
        missing += [_need(facts, part) for part in parts if partly_served(facts, [part]) > 0.0]
    return Measure(
        value,
        Exactness.EXACT if value.is_exact else Exactness.BOUND,
        Derivation(lambda: (*(one.line for one in found), *up.derivation)),
        tuple(dict.fromkeys(missing)),
        assuming,
        (*up.assumptions, *assumptions),
    )


def _parts(facts: Facts, flow: str) -> list[str]:
    """The components that a flow certainly needs."""
    calls = facts[needed_calls][flow]
    asked = dict.fromkeys(node for call in calls for node in (call.step.caller.path, call.asked))
    return [node for node in asked if node in facts.design.components]


def _together(
    up: Interval, shares: Iterable[Interval], partly: float, least: float | None
) -> Interval:
    """The share of runs that succeed.

    `least` is how often at least a part of the load can be served, `partly` the largest such part.
    With a run's rank in the load (0 to 1), the least of the shares served counts for all that it
    needs: below `partly`, what serves a part is enough; above it, only what serves the whole.
    """
    shares = list(shares)
    most = min([share.high for share in shares], default=1.0)
    low = up.low * max(0.0, 1.0 - sum(1.0 - share.low for share in shares))
    if least is None:
        return Interval(low, max(low, up.high * most))
    split = min(partly, most)
    # As differences to 1, so that no nine is lost.
    lost = (1.0 - most) + (most - split) * (1.0 - up.high) + split * (1.0 - least)
    return Interval(low, max(low, up.high * most, 1.0 - lost))


def _whole(facts: Facts, path: str) -> Step:
    needed = facts[needs][path]
    text = f"{path} serves nothing with fewer than {needed.low} replicas, which its load needs"
    return Step(text, facts.design.components[path].span)


def _need(facts: Facts, path: str) -> Missing:
    return Missing(path, "needs", f"needs {facts[needs][path].low}", is_assumed=True)
