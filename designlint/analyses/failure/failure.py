"""When a component fails, as a fault tree over replicas, domains and services.

A replica fails with itself or with any domain that contains it; a component when fewer of its
replicas are left than it needs. What the design does not say is read in both ways: in the optimistic
reading a component fails only when it must, in the pessimistic one whenever it may. A single point
of failure of the optimistic reading is one whatever the missing facts are.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.carried import is_taken_to_carry
from designlint.analyses.failure.copies import confirming, holders_of, keys_of, shards_of
from designlint.analyses.failure.events import BasicEvent, Reading, SharedGates, event_of
from designlint.analyses.failure.hard_dependency import is_hard_dependency
from designlint.analyses.failure.keys import ANY_KEY, FIRST_KEYS, Keys
from designlint.analyses.failure.own_failures import own_failures
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
    component that serves a part of its load counts as working. `keys` says which key of a component is
    asked for, see `keys_of`. All failures of services as a whole that are `absorbed` may be those of
    places that are counted already.
    """

    def __init__(
        self,
        facts: Facts,
        reading: Reading,
        shared: SharedGates,
        *,
        counted: bool = False,
        partly: bool = False,
        keys: Keys = FIRST_KEYS,
        absorbed: frozenset[str] = frozenset(),
    ) -> None:
        self._absorbed = absorbed
        self.partly = partly
        self._keys = keys
        self._facts = facts
        self._design: Design = facts.design
        self._shared_gates = shared
        self._counted = counted
        self.is_pessimistic = reading is Reading.PESSIMISTIC
        self._components: dict[tuple[str, str], Node] = {}

    def component(self, path: str, use: str = "any") -> Node:
        """When a component fails for a use: `read`, `write`, `follower`, `any_replica`, `every_shard`, or `any`,
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
        spread = self._by_replicas(component, placement, use)
        if not placement.declared or placement.whole:
            promised = promised or placement.whole or self.is_pessimistic
        service = event_of("service", component.path)
        if has_total_availability(component) and self._counted and spread is not ALWAYS:
            spread = self._whole(component, spread)
        elif promised:
            spread = self.any([spread, service])
        if self._counted and self.is_pessimistic and is_taken_to_carry(self._facts, component.path):
            return self.any([spread, event_of("load", component.path)])
        return spread

    def by_places(self, path: str) -> Node:
        """When the places of a component take it down, whatever it is used for."""
        placement = self._facts[placements][path]
        return self._by_replicas(self._design.components[path], placement, "any")

    def _by_replicas(self, component: Component, placement: Placement, use: str) -> Node:
        if placement.declared and not placement.whole:
            return self._spread(component, placement, use)
        # The number is not declared: with enough replicas it fails with its domains only.
        spread = self.any([event_of("domain", d) for d in placement.shared_domains])
        if self._is_placeless(component, placement.replicas) and not placement.whole:
            return self.any([spread, event_of("place", component.path)])
        return spread

    def _whole(self, component: Component, by_places: Node) -> Node:
        """A service whose availability is that of the whole: the failures of its places are among its own."""
        own = self._facts[own_events].get(component.path)
        if own is not None:
            return self.any([by_places, event_of("service", component.path)])
        return NEVER if component.path in self._absorbed else event_of("service", component.path)

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
            by_keys = self._by_keys(component, placement, use)
        if by_keys is None:
            return self._k_of_n(component, self._running(component, count), count)
        if count <= 1:
            return by_keys
        replicas = self._running(component, count)
        return self.any([by_keys, self._k_of_n(component, replicas, count)])

    def _running(self, component: Component, needed: int) -> list[Replica]:
        capacity = self._facts[capacities][component.path]
        return running_replicas(capacity, needed, worst=self.is_pessimistic)

    def short_of(self, path: str, needed: int) -> Node:
        """When fewer replicas of a component than a number are left."""
        component = self._design.components[path]
        return self._k_of_n(component, self._running(component, needed), needed)

    def _by_keys(self, component: Component, placement: Placement, use: str) -> Node | None:
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
        return self.any(nodes) if self.is_pessimistic else self.all(nodes)

    def _keyed(self, component: Component, placement: Placement, key: int) -> Node | None:
        """A run asks for one key: one of the replicas that keep it is enough, and no other is. None
        where every replica keeps every key."""
        if not component.plays(Role.STORE, Role.CACHE, Role.BROKER):
            return None
        holders, copies = self._holders(component, placement, key)
        return None if copies >= placement.count else self._k_of_n(component, holders, 1)

    def _holders(
        self, component: Component, placement: Placement, key: int = 0
    ) -> tuple[list[Replica], int]:
        return holders_of(component, placement, worst=self.is_pessimistic, key=key)

    def _scattered(self, component: Component, placement: Placement) -> Node:
        """A run asks every shard: it fails when all copies of one are down.

        Which replicas share a shard is not declared: at the most as many failures are survived as if
        they never met in one, at the least one fewer than there are copies.
        """
        _, copies = self._holders(component, placement)
        count = placement.count
        needed = count - copies + 1 if self.is_pessimistic else math.ceil(count / copies)
        return self._k_of_n(component, list(placement.replicas), needed)

    def _by_topology(
        self, component: Component, placement: Placement, use: str, key: int
    ) -> Node | None:
        """When too few replicas are left for the topology of a store or broker; None for others."""
        if not component.plays(Role.STORE, Role.BROKER):
            return None
        match component.value(TOPOLOGY):
            case "leaderless":
                return self._quorum(component, placement, use, key)
            case "consensus":
                holders, copies = self._holders(component, placement, key)
                return self._k_of_n(component, holders, copies // 2 + 1)
            case "leader_follower" if component.plays(Role.BROKER):
                return self._log(component, placement, key)
            case "leader_follower":
                return self._led(component, placement, use, key)
            case "multi_leader" if self.is_pessimistic and use in ("write", "any"):
                leaders = [replica for replica in placement.replicas if replica.leads]
                return self._k_of_n(component, leaders, 1)
        return None

    def _quorum(self, component: Component, placement: Placement, use: str, key: int) -> Node:
        """A key's copies are in different domains as far as the domains go."""
        holders, copies = holders_of(component, placement, key=key)
        topology = component[TOPOLOGY]
        asked = {"write": (WRITE,), "any": (READ, WRITE)}.get(use, (READ,))
        undeclared = copies if self.is_pessimistic else 1
        declared = [votes(topology.detail(key), copies) if topology else None for key in asked]
        needed = [undeclared if count is None else count for count in declared]
        return self._k_of_n(component, holders, max(needed) if self.is_pessimistic else min(needed))

    def _log(self, component: Component, placement: Placement, key: int) -> Node:
        """A partition of a replicated log works as long as one of its copies does, or only while as
        many do as have to confirm a write."""
        holders, copies = holders_of(component, placement, key=key)
        needed = confirming(component, copies) or copies
        return self._k_of_n(component, holders, needed if self.is_pessimistic else 1)

    def _led(self, component: Component, placement: Placement, use: str, key: int) -> Node:
        """Writes and leader reads need a leader: any replica where failover promotes one by itself.

        A write waits for the followers that have to confirm it, unless they are given up.
        """
        replicas, copies = self._holders(component, placement, key)
        failover = component[FAILOVER]
        reads_from = component.value(READS_FROM)
        from_any = reads_from in ("any", "follower")
        reads = use == "read" or (use == "any" and not self.is_pessimistic)
        follows = use == "follower" or (reads and reads_from == "follower")
        if follows and self.is_pessimistic:
            # Whether a leader, or what took over as one, answers in place of followers is not known.
            return self._k_of_n(component, replicas, 2)
        if use in ("any_replica", "follower") or (reads and from_any):
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
        # Only where a place is open do the readings differ.
        is_open = self.is_pessimistic and any(replica.is_open for replica in replicas)
        key = (component.path, tuple(replicas), needed, is_open)
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
        is_whole = has_total_availability(component)
        own = [
            self.any(self._causes(component, replica, common, placeless, is_whole))
            for replica in replicas
        ]
        return self.any([*shared, self._unique(at_least(len(replicas) - needed + 1, own))])

    def _causes(
        self,
        component: Component,
        replica: Replica,
        common: set[str],
        placeless: bool,
        is_whole: bool,
    ) -> Iterator[Node]:
        """A replica fails by itself or with what contains it and not all the others."""
        if not is_whole:
            yield Event(BasicEvent("replica", component.path, replica.number))
        for domain in replica.domains:
            if domain not in common:
                yield event_of("domain", domain)
        if replica.is_open and not placeless and self._is_placeless(component, (replica,)):
            yield event_of("place", component.path)

    def use_of(self, step: Step) -> str:
        """What a step asks of the store that it calls."""
        if self._asks_every_shard(step):
            return EVERY_SHARD
        if step.writes:
            return "write"
        if step.role == "follower":
            return "follower"
        if step.role == "any":
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


def _shared_gates(_: Facts) -> SharedGates:
    return SharedGates({}, {})


def _trees(facts: Facts) -> dict[tuple[Reading, bool], Failures]:
    shared = facts[_shared_gates]
    kinds = [(reading, counted) for reading in Reading for counted in (False, True)]
    return {
        (reading, counted): Failures(facts, reading, shared, counted=counted)
        for reading, counted in kinds
    }


def partial_failures(facts: Facts) -> Callable[[Keys], Failures]:
    """The fault trees in which a component fails only when it serves nothing: of several replicas that
    share its load, one is enough; by the keys that are asked for."""
    shared = SharedGates({}, {})
    return lambda keys: Failures(
        facts, Reading.OPTIMISTIC, shared, counted=True, partly=True, keys=keys
    )


def failures_of_keys(facts: Facts) -> Callable[[Reading, Keys, bool], Failures]:
    """The fault trees in each reading, by the keys that are asked for; those that give an availability, or
    those with every event."""
    shared = SharedGates({}, {})
    return lambda reading, keys, counted: Failures(
        facts, reading, shared, counted=counted, keys=keys
    )


def relaxed_failures(facts: Facts) -> Callable[[Keys, frozenset[str]], Failures]:
    """The fault trees of the optimistic reading in which failures are absorbed, see `Failures`."""
    shared = SharedGates({}, {})
    return lambda keys, absorbed: Failures(
        facts, Reading.OPTIMISTIC, shared, counted=True, keys=keys, absorbed=absorbed
    )


def own_events(facts: Facts) -> Lazily[str, float | None]:
    """How often each service as a whole fails by itself, see `own_failures`; None where that cannot be told
    from the failures of its places, and for what is no service as a whole."""
    components = facts.design.components

    def find(path: str) -> float | None:
        component, placement = components[path], facts[placements][path]
        if not has_total_availability(component) or keys_of(component, placement) > 1:
            return None
        found = {facts[failures](reading).by_places(path) for reading in Reading}
        return own_failures(facts, path, found.pop()) if len(found) == 1 else None

    return Lazily(components, find)
