"""The writes that each possible failure can take from a component, as the time in which they were made.

A write survives a failure when one of the copies that acknowledged it does, unless another copy is
promoted. Asynchronous copies lag, without a bound unless one is enforced. When no copy survives,
there is the last backup.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.copies import are_copies_open
from designlint.analyses.failure.failovers import as_it_comes, failovers
from designlint.analyses.failure.losses import (
    Loss,
    loss_text,
    lost_replicas,
    possible_losses,
    survives,
)
from designlint.analyses.failure.surviving import (
    NOTHING,
    SOME,
    hit,
    stated_lines,
    taken_inside,
    taken_with_copies,
)
from designlint.analyses.graph.data_use import is_written_behind
from designlint.analyses.load.confirmed import LED, confirmed
from designlint.analyses.measure import UNKNOWN, Interval, Missing, exactly, step
from designlint.analyses.placement.placement import Placement, placements
from designlint.analyses.recovery.expired_backups import expired_backups
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step
from designlint.model import Component
from designlint.quantities.showing import show
from designlint.schema.component import STATE
from designlint.schema.roles import Role
from designlint.schema.store import BACKUP, FED_BY, TOPOLOGY, WRITE_POLICY

_COPYING = (Role.STORE, Role.CACHE, Role.BROKER, Role.OBSERVER, Role.CONFIGURATION)


class Window(NamedTuple):
    """The writes that one failure can take from a component, as the time in which they were made.

    `promotes` is whether they are lost because a copy that lacks them takes the place of the leader.
    It counts unless what is in `assumed_away` is right. If the `assumption` is right, `assumed` is lost:
    all, where no backup is made; what a technology loses that is set up as it comes.
    """

    component: str
    loss: Loss | None
    lost: Interval
    lines: tuple[Step, ...] = ()
    missing: tuple[Missing, ...] = ()
    promotes: bool = False
    assumed_away: tuple[Step, ...] = ()
    assumption: Step | None = None
    assumed: Interval | None = None

    @property
    def assuming(self) -> Interval:
        """What is lost if its assumption is right."""
        return self.lost if self.assumed is None else self.assumed


def windows(facts: Facts) -> Lazily[str, tuple[Window, ...]]:
    """The writes that each possible failure can take from a component, the worst failure first."""

    def find(path: str) -> tuple[Window, ...]:
        component = facts.design.components[path]
        placement = facts[placements][path]
        if placement.replicas and component.is_external:
            return (Window(path, None, UNKNOWN),)
        if placement.replicas and not placement.declared:
            return (_replicas_unknown(component),)
        if placement.replicas and not _can_replicate(component):
            return (_in_process(component),)
        losses = possible_losses(facts, [path])
        found = [_window(facts, component, placement, loss) for loss in losses]
        for loss in losses:
            found += _if_one_copy(facts, component, placement, loss)
        if not facts.design.lost:
            found += _without_loss(facts, path)
        return tuple(sorted(found, key=lambda w: (-w.lost.low, -w.lost.high)))

    return Lazily(facts.design.components, find)


def _without_loss(facts: Facts, path: str) -> Iterator[Window]:
    """What a restart takes, and a partition in which two leaders take writes: nothing is lost for
    good but the writes."""
    effect = facts[failovers][path]
    if effect.restart.lost != NOTHING:
        lost, lines, missing, _, assumed = effect.restart
        assumption = as_it_comes(path) if assumed is not None else None
        yield Window(path, None, lost, lines, missing, False, (), assumption, assumed)
    split = effect.split
    if split is None or not split.takes_writes:
        return
    lost = Interval(SOME if split.is_certain else 0.0, math.inf)
    yield Window(path, None, lost, split.lines, assumed_away=split.assumption)


def _replicas_unknown(component: Component) -> Window:
    """However many copies there are: a write that only one copy has is lost with that copy."""
    path = component.path
    missing = (Missing(path, "replicas", "replicas 3 in ZONE, ZONE, ZONE"),)
    written = confirmed(component, 2)
    if (component.value(TOPOLOGY) or "") in LED and written.high == 1:
        line = Step(f"no other copy has a write when `{path}` acknowledges it")
        return Window(path, None, Interval(SOME, math.inf), (*stated_lines(written), line), missing)
    return Window(path, None, UNKNOWN, missing=missing)


def _can_replicate(component: Component) -> bool:
    """Whether its data can have several copies, by its kind or by a declared topology."""
    return component.plays(*_COPYING) or component[TOPOLOGY] is not None


def _in_process(component: Component) -> Window:
    """The state of a component that is no store: it is not replicated."""
    state = component[STATE]
    path = component.path
    if state is not None and state.value in ("memory", "sticky"):
        line = step(
            f"the state of `{path}` in a replica ({state.value}) is lost with the replica", state
        )
        return Window(path, None, exactly(math.inf), (line,))
    if state is None:
        return Window(path, None, UNKNOWN, missing=(Missing(path, "state", "state none"),))
    missing = Missing(path, "topology", "topology leader_follower { followers 2 in ZONE, ZONE }")
    return Window(path, None, UNKNOWN, missing=(missing,))


def _window(facts: Facts, component: Component, placement: Placement, loss: Loss) -> Window:
    if placement.whole:
        return _managed(facts, component, loss)
    found = hit(facts, component, placement, loss)
    taken = taken_with_copies(facts, component, placement, loss, found)
    if taken is not None:
        return Window(component.path, loss, *taken[:4])
    what = (
        f"{loss_text(facts, loss)}: `{component.path}` loses {found.lost} of {found.copies} copies"
    )
    lines = (step(what, placement.stated), *stated_lines(confirmed(component, found.copies)))
    return _from_backup(facts, component, loss, lines)


def _if_one_copy(
    facts: Facts, component: Component, placement: Placement, loss: Loss
) -> Iterator[Window]:
    """What a loss takes where it is not declared how many copies of each key there are: of a key with one,
    all since the last backup."""
    gone = placement.lost or lost_replicas(facts, component.path, loss)
    if placement.whole or not are_copies_open(component) or not gone:
        return
    missing = Missing(component.path, "copies", "copies 3")
    most = _from_backup(facts, component, loss, ())
    yield Window(component.path, loss, Interval(0.0, most.lost.high), (), (missing,))


def _from_backup(facts: Facts, component: Component, loss: Loss, lines: tuple[Step, ...]) -> Window:
    """No copy survives: the writes since the last backup are lost."""
    backup = component[BACKUP]
    path = component.path
    if backup is None and is_written_behind(component):
        return _unflushed(facts, component, loss, lines)
    if backup is None:
        missing = Missing(path, "backup", "backup every 1h to STORE")
        line = step("no copy survives, and no backup is declared", None)
        none = Step(f"no backup of `{path}` is made (`backup` is not declared)")
        lost = Interval(SOME, math.inf)
        return Window(
            path, loss, lost, (*lines, line), (missing,), False, (), none, exactly(math.inf)
        )
    expired = expired_backups(facts, component)
    if expired is not None:
        return Window(path, loss, exactly(math.inf), (*lines, expired))
    every = backup.value.every
    target = backup.value.to.path if backup.value.to is not None else None
    left = survives(facts, target, loss) if target is not None else None
    if target == path or (left is False and not _is_kept_on(facts, path, loss)):
        where = f"the backups in `{path}`" if target == path else f"the backups in `{target}`"
        line = step(f"no copy survives, and {where} are lost, too", backup)
        return Window(path, loss, exactly(math.inf), (*lines, line))
    line = step(f"only the last backup survives, made every {show(every)}", backup)
    if left is None and target is not None and facts.design.components[target].is_external:
        outside = Step(f"`{target}` runs outside what is lost: its place is not declared")
        most = Interval(every.value, math.inf)
        since = exactly(every.value)
        return Window(path, loss, most, (*lines, line), (), False, (), outside, since)
    if left is None:
        example = f"backup every {show(every)} to STORE" if target is None else "in PLACE"
        missing = Missing(target or path, "location of the backups", example)
        return Window(path, loss, Interval(every.value, math.inf), (*lines, line), (missing,))
    found = Window(path, loss, exactly(every.value), (*lines, line))
    return found if target is None else _as_kept(facts, found, target, loss)


def _unflushed(facts: Facts, component: Component, loss: Loss, lines: tuple[Step, ...]) -> Window:
    """What a cache has acknowledged and not written to a store: as much as the feed from it lags."""
    path = component.path
    line = step(f"until `{path}` flushes a write, no store has it", component[WRITE_POLICY])
    feeds = [
        feed.value
        for one in facts.design.components.values()
        for feed in one.properties.all(FED_BY)
        if feed.value.source.path == path
    ]
    lags = [feed.lag.value for feed in feeds if feed.lag is not None]
    if lags and len(lags) == len(feeds):
        return Window(path, loss, Interval(max(SOME, min(lags)), max(SOME, *lags)), (*lines, line))
    missing = Missing(path, "flush lag", f"fed_by {path} lag 1s  # in the store behind it")
    return Window(path, loss, Interval(SOME, math.inf), (*lines, line), (missing,))


def _is_kept_on(facts: Facts, path: str, loss: Loss) -> bool:
    """Whether the backups of a component that a loss takes are backed up themselves, where some are left."""
    return any(survives(facts, one, loss) is not False for one in facts.design.backups_of(path))


def _as_kept(facts: Facts, found: Window, target: str, loss: Loss) -> Window:
    """The same where the loss takes the latest of what the backups' own store has, too: the newest backup
    that is left is older by that."""
    store, placement = facts.design.components[target], facts[placements][target]
    if not placement.lost and not lost_replicas(facts, target, loss):
        return found
    taken = [_window(facts, store, placement, loss)]
    taken += _if_one_copy(facts, store, placement, loss)
    first = max(taken, key=lambda one: (one.lost.low, one.lost.high))
    missing = tuple(dict.fromkeys(m for one in taken for m in one.missing))
    older = Interval(first.lost.low, max(one.lost.high for one in taken))
    return found._replace(
        lost=found.lost.plus(older),
        lines=(*found.lines, *first.lines),
        missing=missing,
        assumption=first.assumption,
        assumed=first.assumed and found.lost.plus(first.assumed),
    )


def _managed(facts: Facts, component: Component, loss: Loss) -> Window:
    """The copies of a managed service are not ours to see: its replication decides."""
    path = component.path
    smaller = loss.sort == "replica"
    if not smaller and survives(facts, path, loss) is False:
        return _from_backup(
            facts, component, loss, (step(f"{loss_text(facts, loss)}: `{path}` is lost"),)
        )
    if not smaller:
        return Window(path, loss, NOTHING)
    return Window(path, loss, *taken_inside(component)[:4])
