"""The rate at which a flow or component is just full."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import cache

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.load.capacity import Capacity
from designlint.analyses.load.fullest import full_for
from designlint.analyses.load.handling import unhindered_loads
from designlint.analyses.load.headroom import (
    carriers,
    exactness_of,
    is_down_for,
    is_estimated,
    missing_of,
    rate_of,
)
from designlint.analyses.load.hottest import hottest_of
from designlint.analyses.load.item_size import too_large
from designlint.analyses.load.limiting import limiting
from designlint.analyses.load.limits import limits
from designlint.analyses.load.load import loads
from designlint.analyses.load.part import Part
from designlint.analyses.measure import UNKNOWN, Interval, Measure, Missing, exactly

ROUNDING = 1e-12
# More than this many times its load nothing gets.
LARGEST = 1e12
BISECTED = 80


def throughput(facts: Facts, path: str) -> Measure:
    """The rate of a flow, or the calls of a component, at which the fullest component is just full, or a
    rate limit begins to refuse calls, while other flows stay as they are."""
    parts = [capacity.with_load(facts[unhindered_loads]) for capacity in carriers(facts, path)]
    rate = rate_of(facts, path)
    full = [_full(facts, c, path) for c in parts]
    certain = [None if c.is_benchmark else one for c, one in zip(parts, full, strict=True)]
    certain += _limited(facts, path)
    filled = tuple(_filled(facts, path))
    certain += [UNKNOWN for _ in filled]
    value = _least(rate, certain)
    return Measure(
        value,
        exactness_of(value),
        tuple([c.line for c in parts if c.utilisation() is not None]),
        tuple(dict.fromkeys([*missing_of(facts, parts, limiting(facts, path)), *filled])),
        likely=_least(rate, full) if is_estimated(parts) else None,
    )


def _limited(facts: Facts, path: str) -> Iterator[Interval]:
    """The multiples of a subject's load at which each of the limits that bound it is reached."""
    for callee, _, limit in limiting(facts, path):
        found, parts = facts[limits][callee], facts[unhindered_loads].parts.get(callee, ())
        spans = {p.step.span for one, own in found.on_calls if one is limit for p in own}
        rates = [part for part in parts if not spans or part.step.span in spans]
        is_flow = path in facts.design.flows
        own = sum(part.rate.low for part in rates if not is_flow or part.flow == path)
        others = sum(part.rate.low for part in rates) - own
        if own > 0.0 and not limit.quota:
            least, most = limit.rates
            yield Interval(max(0.0, least - others) / own, max(0.0, most - others) / own)


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


def _least(rate: Interval, full: list[Interval | None]) -> Interval:
    """The rate at which the fullest of some components is full, of the multiples at which each is. Where
    only the least rate is known, the multiples of that bound it."""
    low = high = math.inf
    is_bounded = 0.0 < rate.low < math.inf
    for one in full:
        low = (
            min(low, rate.low * one.low)
            if one is not None and rate.is_exact and is_bounded
            else 0.0
        )
        if one is not None and is_bounded:
            high = min(high, rate.low * one.high)
    return Interval(min(low, high) if full else 0.0, high)


def _full(facts: Facts, capacity: Capacity, flow: str) -> Interval | None:
    """The multiple of a flow's load at which a component is just full, none where it is down; None where
    that is unknown."""
    if is_down_for(facts, capacity, flow):
        return exactly(0.0)
    if capacity.utilisation() is None:
        return None
    used_at = _use_at(facts, capacity, flow)
    low, high = (_full_at(facts, capacity, flow, end, used_at) for end in (1, 0))
    hottest = hottest_of(facts, capacity)
    if hottest is None:
        return Interval(low, high)
    own = (
        sum(p.rate.low for p in capacity.parts if p.flow == flow)
        if flow in facts.design.flows
        else 0
    )
    total = capacity.demand.total.low
    # The other flows stay as they are; the key gets its share of all calls.
    at = [
        1.0 + (1.0 / end - 1.0) * total / (own or total) if end and total else math.inf
        for end in hottest.used
    ]
    return Interval(max(0.0, min(low, at[1])), max(0.0, min(high, at[0])))


def _use_at(facts: Facts, capacity: Capacity, flow: str) -> Callable[[float], Interval | None]:
    """The utilisation of a component at a multiple of a flow's load."""
    found, path = facts[unhindered_loads], capacity.component.path
    others = [part for part in capacity.parts if part.flow != flow and part.rate.high > 0.0]
    own = [part for part in capacity.parts if part.flow == flow]

    # Both ends are searched for, at the same multiples where they are one.
    @cache
    def used(multiple: float) -> Interval | None:
        parts = [Part(part.flow, part.step, part.rate * multiple) for part in own]
        then = capacity.with_load(found._replace(parts={path: [*others, *parts]}))
        return then.utilisation(capacity.most)

    return used


def _full_at(
    facts: Facts, capacity: Capacity, flow: str, end: int, at: Callable[[float], Interval | None]
) -> float:
    """The multiple of a flow's load at which a component is just full, by one end of its utilisation."""
    used = capacity.utilisation()
    others = any(part.flow != flow and part.rate.high > 0.0 for part in capacity.parts)
    if used is None or not used[end]:
        return math.inf
    if not others or flow not in facts.design.flows or not math.isfinite(used[end]):
        return 1.0 / used[end]

    def fits(multiple: float) -> bool:
        then = at(multiple)
        return then is not None and then[end] <= 1.0 + ROUNDING

    most = 2.0
    while fits(most) and most < LARGEST:
        most *= 2.0
    return _last(fits, most)


def _last(fits: Callable[[float], bool], most: float) -> float:
    """The largest number up to a bound that still fits; 0 where none does."""
    low, high = 0.0, most
    for _ in range(BISECTED):
        middle = (low + high) / 2.0
        if middle in (low, high):
            break  # no number is between them
        low, high = (middle, high) if fits(middle) else (low, middle)
    return high if fits(high) else low
