"""What it costs to run: only from prices that are stated, of each replica or in all."""

from __future__ import annotations

import math

from designlint.analyses.facts import Facts
from designlint.analyses.load.capacity import capacities
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
from designlint.quantities.quantity import show
from designlint.schema.component import AUTOSCALE, COST


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
    placement = facts[placements][path]
    scaled = component[AUTOSCALE]
    if not placement.declared:
        missing = Missing(path, "replicas", "replicas 3")
        return _Part(
            Interval(amount.value, math.inf), Interval(amount.value, math.inf), (), (missing,)
        )
    running = facts[capacities][path].running
    count = placement.count if running is None else running.low
    shown = show(amount._replace(value=amount.value * count))
    lines = (step(f"{path}: {count} x {show(amount)} = {shown}", known),)
    assuming = exactly(amount.value * count)
    if scaled is None:
        return _Part(assuming, assuming, lines)
    low, high = scaled.value.range if running is None else running
    cost = Interval(amount.value * min(low, count), amount.value * max(high, count))
    when = "on average" if running is None else "at this load"
    note = step(f"{path}: {count} of {low} to {high} replicas run {when}", scaled)
    missing = Missing(path, "total cost", f"cost 1k {currency}/month total", is_assumed=True)
    return _Part(cost, assuming, lines, (missing,), (note,))
