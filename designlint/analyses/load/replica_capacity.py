"""What one replica of a component carries: as stated, from bytes, and by Little's law."""

from __future__ import annotations

import math

from designlint.analyses.load.holding import NO_TIME, at_once, mean_time, whole_time
from designlint.analyses.measure import Interval
from designlint.analyses.placement.placement import Placement
from designlint.base.records import NamedTuple
from designlint.model import Component, Known
from designlint.quantities.quantity import Dimension
from designlint.quantities.showing import show_value
from designlint.schema.component import (
    AUTOSCALE,
    CAPACITY,
    COHERENCE,
    CONTENTION,
    SCALES,
)
from designlint.schema.store import SHARDS, TOPOLOGY
from designlint.schema.values import Scoped


class OneCall(NamedTuple):
    """What is known of a mean call of a component: its `size` in bytes, where a capacity is in bytes and
    the size is known, the seconds that it `waits` for what the component calls, and `among` how many
    replicas at the most such calls are shared, where the partitions that they come from bound that."""

    size: float | None = None
    waits: Interval = NO_TIME
    among: int | None = None


UNSTATED = OneCall()


class ReplicaCapacity:
    """What each replica of a component carries, by what one of its calls is.

    `per_replica` is what one carries per second by what is stated, among as many as run, `by_concurrency` what it does by
    Little's law, at the most and if no call is slower than the stated percentiles; None where that is not declared. `is_total`: the capacity is that of all replicas
    together. `is_benchmark`: it is known only from a benchmark on other hardware.
    """

    def __init__(
        self, component: Component, placement: Placement, of_call: OneCall = UNSTATED
    ) -> None:
        self.component = component
        self.placement = placement
        self.of_call = of_call
        self.stated: Known[Scoped] | None = component[CAPACITY]
        self._scaled = component.value(AUTOSCALE)
        stated = self.stated
        self.is_total = stated is not None and stated.value.is_total
        self.is_benchmark = stated is not None and stated.published_as == "benchmark"
        # Asked for much more often than made, so not found when they are asked for.
        self._alone = None if stated is None else self._carried_alone(stated)
        self._waits, self._agrees = component.value(CONTENTION), component.value(COHERENCE)
        self.per_replica = self.each_of(len(placement.replicas))
        self.by_concurrency = self._by_concurrency()

    def each_of(self, count: int) -> float | None:
        """What one replica carries, per second, among so many, of which some may have nothing to do."""
        return None if self._alone is None else self._alone * self.efficiency(self.busy(count))

    def efficiency(self, count: int) -> float:
        """The part of what a replica carries alone that it carries among so many, 0 to 1.

        Universal scalability law: N. Gunther, Guerrilla Capacity Planning (2007), chapter 4. A capacity
        in total is that of all of them as they are.
        """
        if self.is_total or count <= 1 or (self._waits is None and self._agrees is None):
            return 1.0
        waiting = self._waits.value * (count - 1) if self._waits else 0.0
        agreeing = self._agrees.value * (count - 1) * count if self._agrees else 0.0
        return 1.0 / (1.0 + waiting + agreeing)

    @property
    def scales_without_loss(self) -> bool:
        """Whether more replicas never carry less."""
        return self.efficiency(2) == 1.0

    @property
    def most_useful(self) -> int | None:
        """The number of replicas past which each more makes all together carry less: the root of
        (1 - alpha) / beta, from Gunther's law; None where there is no such number."""
        if self._agrees is None or self._agrees.value <= 0.0 or self.is_total:
            return None
        alpha = self._waits.value if self._waits else 0.0
        return max(1, math.floor(math.sqrt((1.0 - alpha) / self._agrees.value)))

    def _carried_alone(self, stated: Known[Scoped]) -> float | None:
        amount = stated.value.amount.value
        if stated.value.amount.dimension is Dimension.BANDWIDTH:
            if not self.of_call.size:
                return None
            amount /= self.of_call.size
        elif stated.value.amount.dimension is not Dimension.RATE:
            return None
        return (
            amount / max(1, self.placement.count, self._largest)
            if stated.value.is_total
            else amount
        )

    def busy(self, count: int) -> int:
        """How many of so many replicas share the calls."""
        most = 1 if self.is_alone else self.of_call.among
        return count if most is None or self.is_total else min(count, most)

    @property
    def is_alone(self) -> bool:
        """Whether more replicas carry no more load than one, as the design states. What each carries of a
        store with a topology, or with shards, these say."""
        scales, component = self.component.value(SCALES), self.component
        is_divided = component[TOPOLOGY] is not None or component[SHARDS] is not None
        return scales in ("up", "none") and not is_divided

    def _by_concurrency(self) -> Interval | None:
        """The calls that each handles at the same time over the mean time that one takes. None where either
        is not stated.

        A call keeps it busy at least for its own response time and for the answers that it waits for; a
        message, a job or a request of an interface, where no response time is stated, for the time that one
        takes in all.
        """
        handled, time = at_once(self.component, self._largest), whole_time(self.component)
        if handled is None:
            return None
        amount = handled.each
        if time is None:
            own = mean_time(self.component)
            if own is None and self.of_call.waits == NO_TIME:
                return None
            time = (own or NO_TIME).plus(self.of_call.waits)
        return Interval(
            amount / time.high if time.high > 0.0 else math.inf,
            amount / time.low if time.low > 0.0 else math.inf,
        )

    @property
    def is_bound_by_concurrency(self) -> bool:
        """Whether it carries less by Little's law than is stated, or nothing else is known."""
        at_most, each = self.by_concurrency, self.per_replica
        if at_most is None or at_most.high == math.inf:
            return False
        is_known = self.placement.declared or self.handles_in_all
        return is_known and (each is None or at_most.high < each)

    @property
    def handles_in_all(self) -> bool:
        """Whether it is stated how many calls all replicas handle together, however many they are."""
        handled = at_once(self.component, self._largest)
        return handled is not None and handled.is_total

    @property
    def is_in_bytes(self) -> bool:
        """Whether its capacity is stated in bytes a second."""
        stated = self.stated
        return stated is not None and stated.value.amount.dimension is Dimension.BANDWIDTH

    @property
    def _largest(self) -> int:
        """How many replicas there can be when nothing is lost."""
        count = self.placement.count
        return count if self._scaled is None else max(count, self._scaled.range.high)

    @property
    def noun(self) -> str:
        """What is counted, for showing rates."""
        return self.stated.value.amount.noun if self.stated else ""

    @property
    def _is_counted(self) -> bool:
        return self.placement.declared or self.is_total

    def shown_rate(self, rate: float) -> str:
        """A rate with the noun of the component's capacity."""
        return show_value(rate, Dimension.RATE, self.noun)
