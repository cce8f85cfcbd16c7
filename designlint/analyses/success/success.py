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
from typing import NamedTuple

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
from designlint.analyses.availability.refused import overload, refusals
from designlint.analyses.availability.served import Factor, Source, partly_served
from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.latency.timed_out import timed_out
from designlint.analyses.measure import Derivation, Exactness, Interval, Measure

SOURCES: tuple[Source, ...] = (overload, refusals, blocked, timed_out)
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
        return up
    beside = facts[availability_beside_shares][path] if is_flow else up
    least = facts[partial_unavailability][path] if partly else None
    part = _Part(partly[0].share, all(one.is_rarest for one in partly)) if partly else NOTHING
    shares = _shares(found, [one.share for one in found])
    # How many of the runs that are let through are too late is not known apart.
    is_late = any(one.share.high < 1.0 for one in facts[timed_out].get(path, ()))
    alone = part is NOTHING and not is_late
    first = _first(found, [one.share for one in found]) if alone else None
    value = _together(up.value, beside.value, shares, part, least, first)
    lost = facts[lost_runs][path] if is_flow and facts[refusals].get(path) else None
    if is_flow and part is NOTHING:
        value = _with_refused(value, found, up.value, beside.value, first)
    if facts[diverted].get(path) is not None:
        value = _with_diverted(value, up.value, shares)
    elif lost is not None:
        value = _with_lost(value, beside.value, shares, lost.certain)
    assumptions = [
        *(one.assumption for one in dict.fromkeys(found) if one.assumption is not None),
        *(one.counted for one in partly),
    ]
    assuming = None
    if assumptions or up.assuming is not None:
        assumed = _shares(found, [one.assumed or one.share for one in found])
        some = beside.assuming or beside.value
        likely = [one.assumed or one.share for one in found]
        first = None if is_late else _first(found, likely)
        assuming = _together(up.assuming or up.value, some, assumed, NOTHING, None, first)
        if is_flow:
            assuming = _with_refused(assuming, found, up.assuming or up.value, some, first)
        if facts[diverted].get(path) is not None:
            assuming = _with_diverted(assuming, up.assuming or up.value, assumed)
        elif lost is not None:
            assuming = _with_lost(assuming, some, assumed, lost.assumed)
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
    )


def _with_refused(
    found: Interval, factors: Sequence[Factor], up: Interval, beside: Interval, first: _First | None
) -> Interval:
    """The same where a call that is let through fails with what is down: of the runs that do not make it
    those succeed that need nothing of it, of the others at the most the share that passes."""
    share = 1.0 if first is None else first.share
    met = [one for one in factors if first is None or not one.comes_first]
    most = [
        (1.0 - one.passes) * (1.0 - one.runs) * beside.high + one.passes * up.high for one in met
    ]
    high = min([found.high, *(share * one for one in most)])
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
    they need is up; the largest, and the largest of those that count what is down, too."""

    low: float
    high: float
    with_down: float


def _shares(found: Sequence[Factor], shares: Sequence[Interval]) -> _Shares:
    pairs = list(zip(found, shares, strict=True))
    let_through = math.prod(share.low for factor, share in pairs if factor.comes_first)
    lost = sum(1.0 - share.low for factor, share in pairs if not factor.comes_first)
    return _Shares(
        max(0.0, let_through - lost),
        min([share.high for factor, share in pairs if not factor.counts_down], default=1.0),
        min([share.high for factor, share in pairs if factor.counts_down], default=1.0),
    )


class _First(NamedTuple):
    """The largest share of the runs that what comes first lets through, and of those the largest that do not
    fail for any other reason, and for any that counts what is down, too."""

    share: float
    rest: float
    with_down: float


def _first(found: Sequence[Factor], shares: Sequence[Interval]) -> _First | None:
    """What comes first, where it is known of all other reasons that they are about those let through."""
    pairs = list(zip(found, shares, strict=True))
    first = [share.high for factor, share in pairs if factor.comes_first]
    if not first:
        return None
    rest = [(factor, share) for factor, share in pairs if not factor.comes_first]
    whole = _shares([factor for factor, _ in rest], [share for _, share in rest])
    return _First(math.prod(first), whole.high, whole.with_down)


class _Part(NamedTuple):
    """The largest share of the runs that what serves only a part is enough for; and whether the calls that
    it serves are made in no more runs than all others, so that these runs fail with all that is down."""

    share: float
    is_rarest: bool


NOTHING = _Part(0.0, is_rarest=True)


def _together(
    up: Interval,
    beside: Interval,
    shares: _Shares,
    partly: _Part,
    least: Partial | None,
    first: _First | None,
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
    if least is not None:
        split = min(partly.share, most)
        some, none = 1.0 - up.high, least.whole
        if most < 1.0 or not partly.is_rarest:
            some, none = 1.0 - beside.high, least.beside
        # As differences to 1, so that no nine is lost.
        lost = (1.0 - most) + (most - split) * some + split * none
        lost = max(lost, least.whole, (1.0 - partly.share) * (1.0 - up.high))
        high = max(high, 1.0 - lost)
    high = min(high, shares.with_down)
    if first is not None:
        let_through = min(up.high, beside.high * first.rest, first.with_down)
        high = min(high, first.share * let_through)
    return Interval(low, max(low, high))
