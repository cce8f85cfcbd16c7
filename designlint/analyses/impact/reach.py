"""Which flows and claims a loss can reach, and which flows it stops for certain: what a drill need not
judge in a world of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.failure.events import BasicEvent, Reading
from designlint.analyses.failure.flow_failure import flow_failures, partial_flow_failures
from designlint.analyses.failure.flow_needs import flow_needs
from designlint.analyses.failure.losses import components_in
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.placement.placement import placements
from designlint.model import Claim, Requirement
from designlint.solvers.faulttree import Key, events, holds

Owned = tuple[Requirement, Claim]
_OWN = ("replica", "service")


class Reach:
    """What the loss of a component or place may change."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._flows_of: dict[str, dict[str, None]] = {}
        self._nodes_of = {flow: tuple(_parts(facts, flow)) for flow in facts.design.flows}
        for flow, nodes in self._nodes_of.items():
            for path in nodes:
                self._flows_of.setdefault(path, {})[flow] = None
        self._claims_on: dict[str, list[Owned]] = {}
        for owner in facts.design.requirements.values():
            for claim in owner.claims:
                self._claims_on.setdefault(claim.about, []).append((owner, claim))
        components = facts.design.components
        self._anywhere = [p for p in components if _is_open(facts, p)]

    @property
    def subjects(self) -> tuple[str, ...]:
        """All that claims are about."""
        return tuple(self._claims_on)

    def flows(self, lost: str) -> tuple[str, ...]:
        """The flows that something which is lost takes part in, directly or by what it contains."""
        paths = [lost]
        if lost in self._facts.design.places:
            paths += [*self._facts[components_in].get(lost, ()), *self._anywhere]
        return self.flows_through(paths)

    def stops(self, flow: str, component: str) -> bool:
        """Whether a flow serves nothing at all without a component, by the fault trees of the design as it
        is; it may stop although these do not say so."""

        def is_lost(key: Key) -> bool:
            return isinstance(key, BasicEvent) and key.path == component and key.kind in _OWN

        parts = self._facts[partial_flow_failures][flow]
        return all(holds(part, is_lost) for part in parts)

    def flows_through(self, paths: Iterable[str]) -> tuple[str, ...]:
        """The flows that components take part in."""
        found = [flow for path in paths for flow in self._flows_of.get(path, ())]
        return tuple(dict.fromkeys(found))

    def components(self, flows: Iterable[str]) -> tuple[str, ...]:
        """The components that take part in flows."""
        components = self._facts.design.components
        paths = dict.fromkeys(path for flow in flows for path in self._nodes_of[flow])
        return tuple([path for path in paths if path in components])

    def claims_on(self, subjects: Iterable[str]) -> list[Owned]:
        """The claims about flows, components and data."""
        found = (self._claims_on.get(subject, ()) for subject in dict.fromkeys(subjects))
        return [owned for claims in found for owned in claims]

    def kept_in(self, components: Iterable[str]) -> list[str]:
        """The data that components keep."""
        kept, uses = set(components), self._facts[data_uses]
        return [path for path in self._facts.design.data if kept.intersection(uses[path].homes)]


def _parts(facts: Facts, flow: str) -> Iterator[str]:
    """What takes part in a flow: its nodes, what they need beside, and all whose failures it may fail by."""
    yield from dict.fromkeys(facts[flow_graphs][flow].nodes)
    yield from facts[flow_needs](flow, True).of
    for event in events(facts[flow_failures][flow, Reading.PESSIMISTIC]):
        if isinstance(event, BasicEvent):
            yield event.path


def _is_open(facts: Facts, path: str) -> bool:
    return any(replica.is_open for replica in facts[placements][path].replicas)
