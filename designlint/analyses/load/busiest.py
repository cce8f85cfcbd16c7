"""How full the nodes of a component are: where all share the load, where one leads, and where every
copy stores each write."""

from __future__ import annotations

import math

from designlint.analyses.load.demand import demand_of
from designlint.analyses.load.part import Loads, Part
from designlint.analyses.load.replica_capacity import UNSTATED, OneCall, ReplicaCapacity
from designlint.analyses.measure import Interval, exactly, total_of
from designlint.analyses.placement.placement import Placement
from designlint.base.cached import cached_property
from designlint.base.records import NamedTuple
from designlint.model import Catalogued, Component, Step
from designlint.schema.roles import Role
from designlint.schema.store import COPIES, READ, READS_FROM, SHARDS, TOPOLOGY

NONE = exactly(0.0)
SINGLE_WRITER = ("leader_follower", "single")


class Answering(NamedTuple):
    """Nodes that answer the same share of some calls, 0 to 1 (of several of which any may answer, all), and
    their utilisation."""

    share: float
    used: Interval


class BusiestNode(ReplicaCapacity):
    """How the calls of a component, `parts`, are spread over its nodes.

    `is_led`: one node takes all writes (of each shard, if there are any). `is_elected`: the nodes elect who
    takes the writes, which every copy stores. `are_copies_counted`: every copy of a write loads its node; a
    capacity in total is one of all clients' calls. `has_roles`: some nodes do other work than the rest, or
    may. `is_layout_open`: no topology or shards of a store say what each node does. `is_scattered`: a search asks all shards, so that it may load each of them.
    """

    def __init__(
        self,
        component: Component,
        placement: Placement,
        found: Loads,
        of_call: OneCall = UNSTATED,
    ) -> None:
        super().__init__(component, placement, of_call)
        stated = component[SHARDS]
        shards = 1 if stated is None else stated.value.number
        is_search = component.plays(Role.STORE) and component.plays(Role.DERIVED)
        self.is_scattered = is_search and shards > 1 and not self.is_total
        parts = found.parts.get(component.path, ())
        self.parts = tuple([_at_shards(p, shards) for p in parts] if self.is_scattered else parts)
        self.demand = demand_of(self.parts)
        topology = component.value(TOPOLOGY)
        is_store = topology is not None and component.plays(Role.STORE)
        self.is_led = is_store and topology in SINGLE_WRITER and not self.is_total
        self.is_elected = is_store and topology == "consensus"
        is_copied = self.is_elected or topology == "leaderless"
        self.are_copies_counted = is_copied and not self.is_total
        self.is_layout_open = (
            topology is None
            and component.plays(Role.STORE)
            and not component.is_external
            and component[SHARDS] is None
            and not placement.whole
            and not self.is_total
        )
        self.has_roles = self.is_led or (self.is_elected and self.are_copies_counted)

    @property
    def leader_writes(self) -> Interval | None:
        """The utilisation by writes alone of the one node that takes them all; None for a component
        whose writes are spread, or whose capacity is not declared."""
        each = self.per_replica
        if each is None or not self.is_led or self.component[SHARDS] is not None:
            return None
        return over(self.demand.writes, each)

    @property
    def are_copies_open(self) -> bool:
        """Whether it is unknown how many of its nodes store a write."""
        return not self._stored(max(1, self.placement.count)).is_exact

    def _busiest(self, count: int, each: float) -> Interval:
        """The utilisation of the busiest node among `count`."""
        if count == 0:
            return over(self.demand.total, 0.0)
        if self.is_led:
            leader = self._leader(count, self._led_share(count))
            return over(_fullest([leader, *self._followers(count)]), each)
        if self.are_copies_counted:
            return over(self._elected(count) if self.is_elected else self._each_copy(count), each)
        if self.is_layout_open and count > 1:
            return over(self._by_any_layout(count), each)
        return over(self.demand.total, count * each)

    def _by_any_layout(self, count: int) -> Interval:
        """The calls that the busiest of `count` nodes gets where no topology says whether one of them takes
        the writes and answers the reads, or each its part: all that may go to one, at the most."""
        spread = self._reads("any")
        alone = self.demand.total.high - spread.high
        return Interval(self.demand.total.low / count, alone + spread.high / count)

    def _answering(self, call: Step | None, count: int, each: float) -> list[Answering]:
        """The nodes among `count` that answer a call; None: any call."""
        if count == 0 or not self.has_roles:
            return [Answering(1.0, self._busiest(count, each))]
        role = None if call is None or self._may_write(call) else self._role(call)
        if not self.is_led:
            load = Interval(self._elected_least(count, role), self._elected(count).high)
            return [Answering(1.0, over(load, each))]
        leaders = Interval(
            self._leader(count, max(1, self._shards // count) / self._shards).low,
            self._leader(count, self._led_share(count)).high,
        )
        followers = self._followers(count)
        if role == "leader" or not followers:
            return [Answering(1.0, over(leaders, each))]
        if role == "follower":
            return [Answering(1.0, over(followers[0], each))]
        leading = min(self._shards, count)
        parts = [(leading, leaders), (count - leading, followers[0])]
        if role == "any":
            return [Answering(n / count, over(load, each)) for n, load in parts]
        # Of all calls, or of one that may go to either, each node answers its own.
        total = sum(n * load.low for n, load in parts)
        shares = [n * load.low / total if total and call is None else 1.0 for n, load in parts]
        return [Answering(s, over(load, each)) for s, (_, load) in zip(shares, parts, strict=True)]

    def _role(self, call: Step) -> str:
        """Who answers a call, as the step or `reads_from` says: `leader`, `follower` or `any`."""
        usual = self.component.value(READS_FROM) or "leader"
        return "leader" if call.writes else call.role or usual

    def _may_write(self, call: Step) -> bool:
        """Whether a call that names no data may be a write, which goes elsewhere than a read."""
        is_named = bool(call.reads or call.writes) or call.role is not None
        return not is_named and self._role(call) != "leader"

    @cached_property
    def _unnamed(self) -> float:
        """The calls that may be reads or writes."""
        return sum(part.rate.high for part in self.parts if self._may_write(part.step))

    @cached_property
    def _writes(self) -> Interval:
        """The writes, with the calls that may be some."""
        return self.demand.writes.plus(Interval(0.0, self._unnamed))

    def _leader(self, count: int, share: float) -> Interval:
        """The calls that a node gets among `count` that leads a share of the shards: their writes, and
        the reads that the step or `reads_from` sends to it."""
        led = self._at_leaders
        if not self._followers(count):
            led = led.plus(self._reads_of_lost_followers(count))
        return (led * share).plus(self._reads("any") * (1 / count))

    def _followers(self, count: int) -> list[Interval]:
        """The calls that each node gets that leads nothing; empty where all lead."""
        followers = count - min(self._shards, count)
        if not followers:
            return []
        own = self._reads("follower") * (1 / followers)
        return [own.plus(self._reads("any") * (1 / count))]

    def _reads_of_lost_followers(self, count: int) -> Interval:
        """The reads of followers where none is left: whether the leader answers them is unknown, but
        where there never were any."""
        reads = self._reads("follower")
        is_lost = self._shards == 1 and self.placement.count > count
        return Interval(0.0, reads.high) if is_lost else reads

    @cached_property
    def _shards(self) -> int:
        stated = self.component[SHARDS]
        return max(1, stated.value.number) if stated else 1

    def _led_share(self, count: int) -> float:
        """The share of the shards that the busiest of `count` nodes leads."""
        return math.ceil(self._shards / count) / self._shards

    @cached_property
    def _at_leaders(self) -> Interval:
        """The calls that only leaders answer."""
        return self._writes.plus(self._reads("leader"))

    def _reads(self, role: str) -> Interval:
        """The reads that go to replicas of a role: `leader`, `follower` or `any`."""
        return self._reads_by_role.get(role, NONE)

    @cached_property
    def _reads_by_role(self) -> dict[str, Interval]:
        found: dict[str, list[Interval]] = {}
        for part in self.parts:
            if not part.step.writes:
                is_sure = not self._may_write(part.step)
                rate = part.rate if is_sure else Interval(0.0, part.rate.high)
                found.setdefault(self._role(part.step), []).append(rate)
        return {role: total_of(rates) for role, rates in found.items()}

    def _elected(self, count: int) -> Interval:
        """The calls that the busiest of `count` nodes gets that elect a leader: each write is stored by
        every copy. Whether one node leads or, of several groups, each, and so who answers a read of the
        leader, is unknown."""
        stored = self._writes * self._stored(count)
        leader = self._reads("leader").high * self._led_share(count)
        follower = self._reads("follower").high / max(1, count - 1)
        alone = leader + follower if count == 1 else max(leader, follower)
        everywhere = self._reads("any").high / count
        return Interval(
            stored.low + self.demand.reads.low / count, stored.high + alone + everywhere
        )

    def _elected_least(self, count: int, role: str | None) -> float:
        """The calls that a node of a consensus gets at the least that answers a role's calls: with its share
        of these, the writes that each copy stores, and reads of any replica."""
        stored = self.demand.writes * self._stored(count)
        own = 0.0 if role is None or role == "any" else self._reads(role).low
        return stored.low + (self._reads("any").low + own) / count

    def _each_copy(self, count: int) -> Interval:
        """The calls that each node of a leaderless store gets: a write reaches all copies, a read one at
        the least and all that must answer at the most."""
        topology = self.component[TOPOLOGY]
        copies = self._copies or max(1, self.placement.count)
        read = votes(topology.detail(READ) if topology else None, copies) or copies
        asked, stored = Interval(1 / count, min(1.0, read / count)), self._stored(count)
        unnamed = [p.rate for p in self.parts if not p.step.reads and not p.step.writes]
        more = total_of(unnamed).high * max(0.0, stored.high - asked.high)
        known = (self.demand.reads * asked).plus(self.demand.writes * stored)
        return Interval(known.low, known.high + more)

    @property
    def _copies(self) -> int | None:
        """How many copies there are of each key, where that is declared."""
        topology = self.component[TOPOLOGY]
        return (topology.detail(COPIES) if topology else None) or self.component.value(COPIES)

    def _stored(self, count: int) -> Interval:
        """The share of the writes that each of `count` nodes stores. Copies are spread evenly; of a
        consensus whose copies are not declared every member has one, unless it has shards or a technology
        divides its keys as it likes."""
        copies, whole = self._copies, max(1, count, self.placement.count)
        if copies is not None:
            return Interval(min(1.0, copies / whole), min(1.0, copies / count))
        topology = self.component[TOPOLOGY]
        is_stated = topology is not None and not isinstance(topology.origin, Catalogued)
        if self.is_elected and is_stated and self.component[SHARDS] is None:
            return exactly(1.0)
        return Interval(1 / whole, 1.0)


def _at_shards(part: Part, shards: int) -> Part:
    """What a step loads the nodes of a search index with: one shard at the least, and all that a search
    asks at the most."""
    if part.step.writes or part.step.times >= shards:
        return part
    return part._replace(rate=Interval(part.rate.low, part.rate.high * shards))


def _fullest(nodes: list[Interval]) -> Interval:
    return Interval(max(one.low for one in nodes), max(one.high for one in nodes))


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
