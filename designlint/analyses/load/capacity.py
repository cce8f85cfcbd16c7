"""Whether components carry their load: at peak, after the loss of a failure domain, and until when.

Utilisation law: the utilisation is the load over the capacity, which needs means only, no
distribution. Where one node takes all writes of a store, that node is what counts.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.load.load import Loads, Part, loads
from designlint.analyses.measure import Interval, exactly
from designlint.analyses.placement.placement import Placement, placements
from designlint.model import Component, Known, Step
from designlint.quantity import Dimension, show_value
from designlint.schema.component import AUTOSCALE, CAPACITY, SCALES
from designlint.schema.roles import Role
from designlint.schema.store import COPIES, READ, READS_FROM, SHARDS, TOPOLOGY
from designlint.schema.values import Scoped

# The load is shared almost evenly, so the number that carries it is near the one that is estimated.
REPLICAS_TRIED = 100
SINGLE_WRITER = ("leader_follower", "single")


class Demand(NamedTuple):
    """Calls per second at peak, apart where writes cost more than reads."""

    reads: Interval
    writes: Interval

    @property
    def total(self) -> Interval:
        """All calls."""
        return self.reads.plus(self.writes)


class DomainLoss(NamedTuple):
    """What the loss of one domain leaves of a component."""

    domain: str
    lost: int
    left: int
    utilisation: Interval


class Capacity:
    """A component's load against its capacity, in the world of the facts."""

    def __init__(self, component: Component, placement: Placement, found: Loads) -> None:
        self.component = component
        self.placement = placement
        self.stated: Known[Scoped] | None = component[CAPACITY]
        self.parts = tuple(found.parts.get(component.path, ()))
        self.demand = _demand(self.parts)
        self._nouns = found.nouns
        self._used: dict[int | None, Interval | None] = {}

    @property
    def per_replica(self) -> float | None:
        """What one replica carries, per second; None where that is not declared."""
        stated = self.stated
        if stated is None or stated.value.amount.dimension is not Dimension.RATE:
            return None
        amount = stated.value.amount.value
        return amount / max(1, self.placement.count, self.most) if stated.value.is_total else amount

    @property
    def is_benchmark(self) -> bool:
        """Whether the capacity is known only from a benchmark on other hardware."""
        return self.stated is not None and self.stated.published_as == "benchmark"

    @property
    def most(self) -> int:
        """How many replicas there are, or can be where they are added by themselves."""
        count = len(self.placement.replicas)
        scaled = self.component.value(AUTOSCALE)
        return count if scaled is None or count == 0 else max(count, scaled.range.high)

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
        each = self.per_replica
        if each is None or not self._is_counted:
            return None
        count = self.most if replicas is None else replicas
        if self.is_total and not self.placement.declared:
            count = min(1, self.most)
        return self._busiest(count, each)

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
            left = self.utilisation(self.most if self.most > count else count - lost)
            if lost < count and left is not None:
                found.append(DomainLoss(domain, lost, count - lost, left))
        return tuple(sorted(found, key=lambda loss: (-loss.lost, loss.domain)))

    @property
    def breaking_factor(self) -> float | None:
        """The multiple of today's load at which the component is certainly full."""
        now = self.utilisation()
        if now is None or now.low == 0.0:
            return None
        return 1 / now.low

    def shown_rate(self, rate: float) -> str:
        """A rate with the noun of the component's capacity."""
        return show_value(rate, Dimension.RATE, self.noun)


def capacities(facts: Facts) -> Lazily[str, Capacity]:
    """Load against capacity for each component, by path."""
    components = facts.design.components
    return Lazily(
        components,
        lambda path: Capacity(components[path], facts[placements][path], facts[loads]),
    )


def votes(stated: str | None, copies: int) -> int | None:
    """How many copies `one`, `quorum`, `all` or a number of them is."""
    if stated is None:
        return None
    words = {"one": 1, "quorum": copies // 2 + 1, "all": copies}
    return words[stated] if stated in words else int(stated)


def _demand(parts: Iterable[Part]) -> Demand:
    reads = writes = exactly(0.0)
    for part in parts:
        if part.step.writes:
            writes = writes.plus(part.rate)
        else:
            reads = reads.plus(part.rate)
    return Demand(reads, writes)


def _over(load: Interval, capacity: float) -> Interval:
    if capacity == 0.0:
        return Interval(math.inf if load.low else 0.0, math.inf if load.high else 0.0)
    return Interval(load.low / capacity, load.high / capacity)
