"""Which share of its calls a component serves while some of its replicas are up."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from tests.oracle.designs import Design, Part, Step
from tests.oracle.loads import Arrivals

ROUNDING = 1e-9


def carried(capacity: float, load: float, *, best: bool) -> float:
    """Above its capacity at most capacity/load is served, and perhaps nothing."""
    if load <= capacity * (1.0 + ROUNDING):
        return 1.0
    return capacity / load if best else 0.0


def each(part: Part) -> float | None:
    """The capacity of one replica."""
    if part.capacity is None:
        return None
    return part.capacity / part.replicas if part.capacity_total else part.capacity


@dataclass
class Serving:
    """What one component serves; `keys` are the replicas that keep the key of the run."""

    part: Part
    up: tuple[bool, ...]
    arrivals: Arrivals
    best: bool
    keys: tuple[int, ...] = ()
    assuming: bool = True

    @property
    def through(self) -> float:
        """The share of all calls that the limit lets through."""
        load, limit = self.arrivals.total, self.part.limit
        return 1.0 if limit is None or load <= limit else limit / load

    def share(self, step: Step) -> float | None:
        """The share of the calls of a step that are served, of those that are let through; None while
        the component is down. That a capacity is enough which is not declared is an assumption, but of
        third parties."""
        answer = self._answer(step)
        is_declared = self.part.capacity is not None or self.part.kind == "external"
        if answer is None or is_declared or self.best or self.assuming:
            return answer
        return 0.0

    def _answer(self, step: Step) -> float | None:
        if not any(self.up):
            return None
        if self.part.shards is not None:
            return 1.0 if self._has_key(step) else None
        if self.part.store is None:
            return self._alike()
        return {
            "single": self._led,
            "multi_leader": self._any,
            "leader_follower": self._led,
            "consensus": self._majority,
            "leaderless": self._quorum,
        }[self.part.store.word](step)

    @property
    def count(self) -> int:
        return sum(self.up)

    def _has_key(self, step: Step) -> bool:
        if step.times == self.part.shards and step.parallel:
            return all(self.up)
        return any(self.up[number] for number in self.keys)

    def _alike(self) -> float | None:
        """Replicas that share all calls."""
        if self.part.needs is not None and self.count < self.part.needs:
            return None
        capacity = each(self.part)
        if capacity is None:
            return 1.0
        let = self.arrivals.total * self.through
        return carried(self.count * capacity, let, best=self.best)

    def _led(self, step: Step) -> float | None:
        """The first replica leads, or after its failure another one, if somebody promotes it.

        Whether a write is acknowledged while a follower is down that should confirm it is open.
        """
        store, capacity = self.part.store, each(self.part)
        assert store is not None
        unsaid = store.failover is None and self.best
        leads = self.up[0] or store.failover == "auto" or unsaid
        followers = self.count - int(leads)
        alone = followers == 0
        reads = self.arrivals.reads
        spread = reads.get("any", 0.0) / self.count
        leader = self.arrivals.writes + self.arrivals.plain + reads.get("leader", 0.0) + spread
        follower = spread + reads.get("follower", 0.0) / max(1, followers)
        role = step.role or store.reads_from or "leader"
        if alone and (role == "follower" or not self.best):
            # Whether the leader answers these is open.
            leader += reads.get("follower", 0.0)
        if step.use == "reads" and role != "leader":
            if role == "follower" and alone and not (self.best and leads):
                return None
            if alone:
                return self._at(capacity, leader)
            share = self._at(capacity, follower)
            if role == "any" and leads:
                # Each node answers as many of these.
                share += (self._at(capacity, leader) - share) / self.count
            return share
        if not leads or (step.use == "writes" and followers < store.sync and not self.best):
            return None
        return self._at(capacity, leader)

    def _at(self, capacity: float | None, load: float) -> float:
        return 1.0 if capacity is None else carried(capacity, load, best=self.best)

    def _any(self, _: Step) -> float | None:
        return 1.0

    def _majority(self, step: Step) -> float | None:
        if self.count <= len(self.up) // 2:
            return None
        role = "leader" if step.use != "reads" else step.role or self._usual
        loads = [load for one, load in elected(self.arrivals, self.count) if one in (role, None)]
        if role == "any":
            loads = [load for _, load in elected(self.arrivals, self.count)]
        return self._at(each(self.part), (min if self.best else max)(loads))

    @property
    def _usual(self) -> str:
        return (self.part.store.reads_from if self.part.store else None) or "leader"

    def _quorum(self, step: Step) -> float | None:
        """A write goes to every copy, a read to one at least and to all that must answer at most."""
        store, capacity = self.part.store, each(self.part)
        assert store is not None
        if self.count < (store.write if step.use == "writes" else store.read):
            return None
        reads = sum(self.arrivals.reads.values()) + self.arrivals.plain
        asked = 1 if self.best else store.read
        return self._at(capacity, self.arrivals.writes + reads * asked / self.count)


def elected(arrivals: Arrivals, count: int) -> list[tuple[str | None, float]]:
    """What each of the nodes gets that elect a leader: of one that leads alone, of its followers, and of
    any where each leads a part of the keys or all answer in the leader's place. Each stores all writes."""
    reads = arrivals.reads
    everywhere = arrivals.writes + reads.get("any", 0.0) / count
    lead = arrivals.plain + reads.get("leader", 0.0)
    follow = reads.get("follower", 0.0)
    if count == 1:
        return [(None, everywhere + lead + follow)]
    return [
        ("leader", everywhere + lead),
        ("follower", everywhere + follow / (count - 1)),
        (None, everywhere + (lead + follow) / count),
    ]


def key_sets(design: Design, part: Part) -> list[tuple[int, ...]]:
    """Which replicas may keep a key: as many as there are copies, in as many places as can be."""
    if part.shards is None:
        return [()]
    numbers = range(part.replicas)
    counts = [part.copies] if part.copies is not None else [1, part.replicas]
    found = []
    for count in counts:
        sets = list(combinations(numbers, count))
        spread = [len({part.place_of(number) for number in one}) for one in sets]
        found += [one for one, places in zip(sets, spread, strict=True) if places == max(spread)]
    return found
