"""How many replicas of a component must be up for it to do its work."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable
from typing import TYPE_CHECKING

from designlint.base.records import NamedTuple
from designlint.model import Component, Known
from designlint.schema.component import AUTOSCALE, MANAGED, NEEDS
from designlint.schema.roles import Role

if TYPE_CHECKING:
    from designlint.analyses.load.capacity import Capacity


class Needs(NamedTuple):
    """How many replicas a component needs to be up: at least `low`, at most `high`, and why."""

    low: int
    high: int
    explained: Callable[[], str]
    known: Known[int] | None = None

    @property
    def reason(self) -> str:
        """Why it needs so many: of few it is shown."""
        return self.explained()


def first_that(counts: range, carries: Callable[[int], bool], *, rises: bool) -> int:
    """The first of some numbers of replicas that carries a load, the number after the last where none
    does; `rises`: whether more never carry less."""
    if rises:
        tried = 1  # few are enough of most
        while tried <= len(counts) and not carries(counts[tried - 1]):
            tried *= 2
        most = min(tried - 1, len(counts))
        return counts.start + bisect_left(counts, True, lo=tried // 2, hi=most, key=carries)
    return next(filter(carries, counts), counts.stop)


def needs_of(component: Component, capacity: Capacity) -> Needs:
    """How many replicas of a component must be up for it to do its work."""
    stated = component[NEEDS]
    if stated is not None:
        return Needs(stated.value, stated.value, lambda: f"needs {stated.value}", stated)
    each = capacity.per_replica
    count = max(1, capacity.most)
    is_open = component[AUTOSCALE] is not None and capacity.running is None
    managed = component.value(MANAGED) is not None
    if not each or is_open or managed or capacity.is_benchmark:
        return Needs(1, 1, lambda: "one is enough")
    if not capacity.placement.declared and not capacity.is_total:
        most = 1 if capacity.demand.total.high <= each else count + 1
        return Needs(1, most, lambda: "one may be enough")
    low, high = [_carrying(capacity, count, end) for end in (0, 1)]
    if is_without_rate(capacity):
        # That so few carry what nothing bounds is taken for granted, as where no capacity is declared.
        high = low
    if component.plays(Role.STORE):
        # Only a declared topology says whether the nodes of a store share its load.
        return Needs(1, high, lambda: "one may be enough")
    return Needs(low, high, lambda: _by_load(capacity, low, count, each))


def is_without_rate(capacity: Capacity) -> bool:
    """Whether nothing bounds the load of a component, only because flows that call it state no rate."""
    unbounded = [part for part in capacity.parts if part.rate.high == math.inf]
    return bool(unbounded) and all(part.rate.low == 0.0 for part in unbounded)


def _by_load(capacity: Capacity, low: int, count: int, each: float) -> str:
    rate, carried = capacity.shown_rate(capacity.demand.total.low), capacity.shown_rate(each)
    return f"{rate} at peak needs {low} of {count} at {carried} each"


def _carrying(capacity: Capacity, count: int, end: int) -> int:
    """The least number of replicas that carries one end of the load; `count` where none does."""

    def carries(replicas: int) -> bool:
        used = capacity.utilisation(replicas)
        return used is not None and used[end] <= 1.0 + 1e-9

    return min(count, first_that(range(1, count + 1), carries, rises=capacity.scales_without_loss))
