"""How full the busiest node of a component is: where all share the load, and where one leads."""

from __future__ import annotations

import math

from designlint.analyses.load.demand import demand_of
from designlint.analyses.load.part import Loads
from designlint.analyses.load.replica_capacity import ReplicaCapacity
from designlint.analyses.measure import Interval, exactly
from designlint.analyses.placement.placement import Placement
from designlint.model import Component, Step
from designlint.schema.roles import Role
from designlint.schema.store import COPIES, READ, READS_FROM, SHARDS, TOPOLOGY

SINGLE_WRITER = ("leader_follower", "single")


class BusiestNode(ReplicaCapacity):
    """How the calls of a component, `parts`, are spread over its nodes."""

    def __init__(
        self,
        component: Component,
        placement: Placement,
        found: Loads,
        bytes_of_call: float | None = None,
    ) -> None:
        super().__init__(component, placement, bytes_of_call)
        self.parts = tuple(found.parts.get(component.path, ()))
        self.demand = demand_of(self.parts)

    def goes_to_leader(self, call: Step) -> bool:
        """Whether the leader answers a call, as the step or `reads_from` says."""
        usual = self.component.value(READS_FROM) or "leader"
        return bool(call.writes) or (call.role or usual) == "leader"

    def goes_to_followers(self, call: Step) -> bool:
        """Whether followers answer a call, as the step or `reads_from` says."""
        return not call.writes and (call.role or self.component.value(READS_FROM)) == "follower"

    @property
    def is_led(self) -> bool:
        """Whether one node takes all writes (of each shard, if there are any)."""
        topology = self.component.value(TOPOLOGY)
        return (
            self.component.plays(Role.STORE) and topology is not None and topology in SINGLE_WRITER
        )

    def _busiest(self, count: int, each: float) -> Interval:
        """The utilisation of the busiest node among `count`."""
        if count == 0:
            return over(self.demand.total, 0.0)
        if self.is_led:
            return self._leader(count, each)
        if self.component.value(TOPOLOGY) == "leaderless":
            return over(self._touched(count), count * each)
        return over(self.demand.total, count * each)

    def _leader(self, count: int, each: float) -> Interval:
        """Each shard's leader takes that shard's writes; reads go where the step or `reads_from`
        sends them."""
        followers = count - min(self._shards, count)
        everywhere = self._reads("any") * (1 / count)
        leader = self._at_leader(count)
        if not followers:
            led = self._reads("follower") * self._led_share(count)
            return over(leader.plus(led).plus(everywhere), each)
        follower = self._at_follower(followers)
        busiest = Interval(max(leader.low, follower.low), max(leader.high, follower.high))
        return over(busiest.plus(everywhere), each)

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

    def _at_follower(self, followers: int) -> Interval:
        """The reads from followers alone that each of so many gets."""
        return self._reads("follower") * (1 / followers)

    def _reads(self, role: str) -> Interval:
        """The reads that go to replicas of a role: `leader`, `follower` or `any`."""
        usual = self.component.value(READS_FROM) or "leader"
        total = exactly(0.0)
        for part in self.parts:
            if not part.step.writes and (part.step.role or usual) == role:
                total = total.plus(part.rate)
        return total

    def _touched(self, count: int) -> Interval:
        """Operations of `count` nodes of a leaderless store: each write reaches all copies that are left, each
        read one at the least and no more than it asks; where the number of copies is not declared, there is
        one, or every node has one."""
        topology, nodes = self.component[TOPOLOGY], max(count, self.placement.count)
        stated = (topology.detail(COPIES) if topology else None) or self.component.value(COPIES)
        kept = min(stated, nodes) if stated else nodes
        left = min(kept, count)
        copies = Interval(kept * count / nodes if stated else count / nodes, left)
        read = votes(topology.detail(READ) if topology else None, round(copies.high))
        asked = Interval(1, copies.high if read is None else min(read, copies.high))
        return (self.demand.reads * asked).plus(self.demand.writes * copies)


def votes(stated: str | None, copies: int) -> int | None:
    """How many copies `one`, `quorum`, `all` or a number of them is."""
    if stated is None:
        return None
    words = {"one": 1, "quorum": copies // 2 + 1, "all": copies}
    return words[stated] if stated in words else int(stated)


def over(load: Interval, capacity: float) -> Interval:
    """A load over a capacity; without bound where nothing carries it."""
    if capacity == 0.0:
        return Interval(math.inf if load.low else 0.0, math.inf if load.high else 0.0)
    return Interval(load.low / capacity, load.high / capacity)
