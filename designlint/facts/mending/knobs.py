"""Which knobs of a design may help a claim: those of what it goes through.

None moves how many bytes a flow sends: payloads and calls are what the flows do, not a setting of
theirs. A hit ratio, a lag, the time that something takes are outcomes, too, and are not turned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from designlint.facts.consistency.reads import reads_of
from designlint.facts.facts import Facts
from designlint.facts.latency.latency import latency_paths
from designlint.facts.load.capacity import capacities
from designlint.facts.mending.adjustment import Knob, setting
from designlint.facts.mending.calls import (
    alternatives,
    encrypted_calls,
    fewer_attempts,
    optional_steps,
    reads_from_leader,
    shorter_waits,
    side_by_side,
    unawaited,
)
from designlint.facts.mending.replicas import (
    fewer_needed,
    fewer_replicas,
    larger_replicas,
    more_replicas,
    nearer_replicas,
    replicas_elsewhere,
    replicas_inside,
    wider_scaling,
)
from designlint.facts.mending.stores import (
    automatic_failover,
    careful_failover,
    confirmed_writes,
    dropped_copies,
    fewer_votes,
    oftener_backups,
    other_copies,
    overlapping_votes,
    reads_anywhere,
    shorter_lives,
    shorter_retention,
    strict_quorum,
    stronger_reads,
)
from designlint.facts.protection.residency import Side, residents
from designlint.facts.structure.data_use import data_uses
from designlint.facts.structure.graph import flow_graphs
from designlint.facts.worlds import at_load
from designlint.model import Claim, Component
from designlint.quantity import Quantity
from designlint.schema.component import COST
from designlint.schema.context import FRESHNESS
from designlint.schema.store import ENCRYPTED_AT_REST


def knobs_for(facts: Facts, claim: Claim) -> tuple[Knob, ...]:
    """The knobs that may help a claim, those of what it goes through first."""
    finder = _FINDERS.get(claim.metric.name)
    return () if finder is None else tuple(finder(facts, claim))


def _for_availability(facts: Facts, claim: Claim) -> Iterator[Knob]:
    for component in _components_of(facts, claim):
        yield from more_replicas(facts, component)
        yield from automatic_failover(component)
        yield from fewer_needed(component)
        yield from fewer_votes(component)
        yield from replicas_elsewhere(facts, component)
    if _path(claim) in facts.design.flows:
        yield from optional_steps(facts, _path(claim))
        yield from alternatives(facts, _path(claim))


def _for_capacity(facts: Facts, claim: Claim) -> Iterator[Knob]:
    for component in _components_of(facts, claim):
        yield from _carrying_more(facts, component)


def _carrying_more(facts: Facts, component: Component) -> Iterator[Knob]:
    yield from more_replicas(facts, component)
    yield from wider_scaling(component)
    yield from larger_replicas(facts, component)
    if not _is_dated(facts, component):
        yield from reads_anywhere(component)
    if facts.design.lost:
        yield from replicas_elsewhere(facts, component)


def _is_dated(facts: Facts, component: Component) -> bool:
    """Whether somebody says how old what is read from it may be."""
    data = facts.design.data
    return any(
        component.path in facts[data_uses][path].homes and data[path][FRESHNESS] is not None
        for path in data
    )


def _for_consistency(facts: Facts, claim: Claim) -> Iterator[Knob]:
    hops = facts[reads_of][_path(claim)]
    for path in dict.fromkeys(hop.component for hop in hops):
        component = facts.design.components[path]
        yield from overlapping_votes(component)
        yield from strict_quorum(component)
        yield from confirmed_writes(component)
        yield from careful_failover(component)
        yield from stronger_reads(component, str(claim.target))
        yield from dropped_copies(component)
    for hop in hops:
        yield from reads_from_leader(facts, hop.flow, hop.step)


def _for_staleness(facts: Facts, claim: Claim) -> Iterator[Knob]:
    hops = facts[reads_of][_path(claim)]
    for path in dict.fromkeys(hop.component for hop in hops):
        component = facts.design.components[path]
        if isinstance(claim.target, Quantity):
            yield from shorter_lives(component, claim.target)
        yield from overlapping_votes(component)
        yield from strict_quorum(component)
    for hop in hops:
        yield from reads_from_leader(facts, hop.flow, hop.step)


def _for_latency(facts: Facts, claim: Claim) -> Iterator[Knob]:
    """What is over its capacity answers late without bound; with more replicas it does not."""
    loaded = at_load(facts, claim.load)
    for component in _components_of(facts, claim):
        used = loaded[capacities][component.path].utilisation()
        if used is not None and used.high > 1.0:
            yield from _carrying_more(facts, component)
    hops = [hop for path in latency_paths(facts, _path(claim)) for hop in path.all_hops]
    for hop in hops:
        yield from nearer_replicas(facts, hop)
    for flow in dict.fromkeys(_flows_of(facts, claim)):
        if isinstance(claim.target, Quantity):
            yield from shorter_waits(facts, flow, claim.target)
        yield from fewer_attempts(facts, flow)
        yield from unawaited(facts, flow)
        yield from side_by_side(facts, flow)


def _flows_of(facts: Facts, claim: Claim) -> list[str]:
    """The flow of a claim, or those that call its component."""
    flows, path = facts.design.flows, _path(claim)
    return [path] if path in flows else [f for f in flows if path in facts[flow_graphs][f].nodes]


def _for_rpo(facts: Facts, claim: Claim) -> Iterator[Knob]:
    for component in _keepers(facts, claim):
        yield from confirmed_writes(component)
        yield from careful_failover(component)
        yield from overlapping_votes(component)
        yield from more_replicas(facts, component)
        if isinstance(claim.target, Quantity):
            yield from oftener_backups(component, claim.target)


def _for_rto(facts: Facts, claim: Claim) -> Iterator[Knob]:
    for component in _keepers(facts, claim) or _components_of(facts, claim):
        yield from automatic_failover(component)
        yield from more_replicas(facts, component)
        yield from fewer_needed(component)
        yield from replicas_elsewhere(facts, component)


def _for_storage(facts: Facts, claim: Claim) -> Iterator[Knob]:
    keepers = _keepers(facts, claim)
    for component in keepers:
        yield from other_copies(component, more=False)
        yield from shorter_retention(component)
    for path, datum in facts.design.data.items():
        homes = facts[data_uses][path].homes
        if path == _path(claim) or any(keeper.path in homes for keeper in keepers):
            yield from shorter_retention(datum, *homes)


def _for_durability(facts: Facts, claim: Claim) -> Iterator[Knob]:
    for component in _keepers(facts, claim):
        yield from other_copies(component, more=True)


def _for_cost(facts: Facts, claim: Claim) -> Iterator[Knob]:
    """What may cost less, where no other requirement needs it."""
    components = facts.design.components
    about = [components[_path(claim)]] if _path(claim) in components else components.values()
    for component in about:
        if component[COST] is not None:
            yield from fewer_replicas(component)


def _for_residency(facts: Facts, claim: Claim) -> Iterator[Knob]:
    for resident in residents(facts, _path(claim), str(claim.target)):
        if resident.side is Side.OUTSIDE:
            component = facts.design.components[resident.copied.component]
            yield from replicas_inside(facts, component, str(claim.target))


def _for_encryption(facts: Facts, claim: Claim) -> Iterator[Knob]:
    """Each holder that keeps data in clear, each call that is in clear."""
    if claim.aspect == "in_transit":
        yield from encrypted_calls(facts)
        return
    for component in _keepers(facts, claim) or _components_of(facts, claim):
        known = component[ENCRYPTED_AT_REST]
        if known is not None and not known.value:
            yield setting(component, ENCRYPTED_AT_REST, True, "encrypted_at_rest yes")


def _keepers(facts: Facts, claim: Claim) -> list[Component]:
    """The components that keep a claim's datum; its component itself, where it is about one."""
    components, path = facts.design.components, _path(claim)
    if path in components:
        return [components[path]]
    if path not in facts.design.data:
        return []
    homes = facts[data_uses][path].homes
    return [
        components[home]
        for home in homes
        if home in components and not components[home].is_external
    ]


def _path(claim: Claim) -> str:
    return claim.subject.path if claim.subject is not None else ""


def _components_of(facts: Facts, claim: Claim) -> list[Component]:
    """The components of a claim's subject that are the team's own; all of them where it has none."""
    components = facts.design.components
    path = _path(claim)
    nodes: Sequence[str] = (path,) if path else tuple(components)
    if path in facts.design.flows:
        nodes = facts[flow_graphs][path].nodes
    return [
        components[node]
        for node in nodes
        if node in components and not components[node].is_external
    ]


Finder = Callable[[Facts, Claim], Iterator[Knob]]

_FINDERS: dict[str, Finder] = {
    "availability": _for_availability,
    "headroom": _for_capacity,
    "throughput": _for_capacity,
    "consistency": _for_consistency,
    "staleness": _for_staleness,
    "latency": _for_latency,
    "durability": _for_durability,
    "storage": _for_storage,
    "cost": _for_cost,
    "residency": _for_residency,
    "rpo": _for_rpo,
    "rto": _for_rto,
    "encryption": _for_encryption,
}
