"""Whether components carry their load: at peak, after the loss of a failure domain, and until when.

Utilisation law: the utilisation is the load over the capacity, which needs means only, no
distribution. Where one node takes all writes of a store, that node is what counts.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from functools import cached_property
from typing import NamedTuple

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.load.demand import demand_of
from designlint.analyses.load.load import Loads, loads
from designlint.analyses.load.needs import Needs, needs_of
from designlint.analyses.load.payload import payload_of
from designlint.analyses.measure import Interval, exactly, origin_text, step
from designlint.analyses.placement.placement import Placement, placements
from designlint.diagnostic import Step as Line
from designlint.model import Component, Known, Step
from designlint.quantity import Dimension, show, show_share, show_value
from designlint.schema.component import AUTOSCALE, CAPACITY, CONCURRENCY, LATENCY, SCALES
from designlint.schema.roles import Role
from designlint.schema.store import COPIES, READ, READS_FROM, SHARDS, TOPOLOGY
from designlint.schema.values import Range, Scoped

# The load is shared almost evenly, so the number that carries it is near the one that is estimated.
REPLICAS_TRIED = 100
# Rounding may leave a component that is exactly full slightly above it.
FULL = 1.0 + 1e-9
SINGLE_WRITER = ("leader_follower", "single")


class DomainLoss(NamedTuple):
    """What the loss of one domain leaves of a component."""

    domain: str
    lost: int
    left: int
    utilisation: Interval


class Capacity:
    """A component's load against its capacity, in the world of the facts."""

    def __init__(
        self,
        component: Component,
        placement: Placement,
        found: Loads,
        bytes_of_call: float | None = None,
    ) -> None:
        self.bytes_of_call = bytes_of_call
        self.component = component
        self.placement = placement
        self.stated: Known[Scoped] | None = component[CAPACITY]
        self.parts = tuple(found.parts.get(component.path, ()))
        self.demand = demand_of(self.parts)
        self._nouns = found.nouns
        self._used: dict[int | None, Interval | None] = {}

    def with_load(self, found: Loads) -> Capacity:
        """The same component under another load."""
        return Capacity(self.component, self.placement, found, self.bytes_of_call)

    @property
    def per_replica(self) -> float | None:
        """What one replica carries, per second; None where that is not declared."""
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
    def most(self) -> int:
        """How many replicas there are, or can be where they are added by themselves. After a loss none
        are, before the autoscaler has acted."""
        placement, scaled = self.placement, self.component.value(AUTOSCALE)
        count = len(placement.replicas)
        if scaled is None or count == 0:
            return count
        if placement.lost and self.running is not None:
            return self.left_of(self.running.low)
        return max(count, scaled.range.high)

    @property
    def running(self) -> Range | None:
        """How many replicas an autoscaler runs at the load of this world, lost ones included: at the
        least as many as the load needs, at the most as many as it may; None for what does not scale
        by itself, and where that is not known."""
        scaled = self.component.value(AUTOSCALE)
        if scaled is None or not self.placement.replicas:
            return None
        low, high = scaled.range.low, max(self.placement.count, scaled.range.high)
        if self.utilisation(low) is None:
            return None
        return Range(low + bisect_left(range(low, high), True, key=self._fits_whole), high)

    def left_of(self, running: int) -> int:
        """How many of so many replicas this world leaves, spread like those that are declared: the
        autoscaler has not acted yet."""
        placement = self.placement
        return math.floor(running * len(placement.replicas) / max(1, placement.count) + 1e-9)

    def _fits_whole(self, replicas: int) -> bool:
        used = self.utilisation(replicas)
        return used is not None and used.low <= 1.0 + 1e-9

    @property
    def noun(self) -> str:
        """What is counted, for showing rates."""
        return self.stated.value.amount.noun if self.stated else ""

    def utilisation(self, replicas: int | None = None) -> Interval | None:
        """The load over the capacity with so many replicas (None: the most that there can be).

        None when no capacity is known, or how many replicas there are is not; 1 is full.
        """
        if replicas not in self._used:
            self._used[replicas] = self._utilisation(replicas)
        return self._used[replicas]

    def _utilisation(self, replicas: int | None) -> Interval | None:
        each, at_most = self.per_replica, self.by_concurrency
        count = self.most if replicas is None else replicas
        if self.is_total and not self.placement.declared:
            count = min(1, self.most)
        stated = self._busiest(count, each) if each is not None and self._is_counted else None
        if at_most is None or not self.placement.declared:
            return stated
        # No more than this: what it really carries may be less.
        least = self._busiest(count, at_most).low
        if stated is None:
            return Interval(least, math.inf) if least > 0.0 else None
        return Interval(max(stated.low, least), max(stated.high, least))

    @property
    def certain_use(self) -> Interval | None:
        """The utilisation; None also where the capacity is known only from a benchmark on other
        hardware."""
        return None if self.is_benchmark else self.utilisation()

    def is_outgrown(self, factor: float) -> bool:
        """Whether the component certainly carries its load today, and not this multiple of it."""
        used = self.certain_use
        return used is not None and used.low <= FULL < used.low * factor

    @cached_property
    def needs(self) -> Needs:
        """How many replicas must be up for the component to do its work."""
        return needs_of(self.component, self)

    def scaled(self, factor: float) -> Interval | None:
        """The utilisation at a multiple of the load."""
        now = self.utilisation()
        return None if now is None else now * factor

    @property
    def leader_writes(self) -> Interval | None:
        """The utilisation by writes alone of the one node that takes them all; None for a component
        whose writes are spread, or whose capacity is not declared."""
        each = self.per_replica
        if each is None or not self.is_led or self.component[SHARDS] is not None:
            return None
        return _over(self.demand.writes, each)

    @property
    def leader(self) -> Interval | None:
        """The utilisation of the node that takes all writes (of a shard), by all calls that go to it;
        None for a component that none leads, or whose capacity is not declared."""
        each, count = self.per_replica, self.most
        if not each or not self.is_led or count == 0:
            return None
        return _over(self._at_leader(count).plus(self._reads("any") * (1 / count)), each)

    def goes_to_leader(self, call: Step) -> bool:
        """Whether the leader answers a call, as the step or `reads_from` says."""
        usual = self.component.value(READS_FROM) or "leader"
        return bool(call.writes) or (call.role or usual) == "leader"

    def replicas_for(self, factor: float = 1.0, kept: float = 1.0) -> int | None:
        """How many replicas carry a multiple of the load when a share of them, `kept`, is left.

        None where no number does: where they do not share the load, or where that is unknown.
        """
        now = self.utilisation()
        count = self.most
        if now is None or not 0.0 < now.low < math.inf or self.component.value(SCALES) == "none":
            return None
        doubled = self.utilisation(2 * count)
        if doubled is None or doubled.low > now.low * 0.75:
            return None
        wanted = math.ceil(count * now.low * factor / kept - 1e-9)
        tried = range(max(1, wanted), max(1, wanted) + REPLICAS_TRIED)
        return next((n for n in tried if self._fits(n, factor, kept)), None)

    def _fits(self, replicas: int, factor: float, kept: float) -> bool:
        used = self.utilisation(math.floor(replicas * kept + 1e-9))
        return used is not None and used.low * factor <= 1.0 + 1e-9

    @property
    def is_total(self) -> bool:
        """Whether the capacity is that of all replicas together."""
        return self.stated is not None and self.stated.value.is_total

    @property
    def is_led(self) -> bool:
        """Whether one node takes all writes (of each shard, if there are any)."""
        topology = self.component.value(TOPOLOGY)
        return (
            self.component.plays(Role.STORE) and topology is not None and topology in SINGLE_WRITER
        )

    @property
    def _is_counted(self) -> bool:
        return self.placement.declared or self.is_total

    def _busiest(self, count: int, each: float) -> Interval:
        """The utilisation of the busiest node among `count`."""
        if count == 0:
            return _over(self.demand.total, 0.0)
        if self.is_led:
            return self._leader(count, each)
        if self.component.value(TOPOLOGY) == "leaderless":
            return Interval(
                _over(self.demand.total, count * each).low, _over(self._touched, count * each).high
            )
        return _over(self.demand.total, count * each)

    def _leader(self, count: int, each: float) -> Interval:
        """Each shard's leader takes that shard's writes; reads go where the step or `reads_from`
        sends them."""
        followers = count - min(self._shards, count)
        everywhere = self._reads("any") * (1 / count)
        leader = self._at_leader(count)
        if not followers:
            led = self._reads("follower") * self._led_share(count)
            return _over(leader.plus(led).plus(everywhere), each)
        follower = self._reads("follower") * (1 / followers)
        busiest = Interval(max(leader.low, follower.low), max(leader.high, follower.high))
        return _over(busiest.plus(everywhere), each)

    @property
    def _shards(self) -> int:
        stated = self.component[SHARDS]
        return max(1, stated.value.number) if stated else 1

    def _led_share(self, count: int) -> float:
        """The share of the calls to leaders that the busiest of `count` nodes gets."""
        return math.ceil(self._shards / count) / self._shards

    def _at_leader(self, count: int) -> Interval:
        """The calls to leaders alone that the busiest of `count` nodes gets."""
        return self.demand.writes.plus(self._reads("leader")) * self._led_share(count)

    def _reads(self, role: str) -> Interval:
        """The reads that go to replicas of a role: `leader`, `follower` or `any`."""
        usual = self.component.value(READS_FROM) or "leader"
        total = exactly(0.0)
        for part in self.parts:
            if not part.step.writes and (part.step.role or usual) == role:
                total = total.plus(part.rate)
        return total

    @property
    def _touched(self) -> Interval:
        """Node operations of a leaderless store: each write reaches all copies, each read some; where
        the number of copies is not declared, every node has one."""
        topology = self.component[TOPOLOGY]
        stated = (topology.detail(COPIES) if topology else None) or self.component.value(COPIES)
        copies = stated or max(1, self.placement.count)
        read = votes(topology.detail(READ) if topology else None, copies)
        return (self.demand.reads * (read or copies)).plus(self.demand.writes * copies)

    @cached_property
    def losses(self) -> tuple[DomainLoss, ...]:
        """What each domain that holds some but not all replicas takes along, the largest loss first."""
        placement = self.placement
        held = Counter(d for replica in placement.replicas for d in replica.domains)
        count = len(placement.replicas)
        found = []
        for domain, lost in held.items():
            # What runs at this load is spread like what is declared.
            running = count if self.running is None else self.left_of(self.running.low)
            kept = math.floor(running * (count - lost) / count + 1e-9)
            left = self.utilisation(kept)
            if lost < count and left is not None:
                found.append(DomainLoss(domain, running - kept, kept, left))
        return tuple(sorted(found, key=lambda loss: (-loss.lost, loss.domain)))

    @property
    def breaking_factor(self) -> float | None:
        """The multiple of today's load at which the component is certainly full."""
        now = self.utilisation()
        if now is None or now.low == 0.0:
            return None
        return 1 / now.low

    @property
    def line(self) -> Line:
        """`links: 16.06k req/s over 12 x 5k req/s = 26.8%`, with the origin of the capacity."""
        return self.line_with(None)

    def line_with(self, replicas: int | None) -> Line:
        """The same with so many replicas (None: the most that there can be)."""
        used, stated, path = self.utilisation(replicas), self.stated, self.component.path
        if used is not None and self.is_bound_by_concurrency:
            return self._line_by_concurrency(used)
        if used is None or stated is None:
            return Line(f"{path}: utilisation unknown")
        count = self.most if replicas is None else replicas
        demand, share = self.demand.total, show_share(used.low)
        rate = f"{'' if demand.is_exact else 'at least '}{self.shown_rate(demand.low)}"
        if self.is_led and count > 1:
            each = self.shown_rate(self.per_replica or 0.0)
            text = f"{path}: {rate}; the busiest of {count} nodes is at {share} of {each}"
        else:
            amount = stated.value.amount
            carried = show(amount) if self.is_in_bytes else self.shown_rate(amount.value)
            over = carried if stated.value.is_total else f"{count} x {carried}"
            text = f"{path}: {rate} over {over} = {share}"
        return Line(text, stated.span, origin_text(stated.origin))

    def _line_by_concurrency(self, used: Interval) -> Line:
        handled = self.component[CONCURRENCY]
        amount = "" if handled is None else show(handled.value.amount)
        text = (
            f"{self.component.path}: {amount} at a time carry at most"
            f" {self.shown_rate(self.by_concurrency or 0.0)} by Little's law and the stated latency: at"
            f" least {show_share(used.low)} used"
        )
        return step(text, handled)

    def shown_rate(self, rate: float) -> str:
        """A rate with the noun of the component's capacity."""
        return show_value(rate, Dimension.RATE, self.noun)


def capacities(facts: Facts) -> Lazily[str, Capacity]:
    """Load against capacity for each component, by path."""
    components = facts.design.components
    return Lazily(
        components,
        lambda path: Capacity(
            components[path],
            facts[placements][path],
            facts[loads],
            _bytes_of_call(facts, components[path]),
        ),
    )


def _bytes_of_call(facts: Facts, component: Component) -> float | None:
    """The mean bytes of a component's calls, for a capacity in bytes; None where that of a call or of how
    often it is made is not stated."""
    stated, parts = component[CAPACITY], facts[loads].parts.get(component.path, ())
    if stated is None or stated.value.amount.dimension is not Dimension.BANDWIDTH:
        return None
    sizes = [payload_of(facts.design, facts.design.flows[p.flow], p.step).stated for p in parts]
    if not sizes or not all(size.is_exact for size in sizes):
        return None
    if len(set(sizes)) == 1:
        return sizes[0].low
    calls = sum(part.rate.low for part in parts)
    if not 0.0 < calls < math.inf or not all(part.rate.is_exact for part in parts):
        return None
    return sum(p.rate.low * size.low for p, size in zip(parts, sizes, strict=True)) / calls


def votes(stated: str | None, copies: int) -> int | None:
    """How many copies `one`, `quorum`, `all` or a number of them is."""
    if stated is None:
        return None
    words = {"one": 1, "quorum": copies // 2 + 1, "all": copies}
    return words[stated] if stated in words else int(stated)


def _over(load: Interval, capacity: float) -> Interval:
    if capacity == 0.0:
        return Interval(math.inf if load.low else 0.0, math.inf if load.high else 0.0)
    return Interval(load.low / capacity, load.high / capacity)
