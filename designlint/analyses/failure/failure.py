"""When a component fails, as a fault tree over replicas, domains and services.

A replica fails with itself or with any domain that contains it; a component when fewer of its
replicas are left than it needs. What the design does not say is read in both ways: in the optimistic
reading a component fails only when it must, in the pessimistic one whenever it may. A single point
of failure of the optimistic reading is one whatever the missing facts are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.carried import is_about_load, is_taken_to_carry
from designlint.analyses.failure.copies import keys_of, shards_of
from designlint.analyses.failure.crowds import crowds
from designlint.analyses.failure.events import Reading, event_of
from designlint.analyses.failure.gates import SharedGates
from designlint.analyses.failure.hard_dependency import is_hard_dependency
from designlint.analyses.failure.keys import FIRST_KEYS, Keys
from designlint.analyses.failure.own_failures import own_failures
from designlint.analyses.failure.replica_failures import ReplicaFailures
from designlint.analyses.failure.takeovers import takeover_of
from designlint.analyses.failure.topology_failures import TopologyFailures
from designlint.analyses.failure.uptime import has_total_availability
from designlint.analyses.graph.graph import FlowGraph
from designlint.analyses.load.capacity import capacities
from designlint.analyses.load.load import loads
from designlint.analyses.placement.placement import Placement, placements
from designlint.model import Component, Design, Step
from designlint.schema.component import AVAILABILITY, MAINTENANCE
from designlint.schema.roles import Role
from designlint.solvers.faulttree import ALWAYS, NEVER, Node, at_least

# The use of a store whose shards are all read.
EVERY_SHARD = "every_shard"


class Failures:
    """The fault trees of all components and flows, in one reading.

    They have every event that takes a component down. Those that are `counted` leave the places of a
    service out whose availability is that of the whole: its failures are among the whole's. `partly`: a
    component that serves a part of its load counts as working. `keys` says which key of a component is
    asked for, see `keys_of`. All failures of services as a whole that are `absorbed` may be those of
    places that are counted already. `with_places` are the same trees with all places.
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
        with_places: Failures | None = None,
    ) -> None:
        self._absorbed = absorbed
        self.partly = partly
        self._facts = facts
        self._design: Design = facts.design
        self._shared_gates = shared
        self._counted = counted
        self.is_pessimistic = reading is Reading.PESSIMISTIC
        self._replicas = ReplicaFailures(
            facts, shared, is_pessimistic=self.is_pessimistic, counted=counted
        )
        self._topologies = TopologyFailures(facts, self._replicas, keys, counted=counted)
        self._components: dict[tuple[str, str], Node] = {}
        self._spreads: dict[tuple[str, str], Node] = {}
        self._with_places = with_places
        self._before: Failures | None = None

    def component(self, path: str, use: str = "any") -> Node:
        """When a component fails for a use: `read`, `write`, a read of the `leader`, of a `follower` or of
        `any_replica`, `every_shard`, or `any`, where the design does not say which."""
        key = (path, use)
        if key not in self._components:
            component = self._design.components.get(path)
            before = self._before
            if component is None:
                self._components[key] = NEVER
            elif before is not None and before._design.components.get(path) is component:
                self._components[key] = before.component(path, use)
            else:
                self._components[key] = self._fails(component, use)
        return self._components[key]

    def changed_from(self, before: Failures | None) -> Failures:
        """The same trees; components that have not changed since `before` fail by the same as there."""
        self._before = before
        return self

    def any(self, nodes: Iterable[Node]) -> Node:
        """Fails when any of the nodes does."""
        return self._shared_gates.any(nodes)

    def all(self, nodes: Iterable[Node]) -> Node:
        """Fails when all of the nodes do."""
        return self._shared_gates.all(nodes)

    def _fails(self, component: Component, use: str) -> Node:
        placement = self._facts[placements][component.path]
        if component.path in self._design.lost or not placement.replicas:
            return at_least(0, ())
        if component.plays(Role.CLIENT):
            # A device that fails, fails for its user alone, unless the design counts it.
            return NEVER if component[AVAILABILITY] is None else event_of("service", component.path)
        is_total = has_total_availability(component)
        is_crowd = component.path in self._facts[crowds]
        takeover = takeover_of(self._facts, component)
        is_awaited = takeover is not None and takeover.is_manual
        if self._with_places is not None and not is_total and not is_crowd and not is_awaited:
            # Only of services as a whole are places left out, of crowds replicas counted together, and of a
            # manual failover the time counted.
            spread = self._with_places.component(component.path, use)
        else:
            spread = self._by_places(component, placement, use, is_total=is_total)
        if self._counted and component[MAINTENANCE] is not None:
            spread = self.any([spread, event_of("maintenance", component.path)])
        if self._counted and self.is_pessimistic and not is_total:
            layout = self._topologies.by_any_layout(component, placement)
            spread = spread if layout is None else self.any([spread, layout])
        if self._counted:
            failing_over = self._topologies.failing_over(component, use)
            spread = spread if failing_over is None else self.any([spread, failing_over])
        if self._counted and self.is_pessimistic and placement.declared and not is_total:
            waiting = self._topologies.waiting(component, placement, use)
            spread = spread if waiting is None else self.any([spread, waiting])
        if self._counted and self.is_pessimistic and is_taken_to_carry(self._facts, component.path):
            return self.any([spread, event_of("load", component.path)])
        return spread

    def _by_places(
        self, component: Component, placement: Placement, use: str, *, is_total: bool
    ) -> Node:
        """When its replicas and places take a component down, or the service as a whole fails."""
        spread = self._by_replicas(component, placement, use)
        if is_total and self._counted and spread is not ALWAYS:
            return self._whole(component, spread)
        is_promised = is_total or placement.whole
        if is_promised or (self.is_pessimistic and not placement.declared):
            return self.any([spread, event_of("service", component.path)])
        return spread

    def by_places(self, path: str) -> Node:
        """When the places of a component take it down, whatever it is used for."""
        placement = self._facts[placements][path]
        return self._by_replicas(self._design.components[path], placement, "any")

    def _by_replicas(self, component: Component, placement: Placement, use: str) -> Node:
        key = (component.path, use)
        if key not in self._spreads:
            self._spreads[key] = self._found_by_replicas(component, placement, use)
        return self._spreads[key]

    def _found_by_replicas(self, component: Component, placement: Placement, use: str) -> Node:
        if placement.declared and not placement.whole:
            return self._spread(component, placement, use)
        # The number is not declared: with enough replicas it fails with its domains only.
        spread = self.any([event_of("domain", d) for d in placement.shared_domains])
        if self._replicas.is_placeless(component, placement.replicas) and not placement.whole:
            return self.any([spread, event_of("place", component.path)])
        return spread

    def _whole(self, component: Component, by_places: Node) -> Node:
        """A service whose availability is that of the whole: the failures of its places are among its own."""
        own = self._facts[own_events].get(component.path)
        if own is not None:
            return self.any([by_places, event_of("service", component.path)])
        return NEVER if component.path in self._absorbed else event_of("service", component.path)

    def _spread(self, component: Component, placement: Placement, use: str) -> Node:
        """Replicas fail by what their topology asks for, and when fewer are left than are needed."""
        found = self._facts[capacities][component.path].needs
        count = found.high if self.is_pessimistic else found.low
        if self.partly and found.known is None:
            count = 1
        if use == EVERY_SHARD:
            by_keys: Node | None = self._topologies.scattered(component, placement)
        else:
            by_keys = self._topologies.by_keys(component, placement, use)
        if by_keys is None:
            return self._replicas.k_of_n(component, self._replicas.running(component, count), count)
        if count <= 1:
            return by_keys
        replicas = self._replicas.running(component, count)
        return self.any([by_keys, self._replicas.k_of_n(component, replicas, count)])

    def short_of(self, path: str, needed: int) -> Node:
        """When fewer replicas of a component than a number are left."""
        component = self._design.components[path]
        return self._replicas.k_of_n(component, self._replicas.running(component, needed), needed)

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
            return "leader"
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


def _shared_gates(facts: Facts) -> SharedGates:
    base = _unmoved(facts)
    return SharedGates({}, {}) if base is None else base[_shared_gates]


def _unmoved(facts: Facts) -> Facts | None:
    """The facts of the design that was changed to make this one, where a component that stays the same
    fails by the same: neither the load, nor the places, nor who calls whom has changed."""
    base = facts.base
    if base is None or facts.design.lost or base.design.lost:
        return None
    one, other = facts.design, base.design
    is_alike = (
        one.places is other.places
        and one.flows is other.flows
        and one.data is other.data
        and one.elsewhere == other.elsewhere
        and facts[loads] is base[loads]
        and facts[is_about_load] == base[is_about_load]
    )
    return base if is_alike else None


def _trees(facts: Facts) -> dict[tuple[Reading, bool], Failures]:
    shared, base = facts[_shared_gates], _unmoved(facts)
    before = {} if base is None else base[_trees]
    found: dict[tuple[Reading, bool], Failures] = {}
    for reading in Reading:
        whole = Failures(facts, reading, shared)
        counted = Failures(facts, reading, shared, counted=True, with_places=whole)
        found[reading, False] = whole.changed_from(before.get((reading, False)))
        found[reading, True] = counted.changed_from(before.get((reading, True)))
    return found


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
    """How often each service as a whole fails by itself, see `own_failures`; None where that is unknown
    from the failures of its places, and for what is no service as a whole."""
    components = facts.design.components

    def find(path: str) -> float | None:
        component, placement = components[path], facts[placements][path]
        if not has_total_availability(component) or keys_of(component, placement) > 1:
            return None
        found = {facts[failures](reading).by_places(path) for reading in Reading}
        return own_failures(facts, path, found.pop()) if len(found) == 1 else None

    return Lazily(components, find)
