"""What a store keeps, what is certainly kept on its fullest node, and whether there is room for it.

Payload bytes only: indexes, compaction and free space on disks come on top.
"""

from __future__ import annotations

import math

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.load.load import loads
from designlint.analyses.load.volume import Volume, volumes
from designlint.analyses.measure import Missing, step
from designlint.analyses.placement.copies_kept import copies_kept
from designlint.analyses.placement.placement import placements
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step
from designlint.model import Component, Known
from designlint.model import Step as Call
from designlint.quantities.quantity import Dimension
from designlint.quantities.showing import show_share, show_value
from designlint.schema.roles import Role
from designlint.schema.store import HOLDS, LARGEST_SHARE, MAX_SIZE, SHARDS
from designlint.schema.values import Scoped
from designlint.solvers.filling import growth_rate, time_to_fill


def kept_in(facts: Facts, component: Component) -> tuple[str, ...]:
    """The data that a store may keep: what it holds and what flows write into it."""
    parts = facts[loads].parts.get(component.path, ()) if component.plays(Role.STORE) else ()
    written = [named.path for part in parts for named in part.step.stores]
    return tuple(dict.fromkeys((*_held(component), *written)))


def _held(component: Component) -> tuple[str, ...]:
    return tuple([ref.path for ref in component.value(HOLDS) or ()])


def keeps_all(facts: Facts, component: Component, path: str) -> bool:
    """Whether a store keeps all of a data item: it holds it, or no other store can. What is only
    written to it may be a part, an extract or a sum."""
    if path in _held(component):
        return True
    components = facts.design.components
    homes = [components[h] for h in facts[data_uses][path].homes if h in components]
    others = [home for home in homes if home.plays(Role.STORE) or path in _held(home)]
    return others == [component]


class NodeVolume(NamedTuple):
    """What is certainly kept on the fullest of a store's `nodes`: the bytes of `today`, what is `added`
    each second, and the `most` there ever is; it has a share `part` of one copy of all data."""

    nodes: int
    part: float
    today: float
    added: float
    most: float
    lines: tuple[Step, ...]

    def against(self, room: float) -> str:
        """The data of today beside the room for it."""
        where = "the fullest node" if self.nodes > 1 else "the node"
        share = f", {show_share(self.part)} of one copy" if self.part != 1.0 else ""
        today, fits = (show_value(size, Dimension.SIZE) for size in (self.today, room))
        if not self.today:
            return f"{where}{share.replace(',', ' has', 1)}: room for {fits}"
        return f"{where}: {today} of data{share}, room for {fits}"

    def full_in(self, room: float, factor: float = 1.0, within: float = 0.0) -> float:
        """The seconds until so many bytes are taken, infinite where they never are; what is added
        grows by a `factor` every so many seconds, evenly compounded."""
        if self.most <= room:
            return math.inf
        return time_to_fill(room - self.today, self.added, growth_rate(factor, within))


def fullest_node(facts: Facts, component: Component) -> NodeVolume | None:
    """What the fullest node of a store keeps, counting what is certainly there; None of what is no
    store, and where the volume of nothing that it keeps is known."""
    if not component.plays(Role.STORE):
        return None
    placement = facts[placements][component.path]
    kept = [path for path in kept_in(facts, component) if keeps_all(facts, component, path)]
    known = [
        volume for path in kept if _is_known(volume := facts[volumes].in_component(component, path))
    ]
    if not known:
        return None
    nodes = max(1, placement.count)
    part = _fullest_part(component, copies_kept(component, placement).low, nodes)
    return NodeVolume(
        nodes,
        part,
        part * sum(volume.today or 0.0 for volume in known),
        part * sum(volume.added.low for volume in known),
        part * sum(volume.at(math.inf).low for volume in known),
        tuple([line for volume in known for line in volume.lines]),
    )


def _is_known(volume: Volume) -> bool:
    """Whether anything is known of how much there is: today, or what is added from today on."""
    return volume.today is not None or volume.added.low > 0.0


def _fullest_part(component: Component, copies: float, nodes: int) -> float:
    """The share of one copy of all data that the fullest node has, at the least."""
    even = min(1.0, copies / nodes) if component[SHARDS] is not None or copies < nodes else 1.0
    largest = component.value(LARGEST_SHARE)
    return max(even, largest.value if largest is not None else 0.0)


class Space(NamedTuple):
    """What the fullest node of a store keeps, and the stated `room` for it."""

    path: str
    node: NodeVolume
    room: Known[Scoped]

    @property
    def fits(self) -> float:
        """The bytes that one node has room for."""
        return self.room.value.amount.value / (self.node.nodes if self.room.value.is_total else 1)

    @property
    def is_full(self) -> bool:
        """Whether there is no room left today."""
        return self.node.full_in(self.fits) == 0.0

    @property
    def line(self) -> Step:
        """The data of today beside the room for it."""
        return step(self.node.against(self.fits), self.room)

    @property
    def missing(self) -> Missing:
        """The room that would be enough for today's data."""
        wanted = self.node.today * (self.node.nodes if self.room.value.is_total else 1)
        whose = "total" if self.room.value.is_total else "per replica"
        text = f"max_size {show_value(2.0 * wanted, Dimension.SIZE)} {whose}"
        return Missing(self.path, "room for today's data", text, state="not enough")


def space_of(facts: Facts, path: str) -> Space | None:
    """The space of a store; None where its size, or the volume of all that it keeps, is not declared."""
    component = facts.design.components[path]
    room = component[MAX_SIZE]
    node = fullest_node(facts, component) if room is not None else None
    return None if room is None or node is None else Space(path, node, room)


def full_stores(facts: Facts) -> Lazily[str, Space | None]:
    """Of each store that is full today, its space."""

    def find(path: str) -> Space | None:
        space = space_of(facts, path)
        return space if space is not None and space.is_full else None

    return Lazily(facts.design.components, find)


def full_for(facts: Facts, path: str, call: Call) -> Space | None:
    """The space of a store that is full today, where a call may add something to it: one that neither only
    reads nor only deletes."""
    adds = call.stores or not (call.reads or call.writes)
    return facts[full_stores].get(path) if adds else None
