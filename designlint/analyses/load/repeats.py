"""How many calls hedging and retries add: a call that is not answered in time is made another time."""

from __future__ import annotations

import math

from designlint.analyses.load.late import late as late_share
from designlint.analyses.measure import Interval
from designlint.model import Design, Step
from designlint.schema.relation import CIRCUIT_BREAKER, HEDGE, RETRIES, RETRY_BUDGET, TIMEOUT

MOST_COUNTED = 64
"""Attempts beyond so many add next to nothing to what is late even half of the time."""


def repeated(design: Design, call: Step) -> Interval | None:
    """How many calls a call becomes on average by hedging and by retries; None where each is made once."""
    by_hedge, by_retries = hedged(design, call), retried(design, call)
    if by_hedge is None or by_retries is None:
        return by_hedge or by_retries
    return by_hedge * by_retries


def retried(design: Design, call: Step) -> Interval | None:
    """How many calls a call becomes on average that is made again when its timeout ends it; None where
    nothing says that it ends any.

    Attempts count as independent. A timeout above the highest declared percentile ends none.
    """
    timeout, retries = call.properties[TIMEOUT], call.properties[RETRIES]
    if timeout is None or retries is None or not call.waits or retries.value < 1:
        return None
    late = late_share(design, call, timeout.value.value)
    if late.low <= 0.0:
        return None
    budget, breaker = call.properties[RETRY_BUDGET], call.properties[CIRCUIT_BREAKER]
    allowed = math.inf if budget is None else 1.0 + budget.value.value
    least, most = [min(allowed, _attempts(share, int(retries.value))) for share in late]
    # A circuit breaker ends the attempts while most of them fail.
    return Interval(1.0 if breaker is not None and breaker.value else least, most)


def is_repeated(call: Step) -> bool:
    """Whether a call may be made again, so that the load depends on how long its callee takes."""
    stated = call.properties
    return stated[HEDGE] is not None or (
        stated[RETRIES] is not None and stated[TIMEOUT] is not None
    )


def _attempts(late: float, retries: int) -> float:
    """The mean number of attempts where each is late with this probability, 0 to 1."""
    if late >= 1.0:
        return 1.0 + retries
    return float((1.0 - late ** (1 + min(retries, MOST_COUNTED))) / (1.0 - late))


def hedged(design: Design, call: Step) -> Interval | None:
    """How many calls a call becomes on average, 1 to 2; None where it is not hedged.

    Of the calls that a percentile p of the callee's own response time leaves above the hedge, 1 - p,
    each is made twice. What the callee waits for, and the way to it, may make more of them late.
    """
    hedge = call.properties[HEDGE]
    if hedge is None:
        return None
    late = late_share(design, call, hedge.value.value)
    return Interval(1.0 + late.low, 1.0 + late.high)
