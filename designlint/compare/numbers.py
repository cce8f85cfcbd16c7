"""The numbers of a design that a comparison shows: load, utilisation, availability and cost."""

from __future__ import annotations

import math
from collections.abc import Iterator

from designlint.analyses.availability.availability import flow_availability
from designlint.analyses.availability.cuts import single_points_of_failure
from designlint.analyses.cost import cost
from designlint.analyses.facts import Facts
from designlint.analyses.judgement import show_interval
from designlint.analyses.load.capacity import capacities
from designlint.analyses.load.load import loads
from designlint.analyses.measure import Interval, Measure
from designlint.base.records import NamedTuple
from designlint.quantities.quantity import Dimension, Quantity
from designlint.quantities.showing import show_share, show_value
from designlint.schema.component import COST

LOAD, UTILISATION, AVAILABILITY, COSTS = "load", "utilisation", "availability", "cost"
ALL = "all components"
"""What the cost of everything is a cost of."""
_DIGITS = 3
_LIKE_A_SHARE = Quantity(1.0, Dimension.SHARE)


class Number(NamedTuple):
    """What is known of a number: from `low` to `high`, and as text."""

    sort: str
    subject: str
    low: float
    high: float
    text: str


def numbers_of(facts: Facts) -> Iterator[Number]:
    """The numbers of a design that are known at all, in its order."""
    yield from _availabilities(facts)
    for path in facts.design.components:
        yield from _load(facts, path)
    yield from _costs(facts)


def stopped_by(facts: Facts) -> dict[str, tuple[str, ...]]:
    """The flows that each component and place stops alone: single points of failure."""
    found: dict[str, dict[str, None]] = {}
    for flow, events in facts[single_points_of_failure].items():
        for event in sorted(events):
            if event.path in facts.design.components or event.path in facts.design.places:
                found.setdefault(event.path, {})[flow] = None
    return {path: tuple(flows) for path, flows in sorted(found.items())}


def _availabilities(facts: Facts) -> Iterator[Number]:
    for path in facts.design.flows:
        value, note = _best(facts[flow_availability][path])
        text = show_interval(value, _LIKE_A_SHARE)
        if text != "unknown":
            yield Number(AVAILABILITY, path, *value, f"{text}{note}")


def _best(measure: Measure) -> tuple[Interval, str]:
    """The narrowest interval of a measure, and what it rests on where that is no proof."""
    if measure.assuming is not None and measure.assuming != measure.value:
        return measure.assuming.within(measure.certain), " on assumptions"
    if measure.estimated is not None:
        return measure.estimated.clipped(measure.certain), " (likely)"
    return measure.value, ""


def _load(facts: Facts, path: str) -> Iterator[Number]:
    found = facts[loads]
    rate = found.of(path)
    flows = dict.fromkeys(part.flow for part in found.parts.get(path, ()))
    nouns = {found.nouns.get(flow, "") for flow in flows}
    noun = nouns.pop() if len(nouns) == 1 else ""
    if rate.low > 0.0 or 0.0 < rate.high < math.inf:
        low, high = (show_value(end, Dimension.RATE, noun, _DIGITS) for end in rate)
        yield Number(LOAD, path, *rate, _range(rate, low, high))
    used = facts[capacities][path].utilisation()
    if used is not None and used.high > 0.0:
        low, high = (show_share(_rounded(end)) for end in used)
        yield Number(UTILISATION, path, *used, _range(used, low, high))


def _costs(facts: Facts) -> Iterator[Number]:
    components = facts.design.components
    stated = {path: c[COST] for path, c in components.items() if c[COST] is not None}
    currencies = dict.fromkeys(known.value.amount.noun for known in stated.values() if known)
    for currency in currencies:
        several = f"{ALL} in {currency}" if len(currencies) > 1 else ALL
        yield from _cost(facts, "", currency, several)
    for path, known in stated.items():
        if known is not None:
            yield from _cost(facts, path, known.value.amount.noun, path)


def _cost(facts: Facts, path: str, currency: str, subject: str) -> Iterator[Number]:
    value, note = _best(cost(facts, path, currency))
    low, high = (show_value(end, Dimension.SPENDING, currency) for end in value)
    yield Number(COSTS, subject, *value, f"{_range(value, low, high)}{note}")


def _range(value: Interval, low: str, high: str) -> str:
    if low == high:
        return low
    if value.low <= 0.0:
        return f"at most {high}"
    return f"at least {low}" if math.isinf(value.high) else f"{low} to {high}"


def _rounded(share: float) -> float:
    return float(f"{share:.{_DIGITS}g}")
