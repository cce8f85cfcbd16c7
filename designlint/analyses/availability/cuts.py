"""What takes a flow down: minimal cut sets of order one and two, and what the singles have in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from designlint.analyses.availability.probabilities import probabilities
from designlint.analyses.availability.runs import shares_of_runs
from designlint.analyses.availability.shared_domains import (
    EndOfSpread,
    SharedFailureDomain,
    end_of_spread,
    machines_of,
    shared_failure_domains,
)
from designlint.analyses.availability.spread import is_meant_for
from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.copies import keeps_every_key, keys_of
from designlint.analyses.failure.events import BasicEvent, Reading
from designlint.analyses.failure.failure import failures, failures_of_keys
from designlint.analyses.failure.flow_failure import flow_failures
from designlint.analyses.failure.keys import COMBINED
from designlint.analyses.failure.single_event_cuts import domain_cuts, known_singles, place_cuts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.placement.placement import placements
from designlint.base.cached import cached_property
from designlint.base.records import NamedTuple
from designlint.schema.roles import Role
from designlint.schema.store import TOPOLOGY
from designlint.solvers.faulttree import Key, singles

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


class SinglePoints(Lazily[str, frozenset[BasicEvent]]):
    """The events that take each flow down alone, whatever is not declared; and what they have in
    common."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts.design.flows, self._single_events)
        self._facts = facts

    def _single_events(self, flow: str) -> frozenset[BasicEvent]:
        found = singles(
            self._facts[flow_failures][flow, Reading.OPTIMISTIC], self._facts[known_singles]
        )
        return frozenset(event for event in found if isinstance(event, BasicEvent))

    @cached_property
    def critical_replicas(self) -> dict[str, CriticalReplica]:
        """The components with a replica whose loss stops some flow, by path."""
        flows_of: dict[str, dict[str, None]] = {}
        for flow, events in self.items():
            for event in sorted([event for event in events if event.kind == "replica"]):
                flows_of.setdefault(event.path, {})[flow] = None
        return {
            p: CriticalReplica(p, tuple(flows), _role(self._facts, p))
            for p, flows in sorted(flows_of.items())
        }

    @cached_property
    def shared_domains(self) -> tuple[SharedFailureDomain, ...]:
        """The failure domains that redundant components, or several on one machine, share."""
        return shared_failure_domains(self._facts, self)

    @cached_property
    def machines(self) -> dict[str, str]:
        """The host of each component that shares its only machine with others which flows need."""
        return {
            path: host for host, paths in machines_of(self._facts, self).items() for path in paths
        }

    def end_of_spread(self, flows: Iterable[str], component: str) -> EndOfSpread | None:
        """Where the redundancy of a component ends although that of who waits for it in some flows goes
        on."""
        return end_of_spread(self._facts, flows, component)

    def is_meant_for(self, flow: str, place: str) -> bool:
        """Whether a flow is meant for one place, and so does not outlive it by design."""
        return is_meant_for(self._facts, flow, place)

    def share_of_runs(self, flow: str, component: str) -> float:
        """The largest share of the runs of a flow that may come to a component, 0 to 1."""
        return self._facts[shares_of_runs][flow].get(component, 1.0)

    def takes_every_key(self, component: str, domain: str = "") -> bool:
        """Whether the loss of a domain, or without one of a replica, takes all keys of a component down, and not
        only those that have their copies there."""
        store, placement = (
            self._facts.design.components[component],
            self._facts[placements][component],
        )
        if keeps_every_key(store, placement):
            return True
        if not domain:
            return False
        memo, trees = self._facts[known_singles], self._facts[failures_of_keys]
        lost = BasicEvent("domain", domain)
        return all(
            lost
            in singles(
                trees(Reading.OPTIMISTIC, {component: key}, False).component(component), memo
            )
            for key in range(min(keys_of(store, placement), COMBINED))
        )

    @property
    def place_cuts(self) -> Lazily[str, tuple[str, ...]]:
        """The places of every level whose loss alone certainly takes each component down, widest first."""
        return self._facts[place_cuts]

    @property
    def domain_cuts(self) -> Lazily[str, tuple[str, ...]]:
        """The zones, hosts and other domains below a region whose loss alone certainly takes each
        component down, widest first."""
        return self._facts[domain_cuts]

    def lost_with(self, flow: str, domain: str) -> tuple[str, ...]:
        """The components that a flow needs and that fail with a domain."""
        event = BasicEvent("domain", domain)
        found = [path for path, alone in self._facts[_ways_down][flow] if event in alone]
        return tuple(dict.fromkeys(found))


def single_points_of_failure(facts: Facts) -> SinglePoints:
    """The events that take each flow down alone."""
    return SinglePoints(facts)


def _ways_down(facts: Facts) -> Lazily[str, list[tuple[str, frozenset[Key]]]]:
    """For each flow what it needs, use by use, each with the events that alone take it down."""
    trees, memo = facts[failures](Reading.OPTIMISTIC), facts[known_singles]

    def find(flow: str) -> list[tuple[str, frozenset[Key]]]:
        graph = facts[flow_graphs][flow]
        used = [(entry, "any") for entry in graph.entries]
        used += [
            (s.callee.path, trees.use_of(s)) for s in graph.flow.steps if trees.is_needed(s, graph)
        ]
        # Actors are in no domain.
        return [(path, singles(trees.component(path, use), memo)) for path, use in used]

    return Lazily(facts.design.flows, find)


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
