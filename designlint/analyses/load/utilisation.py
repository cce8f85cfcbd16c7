"""How many replicas a component runs, and how full they are.

Utilisation law: the utilisation is the load over the capacity, which needs means only, no
distribution. Where one node takes all writes of a store, that node is what counts.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Self

from designlint.analyses.load.busiest import Answering, BusiestNode
from designlint.analyses.load.holding import NO_TIME
from designlint.analyses.load.needs import first_that
from designlint.analyses.load.part import Loads
from designlint.analyses.load.replica_capacity import UNSTATED, OneCall
from designlint.analyses.measure import Interval
from designlint.analyses.placement.placement import Placement
from designlint.base.cached import cached_property
from designlint.model import Component
from designlint.model import Step as Call
from designlint.schema.values import Range


class Utilisation(BusiestNode):
    """How much of the capacity of a component, with any number of replicas, its load takes."""

    def __init__(
        self,
        component: Component,
        placement: Placement,
        found: Loads,
        of_call: OneCall = UNSTATED,
        ran: int | None = None,
    ) -> None:
        super().__init__(component, placement, found, of_call)
        self._used: dict[int | None, Interval | None] = {}
        self._found, self._ran = found, ran
        # Asked for much more often than made.
        self._most = self._replicas_at_most()

    def with_load(self, found: Loads) -> Self:
        """The same component under another load."""
        return type(self)(self.component, self.placement, found, self.of_call, self._ran)

    def at_once(self, found: Loads) -> Self:
        """The same when a failure elsewhere changes its load, before an autoscaler has acted."""
        ran = self._ran if self.running is None else self.running.low
        return type(self)(self.component, self.placement, found, self.of_call, ran)

    @property
    def scaled_out(self) -> Self:
        """The same when an autoscaler has acted."""
        if self._ran is None:
            return self
        return type(self)(self.component, self.placement, self._found, self.of_call)

    @property
    def most(self) -> int:
        """How many replicas there are, or can be where they are added by themselves. After a loss none
        are, before the autoscaler has acted."""
        return self._most

    def _replicas_at_most(self) -> int:
        placement, scaled = self.placement, self._scaled
        count = len(placement.replicas)
        if scaled is None or count == 0:
            return count
        if self._ran is not None:
            return self.left_of(self._ran)
        return max(count, scaled.range.high)

    @property
    def running(self) -> Range | None:
        """How many replicas an autoscaler runs at the load of this world, lost ones included: at the
        least as many as the load needs, at the most as many as it may; None for what does not scale
        by itself, and where that is not known. After a loss they are as many as ran before it."""
        return None if self._scaled is None else self._running

    @cached_property
    def _running(self) -> Range | None:
        scaled = self._scaled
        if scaled is None or not self.placement.replicas:
            return None
        if self._ran is not None:
            return Range(self._ran, self._ran)
        high = max(self.placement.count, scaled.range.high)
        if self.utilisation(scaled.range.low) is None:
            return None
        return Range(self._enough_for(0, scaled.range.low, high), high)

    @property
    def needed(self) -> Range | None:
        """How many replicas of what scales by itself the load needs, at its least and at its most; None
        where nothing is known of that."""
        running = self.running
        if running is None or self._ran is not None:
            return running
        return Range(running.low, self._enough_for(1, *running))

    def _enough_for(self, end: int, low: int, high: int) -> int:
        """The least number in a range that carries one end of the load, its highest where none does."""

        def carries(replicas: int) -> bool:
            used = self.utilisation(replicas)
            return used is not None and used[end] <= 1.0 + 1e-9

        return first_that(range(low, high), carries, rises=self.scales_without_loss)

    def left_of(self, running: int) -> int:
        """How many of so many replicas this world leaves: the autoscaler has not acted yet."""
        return self.placement.left_of(running)

    def utilisation(self, replicas: int | None = None) -> Interval | None:
        """The load over the capacity with so many replicas (None: the most that there can be).

        None when no capacity is known, or how many replicas there are is not; 1 is full.
        """
        if replicas not in self._used:
            self._used[replicas] = self._utilisation(replicas)
        return self._used[replicas]

    def _utilisation(self, replicas: int | None) -> Interval | None:
        return self._with_so_many(replicas, self._busiest)

    def _with_so_many(
        self, replicas: int | None, of: Callable[[int, float], Interval]
    ) -> Interval | None:
        """The utilisation of some of its nodes, by their number and what each carries."""
        at_most = self.by_concurrency
        count = self.most if replicas is None else replicas
        if self.is_total and not self.placement.declared:
            count = min(1, self.most)
        each, count = self.each_of(count), self.busy(count)
        stated = of(count, each) if each is not None and self._is_counted else None
        if at_most is None:
            return stated
        if not self.placement.declared and not self.handles_in_all:
            return self._with_one(stated, of, at_most)
        # No more than this at the best: what it really carries may be less.
        least = of(count, at_most.high).low if at_most.high < math.inf else 0.0
        if stated is None:
            return Interval(least, math.inf) if least > 0.0 else None
        if self.of_call.waits == NO_TIME and least <= stated.high:
            return stated  # which its own response time agrees with
        most = of(count, at_most.low).high if at_most.low > 0.0 else math.inf
        return Interval(max(stated.low, least), max(stated.high, most))

    def _with_one(
        self, stated: Interval | None, of: Callable[[int, float], Interval], at_most: Interval
    ) -> Interval | None:
        """A stated utilisation where nothing says how many replicas handle so many calls each: there may be
        a single one."""
        if stated is None:
            return None
        alone = of(1, at_most.low).high if at_most.low > 0.0 else math.inf
        if self.of_call.waits == NO_TIME and alone <= stated.high:
            return stated
        return Interval(stated.low, max(stated.high, alone))

    def answering(self, call: Call | None) -> list[Answering]:
        """The nodes that answer a call (None: any call); empty where `certain_use` is None."""
        if not self.has_roles:
            used = self.certain_use
            return [] if used is None else [Answering(1.0, used)]
        found: list[Answering] = []
        for at, nodes in enumerate(self._answering(call, max(1, self.most), 1.0)):
            used = self._with_so_many(None, partial(self._used_by, call, at))
            if used is not None and not self.is_benchmark:
                found.append(Answering(nodes.share, used))
        return found

    def _used_by(self, call: Call | None, at: int, count: int, each: float) -> Interval:
        nodes = self._answering(call, count, each)
        return nodes[min(at, len(nodes) - 1)].used

    def use_by(self, call: Call | None) -> Interval | None:
        """The utilisation of the nodes that answer a call, from the least to the fullest of them (None:
        any call); None where `certain_use` is."""
        used = [nodes.used for nodes in self.answering(call)]
        if not used:
            return None
        return Interval(min(one.low for one in used), max(one.high for one in used))

    @property
    def certain_use(self) -> Interval | None:
        """The utilisation; None also where the capacity is known only from a benchmark on other
        hardware."""
        return None if self.is_benchmark else self.utilisation()
