"""Which knobs of a design may help a claim: those of what it goes through."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from designlint.facts.consistency.reads import reads_of
from designlint.facts.facts import Facts
from designlint.facts.structure.data_use import data_uses
from designlint.facts.structure.graph import flow_graphs
from designlint.facts.verdicts.adjustments import (
    Knob,
    automatic_failover,
    confirmed_writes,
    fewer_needed,
    fewer_replicas,
    larger_replicas,
    majorities,
    more_replicas,
    optional_steps,
    other_copies,
    reads_from_leader,
    setting,
)
from designlint.model import Claim, Component
from designlint.quantity import Quantity, show
from designlint.schema.component import COST
from designlint.schema.kinds import CACHES
from designlint.schema.store import (
    ENCRYPTED_AT_REST,
    INVALIDATION,
    TTL,
)


def knobs_for(facts: Facts, claim: Claim) -> tuple[Knob, ...]:
    """The knobs that may help a claim, those of what it goes through first."""
    finder = _FINDERS.get(claim.metric.name)
    return () if finder is None else tuple(finder(facts, claim))


def _for_availability(facts: Facts, claim: Claim) -> Iterator[Knob]:
    for component in _components_of(facts, claim):
        yield from more_replicas(facts, component)
        yield from automatic_failover(component)
        yield from fewer_needed(component)
    if claim.subject is not None and claim.subject.path in facts.design.flows:
        yield from optional_steps(facts, claim.subject.path)


def _for_capacity(facts: Facts, claim: Claim) -> Iterator[Knob]:
    for component in _components_of(facts, claim):
        yield from more_replicas(facts, component)
        yield from larger_replicas(facts, component)


def _for_consistency(facts: Facts, claim: Claim) -> Iterator[Knob]:
    data = claim.subject.path if claim.subject is not None else ""
    hops = facts[reads_of][data]
    for path in dict.fromkeys(hop.component for hop in hops):
        component = facts.design.components[path]
        yield from majorities(component)
        if component.kind in CACHES:
            yield setting(component, INVALIDATION, "after_commit", "invalidation after_commit")
    for hop in hops:
        yield from reads_from_leader(facts, hop.flow, hop.step)


def _for_staleness(facts: Facts, claim: Claim) -> Iterator[Knob]:
    target = claim.target
    for path in dict.fromkeys(hop.component for hop in facts[reads_of][_path(claim)]):
        component = facts.design.components[path]
        if component.kind in CACHES and isinstance(target, Quantity) and target.value > 0.0:
            yield setting(component, TTL, target, f"ttl {show(target)}")
    yield from _for_consistency(facts, claim)


def _for_latency(facts: Facts, claim: Claim) -> Iterator[Knob]:
    """What is over its capacity answers late without bound; with more replicas it does not."""
    yield from _for_capacity(facts, claim)


def _for_rpo(facts: Facts, claim: Claim) -> Iterator[Knob]:
    for component in _keepers(facts, claim):
        yield from confirmed_writes(component)


def _for_rto(facts: Facts, claim: Claim) -> Iterator[Knob]:
    keepers = _keepers(facts, claim)
    for component in keepers or _components_of(facts, claim):
        yield from automatic_failover(component)


def _for_storage(facts: Facts, claim: Claim) -> Iterator[Knob]:
    for component in _keepers(facts, claim):
        yield from other_copies(component, more=False)


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


def _for_encryption(facts: Facts, claim: Claim) -> Iterator[Knob]:
    """Each holder that keeps data in clear; hops are stated one by one, where they are."""
    for component in _keepers(facts, claim):
        known = component[ENCRYPTED_AT_REST]
        if claim.aspect == "at_rest" and known is not None and not known.value:
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
    """The components of a claim's subject that are the team's own."""
    components = facts.design.components
    path = _path(claim)
    nodes: Sequence[str] = (path,)
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
    "rpo": _for_rpo,
    "rto": _for_rto,
    "encryption": _for_encryption,
}
