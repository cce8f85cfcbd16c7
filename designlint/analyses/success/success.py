"""The share of its runs that a flow completes, and of its calls that a component answers.

A run succeeds when all that it needs is up, and when nothing else fails it: an overloaded component, a
rate limit. Each reason is a factor, the share of the runs that do not fail by it while all is up. The
least of them bounds the whole from above, for the same runs may fail for several reasons; from below,
every run fails for one reason only. So it is with the runs that fail because they make a call with a share:
at best they are among those that fail for another reason, at worst they are others.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache, partial
from typing import TypeAlias

from designlint.analyses.availability.accepted import Accepted, trials
from designlint.analyses.availability.availability import (
    Partial,
    availability_beside_shares,
    component_availability,
    flow_availability,
    lost_runs,
    partial_unavailability,
)
from designlint.analyses.availability.blocked import blocked
from designlint.analyses.availability.diverted import diverted
from designlint.analyses.availability.needed import needed_calls
from designlint.analyses.availability.partly import Partly, partly_served
from designlint.analyses.availability.refused import overload, refusals
from designlint.analyses.availability.served import Factor, Source
from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.latency.timed_out import timed_out
from designlint.analyses.measure import Derivation, Exactness, Interval, Measure
from designlint.analyses.success.held import held
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step as Line

_Among: TypeAlias = "Sequence[tuple[Factor, Interval]]"
"""Factors, each with the share of the runs that do not fail for it."""

# Claims on one flow or component try the same of its assumptions.
TRIALS = 64

SOURCES: tuple[Source, ...] = (overload, refusals, blocked, timed_out, held)
"""Where the reasons come from by which runs fail although all that they need is up."""


def success(facts: Facts) -> Lazily[str, Measure]:
    """The share of runs, or of calls, that succeed at the load of this world, by path of a flow or
    component."""
    return Lazily({**facts.design.components, **facts.design.flows}, lambda p: _success(facts, p))


def factors(facts: Facts, path: str) -> tuple[Factor, ...]:
    """Why runs of a flow, or calls of a component, fail although all that they need is up; the gravest
    first."""
    return tuple(dict.fromkeys(_factors(facts, path)))


def _factors(facts: Facts, path: str) -> list[Factor]:
    """Each reason as often as it applies: two steps to one limit are two calls that it may refuse."""
    found = [one for source in SOURCES for one in facts[source].get(path, ())]
    return sorted(found, key=lambda one: (one.share.high, one.share.low))


def _success(facts: Facts, path: str) -> Measure:
    is_flow = path in facts.design.flows
    up = facts[flow_availability if is_flow else component_availability][path]
    found, partly = _factors(facts, path), partly_served(facts, path)
    if not found and not partly:
        given = lru_cache(TRIALS)(lambda accepted: Accepted(facts, path, accepted).whole)
        return up._replace(given=given, trials=partial(trials, facts, path))
    beside = facts[availability_beside_shares][path] if is_flow else up
    least = facts[partial_unavailability][path] if partly else None
    part = _Part(partly[0].share, all(one.is_rarest for one in partly)) if partly else NOTHING
    lost = facts[lost_runs][path] if is_flow and facts[refusals].get(path) else None
    among = [(one, one.share) for one in found]
    value = _bounded(facts, path, up.value, beside.value, among, part, least, lost and lost.certain)
    assumptions = [
        *(one.assumption for one in dict.fromkeys(found) if one.assumption is not None),
        *(one.counted for one in partly if one.counted is not None),
    ]
    assuming = None
    if assumptions or up.assuming is not None:
        among = [(one, one.assumed or one.share) for one in found]
        whole, some = up.assuming or up.value, beside.assuming or beside.value
        assuming = _bounded(facts, path, whole, some, among, NOTHING, None, lost and lost.assumed)

    missing = (
        *(fact for one in found for fact in one.missing),
        *up.missing,
        *(one.missing for one in partly),
    )
    return Measure(
        value,
        Exactness.EXACT if value.is_exact else Exactness.BOUND,
        Derivation(lambda: (*(one.line for one in dict.fromkeys(found)), *up.derivation)),
        tuple(dict.fromkeys(missing)),
        assuming,
        tuple(dict.fromkeys((*up.assumptions, *assumptions))),
        given=lru_cache(TRIALS)(partial(_given, facts, path, found, partly, part)),
        limit=up.limit,
        trials=partial(trials, facts, path),
    )


def _given(
    facts: Facts,
    path: str,
    found: list[Factor],
    partly: tuple[Partly, ...],
    part: _Part,
    accepted: frozenset[Line],
) -> Interval:
    """The share of the runs that succeed if the accepted assumptions are right and the others may not be."""
    given = Accepted(facts, path, accepted)
    whole, some = given.whole, given.beside
    among = [
        (one, one.assumed if one.assumed and one.assumption in accepted else one.share)
        for one in found
    ]
    if all(one.counted in accepted for one in partly):
        return _bounded(facts, path, whole, some, among, NOTHING, None, None)
    return _bounded(facts, path, whole, some, among, part, given.least, None)


def _bounded(
    facts: Facts,
    path: str,
    up: Interval,
    beside: Interval,
    among: _Among,
    part: _Part,
    least: Partial | None,
    lost: float | None,
) -> Interval:
    """The share of runs that succeed, of which each factor leaves a share (`among`), and of which at most
    the share `lost` fails by what is down."""
    shares = _shares(among)
    value = _together(up, beside, shares, part, least)
    if path not in facts.design.flows:
        return value if facts[diverted].get(path) is None else _with_diverted(value, up, shares)
    if part is NOTHING:
        value = _with_refused(value, among, up, beside, shares.let_in)
    if facts[diverted].get(path) is not None:
        return _with_diverted(value, up, shares)
    if lost is not None:
        value = _with_lost(value, beside, shares, lost)
    return _whatever_shares_do(facts, path, beside, among, value)


def _whatever_shares_do(
    facts: Facts,
    flow: str,
    beside: Interval,
    among: _Among,
    value: Interval,
) -> Interval:
    """A share that succeeds at least: that of the runs which make no call with a share."""
    shared = [c.runs.high for c in facts[needed_calls][flow] if c.step.share < 1.0]
    if not shared or not any(one.by_share for one, _ in among):
        return value
    least = _shares([pair for pair in among if not pair[0].by_share]).low
    low = min(value.high, beside.low * least - sum(shared))
    return Interval(max(value.low, low), value.high)


def _with_refused(
    found: Interval, among: _Among, up: Interval, beside: Interval, let_in: float
) -> Interval:
    """The same where a call that is let through fails with what is down: of the runs that do not make it
    those succeed that need nothing of it, of the others at the most the share that passes."""
    most = [
        (1.0 - one.passes) * (1.0 - one.runs) * beside.high + one.passes * up.high
        for one, _ in among
        if not one.comes_first
    ]
    high = min([found.high, *(let_in * one for one in most)])
    return Interval(min(found.low, high), high)


def _with_diverted(found: Interval, up: Interval, shares: _Shares) -> Interval:
    """The same where the calls of others take a share of all runs, which may be others than those that fail
    for the other reasons (Boole's inequality)."""
    low = max(0.0, shares.low - (1.0 - up.low))
    return Interval(min(found.low, low), found.high)


def _with_lost(found: Interval, beside: Interval, shares: _Shares, lost: float) -> Interval:
    """The same where so many of all runs fail by what is down at the most."""
    low = beside.low * shares.low - max(0.0, lost - (1.0 - beside.low))
    return Interval(min(found.high, max(found.low, low)), found.high)


class _Shares(NamedTuple):
    """Of all factors together: the least share of the runs that do not fail for any, given that all that
    they need is up; the largest, and the largest of those that count what is down, too; and the largest
    share that what comes first lets in."""

    low: float
    high: float
    with_down: float
    let_in: float


def _shares(among: _Among) -> _Shares:
    first = [share for factor, share in among if factor.comes_first]
    rest = [(factor, share) for factor, share in among if not factor.comes_first]
    let_in = math.prod(share.high for share in first)
    lost = sum(_fails(factor, share) for factor, share in rest)
    most = [share.high for factor, share in rest if not factor.counts_down]
    with_down = [share.high for factor, share in rest if factor.counts_down]
    return _Shares(
        max(0.0, math.prod(share.low for share in first) - lost),
        let_in * min(most, default=1.0),
        let_in * min(with_down, default=1.0),
        let_in,
    )


def _fails(factor: Factor, share: Interval) -> float:
    """The most that fails for a reason, of what has come so far."""
    if factor.fails is None or share is not factor.share:
        return 1.0 - share.low
    return factor.fails


class _Part(NamedTuple):
    """The largest share of the runs that what serves only a part is enough for; and whether the calls that
    it serves are made in no more runs than all others, so that these runs fail with all that is down."""

    share: float
    is_rarest: bool


NOTHING = _Part(0.0, is_rarest=True)


def _together(
    up: Interval, beside: Interval, shares: _Shares, partly: _Part, least: Partial | None
) -> Interval:
    """The share of runs that succeed.

    `up` is the share of the runs for which all is up that they need, `beside` that of the runs that make no
    call with a share. `least` is how seldom not even a part of the load can be served. With a run's rank in
    the load (0 to 1), the least of the shares served counts for all that it needs: below that of `partly`,
    what serves a part is enough; above it, only what serves the whole.
    """
    most = shares.high
    low = max(0.0, beside.low * shares.low - (beside.low - up.low))
    high = min(up.high, beside.high * most)
    if least is None:
        # Those that are let in may still fail by what is down.
        high = min(high, up.high * shares.let_in)
    else:
        split = min(partly.share, most)
        some, none = 1.0 - up.high, least.whole
        if most < 1.0 or not partly.is_rarest:
            some, none = 1.0 - beside.high, least.beside
        # As differences to 1, so that no nine is lost.
        lost = (1.0 - most) + (most - split) * some + split * none
        lost = max(lost, least.whole, (1.0 - partly.share) * (1.0 - up.high))
        high = max(high, 1.0 - lost)
    return Interval(low, max(low, min(high, shares.with_down)))
