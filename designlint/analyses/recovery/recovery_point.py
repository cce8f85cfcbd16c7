"""How much of the latest writes a failure can lose (recovery point), as a time.

A write survives a failure when one of the copies that acknowledged it does, unless another copy is
promoted. Asynchronous copies lag, without a bound unless one is enforced. When no copy survives,
there is the last backup.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.confirmed import LED, confirmed
from designlint.analyses.failure.failovers import failovers
from designlint.analyses.failure.losses import (
    Loss,
    loss_text,
    possible_losses,
    scope_line,
    survives,
    together_in_doubt,
)
from designlint.analyses.failure.surviving import (
    NOTHING,
    SOME,
    hit,
    stated_lines,
    taken_inside,
    taken_with_copies,
)
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.judgement import Judgement, Status, compare
from designlint.analyses.measure import (
    UNKNOWN,
    Exactness,
    Interval,
    Measure,
    Missing,
    exactly,
    step,
)
from designlint.analyses.placement.placement import Placement, placement_assumption, placements
from designlint.analyses.recovery.data_copies import shared_wide_place
from designlint.diagnostic import Step
from designlint.model import Claim, Component
from designlint.quantity import Dimension, show, show_value
from designlint.schema.component import STATE
from designlint.schema.roles import Role
from designlint.schema.store import BACKUP, TOPOLOGY
from designlint.wording import listed

_COPYING = (Role.STORE, Role.CACHE, Role.BROKER, Role.OBSERVER, Role.CONFIGURATION)


class Window(NamedTuple):
    """The writes that one failure can take from a component, as the time in which they were made.

    `promotes` is whether they are lost because a copy that lacks them takes the place of the leader.
    It counts unless what is in `assumed_away` is right.
    """

    component: str
    loss: Loss | None
    lost: Interval
    lines: tuple[Step, ...] = ()
    missing: tuple[Missing, ...] = ()
    promotes: bool = False
    assumed_away: tuple[Step, ...] = ()


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
        if not facts.design.lost:
            found += _without_loss(facts, path)
        return tuple(sorted(found, key=lambda w: (-w.lost.low, -w.lost.high)))

    return Lazily(facts.design.components, find)


def _without_loss(facts: Facts, path: str) -> Iterator[Window]:
    """What a restart takes, and a partition in which two leaders take writes: nothing is lost for
    good but the writes."""
    effect = facts[failovers][path]
    if effect.restart.lost != NOTHING:
        yield Window(path, None, *effect.restart)
    split = effect.split
    if split is None or not split.takes_writes:
        return
    lost = Interval(SOME if split.is_certain else 0.0, math.inf)
    yield Window(path, None, lost, split.lines, assumed_away=split.assumption)


def recovery_point(facts: Facts, subject: str) -> Measure:
    """The loss window of a component or a data item: the longest of any one failure.

    Of a data item in several stores, each has writes that the others lack: the store that loses most
    decides, and one that is known to lose too much is enough.
    """
    parts = _parts(facts, subject)
    tables = [facts[windows][part.path] for part in parts if not _is_stateless(part)]
    if not tables:
        return _without_store(facts, parts, subject)
    worst = [_worst(table) for table in tables]
    lost = Interval(max(w.low for w in worst), max(w.high for w in worst))
    proper = [tuple([w for w in table if not w.assumed_away]) for table in tables]
    shown_windows = [w for table in proper for w in table[:1] if w.lines]
    lines = tuple(
        [line for w in sorted(shown_windows, key=lambda w: -w.lost.high) for line in w.lines]
    )
    # A loss that cannot be the worst decides nothing.
    open_windows = [w for table in tables for w in table if w.lost.high > lost.low]
    missing = tuple(dict.fromkeys(m for w in open_windows for m in w.missing))
    exactness = Exactness.EXACT if lost.is_exact else Exactness.BOUND
    measure = Measure(lost, exactness, (scope_line(facts), *lines), missing)
    if facts.design.lost:
        return measure
    counted = [part.path for part in parts if not _is_stateless(part)]
    unplaced = together_in_doubt(facts, counted)
    assumptions = [Step(placement_assumption(facts, path)) for path in unplaced]
    assumptions += [a for table in tables for w in table for a in w.assumed_away]
    likely = [_worst(table) for table in proper]
    assuming = Interval(max(w.low for w in likely), max(w.high for w in likely))
    if not assumptions or assuming.high == math.inf:
        return measure
    most = Interval(lost.low, math.inf if unplaced else lost.high)
    assumed = tuple(dict.fromkeys(assumptions))
    return Measure(most, Exactness.BOUND, measure.derivation, missing, assuming, assumed)


def judge_rpo(facts: Facts, claim: Claim) -> Judgement:
    """The verdict on a recovery point."""
    subject = claim.subject.path if claim.subject is not None else ""
    measure = recovery_point(facts, subject)
    judged = compare(claim, measure)
    if judged.status is Status.UNDECIDED and not judged.missing and not measure.assumptions:
        return judged._replace(reason=_kept_by_others(facts, subject))
    if measure.value.low == SOME:
        most = measure.value.high
        value = "more than 0s"
        if math.isfinite(most):
            value = f"{value}, at most {show_value(most, Dimension.TIME)}"
        return judged._replace(value=value, margin="")
    place = _not_considered(facts, subject) if judged.status is Status.MET else None
    if place is None:
        return judged
    return judged._replace(value=f"{judged.value}, unless {place} is lost")


def _not_considered(facts: Facts, subject: str) -> str | None:
    """The region or provider that holds every copy and backup, whose loss is not among the failures that
    are considered."""
    if facts.design.lost:
        return None
    parts = _parts(facts, subject)
    backups = [part[BACKUP] for part in parts]
    targets = [backup.value.to for backup in backups if backup is not None]
    if None in targets:
        return None
    paths = [part.path for part in parts if not _is_stateless(part)]
    kept = [*paths, *(ref.path for ref in targets if ref is not None)]
    place = shared_wide_place(facts, kept)
    return f"{facts.design.places[place].level} `{place}`" if place is not None else None


def _parts(facts: Facts, subject: str) -> list[Component]:
    """The components whose writes a subject's recovery point is about."""
    if subject in facts.design.components:
        return [facts.design.components[subject]]
    return list(facts[data_uses].sources_of(subject))


def _kept_by_others(facts: Facts, subject: str) -> str:
    """Why no fact about one component would decide the requirement."""
    sources = facts[data_uses].sources_of(subject) if subject in facts.design.data else ()
    others = [part.path for part in sources if part.is_external] or [subject]
    return f"a third party keeps {listed(others)}"


def _is_stateless(component: Component) -> bool:
    keeps = component.plays(Role.STORE, Role.BROKER)
    return not keeps and component.value(STATE) == "none"


def _without_store(facts: Facts, parts: list[Component], subject: str) -> Measure:
    if parts:
        state = parts[0][STATE]
        line = step(f"`{parts[0].path}` keeps no state, so it loses none", state)
        return Measure(NOTHING, Exactness.EXACT, (line,))
    missing = Missing(
        subject, "store that holds it", f"holds {subject}  # in the store that keeps it"
    )
    return Measure(UNKNOWN, Exactness.BOUND, (scope_line(facts),), (missing,))


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
    return Window(path, None, UNKNOWN, missing=(Missing(path, "state", "state none"),))


def _worst(table: tuple[Window, ...]) -> Interval:
    low = max((w.lost.low for w in table), default=0.0)
    return Interval(low, max((w.lost.high for w in table), default=0.0))


def _window(facts: Facts, component: Component, placement: Placement, loss: Loss) -> Window:
    if placement.whole:
        return _managed(facts, component, loss)
    found = hit(facts, component, placement, loss)
    taken = taken_with_copies(facts, component, placement, loss, found)
    if taken is not None:
        return Window(component.path, loss, *taken)
    what = (
        f"{loss_text(facts, loss)}: `{component.path}` loses {found.lost} of {found.copies} copies"
    )
    lines = (step(what, placement.stated), *stated_lines(confirmed(component, found.copies)))
    return _from_backup(facts, component, loss, lines)


def _from_backup(facts: Facts, component: Component, loss: Loss, lines: tuple[Step, ...]) -> Window:
    """No copy survives: the writes since the last backup are lost."""
    backup = component[BACKUP]
    path = component.path
    if backup is None:
        missing = Missing(path, "backup", "backup every 1h to STORE")
        line = step("no copy survives, and no backup is declared", None)
        return Window(path, loss, Interval(SOME, math.inf), (*lines, line), (missing,))
    every = backup.value.every
    target = backup.value.to.path if backup.value.to is not None else None
    left = survives(facts, target, loss) if target is not None else None
    if left is False or target == path:
        where = f"the backups in `{path}`" if target == path else f"the backups in `{target}`"
        line = step(f"no copy survives, and {where} are lost, too", backup)
        return Window(path, loss, exactly(math.inf), (*lines, line))
    line = step(f"only the last backup survives, made every {show(every)}", backup)
    if left is None:
        example = f"backup every {show(every)} to STORE" if target is None else "in PLACE"
        missing = Missing(target or path, "location of the backups", example)
        return Window(path, loss, Interval(every.value, math.inf), (*lines, line), (missing,))
    return Window(path, loss, exactly(every.value), (*lines, line))


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
    return Window(path, loss, *taken_inside(component))
