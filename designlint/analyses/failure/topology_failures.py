"""When a key cannot be had: its copies are too few for the topology of the store or broker."""

from __future__ import annotations

import math

from designlint.analyses.facts import Facts
from designlint.analyses.failure.copies import holders_of, is_layout_open, keys_of
from designlint.analyses.failure.events import event_of
from designlint.analyses.failure.keys import ANY_KEY, Keys
from designlint.analyses.failure.replica_failures import ReplicaFailures
from designlint.analyses.failure.takeovers import LED, needs_leader, takeover_of
from designlint.analyses.load.busiest import votes
from designlint.analyses.load.confirmed import confirmed, may_wait, written_to
from designlint.analyses.placement.placement import Placement, Replica
from designlint.model import Component
from designlint.schema.component import FAILOVER
from designlint.schema.roles import Role
from designlint.schema.store import READ, READS_FROM, STRICT_SYNC, TOPOLOGY, WRITE
from designlint.solvers.faulttree import Node


class TopologyFailures:
    """The fault trees of the replicas that keep a key, in one reading.

    `keys` says which key of a component is asked for, see `keys_of`. Those that are `counted` leave out that
    a leader is gone until a person has replaced it, see `failing_over`. Neither `by_keys` nor `scattered`
    looks at how many replicas the load needs.
    """

    def __init__(
        self, facts: Facts, replicas: ReplicaFailures, keys: Keys, *, counted: bool
    ) -> None:
        self._facts = facts
        self._counted = counted
        self._replicas = replicas
        self._keys = keys
        self._shared = replicas.shared
        self._is_pessimistic = replicas.is_pessimistic

    def by_keys(self, component: Component, placement: Placement, use: str) -> Node | None:
        """When the key that is asked for cannot be had; None where any replica answers for any key."""
        asked = self._keys.get(component.path, 0)
        keys = range(keys_of(component, placement)) if asked == ANY_KEY else (asked,)
        found = [
            self._by_topology(component, placement, use, key)
            or self._keyed(component, placement, key)
            for key in keys
        ]
        nodes = [node for node in found if node is not None]
        if not nodes:
            return None
        return self._shared.any(nodes) if self._is_pessimistic else self._shared.all(nodes)

    def scattered(self, component: Component, placement: Placement) -> Node:
        """A run asks every shard: it fails when all copies of one are down.

        Which replicas share a shard is not declared: at the most as many failures are survived as if
        they never met in one, at the least one fewer than there are copies.
        """
        _, copies = self._holders(component, placement)
        count = placement.count
        needed = count - copies + 1 if self._is_pessimistic else math.ceil(count / copies)
        return self._replicas.k_of_n(component, list(placement.replicas), needed)

    def _keyed(self, component: Component, placement: Placement, key: int) -> Node | None:
        """A run asks for one key: one of the replicas that keep it is enough, and no other is. None
        where every replica keeps every key."""
        if not component.plays(Role.STORE, Role.CACHE, Role.BROKER):
            return None
        holders, copies = self._holders(component, placement, key)
        return None if copies >= placement.count else self._replicas.k_of_n(component, holders, 1)

    def _by_topology(
        self, component: Component, placement: Placement, use: str, key: int
    ) -> Node | None:
        """When too few replicas are left for the topology of a store or broker, or for that of a cache with
        a leader; None for others."""
        shape = component.value(TOPOLOGY)
        is_led_cache = component.plays(Role.CACHE) and shape == LED
        if not component.plays(Role.STORE, Role.BROKER) and not is_led_cache:
            return None
        match shape:
            case "leaderless":
                return self._quorum(component, placement, use, key)
            case "consensus":
                holders, copies = self._holders(component, placement, key)
                return self._replicas.k_of_n(component, holders, copies // 2 + 1)
            case "leader_follower" if component.plays(Role.BROKER):
                return self._log(component, placement, use, key)
            case "leader_follower":
                return self._led(component, placement, use, key)
            case "multi_leader" if self._is_pessimistic and use in ("write", "leader", "any"):
                leaders = [replica for replica in placement.replicas if replica.leads]
                return self._replicas.k_of_n(component, leaders, 1)
        return None

    def _quorum(self, component: Component, placement: Placement, use: str, key: int) -> Node:
        """A key's copies are in different domains as far as the domains go."""
        holders, copies = holders_of(component, placement, key=key)
        topology = component[TOPOLOGY]
        asked = {"write": (WRITE,), "any": (READ, WRITE)}.get(use, (READ,))
        undeclared = copies if self._is_pessimistic else 1
        declared = [votes(topology.detail(key), copies) if topology else None for key in asked]
        needed = [undeclared if count is None else count for count in declared]
        return self._replicas.k_of_n(
            component, holders, max(needed) if self._is_pessimistic else min(needed)
        )

    def _log(self, component: Component, placement: Placement, use: str, key: int) -> Node:
        """A partition of a replicated log works as long as one of its copies does, or only while as
        many do as have to confirm a write. It elects its leader by itself, unless a person is stated to."""
        holders, copies = holders_of(component, placement, key=key)
        found = confirmed(component, copies)
        needed = found.high if self._is_pessimistic else found.low
        enough = self._replicas.k_of_n(component, holders, needed if self._waits(component) else 1)
        failover = component[FAILOVER]
        by_itself = failover is None or failover.value.mode == "auto"
        if by_itself or use == "any_replica":
            return enough
        return self._promoted_by_hand(component, placement, holders, copies, enough)

    def waiting(self, component: Component, placement: Placement, use: str) -> Node | None:
        """When a write fails if it waits for every follower, which nothing says; None where that is known."""
        if use not in ("write", "any") or placement.count < 2:
            return None
        if not may_wait(component, placement.count):
            return None
        down = self._replicas.k_of_n(component, list(placement.replicas), placement.count)
        return self._shared.all([event_of("wait", component.path), down])

    def failing_over(self, component: Component, use: str) -> Node | None:
        """When a leader is gone and no standby has taken over yet, as far as that is no repair of the leader;
        None where no failover takes time for the use."""
        takeover = takeover_of(self._facts, component)
        is_led = needs_leader(component, use)
        if takeover is None or is_led is False or (is_led is None and not self._is_pessimistic):
            return None
        found: list[Node] = [event_of("failover", component.path)] if takeover.share else []
        if not takeover.is_whole and (self._is_pessimistic or takeover.is_manual):
            leaders = takeover.leaders
            down = self._replicas.k_of_n(component, leaders, len(leaders))
            found.append(self._shared.all([event_of("takeover", component.path), down]))
        return self._shared.any(found) if found else None

    def by_any_layout(self, component: Component, placement: Placement) -> Node | None:
        """When a store fails of which no topology says what its replicas do: one of them may lead or keep the
        key alone, or a majority may have to be up. None where that is known."""
        if not is_layout_open(component, placement):
            return None
        layout, replicas = event_of("layout", component.path), list(placement.replicas)
        if placement.lost:
            # What is lost may have led, kept the key, or made up the majority.
            return layout
        alone = self._replicas.k_of_n(component, replicas[:1], 1)
        few = self._replicas.k_of_n(component, replicas, len(replicas) // 2 + 1)
        return self._shared.all([layout, self._shared.any([alone, few])])

    def _waited_for(self, component: Component, copies: int) -> int:
        """How many replicas have to be up for a write."""
        return written_to(component, copies) if self._waits(component) else 1

    def _waits(self, component: Component) -> bool:
        """Whether a write waits for copies that have to confirm it and are down."""
        strict = component.value(STRICT_SYNC)
        return self._is_pessimistic if strict is None else strict

    def _led(self, component: Component, placement: Placement, use: str, key: int) -> Node:
        """Writes and leader reads need a leader: any replica where failover promotes one by itself.

        A write waits for the followers that have to confirm it, unless those that are down are given up.
        """
        replicas, copies = self._holders(component, placement, key)
        failover = component[FAILOVER]
        reads_from = component.value(READS_FROM)
        from_any = reads_from in ("any", "follower")
        reads = use == "read" or (use == "any" and not self._is_pessimistic)
        follows = use == "follower" or (reads and reads_from == "follower")
        if follows and self._is_pessimistic:
            # Whether a leader, or what took over as one, answers in place of followers is not known.
            return self._replicas.k_of_n(component, replicas, 2)
        if use in ("any_replica", "follower") or (reads and from_any):
            return self._replicas.k_of_n(component, replicas, 1)
        writes = not reads and use != "leader"
        waited_for = self._waited_for(component, copies) if writes else 1
        enough = self._replicas.k_of_n(component, replicas, waited_for)
        by_itself = failover is not None and failover.value.mode == "auto"
        if by_itself or (failover is None and not self._is_pessimistic):
            return enough
        return self._promoted_by_hand(component, placement, replicas, copies, enough)

    def _promoted_by_hand(
        self,
        component: Component,
        placement: Placement,
        holders: list[Replica],
        copies: int,
        enough: Node,
    ) -> Node:
        """When the replicas that keep a key fail of which one leads and a person replaces it: too few are
        left, or the leader is gone."""
        takeover = takeover_of(self._facts, component) if self._counted else None
        if takeover is not None and not takeover.lost:
            return enough
        if copies < placement.count:
            # One of the replicas that keep the key leads it, the first of them as likely as any.
            return self._shared.any([enough, self._replicas.k_of_n(component, holders[:1], 1)])
        leaders = [replica for replica in holders if replica.leads]
        led = len(leaders) + sum(replica.leads for replica in placement.lost)
        return self._shared.any([enough, self._replicas.k_of_n(component, leaders, led)])

    def _holders(
        self, component: Component, placement: Placement, key: int = 0
    ) -> tuple[list[Replica], int]:
        return holders_of(component, placement, worst=self._is_pessimistic, key=key)
