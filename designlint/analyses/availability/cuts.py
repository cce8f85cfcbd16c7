"""What takes a flow down: minimal cut sets of order one and two, and what the singles have in common."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from designlint.analyses.availability.probabilities import probabilities
from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.events import BasicEvent, Reading
from designlint.analyses.failure.failure import failures
from designlint.analyses.failure.flow_failure import flow_failures
from designlint.analyses.failure.single_event_cuts import domain_cuts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.placement.placement import placements
from designlint.schema.component import MANAGED, NEEDS
from designlint.schema.roles import Role
from designlint.schema.store import TOPOLOGY
from designlint.solvers.faulttree import Key, Node, singles

if TYPE_CHECKING:
    from designlint.solvers.zbdd import CutSets


class CriticalReplica(NamedTuple):
    """A component of which flows cannot lose one replica: its `only` one, the `leader` of a store
    that does not promote another automatically, or `each` of several because all of them are needed."""

    component: str
    flows: tuple[str, ...]
    role: str


def _role(facts: Facts, path: str) -> str:
    component = facts.design.components[path]
    if facts[placements][path].count == 1:
        return "only"
    led = component.plays(Role.STORE) and component.value(TOPOLOGY) == "leader_follower"
    return "leader" if led else "each"


class SharedFailureDomain(NamedTuple):
    """A zone, host or other domain whose loss stops flows, because the replicas of redundant
    components are all in it."""

    domain: str
    components: tuple[str, ...]
    flows: tuple[str, ...]


class SinglePoints(Lazily[str, frozenset[BasicEvent]]):
    """The events that take each flow down alone, whatever is not declared; and what they have in
    common."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts.design.flows, self._single_events)
        self._facts = facts

    def _single_events(self, flow: str) -> frozenset[BasicEvent]:
        found = singles(self._facts[flow_failures][flow, Reading.OPTIMISTIC], self._facts[_singles])
        return frozenset(event for event in found if isinstance(event, BasicEvent))

    @cached_property
    def critical_replicas(self) -> dict[str, CriticalReplica]:
        """The components with a replica whose loss stops some flow, by path."""
        flows_of: dict[str, dict[str, None]] = {}
        for flow, events in self.items():
            for event in sorted(events):
                if event.kind == "replica":
                    flows_of.setdefault(event.path, {})[flow] = None
        return {
            p: CriticalReplica(p, tuple(flows), _role(self._facts, p))
            for p, flows in sorted(flows_of.items())
        }

    @cached_property
    def shared_domains(self) -> tuple[SharedFailureDomain, ...]:
        """The failure domains that redundant components share; of domains that nest, the widest."""
        design = self._facts.design
        components: dict[str, dict[str, None]] = {}
        flows: dict[str, dict[str, None]] = {}
        for flow in design.flows:
            for domain in self._narrow_domains(flow):
                for path in self.lost_with(flow, domain):
                    if _is_redundant(self._facts, path, domain):
                        components.setdefault(domain, {})[path] = None
                        flows.setdefault(domain, {})[flow] = None
        return tuple(
            [
                SharedFailureDomain(domain, tuple(found), tuple(flows[domain]))
                for domain, found in sorted(components.items())
                if not any(outer in components for outer in design.domains_of(domain)[:-1])
            ]
        )

    def _narrow_domains(self, flow: str) -> list[str]:
        """The zones, hosts and other domains below a region whose loss stops a flow."""
        places = self._facts.design.places
        found = [event.path for event in self[flow] if event.kind == "domain"]
        return sorted([path for path in found if not places[path].is_wide])

    @property
    def domain_cuts(self) -> Lazily[str, tuple[str, ...]]:
        """The zones, hosts and other domains below a region whose loss alone certainly takes each
        component down, widest first."""
        return self._facts[domain_cuts]

    def lost_with(self, flow: str, domain: str) -> tuple[str, ...]:
        """The components that a flow needs and that fail with a domain."""
        return tuple(dict.fromkeys(_lost_with(self._facts, flow, domain)))


def single_points_of_failure(facts: Facts) -> SinglePoints:
    """The events that take each flow down alone."""
    return SinglePoints(facts)


def _singles(_: Facts) -> dict[Node, frozenset[Key]]:
    """The single events that have been found of each part of the trees."""
    return {}


def _lost_with(facts: Facts, flow: str, domain: str) -> Iterator[str]:
    trees = facts[failures](Reading.OPTIMISTIC)
    graph = facts[flow_graphs][flow]
    memo = facts[_singles]
    used = [(entry, "any") for entry in graph.entries]
    used += [
        (s.callee.path, trees.use_of(s)) for s in graph.flow.steps if trees.is_needed(s, graph)
    ]
    for path, use in used:
        # Actors are in no domain.
        if BasicEvent("domain", domain) in singles(trees.component(path, use), memo):
            yield path


def _is_redundant(facts: Facts, path: str, domain: str) -> bool:
    """Whether a component has several replicas, and it is their places that make it fail."""
    component, placement = facts.design.components[path], facts[placements][path]
    if placement.whole:
        return component.value(MANAGED) is not None and not component.is_external
    inside = sum(domain in replica.domains for replica in placement.replicas)
    if not placement.declared or inside < 2:
        return False
    topology = component.value(TOPOLOGY)
    votes = component.plays(Role.STORE) and topology in ("leaderless", "consensus")
    return inside == placement.count or votes or component[NEEDS] is not None


class WeighedCut(NamedTuple):
    """A minimal cut set and the probability that all of it is down at once; None where unknown."""

    events: tuple[BasicEvent, ...]
    probability: float | None


def cut_sets(facts: Facts) -> Lazily[str, CutSets]:
    """The minimal cut sets of each flow, in full up to order two."""
    from designlint.solvers.zbdd import minimal_cut_sets  # few commands need all of them

    return Lazily(
        facts.design.flows,
        lambda path: minimal_cut_sets(
            facts[flow_failures][path, Reading.OPTIMISTIC], max_order=2, count_all=False
        ),
    )


def weighed_cuts(facts: Facts) -> Lazily[str, tuple[WeighedCut, ...]]:
    """The cut sets of order one and two of each flow, likeliest first."""

    def weigh(path: str) -> tuple[WeighedCut, ...]:
        probability_of = facts[probabilities]
        cuts = []
        for cut in facts[cut_sets][path].sets:
            events = tuple(sorted(e for e in cut if isinstance(e, BasicEvent)))
            product: float | None = 1.0
            for event in events:
                value = probability_of(event).value
                product = None if product is None or value is None else product * value
            cuts.append(WeighedCut(events, product))
        return tuple(sorted(cuts, key=lambda c: (-(c.probability or 0.0), len(c.events), c.events)))

    return Lazily(facts.design.flows, weigh)
