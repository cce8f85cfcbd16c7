"""The rate at which a flow or component is just full."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from designlint.analyses.budget import SPENT
from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.load.carriers import carriers, use_for
from designlint.analyses.load.fullest import full_for
from designlint.analyses.load.growing import at_pace, is_beyond_budget, mixes_of, scaled, separately
from designlint.analyses.load.headroom import exactness_of, is_estimated, missing_of, rate_of
from designlint.analyses.load.item_size import too_large
from designlint.analyses.load.limiting import limiting
from designlint.analyses.load.load import loads
from designlint.analyses.load.part import Loads
from designlint.analyses.load.rates import is_pace_open, peak_rate
from designlint.analyses.measure import UNKNOWN, Interval, Measure, Missing
from designlint.base.records import NamedTuple
from designlint.solvers.rising import reaches_one


class _Use(NamedTuple):
    """How full the fullest part of a subject is under a load, 1 is full: by what is certain, and with
    benchmarks."""

    certain: Interval
    likely: Interval


def throughput(facts: Facts, path: str) -> Measure:
    """The rate of a flow, or the calls of a component, at which the fullest component is just full, or a
    rate limit begins to refuse calls, while other flows stay as they are."""
    parts = carriers(facts, path)
    if is_beyond_budget(facts, path):
        return Measure(UNKNOWN, exactness_of(UNKNOWN), limit=SPENT)
    value, likely = (
        _of_flow(facts, path) if path in facts.design.flows else _of_component(facts, path)
    )
    filled = tuple(dict.fromkeys(_filled(facts, path)))
    if filled:
        value = Interval(0.0, value.high)
    missing = [*missing_of(facts, parts, limiting(facts, path)), *filled]
    return Measure(
        value,
        exactness_of(value),
        tuple([c.line for c in parts if c.utilisation() is not None]),
        tuple(dict.fromkeys(missing)),
        likely=likely if is_estimated(parts) else None,
    )


def _of_flow(facts: Facts, path: str) -> tuple[Interval, Interval]:
    """By what is certain, and with benchmarks, how often a flow may begin."""
    flow, at = facts.design.flows[path], at_pace(facts, path)
    if not facts[flow_graphs][path].entries:
        return UNKNOWN, UNKNOWN
    found, likely = _full_at(facts, path, at, _near(rate_of(facts, path)))
    pace = peak_rate(flow, facts.design)
    if is_pace_open(flow, facts.design) and found.low < pace.high:
        # The calls of a single run may be too many.
        return Interval(0.0, found.high), Interval(0.0, likely.high)
    return found, likely


def _of_component(facts: Facts, path: str) -> tuple[Interval, Interval]:
    """The same of the calls of a component, in the mix of today; where that is unknown, as few as of one kind
    alone, and no more than of each kind alone together."""
    today, total = facts[loads], facts[loads].of(path)
    if total.is_exact and 0.0 < total.low < math.inf:
        found = _full_at(facts, path, lambda rate: scaled(today, path, rate / total.low), total.low)
        return found[0], found[1]
    mixes = mixes_of(today, path)
    if not mixes:
        return UNKNOWN, UNKNOWN
    each = [_full_at(facts, path, separately(today, path, part), _near(total)) for part in mixes]
    certain, likely = (
        Interval(min(one.low for one in ends), math.fsum(one.high for one in ends))
        for ends in zip(*each, strict=True)
    )
    return certain, likely


def _near(rate: Interval) -> float:
    return next((end for end in rate if 0.0 < end < math.inf), 1.0)


def _full_at(
    facts: Facts, path: str, at: Callable[[float], Loads], near: float
) -> tuple[Interval, Interval]:
    """The rates between which a subject gets full, by what is certain and with benchmarks."""

    # All ends are searched for, at the same rates where they are one.
    @cache
    def used(rate: float) -> _Use:
        return _use_under(facts, path, at(rate))

    def full(of: int, end: int) -> float:
        return reaches_one(lambda rate: used(rate)[of][end], near)

    parts = carriers(facts, path)
    if not parts and not limiting(facts, path):
        return UNKNOWN, UNKNOWN
    certain = Interval(full(0, 1), full(0, 0))
    likely = Interval(full(1, 1), full(1, 0)) if is_estimated(parts) else certain
    return certain, likely


def _use_under(facts: Facts, path: str, found: Loads) -> _Use:
    parts = carriers(facts, path, found)
    uses = [use_for(facts, capacity, path, found) for capacity in parts]
    certain = [None if c.is_benchmark else used for c, used in zip(parts, uses, strict=True)]
    limited = [one.stated_use for one in limiting(facts, path, found)]
    return _Use(_fullest([*certain, *limited]), _fullest([*uses, *limited]))


def _fullest(uses: Iterable[Interval | None]) -> Interval:
    known = [UNKNOWN if used is None else used for used in uses]
    return Interval(
        max((used.low for used in known), default=0.0),
        max((used.high for used in known), default=0.0),
    )


def _filled(facts: Facts, path: str) -> Iterator[Missing]:
    """The room that the calls of a subject lack in stores that are full today: it is unknown how many of them
    are served."""
    is_flow = path in facts.design.flows
    names = facts[flow_graphs][path].nodes if is_flow else (path,)
    for name in names:
        for part in facts[loads].parts.get(name, ()):
            is_ours = name in facts.design.components and (part.flow == path or not is_flow)
            space = (
                full_for(facts, name, part.step) or too_large(facts, name, part.step)
                if is_ours
                else None
            )
            if space is not None:
                yield space.missing
                break
