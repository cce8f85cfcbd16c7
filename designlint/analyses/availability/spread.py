"""Where the redundancy of a flow ends although the design's own spread goes on.

A component that runs in several zones (regions, hosts) says of which level a loss is to be survived. What
it waits for there and what runs in one of them only contradicts that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.hard_dependency import is_hard_dependency
from designlint.analyses.failure.single_event_cuts import place_cuts
from designlint.analyses.graph.coverage import coverage
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.placement.placement import placements
from designlint.model.elements import CROSSING
from designlint.schema.roles import Role
from designlint.solvers.graph import reachable

_NEAR_USERS = (Role.EDGE, Role.NAME_SERVICE)
"""Roles that run in many places to be near the users, whatever the rest is meant to survive."""
_FOR_ALL = (*_NEAR_USERS, Role.ROUTER)
"""Roles that run in each region for all flows, whichever of them is meant to survive its loss."""


def spread_beyond(facts: Facts, flow: str, component: str, domain: str) -> list[str]:
    """The components of a flow that wait for a component, directly or through others, and span several
    places of the level of a domain with which it fails and they do not."""
    if domain not in facts[confined_to][component]:
        return []
    callers = facts[_waiting][flow].get(component, ())
    found = [one for one in callers if outlives(facts, one, domain) and _spans(facts, one, domain)]
    if facts.design.places[domain].level == CROSSING and _is_over_zones(facts, component):
        found.append(component)
    return found


def confined_to(facts: Facts) -> Lazily[str, tuple[str, ...]]:
    """The places that hold all of each component and take it along, widest first: not those without which
    the rest is too little."""

    def find(component: str) -> tuple[str, ...]:
        inside = facts[placements][component].shared_domains
        return tuple([place for place in facts[place_cuts][component] if place in inside])

    return Lazily(facts.design.components, find)


def outlives(facts: Facts, component: str, domain: str) -> bool:
    """Whether a component has replicas outside of a domain and goes on without it."""
    replicas = facts[placements][component].replicas
    outside = any(replica.place and domain not in replica.domains for replica in replicas)
    return outside and domain not in facts[place_cuts][component]


def _spans(facts: Facts, component: str, domain: str) -> bool:
    """Whether the team spreads a component over places of the level of a domain."""
    one, placement = facts.design.components[component], facts[placements][component]
    place = facts.design.places[domain]
    if placement.whole or one.plays(*(_FOR_ALL if place.is_wide else _NEAR_USERS)):
        return False
    level = place.level
    if level == CROSSING:
        return domain in placement.domains
    return len(_places_of(facts, component, level)) > 1


def _is_over_zones(facts: Facts, component: str) -> bool:
    return any(len(_places_of(facts, component, level)) > 1 for level in ("zone", "region"))


def _places_of(facts: Facts, component: str, level: str) -> set[str]:
    places = facts.design.places
    return {d for d in facts[placements][component].domains if places[d].level == level}


def _waiting(facts: Facts) -> Lazily[str, dict[str, tuple[str, ...]]]:
    """For each flow: who waits for each of its components, directly or through others."""

    def find(flow: str) -> dict[str, tuple[str, ...]]:
        graph, components = facts[flow_graphs][flow], facts.design.components
        waits: dict[str, list[str]] = {}
        for step in graph.flow.steps:
            if step.waits and step.or_else is None and is_hard_dependency(facts, step, graph):
                waits.setdefault(step.caller.path, []).append(step.callee.path)
        found: dict[str, list[str]] = {}
        for caller, callees in waits.items():
            if caller in components:
                for callee in reachable(waits, callees):
                    if callee != caller:
                        found.setdefault(callee, []).append(caller)
        return {callee: tuple(callers) for callee, callers in found.items()}

    return Lazily(facts.design.flows, find)


def is_meant_for(facts: Facts, flow: str, domain: str) -> bool:
    """Whether a flow is meant for one place, so that its loss is no loss of redundancy: it bears the
    name of the place, all that it uses is there and bears it, or a flow for the same requirement
    differs from it by the place alone."""
    bound = facts[_bound][flow].get(domain)
    if not bound:
        return False
    leaf = domain.rpartition(".")[2]
    if _bears(flow, leaf):
        return True
    if facts[_own][flow] == bound and any(_bears(path, leaf) for path in bound):
        return True
    return any(True for _ in _twins(facts, flow, domain))


def _twins(facts: Facts, flow: str, domain: str) -> Iterator[str]:
    """The flows for the same requirement that use the same components but for those bound to a place,
    and instead of these others of the same kinds that are bound to one beside it."""
    places, serving = facts.design.places, facts[coverage].flows_serving
    served = [named.path for named in facts.design.flows[flow].serves]
    mine = facts[_bound][flow][domain]
    rest, kinds = facts[_own][flow] - mine, _kinds(facts, mine)
    for path in dict.fromkeys(path for one in served for path in serving[one] if path != flow):
        for place, bound in facts[_bound][path].items():
            beside = place != domain and places[place].level == places[domain].level
            if beside and facts[_own][path] - bound == rest and _kinds(facts, bound) == kinds:
                yield path


def _kinds(facts: Facts, paths: Iterable[str]) -> list[str]:
    return sorted(facts.design.components[path].kind for path in paths)


def _bound(facts: Facts) -> Lazily[str, dict[str, frozenset[str]]]:
    """For each flow: the components of the team that fail with each place."""

    def find(flow: str) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for path in facts[_own][flow]:
            for place in facts[confined_to][path]:
                found.setdefault(place, set()).add(path)
        return {place: frozenset(paths) for place, paths in found.items()}

    return Lazily(facts.design.flows, find)


def _own(facts: Facts) -> Lazily[str, frozenset[str]]:
    """For each flow: the components of the team."""

    def find(flow: str) -> frozenset[str]:
        components = facts.design.components
        nodes = facts[flow_graphs][flow].nodes
        return frozenset([n for n in nodes if n in components and components[n].is_ours])

    return Lazily(facts.design.flows, find)


def _bears(path: str, name: str) -> bool:
    """Whether the name of an element has that of a place in it, as a word."""
    words = path.rpartition(".")[2].lower().replace("-", "_")
    return f"_{name.lower().replace('-', '_')}_" in f"_{words}_"
