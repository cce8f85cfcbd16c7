"""What failovers and restarts of a store do to acknowledged writes, and whether two copies may lead.

One fact for all that asks: the recovery point, staleness, consistency, and the rules on failovers.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.copies import copies_of, copies_stated, shards_of
from designlint.analyses.failure.losses import Loss, single_losses
from designlint.analyses.failure.split_leaders import LEADER, Split, split_elsewhere, split_of
from designlint.analyses.failure.surviving import (
    NOTHING,
    SOME,
    Taken,
    hit,
    lost_to_lag,
    promoted,
    stated_lines,
    taken_inside,
    taken_with_copies,
)
from designlint.analyses.load.busiest import votes
from designlint.analyses.load.confirmed import LED, confirmed
from designlint.analyses.measure import Interval, Missing, step
from designlint.analyses.placement.placement import Placement, placements
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step
from designlint.model import Catalogued, Component, Known
from designlint.quantities.showing import show
from designlint.schema.component import FAILOVER, STATE
from designlint.schema.messaging import DURABLE
from designlint.schema.roles import Role
from designlint.schema.store import DELIVERS, DELIVERS_STRONG, FSYNC, REPLICATION, TOPOLOGY, WRITE
from designlint.schema.values import Fsync

# Other nodes may stand in for the copies of a key.
_STOOD_IN = "leaderless"


class FailoverEffect(NamedTuple):
    """What happens to the acknowledged writes of a component when another copy takes over
    (`failover`), when it restarts (`restart`), and in a partition (`split`, None: two never lead)."""

    failover: Taken = Taken(NOTHING)
    restart: Taken = Taken(NOTHING)
    split: Split | None = None

    @property
    def worst(self) -> Taken:
        """What the worse of a failover and a restart takes."""
        one, other = self.failover, self.restart
        lost = Interval(max(one.lost.low, other.lost.low), max(one.lost.high, other.lost.high))
        first = max((one, other), key=lambda taken: (taken.lost.low, taken.lost.high))
        missing = tuple(dict.fromkeys((*one.missing, *other.missing)))
        return Taken(lost, first.lines, missing, first.promotes)

    @property
    def by_default(self) -> FailoverEffect:
        """The same where the technology is set up as it comes."""
        as_it_comes = self.restart.by_default
        return (
            self
            if as_it_comes is None
            else self._replace(restart=self.restart._replace(lost=as_it_comes))
        )

    def assumptions(self, path: str) -> tuple[Step, ...]:
        """What keeps it from doing harm, where nothing declares that it does."""
        lost = self.worst.lost
        found = () if lost.low or not lost.high else (_lossless(path, self.restart),)
        return (*found, *(self.split.assumption if self.split is not None else ()))


def _lossless(path: str, restart: Taken) -> Step:
    if restart.by_default is not None:
        return as_it_comes(path)
    if restart.lost.high:
        return Step(f"a restart of `{path}` loses no acknowledged write")
    return Step(f"a failover of `{path}` loses no acknowledged write")


def as_it_comes(path: str) -> Step:
    """The assumption that a technology writes to disk as it is documented to do by default."""
    return Step(
        f"`{path}` writes to disk as its technology does by default (`fsync` is not declared)"
    )


def failovers(facts: Facts) -> Lazily[str, FailoverEffect]:
    """What failovers and restarts of each component do."""
    components = facts.design.components
    return Lazily(components, lambda path: _effect(facts, components[path]))


def is_one_copy(component: Component, placement: Placement) -> bool:
    """Whether one node keeps each data item: no other copy can lag behind it, or take over."""
    shape = component.value(TOPOLOGY)
    if placement.whole:
        return shape == "single"
    if not placement.declared or placement.count == 1:
        return shape == "single" or placement.declared
    if shape == "single" and copies_stated(component) is None:
        return shards_of(component) > 1
    return shape != _STOOD_IN and copies_of(component, placement) == 1


def _effect(facts: Facts, component: Component) -> FailoverEffect:
    placement = facts[placements][component.path]
    if component.is_external or not component.plays(Role.STORE, Role.CONFIGURATION):
        waits = component.plays(Role.BROKER)
        restart = _restarted(component, placement) if waits else Taken(NOTHING)
        failover = Taken(NOTHING)
        if component.plays(Role.CACHE) and (component.value(TOPOLOGY) or "") in LED:
            failover = _failed_over(facts, component, placement)
        return FailoverEffect(failover, restart, split_elsewhere(component, placement))
    if placement.whole:
        return FailoverEffect(_inside(component), _restart(component))
    if is_one_copy(component, placement):
        return FailoverEffect(restart=_restart(component))
    if component[TOPOLOGY] is None:
        return FailoverEffect(_topology_unknown(component))
    if (component.value(TOPOLOGY) or "") not in LED:
        # Where too few copies are left for a quorum, none answers until they are back.
        return FailoverEffect(restart=_restart_in_quorum(component))
    failover = _failed_over(facts, component, placement)
    split = split_of(component, placement) if component.value(TOPOLOGY) == LEADER else None
    return FailoverEffect(failover, _restart(component), split)


def message_losses(facts: Facts) -> Lazily[str, Taken]:
    """What failovers and restarts of each queue and stream take of the messages that wait there."""
    components = facts.design.components
    return Lazily(components, lambda path: _messages_lost(facts, components[path]))


def _messages_lost(facts: Facts, broker: Component) -> Taken:
    placement = facts[placements][broker.path]
    restart = _restarted(broker, placement)
    is_ours = not (broker.is_external or placement.whole)
    if is_ours and broker[TOPOLOGY] is None and not (placement.declared and placement.count == 1):
        return max(restart, _topology_unknown(broker), key=lambda taken: taken.lost)
    is_led = (broker.value(TOPOLOGY) or "") in LED and placement.declared and placement.count > 1
    if not is_ours or not is_led:
        return restart
    failover = _failed_over(facts, broker, placement)
    return max(failover, restart, key=lambda taken: (taken.lost.low, taken.lost.high))


def _restarted(broker: Component, placement: Placement) -> Taken:
    """The messages that a restart of a queue or stream takes."""
    is_quorum = (broker.value(TOPOLOGY) or "") in (
        "consensus",
        "leaderless",
    ) and placement.count > 1
    return _restart_in_quorum(broker) if is_quorum and not placement.whole else _restart(broker)


def _inside(component: Component) -> Taken:
    """What happens inside a service that a provider runs: as it replicates, unless it has one node, or its
    documentation says what reads get."""
    shape = component.value(TOPOLOGY)
    is_known = shape == "leaderless" or (shape is None and _is_documented(component))
    if shape == "single" or (component[REPLICATION] is None and is_known):
        return Taken(NOTHING)
    return taken_inside(component)


def _is_documented(component: Component) -> bool:
    documented = (component[DELIVERS], component[DELIVERS_STRONG])
    return any(one is not None and isinstance(one.origin, Catalogued) for one in documented)


def _topology_unknown(component: Component) -> Taken:
    """Whether another copy takes over is unknown, unless the product is documented as a whole."""
    if _is_documented(component):
        return Taken(NOTHING)
    missing = Missing(component.path, "topology", "topology leader_follower")
    return Taken(Interval(0.0, math.inf), missing=(missing,))


def _failed_over(facts: Facts, component: Component, placement: Placement) -> Taken:
    """The worst of what losing the leader takes; what no failover is declared for may not happen."""
    found = list(_takeovers(facts, component, placement))
    low = max((taken.lost.low for taken in found), default=0.0)
    high = max((taken.lost.high for taken in found), default=0.0)
    if high == 0.0:
        return Taken(NOTHING)
    worst = max(found, key=lambda taken: (taken.lost.low, taken.lost.high))
    missing = tuple(dict.fromkeys(m for taken in found for m in taken.missing))
    if component[FAILOVER] is not None or component.value(TOPOLOGY) != LEADER:
        return Taken(Interval(low, high), worst.lines, missing, True)
    example = "failover manual 30min { promotes synchronous; fencing yes }"
    own = Missing(component.path, "failover", example)
    return Taken(Interval(0.0, high), worst.lines, (own, *missing), True)


def _takeovers(facts: Facts, component: Component, placement: Placement) -> Iterator[Taken]:
    """What each failure takes after which another copy leads."""
    if not placement.declared:
        yield _replicas_unknown(component)
        return
    losses = [*single_losses(facts, component.path, placement)]
    if facts.design.lost:
        losses.append(Loss("world", facts.design.world))
    for loss in losses:
        found = hit(facts, component, placement, loss)
        if found.lost < found.copies:
            taken = taken_with_copies(facts, component, placement, loss, found)
            if taken is not None:
                yield taken


def _replicas_unknown(component: Component) -> Taken:
    """However many followers there are."""
    written = confirmed(component, 2)
    lines = stated_lines(written)
    if written.high == 1:
        return lost_to_lag(component, lines, (), certain=True)
    topology = component[TOPOLOGY]
    if written.text.startswith("replication is synchronous"):
        return Taken(NOTHING, lines)
    missing = Missing(
        component.path, "followers", "topology leader_follower { followers 1; sync 1 }"
    )
    if written.low == 1:
        missing = written.missing[0] if written.missing else missing
        return lost_to_lag(component, (step("how many followers a write waits for is unknown", topology),), (missing,), certain=False)  # fmt: skip
    taken = promoted(component, lines)
    return taken if taken.lost.high == 0.0 else taken._replace(missing=(missing, *taken.missing))


def _restart(component: Component) -> Taken:
    """The acknowledged writes that are not on disk when a node restarts."""
    state, fsync = component[STATE], component[FSYNC]
    path = component.path
    durable = component[DURABLE]
    if durable is not None and not durable.value:
        line = step(f"what waits in `{path}` does not survive a restart", durable)
        return Taken(Interval(SOME, math.inf), (line,))
    if state is not None and state.value in ("memory", "none"):
        line = step(f"`{path}` keeps its data in memory, so a restart loses it", state)
        return Taken(Interval(SOME, math.inf), (line,))
    if fsync is None or fsync.value.when == "before_ack":
        return Taken(NOTHING)
    within = fsync.value.within if fsync.value.when == "after_ack" else None
    text = f"`{path}` acknowledges a write before it is on disk, so a restart loses it"
    if within is not None:
        shown = show(within)
        text = f"a write of `{path}` is on disk within {shown}: a restart loses what is not"
    most = within.value if within is not None else math.inf
    lost = Interval(within.value if within is not None else SOME, most)
    if isinstance(fsync.origin, Catalogued):
        # How the product comes; whether it is set up so is not declared.
        missing = Missing(path, "fsync", "fsync before_ack")
        return Taken(Interval(0.0, most), (step(text, fsync),), (missing,), by_default=lost)
    return Taken(lost, (step(text, fsync),))


def _restart_in_quorum(component: Component) -> Taken:
    """What one node forgets that has confirmed a write with others: by consensus it may then elect, with
    those that never had the write, a leader without it; of a leaderless write the others still have it."""
    topology = component[TOPOLOGY]
    written = votes(topology.detail(WRITE), 2) if topology is not None else None
    if component.value(TOPOLOGY) == "leaderless" and written != 1:
        return Taken(NOTHING)
    return _restart(component)


def forgets(component: Component) -> Known[Fsync] | None:
    """What says that a node which restarts has forgotten writes that it has confirmed; None where it has
    not."""
    fsync = component[FSYNC]
    if fsync is None or fsync.value.when == "before_ack" or isinstance(fsync.origin, Catalogued):
        return None
    return fsync
