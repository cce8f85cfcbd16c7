"""The failure domains that stop flows because redundant components, or all of one machine, share them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from designlint.analyses.availability.spread import confined_to, is_meant_for, spread_beyond
from designlint.analyses.facts import Facts
from designlint.analyses.failure.single_event_cuts import place_cuts
from designlint.analyses.placement.placement import placements
from designlint.base.records import NamedTuple
from designlint.model import Component
from designlint.schema.component import MANAGED, NEEDS
from designlint.schema.roles import Role
from designlint.schema.store import TOPOLOGY

if TYPE_CHECKING:
    from designlint.analyses.availability.cuts import SinglePoints

_VOTING: tuple[str | None, ...] = ("leaderless", "consensus")


class SharedFailureDomain(NamedTuple):
    """A zone, host or other domain whose loss stops flows: for each flow the components that it needs
    and that fail with the domain. A region or provider is one where the design itself spans several."""

    domain: str
    lost: Mapping[str, tuple[str, ...]]

    @property
    def components(self) -> tuple[str, ...]:
        """All that fails with it, in the order of the flows."""
        return tuple(dict.fromkeys(path for paths in self.lost.values() for path in paths))

    def of(self, flows: Iterable[str]) -> SharedFailureDomain:
        """The same for some of the flows."""
        return self._replace(lost={flow: self.lost[flow] for flow in flows})


class EndOfSpread(NamedTuple):
    """A domain beyond which the `callers` of a component go on, and the component does not."""

    domain: str
    callers: tuple[str, ...]


def end_of_spread(facts: Facts, flows: Iterable[str], component: str) -> EndOfSpread | None:
    """Where the redundancy of a component ends although that of who waits for it in some flows goes on:
    the widest domain below a region, else the narrowest above."""
    found = list(flows)
    for domain in _by_precedence(facts, component):
        spread = [
            caller
            for flow in found
            if not is_meant_for(facts, flow, domain)
            for caller in spread_beyond(facts, flow, component, domain)
        ]
        if spread:
            return EndOfSpread(domain, tuple(dict.fromkeys(spread)))
    return None


def _by_precedence(facts: Facts, component: str) -> list[str]:
    """The places that a component fails with: those below a region, widest first, then the region and
    the provider."""
    cuts, places = facts[place_cuts][component], facts.design.places
    narrow = [place for place in cuts if not places[place].is_wide]
    return narrow + [place for place in reversed(cuts) if places[place].is_wide]


def shared_failure_domains(facts: Facts, points: SinglePoints) -> tuple[SharedFailureDomain, ...]:
    """The failure domains that stop flows, by path; of each component the widest below a region, or
    the one machine that it shares with others."""
    machines = {path: host for host, paths in machines_of(facts, points).items() for path in paths}
    found: dict[str, dict[str, dict[str, None]]] = {}
    for flow in facts.design.flows:
        for path, domain in _of_flow(facts, points, flow, machines):
            found.setdefault(domain, {}).setdefault(flow, {})[path] = None
    return tuple(
        [
            SharedFailureDomain(domain, {flow: tuple(paths) for flow, paths in lost.items()})
            for domain, lost in sorted(found.items())
        ]
    )


def _of_flow(
    facts: Facts, points: SinglePoints, flow: str, machines: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """The components that a flow loses with a domain, each with that domain."""
    stops = sorted([event.path for event in points[flow] if event.kind == "domain"])
    stopping = [place for place in stops if not is_meant_for(facts, flow, place)]
    lost = {place: points.lost_with(flow, place) for place in stopping}
    for path in dict.fromkeys(path for paths in lost.values() for path in paths):
        host = machines.get(path)
        if host in stopping:
            yield path, host
            continue
        found: list[str] = []
        for place in _by_precedence(facts, path):
            is_wider = bool(found) and facts.design.places[place].is_wide
            is_inside = not set(found).isdisjoint(facts.design.domains_of(place))
            if is_wider or is_inside or path not in lost.get(place, ()):
                continue
            if _is_reported(facts, points, flow, path, place):
                found.append(place)
                yield path, place


def _is_reported(facts: Facts, points: SinglePoints, flow: str, path: str, place: str) -> bool:
    """Whether it is the place that stops the flow, rather than a replica of the component."""
    critical = points.critical_replicas.get(path)
    is_single = critical is not None and flow in critical.flows
    beyond = not is_single and facts[_ends_spread](path, place)
    if facts.design.places[place].is_wide and not beyond:
        return _votes(facts.design.components[path]) and _is_spread(facts, path, place)
    if beyond:
        return True
    return _is_redundant(facts, path, place, is_single)


def _ends_spread(facts: Facts) -> Callable[[str, str], bool]:
    """Whether some flow goes on in other places of the level of one with which a component fails."""
    known: dict[tuple[str, str], bool] = {}

    def ends(path: str, place: str) -> bool:
        if (path, place) not in known:
            flows = facts.design.flows_by_element.get(path, ())
            known[path, place] = place in facts[confined_to][path] and any(
                spread_beyond(facts, flow, path, place) and not is_meant_for(facts, flow, place)
                for flow in flows
            )
        return known[path, place]

    return ends


def _votes(component: Component) -> bool:
    """Whether a majority of its replicas has to be left."""
    return component.plays(Role.STORE) and component.value(TOPOLOGY) in _VOTING


def _is_spread(facts: Facts, path: str, place: str) -> bool:
    """Whether a component has replicas in several places of the level of one: of regions, or providers."""
    places = facts.design.places
    around = facts[placements][path].domains
    return sum(places[domain].level == places[place].level for domain in around) > 1


def machines_of(facts: Facts, points: SinglePoints) -> dict[str, list[str]]:
    """The hosts that run the only replica of several components which flows need: these fail together."""
    places = facts.design.places
    found: dict[str, list[str]] = {}
    for path, critical in points.critical_replicas.items():
        hosts = [d for d in facts[place_cuts][path] if places[d].level == "host"]
        if critical.role == "only" and hosts:
            found.setdefault(hosts[0], []).append(path)
    return {host: paths for host, paths in found.items() if len(paths) > 1}


def _is_redundant(facts: Facts, path: str, domain: str, is_single: bool) -> bool:
    """Whether a component has several replicas, and it is their places that make it fail: not where it
    cannot lose a single one of them wherever they are."""
    component, placement = facts.design.components[path], facts[placements][path]
    if placement.whole:
        return component.value(MANAGED) is not None and not component.is_external
    inside = sum(domain in replica.domains for replica in placement.replicas)
    if not placement.declared or inside < 2:
        return False
    partly = _votes(component) or (component[NEEDS] is not None and not is_single)
    return inside == placement.count or partly
