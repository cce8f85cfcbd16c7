"""What it costs to run: only from prices that are stated, of each replica or in all."""

from __future__ import annotations

import math

from designlint.analyses.facts import Facts
from designlint.analyses.load.capacity import Capacity, capacities
from designlint.analyses.load.load import loads
from designlint.analyses.measure import (
    Exactness,
    Interval,
    Measure,
    Missing,
    exactly,
    step,
)
from designlint.analyses.placement.placement import placements
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step
from designlint.model import Component
from designlint.model.known import Known
from designlint.quantities.showing import show
from designlint.schema.component import AUTOSCALE, COST, REPLICAS
from designlint.schema.values import Scoped


class _Part(NamedTuple):
    """What one component costs: certainly, and if the stated number of replicas is what runs."""

    cost: Interval
    assuming: Interval
    lines: tuple[Step, ...] = ()
    missing: tuple[Missing, ...] = ()
    assumptions: tuple[Step, ...] = ()


def cost(facts: Facts, subject: str, currency: str) -> Measure:
    """What a component costs a second, or with an empty subject all of them, in a currency.

    Others bill what they run themselves, and users pay for their devices: both count where their cost is
    stated. What
    is lost in a scenario is paid for all the same.
    """
    components = facts.design.components
    asked = [components[subject]] if subject else list(components.values())
    counted = [c for c in asked if subject or c.is_ours or c[COST] is not None]
    parts = [_part(facts, component, currency) for component in counted]
    total, assuming = exactly(0.0), exactly(0.0)
    for part in parts:
        total, assuming = total.plus(part.cost), assuming.plus(part.assuming)
    parts.sort(key=lambda part: -part.assuming.low)
    assumptions = tuple([line for part in parts for line in part.assumptions])
    missing = [fact for part in parts for fact in part.missing]
    if not counted:
        total = assuming = Interval(0.0, math.inf)
        missing.append(
            Missing(subject, "components", "component NAME : service { cost 50 USD/month }")
        )
    return Measure(
        total,
        Exactness.EXACT if total.is_exact else Exactness.BOUND,
        tuple([line for part in parts for line in part.lines]),
        tuple(missing),
        assuming if assumptions else None,
        assumptions,
    )


def _part(facts: Facts, component: Component, currency: str) -> _Part:
    known, path = component[COST], component.path
    unknown = Interval(0.0, math.inf)
    if known is None:
        missing = Missing(path, "cost", f"cost 50 {currency}/month per replica")
        return _Part(unknown, unknown, (), (missing,))
    amount = known.value.amount
    if amount.noun != currency:
        missing = Missing(path, f"cost in {currency}", f"cost 50 {currency}/month per replica")
        return _Part(unknown, unknown, (), (missing,))
    if known.value.is_total:
        all_of_it = exactly(amount.value)
        return _Part(all_of_it, all_of_it, (step(f"{path}: {show(amount)}", known),))
    return _of_replicas(facts, component, known)


def _of_replicas(facts: Facts, component: Component, known: Known[Scoped]) -> _Part:
    """What the replicas of a component cost, each of which has a price."""
    path, amount = component.path, known.value.amount
    placement, scaled = facts[placements][path], component[AUTOSCALE]
    if not placement.declared:
        one = Interval(amount.value, math.inf)
        return _Part(one, one, (), (Missing(path, "replicas", "replicas 3"),))
    if scaled is None:
        cost = exactly(amount.value * placement.count)
        return _Part(cost, cost, (_sum(component, placement.count, known),))
    capacity = facts[capacities][path]
    count, when = _running(component, capacity)
    low, high = scaled.value.range if capacity.running is None else capacity.running
    if count is None:
        cost = Interval(amount.value * low, amount.value * high)
        return _Part(cost, cost, (), _what_scales(facts, capacity))
    cost = Interval(amount.value * min(low, count), amount.value * max(high, count))
    note = step(f"{path}: {count} of {low} to {high} replicas run {when}", scaled)
    currency = amount.noun
    missing = Missing(path, "total cost", f"cost 1k {currency}/month total", is_assumed=True)
    lines = (_sum(component, count, known),)
    return _Part(cost, exactly(amount.value * count), lines, (missing,), (note,))


def _running(component: Component, capacity: Capacity) -> tuple[int | None, str]:
    """How many replicas an autoscaler is assumed to run, and when: as many as the load needs, or else as
    the design states; None where neither is known."""
    needed = capacity.needed
    if needed is not None and needed.low == needed.high:
        return needed.low, "at this load"
    stated = component[REPLICAS]
    return (None, "") if stated is None else (capacity.placement.count, "on average")


def _sum(component: Component, count: int, known: Known[Scoped]) -> Step:
    amount = known.value.amount
    total = amount._replace(value=amount.value * count)
    return step(f"{component.path}: {count} x {show(amount)} = {show(total)}", known)


def _what_scales(facts: Facts, capacity: Capacity) -> tuple[Missing, ...]:
    """What would say how many replicas an autoscaler runs."""
    path = capacity.component.path
    if capacity.per_replica is None:
        return (Missing(path, "capacity", "capacity 1k req/s per replica"),)
    return tuple(facts[loads].missing_for(path))
