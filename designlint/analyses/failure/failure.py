"""When a component fails, as a fault tree over replicas, domains and services.

A replica fails with itself or with any domain that contains it; a component when fewer of its
replicas are left than it needs. What the design does not say is read in both ways: in the optimistic
reading a component fails only when it must, in the pessimistic one whenever it may. A single point
of failure of the optimistic reading is one whatever the missing facts are.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from designlint.analyses.facts import Facts
from designlint.analyses.failure.carried import is_taken_to_carry
from designlint.analyses.failure.copies import confirming, holders_of, shards_of
from designlint.analyses.failure.events import BasicEvent, Reading, SharedGates, event_of
from designlint.analyses.failure.hard_dependency import is_hard_dependency
from designlint.analyses.failure.running import running_replicas
from designlint.analyses.failure.uptime import has_total_availability
from designlint.analyses.graph.graph import FlowGraph
from designlint.analyses.load.busiest import votes
from designlint.analyses.load.capacity import capacities
from designlint.analyses.placement.placement import Placement, Replica, placements
from designlint.model import Component, Design, Step
from designlint.schema.component import AVAILABILITY, FAILOVER
from designlint.schema.roles import Role
from designlint.schema.store import READ, READS_FROM, TOPOLOGY, WRITE
from designlint.solvers.faulttree import ALWAYS, NEVER, Event, Node, all_of, any_of, at_least

# The use of a store whose shards are all read.
EVERY_SHARD = "every_shard"


class Failures:
    """The fault trees of all components and flows, in one reading.

    They have every event that takes a component down. Those that are `counted` leave the places of a
    service out whose availability is that of the whole: its failures are among the whole's. `partly`: a
    component that serves a part of its load counts as working.
    """

    def __init__(
        self,
        facts: Facts,
        reading: Reading,
        shared: SharedGates,
        *,
        counted: bool = False,
        partly: bool = False,
    ) -> None:
        self.partly = partly
        self._facts = facts
        self._design: Design = facts.design
        self._shared_gates = shared
        self._counted = counted
        self.is_pessimistic = reading is Reading.PESSIMISTIC
        self._components: dict[tuple[str, str], Node] = {}

    def component(self, path: str, use: str = "any") -> Node:
        """When a component fails for a use: `read`, `write`, `any_replica`, `every_shard`, or `any`,
        where the design does not say which."""
        key = (path, use)
        if key not in self._components:
            component = self._design.components.get(path)
            self._components[key] = NEVER if component is None else self._fails(component, use)
        return self._components[key]

    def any(self, nodes: Iterable[Node]) -> Node:
        """Fails when any of the nodes does."""
        return self._unique(any_of(nodes))

    def all(self, nodes: Iterable[Node]) -> Node:
        """Fails when all of the nodes do."""
        return self._unique(all_of(nodes))

    def some(self, count: int, nodes: Iterable[Node]) -> Node:
        """Fails when so many of the nodes do."""
        return self._unique(at_least(count, list(nodes)))

    def _unique(self, node: Node) -> Node:
        if isinstance(node, Event):
            return node
        return self._shared_gates.gates.setdefault((node.k, node.children), node)

    def _fails(self, component: Component, use: str) -> Node:
        placement = self._facts[placements][component.path]
        if component.path in self._design.lost or not placement.replicas:
            return at_least(0, ())
        if component.plays(Role.CLIENT):
            # A device that fails, fails for its user alone, unless the design counts it.
            return NEVER if component[AVAILABILITY] is None else event_of("service", component.path)
        promised = has_total_availability(component)
        if placement.declared and not placement.whole:
            spread = self._spread(component, placement, use)
        else:
            # The number is not declared: with enough replicas it fails with its domains only.
            spread = self.any([event_of("domain", d) for d in placement.shared_domains])
            if self._is_placeless(component, placement.replicas) and not placement.whole:
                spread = self.any([spread, event_of("place", component.path)])
            promised = promised or placement.whole or self.is_pessimistic
        service = event_of("service", component.path)
        if has_total_availability(component) and self._counted and spread is not ALWAYS:
            spread = service
        elif promised:
            spread = self.any([spread, service])
        if self._counted and self.is_pessimistic and is_taken_to_carry(self._facts, component.path):
            return self.any([spread, event_of("load", component.path)])
        return spread

    def _is_placeless(self, component: Component, replicas: Iterable[Replica]) -> bool:
        """Whether replicas may fail together with a place that is not declared; the availability of a
        service as a whole has the places in it."""
        is_open = self.is_pessimistic and all(replica.is_open for replica in replicas)
        return is_open and not (self._counted and has_total_availability(component))

    def _spread(self, component: Component, placement: Placement, use: str) -> Node:
        """Replicas fail by what their topology asks for, and when fewer are left than are needed."""
        found = self._facts[capacities][component.path].needs
        count = found.high if self.is_pessimistic else found.low
        if self.partly and found.known is None:
            count = 1
        if use == EVERY_SHARD:
            by_keys: Node | None = self._scattered(component, placement)
        else:
            by_keys = self._by_topology(component, placement, use) or self._keyed(
                component, placement
            )
        if by_keys is None:
            return self._k_of_n(component, self._running(component, count), count)
        if count <= 1:
            return by_keys
        replicas = self._running(component, count)
        return self.any([by_keys, self._k_of_n(component, replicas, count)])

    def _running(self, component: Component, needed: int) -> list[Replica]:
        capacity = self._facts[capacities][component.path]
        return running_replicas(capacity, needed, worst=self.is_pessimistic)

    def _keyed(self, component: Component, placement: Placement) -> Node | None:
        """A run asks for one key: one of the replicas that keep it is enough, and no other is. None
        where every replica keeps every key."""
        if not component.plays(Role.STORE, Role.CACHE, Role.BROKER):
            return None
        holders, copies = self._holders(component, placement)
        return None if copies >= placement.count else self._k_of_n(component, holders, 1)

    def _holders(self, component: Component, placement: Placement) -> tuple[list[Replica], int]:
        return holders_of(component, placement, worst=self.is_pessimistic)

    def _scattered(self, component: Component, placement: Placement) -> Node:
        """A run asks every shard: it fails when all copies of one are down.

        Which replicas share a shard is not declared: at the most as many failures are survived as if
        they never met in one, at the least one fewer than there are copies.
        """
        _, copies = self._holders(component, placement)
        count = placement.count
        needed = count - copies + 1 if self.is_pessimistic else math.ceil(count / copies)
        return self._k_of_n(component, list(placement.replicas), needed)

    def _by_topology(self, component: Component, placement: Placement, use: str) -> Node | None:
        """When too few replicas are left for the topology of a store or broker; None for others."""
        if not component.plays(Role.STORE, Role.BROKER):
            return None
        match component.value(TOPOLOGY):
            case "leaderless":
                return self._quorum(component, placement, use)
            case "consensus":
                holders, copies = self._holders(component, placement)
                return self._k_of_n(component, holders, copies // 2 + 1)
            case "leader_follower" if component.plays(Role.BROKER):
                return self._log(component, placement)
            case "leader_follower":
                return self._led(component, placement, use)
            case "multi_leader" if self.is_pessimistic and use in ("write", "any"):
                leaders = [replica for replica in placement.replicas if replica.leads]
                return self._k_of_n(component, leaders, 1)
        return None

    def _quorum(self, component: Component, placement: Placement, use: str) -> Node:
        """A key's copies stand for all: one in each domain as far as the domains go."""
        holders, copies = holders_of(component, placement)
        topology = component[TOPOLOGY]
        asked = {"write": (WRITE,), "any": (READ, WRITE)}.get(use, (READ,))
        undeclared = copies if self.is_pessimistic else 1
        declared = [votes(topology.detail(key), copies) if topology else None for key in asked]
        needed = [undeclared if count is None else count for count in declared]
        return self._k_of_n(component, holders, max(needed) if self.is_pessimistic else min(needed))

    def _log(self, component: Component, placement: Placement) -> Node:
        """A partition of a replicated log works as long as one of its copies does, or only while as
        many do as have to confirm a write."""
        holders, copies = holders_of(component, placement)
        needed = confirming(component, copies) or copies
        return self._k_of_n(component, holders, needed if self.is_pessimistic else 1)

    def _led(self, component: Component, placement: Placement, use: str) -> Node:
        """Writes and leader reads need a leader: any replica where failover promotes one by itself.

        A write waits for the followers that have to confirm it, unless they are given up.
        """
        replicas, copies = self._holders(component, placement)
        failover = component[FAILOVER]
        reads_from = component.value(READS_FROM)
        from_any = reads_from in ("any", "follower")
        reads = use == "read" or (use == "any" and not self.is_pessimistic)
        if use == "any_replica" or (reads and from_any):
            return self._k_of_n(component, replicas, 1)
        waits = self.is_pessimistic and not reads
        waited_for = confirming(component, copies) if waits else None
        enough = self._k_of_n(component, replicas, waited_for or 1)
        by_itself = failover is not None and failover.value.mode == "auto"
        if by_itself or (failover is None and not self.is_pessimistic):
            return enough
        if copies < placement.count:
            # One of the replicas that keep the key leads it, the first of them as likely as any.
            return self.any([enough, self._k_of_n(component, replicas[:1], 1)])
        leaders = [replica for replica in replicas if replica.leads]
        led = len(leaders) + sum(replica.leads for replica in placement.lost)
        return self.any([enough, self._k_of_n(component, leaders, led)])

    def _k_of_n(self, component: Component, replicas: list[Replica], needed: int) -> Node:
        """Fails when fewer than `needed` of the replicas are left."""
        if not replicas:
            return at_least(0, ())
        key = (component.path, tuple(replicas), needed, self.is_pessimistic)
        known = self._shared_gates.k_of_n
        if key not in known:
            known[key] = self._too_few(component, replicas, needed)
        return known[key]

    def _too_few(self, component: Component, replicas: list[Replica], needed: int) -> Node:
        common = set(replicas[0].domains).intersection(*(r.domains for r in replicas))
        shared: list[Node] = [event_of("domain", d) for d in replicas[0].domains if d in common]
        placeless = self._is_placeless(component, replicas)
        if placeless:
            shared.append(event_of("place", component.path))
        own = [self._replica(component, replica, common, placeless) for replica in replicas]
        return self.any([*shared, self._unique(at_least(len(replicas) - needed + 1, own))])

    def _replica(
        self, component: Component, replica: Replica, common: set[str], placeless: bool
    ) -> Node:
        """A replica fails by itself or with what contains it and not all the others."""
        found: list[Node] = [event_of("domain", d) for d in replica.domains if d not in common]
        if not has_total_availability(component):
            found.insert(0, Event(BasicEvent("replica", component.path, replica.number)))
        if not placeless and self._is_placeless(component, (replica,)):
            found.append(event_of("place", component.path))
        return self.any(found)

    def use_of(self, step: Step) -> str:
        """What a step asks of the store that it calls."""
        if self._asks_every_shard(step):
            return EVERY_SHARD
        if step.writes:
            return "write"
        if step.role in ("follower", "any"):
            return "any_replica"
        if step.role == "leader":
            return "write"
        return "read" if step.reads else "any"

    def _asks_every_shard(self, step: Step) -> bool:
        """Whether a step reads all shards of a store: one call to each, or a search, which asks them
        all."""
        component = self._design.components.get(step.callee.path)
        if component is None or step.writes or shards_of(component) == 1:
            return False
        is_search = component.plays(Role.STORE) and component.plays(Role.DERIVED)
        return is_search or step.times >= shards_of(component)

    def is_needed(self, step: Step, graph: FlowGraph) -> bool:
        """Whether the flow fails with what the step calls."""
        known = is_hard_dependency(self._facts, step, graph)
        return self.is_pessimistic if known is None else known


def failures(facts: Facts) -> Callable[[Reading], Failures]:
    """The fault trees in each reading. What both readings agree on is one and the same tree."""
    trees = facts[_trees]
    return lambda reading: trees[reading, False]


def counted_failures(facts: Facts) -> Callable[[Reading], Failures]:
    """The fault trees that give an availability, in each reading."""
    trees = facts[_trees]
    return lambda reading: trees[reading, True]


def _trees(facts: Facts) -> dict[tuple[Reading, bool], Failures]:
    shared = SharedGates({}, {})
    kinds = [(reading, counted) for reading in Reading for counted in (False, True)]
    return {
        (reading, counted): Failures(facts, reading, shared, counted=counted)
        for reading, counted in kinds
    }


def partial_failures(facts: Facts) -> Failures:
    """The fault trees in which a component fails only when it serves nothing: of several replicas that
    share its load, one is enough."""
    shared = SharedGates({}, {})
    return Failures(facts, Reading.OPTIMISTIC, shared, counted=True, partly=True)
