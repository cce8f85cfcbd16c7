"""What a team can change in its design to meet a requirement: one knob for each thing, in levels."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from designlint.facts.consistency.reads import reads_of
from designlint.facts.facts import Facts
from designlint.facts.reliability.placement import sibling_places
from designlint.facts.structure.data_use import data_uses
from designlint.facts.structure.graph import flow_graphs
from designlint.known import NOTHING
from designlint.model import Change, Claim, Component, Known, Step, StepChange, Supposed
from designlint.quantity import Dimension, Quantity, show
from designlint.schema.component import AUTOSCALE, FAILOVER, REPLICAS
from designlint.schema.kinds import CACHES, STORES
from designlint.schema.property import Property
from designlint.schema.store import (
    COPIES,
    ENCRYPTED_AT_REST,
    INVALIDATION,
    READ,
    REPLICATION,
    SYNC,
    TOPOLOGY,
    TTL,
    WRITE,
)
from designlint.schema.values import Failover, Ref, Replicas

VOTING = ("consensus", "leaderless")

SUGGESTED = "a change that is tried"

# A failover that needs nobody takes as long as a health check and a promotion: tens of seconds.
FAILOVER_TIME = Quantity(30.0, Dimension.TIME)

# What a change costs in comparison: a replica more is one machine, a setting is one line, a step that
# becomes optional is something that users may notice.
REPLICA, SETTING, OPTIONAL = 1.0, 1.0, 3.0


class Adjustment(NamedTuple):
    """A change as it would be written: `text` at `where`, and what it means for the model.

    `size` orders changes: the number of machines and lines that it takes. `touches` are the
    components that it is about.
    """

    size: float
    where: str
    text: str
    touches: tuple[str, ...]
    changes: tuple[Change, ...] = ()
    steps: tuple[StepChange, ...] = ()

    @property
    def shown(self) -> str:
        """The edit in one line."""
        return f"in {self.where}: {self.text}"


class Knob(NamedTuple):
    """One thing that can be changed a little or a lot: a level from 1 to `most` gives an edit. More of
    it never makes the metric that it is for worse."""

    name: str
    most: int
    at: Callable[[int], Adjustment]


def knobs_for(facts: Facts, claim: Claim) -> tuple[Knob, ...]:
    """The knobs that may help a claim, those of what it goes through first."""
    finder = _FINDERS.get(claim.metric.name)
    return () if finder is None or claim.subject is None else tuple(finder(facts, claim))


def _for_availability(facts: Facts, claim: Claim) -> Iterator[Knob]:
    for component in _components_of(facts, claim):
        yield from _replicas(facts, component)
        yield from _failover(component)
    if claim.subject is not None and claim.subject.path in facts.design.flows:
        yield from _optional(facts, claim.subject.path)


def _for_capacity(facts: Facts, claim: Claim) -> Iterator[Knob]:
    for component in _components_of(facts, claim):
        yield from _replicas(facts, component)


def _for_consistency(facts: Facts, claim: Claim) -> Iterator[Knob]:
    data = claim.subject.path if claim.subject is not None else ""
    hops = facts[reads_of][data]
    for path in dict.fromkeys(hop.component for hop in hops):
        component = facts.design.components[path]
        yield from _quorum(component)
        if component.kind in CACHES:
            yield _setting(component, INVALIDATION, "after_commit", "invalidation after_commit")
    for hop in hops:
        yield from _from_leader(facts, hop.flow, hop.step)


def _for_staleness(facts: Facts, claim: Claim) -> Iterator[Knob]:
    target = claim.target
    for path in dict.fromkeys(hop.component for hop in facts[reads_of][_path(claim)]):
        component = facts.design.components[path]
        if component.kind in CACHES and isinstance(target, Quantity) and target.value > 0.0:
            yield _setting(component, TTL, target, f"ttl {show(target)}")
    yield from _for_consistency(facts, claim)


def _for_latency(facts: Facts, claim: Claim) -> Iterator[Knob]:
    """What is over its capacity answers late without bound; with more replicas it does not."""
    yield from _for_capacity(facts, claim)


def _for_rpo(facts: Facts, claim: Claim) -> Iterator[Knob]:
    for component in _keepers(facts, claim):
        yield from _confirmed(component)


def _for_rto(facts: Facts, claim: Claim) -> Iterator[Knob]:
    keepers = _keepers(facts, claim)
    for component in keepers or _components_of(facts, claim):
        yield from _failover(component)


def _for_encryption(facts: Facts, claim: Claim) -> Iterator[Knob]:
    """Each holder that keeps data in clear; hops are stated one by one, where they are."""
    for component in _keepers(facts, claim):
        known = component[ENCRYPTED_AT_REST]
        if claim.aspect == "at_rest" and known is not None and not known.value:
            yield _setting(component, ENCRYPTED_AT_REST, True, "encrypted_at_rest yes")


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


# ---- the knobs


def _replicas(facts: Facts, component: Component) -> Iterator[Knob]:
    """More replicas, spread over the places stated, or where all are in one, over its siblings too."""
    known = component[REPLICAS]
    if known is None or component[AUTOSCALE] is not None:
        return
    now = known.value
    places = now.places
    if len(places) == 1 and facts.design.places[places[0].path].level == "zone":
        siblings = sibling_places(facts.design, places[0].path)
        wide = (*places, *(Ref(path) for path in siblings))
        if len(wide) > 1:
            yield _replica_knob(component, now, wide, spread=True)
    yield _replica_knob(component, now, places, spread=False)


def _replica_knob(
    component: Component, now: Replicas, places: tuple[Ref, ...], *, spread: bool
) -> Knob:
    """Spreading is a level of its own: the same number in more places. Where a majority decides, the
    number stays odd: a fourth replica raises what is needed, not what may fail."""
    votes = component.kind in STORES and (component.value(TOPOLOGY) or "") in VOTING

    def at(level: int) -> Adjustment:
        more = level - 1 if spread else level
        number = max(now.number + more, 2 if spread else 1)
        if votes and more:
            number = now.number + 2 * more - (1 - now.number % 2)
        value = Replicas(number, places)
        added = value.number - now.number
        where = f" in {', '.join(ref.path for ref in places)}" if places else ""
        size = added * REPLICA + (SETTING if spread else 0.0)
        text = f"replicas {value.number}{where}"
        return _edit(component, REPLICAS, value, text, size=size)

    return Knob(f"{component.path}.replicas", 4 * now.number + 16, at)


def _failover(component: Component) -> Iterator[Knob]:
    known = component[FAILOVER]
    is_led = component.value(TOPOLOGY) == "leader_follower"
    if component.kind not in STORES or not is_led or (known and known.value.mode == "auto"):
        return
    value = Failover("auto", FAILOVER_TIME)
    yield _setting(component, FAILOVER, value, f"failover auto {show(FAILOVER_TIME)}")


def _confirmed(component: Component) -> Iterator[Knob]:
    """Writes that a follower confirms before they are acknowledged."""
    topology, replication = component[TOPOLOGY], component[REPLICATION]
    if topology is None or topology.value != "leader_follower" or component.kind not in STORES:
        return
    details = topology.details.replaced(SYNC, Known("1", Supposed(SUGGESTED), NOTHING))
    known = Known(topology.value, Supposed(SUGGESTED), details)
    change = Change(component.path, TOPOLOGY, known)
    where = f"the topology of `{component.path}`"
    yield _switch(
        f"{component.path}.sync", Adjustment(SETTING, where, "sync 1", (component.path,), (change,))
    )
    if replication is not None and replication.value != "synchronous":
        yield _setting(component, REPLICATION, "synchronous", "replication synchronous")


def _optional(facts: Facts, flow: str) -> Iterator[Knob]:
    """Steps to systems of others that only ask something: nobody but the team knows what else a flow
    can do without."""
    components = facts.design.components
    for number, step in enumerate(facts.design.flows[flow].steps):
        callee = components.get(step.callee.path)
        if callee is None or not callee.is_external or step.optional or step.writes or step.reads:
            continue
        changed = StepChange(flow, number, step._replace(optional=True))
        where = f"the step {step.caller.path} -> {step.callee.path} of `{flow}`"
        edit = Adjustment(OPTIONAL, where, "optional", (step.callee.path,), steps=(changed,))
        yield _switch(f"{flow}.{number}.optional", edit)


def _from_leader(facts: Facts, flow: str, step: Step) -> Iterator[Knob]:
    component = facts.design.components[step.callee.path]
    topology = component[TOPOLOGY]
    is_led = topology is not None and topology.value in ("leader_follower", "consensus")
    if not is_led or step.role == "leader":
        return
    number = facts.design.flows[flow].steps.index(step)
    changed = StepChange(flow, number, step._replace(role="leader"))
    where = f"the step {step.caller.path} -> {step.callee.path} of `{flow}`"
    edit = Adjustment(SETTING, where, "from leader", (step.callee.path,), steps=(changed,))
    yield _switch(f"{flow}.{number}.role", edit)


def _quorum(component: Component) -> Iterator[Knob]:
    """Reads and writes that ask a majority of the copies."""
    topology = component[TOPOLOGY]
    if topology is None or topology.value != "leaderless":
        return
    details = topology.details
    copies = details[COPIES]
    for key in (READ, WRITE):
        details = details.replaced(key, Known("quorum", Supposed(SUGGESTED), NOTHING))
    known = Known(topology.value, Supposed(SUGGESTED), details)
    number = f"copies {copies.value}; " if copies is not None else ""
    text = f"topology leaderless {{ {number}read quorum; write quorum }}"
    change = Change(component.path, TOPOLOGY, known)
    edit = Adjustment(SETTING, f"`{component.path}`", text, (component.path,), (change,))
    yield _switch(f"{component.path}.quorum", edit)


def _setting(component: Component, key: Property[Any], value: object, text: str) -> Knob:
    edit = _edit(component, key, value, text, size=SETTING)
    return _switch(f"{component.path}.{key.name}", edit)


def _switch(name: str, edit: Adjustment) -> Knob:
    """A knob that is on or off."""
    return Knob(name, 1, lambda _: edit)


def _edit(
    component: Component, key: Property[Any], value: object, text: str, *, size: float
) -> Adjustment:
    change = Change(component.path, key, Known(value, Supposed(SUGGESTED), NOTHING))
    return Adjustment(size, f"`{component.path}`", text, (component.path,), (change,))


Finder = Callable[[Facts, Claim], Iterator[Knob]]

_FINDERS: dict[str, Finder] = {
    "availability": _for_availability,
    "headroom": _for_capacity,
    "throughput": _for_capacity,
    "consistency": _for_consistency,
    "staleness": _for_staleness,
    "latency": _for_latency,
    "rpo": _for_rpo,
    "rto": _for_rto,
    "encryption": _for_encryption,
}
