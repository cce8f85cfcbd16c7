"""How long a failure can last before what it took works again (recovery time).

What has enough replicas left goes on. What loses its leader is away for the failover. What is gone
comes back when it is started, rebuilt or restored, and that begins only when what it needs for it is
there: what it `needs_at_boot`, and what the flows that recover it use. What waits for itself that way
never comes back.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.flow_failure import hard_dependencies
from designlint.analyses.graph.sources import stores_of
from designlint.analyses.measure import Exactness, Interval, Measure, Missing, exactly
from designlint.analyses.placement.placement import placements
from designlint.analyses.recovery.losses import Loss, inhabitants, possible_losses, scope, told
from designlint.analyses.recovery.outage import Outage, outage
from designlint.diagnostic import Step
from designlint.quantity import Dimension, show_value
from designlint.solvers.graph import shortest_circle, strongly_connected


class Away(NamedTuple):
    """How long a component is away after a failure, with what it had to wait for.

    `assuming` holds if each repair begins at once; `lines` are the chain, first what comes back
    first.
    """

    time: Interval
    assuming: Interval
    lines: tuple[Step, ...] = ()
    missing: tuple[Missing, ...] = ()
    assumptions: tuple[Step, ...] = ()


WORKS_ON = Away(exactly(0.0), exactly(0.0))


def recoveries(facts: Facts) -> Lazily[Loss, Mapping[str, Away]]:
    """How long each component that a loss takes down is away, by the loss."""
    known = dict.fromkeys(possible_losses(facts, facts.design.components))
    return Lazily(known, lambda loss: _after(facts, loss))


def _after(facts: Facts, loss: Loss) -> dict[str, Away]:
    """The components in the order in which they can come back."""
    outages = {path: outage(facts, path, loss) for path in _touched(facts, loss)}
    down = {path: found for path, found in outages.items() if found is not None}
    waits = {path: [n for n in found.waits_for if n in down] for path, found in down.items()}
    found: dict[str, Away] = {}
    for block in strongly_connected(waits):
        circular = len(block) > 1 or block[0] in waits.get(block[0], ())
        for path in block:
            before = [found[n] for n in waits[path] if n in found and n not in block]
            found[path] = _circular(block, down, waits) if circular else _then(down[path], before)
    return found


def _touched(facts: Facts, loss: Loss) -> Iterable[str]:
    """The components that a loss can take down."""
    match loss.sort:
        case "replica":
            return (loss.path,)
        case "domain":
            return facts[inhabitants].get(loss.path, ())
    return facts.design.components


def _circular(
    block: tuple[str, ...], down: Mapping[str, Outage], waits: Mapping[str, list[str]]
) -> Away:
    """None of these can be brought back before the others are."""
    circle = shortest_circle(waits, min(block), block)
    chain = " -> ".join((*circle, circle[0]))
    line = Step(f"{chain}: each waits for the next to be there, so none comes back")
    lines = tuple(line for path in circle for line in down[path].lines)
    never = exactly(math.inf)
    certain = all(down[path].sure for path in block)
    return Away(never if certain else Interval(0.0, math.inf), never, (*lines, line))


def _then(own: Outage, before: list[Away]) -> Away:
    """What it waits for comes back side by side, then itself."""
    if not before:
        return Away(own.time, own.assuming, own.lines, own.missing, own.assumptions)
    slowest = max(before, key=lambda away: (away.time.low, away.assuming.high))
    missing = [m for away in before for m in away.missing if away.time.high == math.inf]
    return Away(
        _latest(away.time for away in before).plus(own.time),
        _latest(away.assuming for away in before).plus(own.assuming),
        (*slowest.lines, *own.lines),
        tuple(dict.fromkeys((*own.missing, *missing))),
        tuple(dict.fromkeys((*slowest.assumptions, *own.assumptions))),
    )


def _latest(times: Iterable[Interval]) -> Interval:
    known = tuple(times)
    return Interval(max(t.low for t in known), max(t.high for t in known))


def recovery_time(facts: Facts, subject: str) -> Measure:
    """The longest time that a component, a flow or a datum is away after any one failure."""
    groups = _parts(facts, subject)
    paths = tuple(dict.fromkeys(path for group in groups for path in group))
    if not paths:
        lacks = (Missing(subject, "store that holds it", f"holds {subject}"),)
        return Measure(Interval(0.0, math.inf), Exactness.BOUND, (scope(facts),), lacks)
    worst = WORKS_ON
    missing: dict[Missing, None] = {}
    for loss in possible_losses(facts, paths):
        away = _together(facts, groups, loss)
        missing.update(dict.fromkeys(away.missing))
        worst = _as_grave(*sorted((worst, away), key=_grave, reverse=True))
    unsaid = [_replicas_unsaid(path) for path in paths if _is_uncounted(facts, path)]
    high = math.inf if unsaid else worst.time.high
    assuming = math.inf if unsaid else worst.assuming.high
    time = Interval(worst.time.low, high)
    lines = worst.lines or (Step("no such failure stops it: enough is left each time"),)
    return Measure(
        time,
        Exactness.EXACT if time.is_exact else Exactness.BOUND,
        (scope(facts), *lines),
        (*dict.fromkeys(unsaid), *missing),
        Interval(worst.assuming.low, assuming) if worst.assumptions else None,
        worst.assumptions,
    )


def _grave(away: Away) -> tuple[float, float, float]:
    return (away.time.low, away.assuming.high, away.time.high)


def _as_grave(worst: Away, other: Away) -> Away:
    """The graver of two failures, with the ends that either can reach."""
    return worst._replace(
        time=_latest((worst.time, other.time)),
        assuming=_latest((worst.assuming, other.assuming)),
        assumptions=tuple(dict.fromkeys((*worst.assumptions, *other.assumptions))),
    )


def _parts(facts: Facts, subject: str) -> tuple[tuple[str, ...], ...]:
    """Groups of components of which all must work again, each with those that stand in for it."""
    if subject in facts.design.components:
        return ((subject,),)
    if subject in facts.design.data:
        return tuple([(home.path,) for home in stores_of(facts, subject)])
    return hard_dependencies(facts, subject)


def _together(facts: Facts, groups: tuple[tuple[str, ...], ...], loss: Loss) -> Away:
    """How long all groups are away together: of each group the first that is back counts."""
    table = facts[recoveries].get(loss)
    found = WORKS_ON
    for group in groups:
        aways = [WORKS_ON if table is None else table.get(path, WORKS_ON) for path in group]
        first = min(aways, key=_grave)
        found = _as_grave(*sorted((first, found), key=_grave, reverse=True))._replace(
            missing=tuple(dict.fromkeys((*found.missing, *first.missing)))
        )
    if found.lines:
        where = Step(f"{told(facts, loss)}: {_for_how_long(found.time)}")
        return found._replace(lines=(where, *found.lines))
    return found


def _for_how_long(time: Interval) -> str:
    if time.low == math.inf:
        return "it does not come back"
    shown = show_value(time.low, Dimension.TIME)
    return f"away for {shown}" if time.is_exact else f"away for at least {shown}"


def _is_uncounted(facts: Facts, path: str) -> bool:
    placement = facts[placements].get(path)
    return placement is not None and not placement.declared and bool(placement.replicas)


def _replicas_unsaid(path: str) -> Missing:
    return Missing(path, "replicas", "replicas 3 in ZONE, ZONE, ZONE")
