"""How many calls of one caller may be under way at the same time, and how many per second that allows."""

from __future__ import annotations

import math
from typing import Any

from designlint.analyses.facts import Facts
from designlint.analyses.load.holding import mean_time
from designlint.analyses.measure import Interval
from designlint.analyses.placement.placement import placements
from designlint.base.records import NamedTuple
from designlint.model import Component, Known, Step
from designlint.quantities.quantity import Dimension
from designlint.quantities.showing import show_value
from designlint.schema.component import AUTOSCALE
from designlint.schema.relation import BULKHEAD, POOL, TIMEOUT
from designlint.schema.roles import Role


class UnderWay(NamedTuple):
    """A stated number of calls that may be under way, `shown` as text, and the `rates` per second that it
    allows: by Little's law, that number over the mean response time, of which nothing may be known."""

    known: Known[Any]
    shown: str
    rates: Interval


def most_under_way(facts: Facts, callee: Component, call: Step) -> UnderWay | None:
    """What a bulkhead, or the connections to a store, allow of a call; None where nothing is stated, or how
    many replicas make the calls is not.

    A replica of the caller has its own bulkhead, and its own pool unless that is one in total.
    """
    caller = facts.design.components.get(call.caller.path)
    if caller is None or not call.waits or call.parallel:
        return None
    bulkhead, pool = call.properties[BULKHEAD], call.properties[POOL]
    if bulkhead is None and pool is None:
        return None
    timeout = call.properties[TIMEOUT]
    patience = timeout.value.value if timeout is not None else math.inf
    time = mean_time(callee, patience) or Interval(0.0, patience)
    placement, scaled = facts[placements][caller.path], caller.value(AUTOSCALE)
    if not placement.declared:
        return None
    replicas = max(len(placement.replicas), scaled.range.high if scaled is not None else 0)
    if bulkhead is not None:
        return _allowed(bulkhead, float(bulkhead.value) * replicas, time)
    # Each connection to a store carries one call at a time.
    if pool is None or not callee.plays(Role.STORE):
        return None
    return _allowed(pool, pool.value.amount.value * (1 if pool.value.is_total else replicas), time)


def _allowed(known: Known[Any], number: float, time: Interval) -> UnderWay:
    shown = f"{show_value(number, Dimension.NUMBER)} calls at a time"
    least = number / time.high if time.high > 0.0 else math.inf
    return UnderWay(
        known, shown, Interval(least, number / time.low if time.low > 0.0 else math.inf)
    )
