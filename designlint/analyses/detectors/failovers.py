"""Failovers that lose writes, that can end with two leaders, or that take longer than is allowed."""

from __future__ import annotations

from typing import NamedTuple

from designlint.analyses.facts import Facts
from designlint.analyses.failure.flow_failure import hard_dependencies
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.graph.sources import data_of, sources_of
from designlint.analyses.judgement import Status
from designlint.analyses.placement.placement import domains_of, placements
from designlint.analyses.recovery.confirmed import LED
from designlint.analyses.recovery.recovery_point import SOME, Window, windows
from designlint.analyses.verdicts.verdicts import Verdict, verdicts_about
from designlint.model import Component, Known
from designlint.quantity import Quantity
from designlint.schema.component import FAILOVER, FENCING, MANAGED, MTBF
from designlint.schema.context import IMPORTANCE
from designlint.schema.roles import Role
from designlint.schema.store import TOPOLOGY
from designlint.schema.values import Failover
from designlint.units import TIMES

_KEEPERS = (Role.STORE, Role.CACHE, Role.BROKER)


class LossyFailover(NamedTuple):
    """A failover that promotes a copy which lacks acknowledged writes.

    `requirements` are those on a recovery point that it breaks; without any, `data` is critical and
    nothing bounds what is lost.
    """

    component: str
    failover: Known[Failover]
    window: Window
    data: tuple[str, ...]
    requirements: tuple[str, ...]


def lossy_failovers(facts: Facts) -> tuple[LossyFailover, ...]:
    """The failovers that lose more than a requirement allows, or critical data without bound."""
    found = []
    for component in facts.design.components.values():
        failover = component[FAILOVER]
        if failover is None or (component.value(TOPOLOGY) or "unsaid") not in LED:
            continue
        window = facts[windows][component.path][0]
        if not window.promotes or window.lost.low <= 0.0:
            continue
        data = data_of(facts, component.path)
        claimed = [v for v in _claims(facts, component.path, data) if _is_cause(facts, v, window)]
        broken = tuple(dict.fromkeys(v.owner.path for v in claimed if v.status is Status.VIOLATED))
        critical = [d for d in data if facts.design.data[d].value(IMPORTANCE) == "critical"]
        unbounded = window.lost.low == SOME and failover.value.mode == "auto"
        if broken or (critical and unbounded and not _claims(facts, component.path, data)):
            found.append(
                LossyFailover(component.path, failover, window, tuple(critical or data), broken)
            )
    return tuple(found)


def _claims(facts: Facts, component: str, data: tuple[str, ...]) -> list[Verdict]:
    """The verdicts on recovery points of a component and of what it keeps."""
    about = (component, *data)
    return [verdict for verdict in verdicts_about(facts, "rpo") if verdict.claim.about in about]


def _is_cause(facts: Facts, verdict: Verdict, window: Window) -> bool:
    """Whether a recovery point is what this one failover makes it."""
    subject = verdict.claim.subject
    if subject is None:
        return False
    return subject.path == window.component or len(sources_of(facts, subject.path)) == 1


class Unfenced(NamedTuple):
    """A component of which two leaders can take writes at once, and the places between them.

    `refused` is whether the design says that there is no fencing, rather than nothing.
    """

    component: str
    failover: Known[Failover]
    places: tuple[str, ...]
    refused: bool


def unfenced_failovers(facts: Facts) -> tuple[Unfenced, ...]:
    """The failovers that promote a standby by themselves while the old leader may still be at work.

    Where nothing is said about fencing, only those across regions: a partition between them leaves
    both sides up.
    """
    found = []
    for component in facts.design.components.values():
        failover = component.properties.stated().get(FAILOVER)
        if failover is None or failover.value.mode != "auto" or not _has_leader(component):
            continue
        fencing = failover.detail(FENCING)
        spots = _spots(facts, component.path)
        regions = _regions(facts, spots)
        if fencing is False and facts[placements][component.path].count > 1:
            found.append(Unfenced(component.path, failover, regions or spots, refused=True))
        elif fencing is None and len(regions) > 1:
            found.append(Unfenced(component.path, failover, regions, refused=False))
    return tuple(found)


def _has_leader(component: Component) -> bool:
    if component[MANAGED] is not None or component.plays(Role.DERIVED):
        return False
    topology = component.value(TOPOLOGY)
    return topology == "leader_follower" or (topology is None and not component.plays(*_KEEPERS))


def _spots(facts: Facts, path: str) -> tuple[str, ...]:
    placed = [replica.place for replica in facts[placements][path].replicas]
    return tuple(dict.fromkeys(place for place in placed if place is not None))


def _regions(facts: Facts, spots: tuple[str, ...]) -> tuple[str, ...]:
    places = facts.design.places
    found = [d for s in spots for d in domains_of(facts.design, s) if places[d].level == "region"]
    return tuple(dict.fromkeys(found))


class SlowFailover(NamedTuple):
    """A failover that alone takes more of a year than an availability allows.

    `often` is how many there are in a year: by the stated MTBF of a replica, else one.
    """

    component: str
    failover: Known[Failover]
    often: float
    mtbf: Known[Quantity] | None
    allowed: float
    verdict: Verdict


def slow_failovers(facts: Facts) -> tuple[SlowFailover, ...]:
    """The failovers that are slower than a required availability allows, each with the strictest."""
    strictest: dict[str, SlowFailover] = {}
    for verdict in verdicts_about(facts, "availability"):
        claim = verdict.claim
        if not isinstance(claim.target, Quantity):
            continue
        allowed = (1.0 - claim.target.value) * TIMES["y"]
        for component in _led(facts, claim.about):
            slow = _slow(component, allowed, verdict)
            known = strictest.get(component.path)
            if slow is not None and (known is None or allowed < known.allowed):
                strictest[component.path] = slow
    return tuple(strictest.values())


def _led(facts: Facts, subject: str) -> list[Component]:
    components = facts.design.components
    if subject in components:
        found = [components[subject]]
    else:
        if subject not in facts.design.flows:
            return []
        nodes = facts[flow_graphs][subject].nodes
        if not any(_is_led(components[node]) for node in nodes if node in components):
            return []
        groups = hard_dependencies(facts, subject)
        found = [components[group[0]] for group in groups if len(group) == 1]
    return [component for component in found if _is_led(component)]


def _is_led(component: Component) -> bool:
    return component.value(TOPOLOGY) == "leader_follower"


def _slow(component: Component, allowed: float, verdict: Verdict) -> SlowFailover | None:
    failover, mtbf = component[FAILOVER], component[MTBF]
    time = failover.value.time if failover is not None else None
    if failover is None or time is None:
        return None
    often = TIMES["y"] / mtbf.value.value if mtbf is not None and mtbf.value.value else 1.0
    if often * time.value <= allowed:
        return None
    return SlowFailover(component.path, failover, often, mtbf, allowed, verdict)
