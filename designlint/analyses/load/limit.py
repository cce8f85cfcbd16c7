"""A rate limit: what it lets through of the load that it meets."""

from __future__ import annotations

import math

from designlint.analyses.load.under_way import UnderWay
from designlint.analyses.measure import Interval, exactly
from designlint.base.records import NamedTuple
from designlint.model import Design, Known, Step
from designlint.quantities.quantity import Dimension, Quantity
from designlint.quantities.showing import show
from designlint.schema.context import ACTIVE, COUNT
from designlint.schema.values import RateLimit


class Limit(NamedTuple):
    """A rate limit: who is limited (`caller -> callee`, or a component), the load that it meets, and
    which share of that passes, 0 to 1.

    `quota` is whether it is one per client, so that the share is 1 if none asks for too much. `at_once` is
    the number of calls that may be under way, where that is the limit; `rates` is what it then lets through
    per second, by Little's law.
    """

    name: str
    known: Known[RateLimit]
    load: Interval
    passes: Interval
    quota: bool
    rates: Interval
    at_once: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is a number of calls under way that may be enough for any load: nothing bounds from below
        how long the calls take."""
        return bool(self.at_once) and self.rates.high == math.inf

    @property
    def noun(self) -> str:
        """What limits the calls."""
        return "limit of calls under way" if self.at_once else "rate limit"

    @property
    def let_through(self) -> Interval:
        """The share of the load that goes on: of what each client may have, as much as all together ask
        for."""
        return exactly(self.passes.high) if self.quota or self.at_once else self.passes

    @property
    def written(self) -> str:
        """The limit as its author wrote it."""
        if self.at_once:
            return self.at_once
        per = self.known.value.per
        rate = show(self.known.value.rate)
        return rate if per is None else f"{rate} per {per}"


def limit_by_number(stated: UnderWay, call: Step, load: Interval) -> Limit:
    """The limit by how many calls of a step may be under way."""
    rate = Quantity(stated.rates.high, Dimension.RATE, "")
    known = stated.known._replace(value=RateLimit(rate))
    passes = Interval(
        share_within(stated.rates.low, load.high), share_within(stated.rates.high, load.low)
    )
    name = f"{call.caller.path} -> {call.callee.path}"
    at_once = stated.shown
    if stated.rates.high < math.inf:
        at_once = f"at most {show(rate)} by {stated.shown}"
    return Limit(name, known, load, passes, quota=False, rates=stated.rates, at_once=at_once)


def limit_of(design: Design, name: str, known: Known[RateLimit], load: Interval) -> Limit:
    """The limit that a rate is, of who is named, under a load."""
    rate, per = known.value.rate.value, known.value.per
    if per is not None:
        clients = _clients(design, per)
        most = 1.0 if clients is None else share_within(clients * rate, load.low)
        return Limit(name, known, load, Interval(0.0, most), True, exactly(rate))
    passes = Interval(share_within(rate, load.high), share_within(rate, load.low))
    return Limit(name, known, load, passes, False, exactly(rate))


def share_within(rate: float, load: float) -> float:
    """The share of a load that a rate lets through, 0 to 1."""
    # A load that sums up to the limit is within it, whatever the last digit.
    return 1.0 if load <= rate * (1.0 + 1e-9) else rate / load


def _clients(design: Design, per: str) -> float | None:
    """How many clients there are, where an actor of that name says so."""
    actor = design.actors.get(per)
    known = None if actor is None else actor[ACTIVE] or actor[COUNT]
    if actor is None or known is None:
        return None
    count = actor[COUNT]
    if known.value.dimension is Dimension.SHARE:
        return None if count is None else known.value.value * count.value.value
    return known.value.value
