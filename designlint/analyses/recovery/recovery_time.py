"""How long a component, a flow or a data item is down after a failure (recovery time).

A component with enough replicas left goes on. One that loses its leader is down for the failover. One
that is lost comes back when it is started, rebuilt or restored, and that begins only when its
dependencies are back: what it `needs_at_boot`, and what the flows that recover it use. Components
that wait for each other never come back.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.carried import (
    carrying_assumption,
    is_taken_to_carry,
    missing_capacity,
)
from designlint.analyses.failure.events import Reading
from designlint.analyses.failure.fallbacks import stand_ins
from designlint.analyses.failure.flow_failure import needed_groups, needs_in_doubt
from designlint.analyses.failure.losses import (
    Loss,
    components_in,
    loss_text,
    possible_losses,
    scope_line,
    together_in_doubt,
)
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.measure import Exactness, Interval, Measure, Missing, exactly
from designlint.analyses.placement.placement import placement_assumption, placements
from designlint.analyses.recovery.outage import Outage, outage
from designlint.diagnostic import Step
from designlint.quantity import Dimension, show_value
from designlint.schema.component import NEEDS
from designlint.solvers.graph import shortest_cycle, strongly_connected


class Downtime(NamedTuple):
    """How long a component is down after a failure, with what it had to wait for.

    `assuming` holds if each repair begins at once; `lines` are the chain, first what comes back
    first.
    """

    time: Interval
    assuming: Interval
    lines: tuple[Step, ...] = ()
    missing: tuple[Missing, ...] = ()
    assumptions: tuple[Step, ...] = ()


NO_DOWNTIME = Downtime(exactly(0.0), exactly(0.0))


def recoveries(facts: Facts) -> Lazily[Loss, Mapping[str, Downtime]]:
    """How long each component that a loss takes down is down, by the loss."""
    known = dict.fromkeys(possible_losses(facts, facts.design.components))
    return Lazily(known, lambda loss: _after(facts, loss))


def _after(facts: Facts, loss: Loss) -> dict[str, Downtime]:
    """The components in the order in which they can come back."""
    outages = {path: outage(facts, path, loss) for path in _affected(facts, loss)}
    down = {path: found for path, found in outages.items() if found is not None}
    waits = {path: [n for n in found.waits_for if n in down] for path, found in down.items()}
    found: dict[str, Downtime] = {}
    for block in strongly_connected(waits):
        in_cycle = len(block) > 1 or block[0] in waits.get(block[0], ())
        for path in block:
            before = [found[n] for n in waits[path] if n in found and n not in block]
            found[path] = (
                _deadlocked(block, down, waits) if in_cycle else _after_others(down[path], before)
            )
    return found


def _affected(facts: Facts, loss: Loss) -> Iterable[str]:
    """The components that a loss can take down."""
    match loss.sort:
        case "replica":
            return (loss.path,)
        case "domain":
            return facts[components_in].get(loss.path, ())
    return facts.design.components


def _deadlocked(
    block: tuple[str, ...], down: Mapping[str, Outage], waits: Mapping[str, list[str]]
) -> Downtime:
    """None of these can be brought back before the others are."""
    cycle = shortest_cycle(waits, min(block), block)
    chain = " -> ".join((*cycle, cycle[0]))
    line = Step(f"{chain}: each waits for the next, so none comes back")
    lines = tuple(line for path in cycle for line in down[path].lines)
    never = exactly(math.inf)
    certain = all(down[path].sure for path in block)
    return Downtime(never if certain else Interval(0.0, math.inf), never, (*lines, line))


def _after_others(own: Outage, before: list[Downtime]) -> Downtime:
    """Its dependencies come back side by side, then the component itself."""
    if not before:
        return Downtime(own.time, own.assuming, own.lines, own.missing, own.assumptions)
    slowest = max(before, key=lambda one: (one.time.low, one.assuming.high))
    missing = [m for one in before for m in one.missing if one.time.high == math.inf]
    return Downtime(
        _latest(one.time for one in before).plus(own.time),
        _latest(one.assuming for one in before).plus(own.assuming),
        (*slowest.lines, *own.lines),
        tuple(dict.fromkeys((*own.missing, *missing))),
        tuple(dict.fromkeys((*slowest.assumptions, *own.assumptions))),
    )


def _latest(times: Iterable[Interval]) -> Interval:
    known = tuple(times)
    return Interval(max(t.low for t in known), max(t.high for t in known))


def recovery_time(facts: Facts, subject: str) -> Measure:
    """The longest time that a component, a flow or a data item is down after any one failure."""
    surely, perhaps = [_groups(facts, subject, reading) for reading in Reading]
    found = _longest(facts, subject, perhaps)
    if set(surely) == set(perhaps):
        return found
    least = _longest(facts, subject, surely)
    if least.value == found.value and least.assuming == found.assuming:
        return found
    assuming = None
    if least.assuming is not None or found.assuming is not None:
        best, worst = least.assuming or least.value, found.assuming or found.value
        assuming = Interval(min(best.low, worst.low), worst.high)
    return found._replace(
        value=Interval(min(least.value.low, found.value.low), found.value.high),
        exactness=Exactness.BOUND,
        missing=tuple(dict.fromkeys((*needs_in_doubt(facts, subject), *found.missing))),
        assuming=assuming,
    )


def _longest(facts: Facts, subject: str, groups: tuple[tuple[str, ...], ...]) -> Measure:
    """The longest time that any of the groups is down after any one failure."""
    paths = tuple(dict.fromkeys(path for group in groups for path in group))
    if not paths:
        store = Missing(subject, "store", f"holds {subject}")
        return Measure(Interval(0.0, math.inf), Exactness.BOUND, (scope_line(facts),), (store,))
    worst = NO_DOWNTIME
    missing: dict[Missing, None] = {}
    for loss in possible_losses(facts, paths):
        downtime = _together(facts, groups, loss)
        missing.update(dict.fromkeys(downtime.missing))
        worst = _worst_of(*sorted((worst, downtime), key=_severity, reverse=True))
    uncounted = [_replicas_missing(path) for path in paths if _has_unknown_replicas(facts, path)]
    high = math.inf if uncounted else worst.time.high
    assuming = math.inf if uncounted else worst.assuming.high
    time = Interval(worst.time.low, high)
    assumed = Interval(worst.assuming.low, assuming) if worst.assumptions else None
    assumptions = worst.assumptions
    spares = facts[stand_ins] if any(len(group) > 1 for group in groups) else frozenset()
    left = [path for path in paths if _is_left_to_carry(facts, path, path in spares)]
    taken = _taken_for_granted(facts, paths, left)
    if (taken or left) and time.high < math.inf:
        assumed = assumed or time
        if not all(carrying_assumption(facts, path) for path in left):
            assumed = Interval(assumed.low, math.inf)
        time = Interval(time.low, math.inf)
        assumptions = (*assumptions, *taken)
        missing.update(dict.fromkeys(m for path in left for m in missing_capacity(facts, path)))
    lines = worst.lines or (Step(f"no such failure stops `{subject}`: enough replicas survive"),)
    return Measure(
        time,
        Exactness.EXACT if time.is_exact else Exactness.BOUND,
        (scope_line(facts), *lines),
        (*dict.fromkeys(uncounted), *missing),
        assumed,
        assumptions,
    )


def _taken_for_granted(facts: Facts, paths: tuple[str, ...], left: list[str]) -> list[Step]:
    """That no place takes replicas together which is not declared, and that those which are left carry the
    load."""
    unplaced = () if facts.design.lost else together_in_doubt(facts, paths)
    found = [placement_assumption(facts, path) for path in unplaced]
    found += [carrying_assumption(facts, path) for path in left]
    return [Step(text) for text in found if text]


def _is_left_to_carry(facts: Facts, path: str, is_spare: bool) -> bool:
    """Whether a failure leaves replicas, or a fallback, of which nothing says that they are enough."""
    component, placement = facts.design.components[path], facts[placements][path]
    several = placement.count > 1 and bool(placement.replicas)
    is_left = is_spare or (several and component[NEEDS] is None)
    return is_left and is_taken_to_carry(facts, path)


def _severity(downtime: Downtime) -> tuple[float, float, float]:
    return (downtime.time.low, downtime.assuming.high, downtime.time.high)


def _worst_of(worst: Downtime, other: Downtime) -> Downtime:
    """The graver of two failures, with the ends that either can reach."""
    return worst._replace(
        time=_latest((worst.time, other.time)),
        assuming=_latest((worst.assuming, other.assuming)),
        assumptions=tuple(dict.fromkeys((*worst.assumptions, *other.assumptions))),
    )


def _groups(facts: Facts, subject: str, reading: Reading) -> tuple[tuple[str, ...], ...]:
    """Groups of components of which all must work again, each with those that stand in for it."""
    if subject in facts.design.components:
        return ((subject,),)
    if subject in facts.design.data:
        return tuple([(home.path,) for home in facts[data_uses].stores_of(subject)])
    return needed_groups(facts, subject, reading)


def _together(facts: Facts, groups: tuple[tuple[str, ...], ...], loss: Loss) -> Downtime:
    """How long any of the groups is down: of each group the first that is back counts."""
    table = facts[recoveries].get(loss)
    found = NO_DOWNTIME
    for group in groups:
        downtimes = [
            NO_DOWNTIME if table is None else table.get(path, NO_DOWNTIME) for path in group
        ]
        first = min(downtimes, key=_severity)
        found = _worst_of(*sorted((first, found), key=_severity, reverse=True))._replace(
            missing=tuple(dict.fromkeys((*found.missing, *first.missing)))
        )
    if found.lines:
        where = Step(f"{loss_text(facts, loss)}: {_duration(found.time)}")
        return found._replace(lines=(where, *found.lines))
    return found


def _duration(time: Interval) -> str:
    if time.low == math.inf:
        return "no recovery"
    shown = show_value(time.low, Dimension.TIME)
    return f"down for {shown}" if time.is_exact else f"down for at least {shown}"


def _has_unknown_replicas(facts: Facts, path: str) -> bool:
    placement = facts[placements].get(path)
    return placement is not None and not placement.declared and bool(placement.replicas)


def _replicas_missing(path: str) -> Missing:
    return Missing(path, "replicas", "replicas 3 in ZONE, ZONE, ZONE")
