"""What can be changed in a design, a little or a lot: one knob for each thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from designlint.facts.facts import Facts
from designlint.facts.reliability.placement import placements, sibling_places
from designlint.known import NOTHING
from designlint.model import Change, Component, Known, Step, StepChange, Supposed
from designlint.quantity import Dimension, Quantity, show
from designlint.schema.component import AUTOSCALE, CAPACITY, FAILOVER, MANAGED, NEEDS, REPLICAS
from designlint.schema.kinds import STORES
from designlint.schema.property import Property
from designlint.schema.store import (
    COPIES,
    READ,
    REPLICATION,
    SYNC,
    TOPOLOGY,
    WRITE,
)
from designlint.schema.values import Failover, Ref, Replicas

TENTHS, MOST_TENTHS = 10, 190

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


def more_replicas(facts: Facts, component: Component) -> Iterator[Knob]:
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


def fewer_replicas(component: Component) -> Iterator[Knob]:
    """Fewer replicas in the same places, down to one: what costs less, if nothing else needs them."""
    known = component[REPLICAS]
    if known is None or known.value.number < 2 or component[AUTOSCALE] is not None:
        return
    now = known.value

    def at(level: int) -> Adjustment:
        value = now._replace(number=now.number - level)
        where = f" in {', '.join(ref.path for ref in now.places)}" if now.places else ""
        text = f"replicas {value.number}{where}"
        return _edit(component, REPLICAS, value, text, size=SETTING + REPLICA * level)

    yield Knob(f"{component.path}.fewer", now.number - 1, at)


def fewer_needed(component: Component) -> Iterator[Knob]:
    """A component that does its work with fewer of its replicas than it says now."""
    known = component[NEEDS]
    if known is None or known.value < 2:
        return

    def at(level: int) -> Adjustment:
        value = known.value - level
        return _edit(component, NEEDS, value, f"needs {value}", size=OPTIONAL * level)

    yield Knob(f"{component.path}.needs", known.value - 1, at)


def other_copies(component: Component, *, more: bool) -> Iterator[Knob]:
    """More copies of each datum, up to all replicas, or fewer, down to one."""
    topology, replicas = component[TOPOLOGY], component[REPLICAS]
    copies = topology.details[COPIES] if topology is not None else None
    if topology is None or copies is None:
        return
    most = (replicas.value.number if replicas else copies.value) - copies.value
    steps = most if more else copies.value - 1

    def at(level: int) -> Adjustment:
        value = copies.value + (level if more else -level)
        details = topology.details.replaced(COPIES, Known(value, Supposed(SUGGESTED), NOTHING))
        change = Change(
            component.path, TOPOLOGY, Known(topology.value, Supposed(SUGGESTED), details)
        )
        where = f"the topology of `{component.path}`"
        return Adjustment(SETTING * level, where, f"copies {value}", (component.path,), (change,))

    if steps > 0:
        yield Knob(f"{component.path}.copies", steps, at)


def larger_replicas(facts: Facts, component: Component) -> Iterator[Knob]:
    """Larger replicas, by tenths of what they carry: what a node that takes all writes can have. They
    cost as much as so many more of the old size."""
    known = component[CAPACITY]
    if known is None or component[MANAGED] is not None:
        return
    now, count = known.value, max(1, facts[placements][component.path].count)

    def at(level: int) -> Adjustment:
        amount = now.amount._replace(value=now.amount.value * (1.0 + level / TENTHS))
        scope = f" {now.scope}" if now.scope else ""
        size = SETTING + REPLICA * count * level / TENTHS
        value = now._replace(amount=amount)
        return _edit(component, CAPACITY, value, f"capacity {show(amount)}{scope}", size=size)

    yield Knob(f"{component.path}.capacity", MOST_TENTHS, at)


def automatic_failover(component: Component) -> Iterator[Knob]:
    """A standby that takes over by itself, for a leader that none does take over from."""
    known = component[FAILOVER]
    is_led = component.value(TOPOLOGY) == "leader_follower"
    if component.kind not in STORES or not is_led or (known and known.value.mode == "auto"):
        return
    value = Failover("auto", FAILOVER_TIME)
    yield setting(component, FAILOVER, value, f"failover auto {show(FAILOVER_TIME)}")


def confirmed_writes(component: Component) -> Iterator[Knob]:
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
        yield setting(component, REPLICATION, "synchronous", "replication synchronous")


def optional_steps(facts: Facts, flow: str) -> Iterator[Knob]:
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


def reads_from_leader(facts: Facts, flow: str, step: Step) -> Iterator[Knob]:
    """A read that asks the leader, where any replica or a follower answers it."""
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


def majorities(component: Component) -> Iterator[Knob]:
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


def setting(component: Component, key: Property[Any], value: object, text: str) -> Knob:
    """A property that is set to another value, stated as `text`."""
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
