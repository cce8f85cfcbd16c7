"""What one replica of a component carries: as stated, from bytes, and by Little's law."""

from __future__ import annotations

import math
from functools import cached_property

from designlint.analyses.placement.placement import Placement
from designlint.model import Component, Known
from designlint.quantity import Dimension, show_value
from designlint.schema.component import (
    AUTOSCALE,
    CAPACITY,
    COHERENCE,
    CONCURRENCY,
    CONTENTION,
    LATENCY,
)
from designlint.schema.values import Scoped


class ReplicaCapacity:
    """What each replica of a component carries; `bytes_of_call` is the mean size of its calls, where a
    capacity is in bytes and the size is known."""

    def __init__(
        self, component: Component, placement: Placement, bytes_of_call: float | None = None
    ) -> None:
        self.component = component
        self.placement = placement
        self.bytes_of_call = bytes_of_call
        self.stated: Known[Scoped] | None = component[CAPACITY]

    @property
    def per_replica(self) -> float | None:
        """What one replica carries, per second, among as many as run; None where that is not declared."""
        alone = self._alone
        return None if alone is None else alone * self.efficiency(len(self.placement.replicas))

    def efficiency(self, count: int) -> float:
        """The part of what a replica carries alone that it carries among so many, 0 to 1.

        Universal scalability law: N. Gunther, Guerrilla Capacity Planning (2007), chapter 4. A capacity
        in total is that of all of them as they are.
        """
        waits, agrees = self.component[CONTENTION], self.component[COHERENCE]
        others = max(0, count - 1)
        if self.is_total or not others or (waits is None and agrees is None):
            return 1.0
        waiting = waits.value.value * others if waits is not None else 0.0
        agreeing = agrees.value.value * others * count if agrees is not None else 0.0
        return 1.0 / (1.0 + waiting + agreeing)

    @property
    def scales_without_loss(self) -> bool:
        """Whether more replicas never carry less."""
        return self.efficiency(2) == 1.0

    @property
    def most_useful(self) -> int | None:
        """The number of replicas past which each more makes all together carry less: the root of
        (1 - alpha) / beta, from Gunther's law; None where there is no such number."""
        waits, agrees = self.component.value(CONTENTION), self.component.value(COHERENCE)
        if agrees is None or agrees.value <= 0.0 or self.is_total:
            return None
        return max(1, math.floor(math.sqrt((1.0 - (waits.value if waits else 0.0)) / agrees.value)))

    def each_of(self, count: int) -> float | None:
        """What one replica carries, per second, among so many."""
        alone = self._alone
        return None if alone is None else alone * self.efficiency(count)

    @property
    def _alone(self) -> float | None:
        stated = self.stated
        if stated is None:
            return None
        amount = stated.value.amount.value
        if stated.value.amount.dimension is Dimension.BANDWIDTH:
            if not self.bytes_of_call:
                return None
            amount /= self.bytes_of_call
        elif stated.value.amount.dimension is not Dimension.RATE:
            return None
        return (
            amount / max(1, self.placement.count, self._largest)
            if stated.value.is_total
            else amount
        )

    @cached_property
    def by_concurrency(self) -> float | None:
        """What one replica carries at the most by Little's law: the calls that it handles at the same
        time over the least mean time that each takes. None where either is not stated.

        A call keeps it busy at least for its own response time, whose mean is no less than the sum of
        (1 - p) times the distance between the levels that the percentiles p reach.
        """
        handled, times = self.component[CONCURRENCY], self.component[LATENCY]
        if handled is None or times is None or times.published_as == "benchmark":
            return None
        mean = before = 0.0
        for level, time in sorted((at.percentile, at.time.value) for at in times.value):
            mean += (1.0 - level) * max(0.0, time - before)
            before = max(before, time)
        amount = handled.value.amount.value / (self._largest if handled.value.is_total else 1)
        return amount / mean if mean > 0.0 else None

    @property
    def is_bound_by_concurrency(self) -> bool:
        """Whether it carries less by Little's law than is stated, or nothing else is known."""
        at_most, each = self.by_concurrency, self.per_replica
        return at_most is not None and self.placement.declared and (each is None or at_most < each)

    @property
    def is_in_bytes(self) -> bool:
        """Whether its capacity is stated in bytes a second."""
        stated = self.stated
        return stated is not None and stated.value.amount.dimension is Dimension.BANDWIDTH

    @property
    def _largest(self) -> int:
        """How many replicas there can be when nothing is lost."""
        scaled = self.component.value(AUTOSCALE)
        return (
            self.placement.count if scaled is None else max(self.placement.count, scaled.range.high)
        )

    @property
    def is_benchmark(self) -> bool:
        """Whether the capacity is known only from a benchmark on other hardware."""
        return self.stated is not None and self.stated.published_as == "benchmark"

    @property
    def noun(self) -> str:
        """What is counted, for showing rates."""
        return self.stated.value.amount.noun if self.stated else ""

    @property
    def is_total(self) -> bool:
        """Whether the capacity is that of all replicas together."""
        return self.stated is not None and self.stated.value.is_total

    @property
    def _is_counted(self) -> bool:
        return self.placement.declared or self.is_total

    def shown_rate(self, rate: float) -> str:
        """A rate with the noun of the component's capacity."""
        return show_value(rate, Dimension.RATE, self.noun)
