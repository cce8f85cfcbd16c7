"""How long something is down after one failure, with the chain of what has to come back before."""

from __future__ import annotations

import math
from collections.abc import Iterable

from designlint.analyses.measure import Interval, Missing, exactly
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step
from designlint.quantities.quantity import Dimension
from designlint.quantities.showing import show_value


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


def latest(times: Iterable[Interval]) -> Interval:
    """When the last of several is over."""
    known = tuple(times)
    return Interval(max(t.low for t in known), max(t.high for t in known))


def severity(downtime: Downtime) -> tuple[float, float, float, int]:
    """What orders downtimes by how grave they are; of equal ones, more of the graver is not declared."""
    time = downtime.time
    return (time.low, downtime.assuming.high, time.high, len(downtime.missing))


def worst_of(worst: Downtime, other: Downtime) -> Downtime:
    """The graver of two failures, with the ends that either can reach."""
    return worst._replace(
        time=latest((worst.time, other.time)),
        assuming=latest((worst.assuming, other.assuming)),
        assumptions=tuple(dict.fromkeys((*worst.assumptions, *other.assumptions))),
    )


def together(one: Downtime, other: Downtime) -> Downtime:
    """How long either of two is down."""
    graver, lesser = sorted((other, one), key=severity, reverse=True)
    missing = tuple(dict.fromkeys((*one.missing, *other.missing)))
    return worst_of(graver, lesser)._replace(missing=missing)


def ends(downtime: Downtime) -> tuple[Interval, Interval]:
    """The times of a downtime, without the lines that lead to them."""
    return downtime.time, downtime.assuming


def downtime_text(time: Interval) -> str:
    """A downtime in words."""
    if time.low == math.inf:
        return "no recovery"
    if time.low == 0.0 and time.high == math.inf:
        return "down for a time that is not declared"
    if time.low == 0.0 < time.high:
        return f"down for at most {show_value(time.high, Dimension.TIME)}"
    shown = show_value(time.low, Dimension.TIME)
    return f"down for {shown}" if time.is_exact else f"down for at least {shown}"
