"""What may make a call wait beside the work and the ways that are stated: slots that are nearly all taken, a queue
that is full, a replica that has not yet what a session has read.

Like a server, the slots of a bulkhead, and the connections of a pool, make calls wait when nearly all are taken.
Nothing that is stated bounds these waits.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from designlint.analyses.availability.room import room_of
from designlint.analyses.facts import Facts
from designlint.analyses.latency.own_time import LIMIT, ROUNDING
from designlint.analyses.load.limit import Limit
from designlint.analyses.load.limits import limits
from designlint.analyses.load.load import loads
from designlint.analyses.measure import Interval, Missing
from designlint.analyses.placement.placement import placements
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Component, Step
from designlint.quantities.showing import show_share
from designlint.schema.messaging import ON_FULL
from designlint.schema.roles import Role
from designlint.schema.store import READS_FROM, SESSION, TOPOLOGY

_LED = ("leader_follower", "consensus")


class Crowd(NamedTuple):
    """Why it is unknown how long a call waits: a `doubt`, or else `assumptions` without which it may wait.
    `missing` would say more."""

    doubt: str = ""
    assumptions: tuple[Line, ...] = ()
    missing: tuple[Missing, ...] = ()


def crowd_before(facts: Facts, step: Step, asked: str) -> Crowd | None:
    """What may make a call wait for room; None where nothing does."""
    component = facts.design.components.get(asked)
    if component is None:
        return None
    found = [
        *(_before_slots(facts, step, asked) if asked == step.callee.path else ()),
        *(_before_room(facts, component) if component.plays(Role.BROKER) else ()),
        *(_before_replica(facts, component, step) if component.plays(Role.STORE) else ()),
    ]
    doubts = [one for one in found if one.doubt]
    if doubts or not found:
        return doubts[0] if doubts else None
    return Crowd(
        assumptions=tuple([line for one in found for line in one.assumptions]),
        missing=tuple([fact for one in found for fact in one.missing]),
    )


def _before_slots(facts: Facts, step: Step, asked: str) -> Iterator[Crowd]:
    for limit in facts[limits][asked].on(step):
        if not limit.at_once or limit.rates.low <= 0.0:
            continue  # no limit of slots, or the callee's own time is missing anyway
        used, names = _used(limit), f"{step.caller.path} -> {asked}"
        missing = facts[loads].missing_for(asked)
        if used.high <= LIMIT + ROUNDING:
            continue
        if missing and used.low <= LIMIT:
            text = f"{names}: no more than {show_share(LIMIT)} of its slots are taken; its load is not declared"
            yield Crowd("", (Line(text, limit.known.span),), missing)
            continue
        shown = f"up to {show_share(used.high)}" if math.isfinite(used.high) else "any share"
        yield Crowd(
            f"{shown} of the slots of `{names}` are taken, and above {show_share(LIMIT)} calls wait for one"
        )


def _used(limit: Limit) -> Interval:
    """The share of the slots that is taken, by Little's law."""
    least, most = limit.rates
    return Interval(limit.load.low / most if most < math.inf else 0.0, limit.load.high / least)


def _before_room(facts: Facts, broker: Component) -> Iterator[Crowd]:
    """A queue that is full lets its callers wait, unless it says that it does something else."""
    room = room_of(facts, broker.path)
    if room is None or broker.value(ON_FULL) not in (None, "block"):
        return
    if room.share < 1.0:
        yield Crowd(f"`{broker.path}` is full, so that its callers wait for room")
    else:
        yield Crowd("", (Line(f"{broker.path}: has room for what waits at peak", broker.span),))


def _before_replica(facts: Facts, store: Component, step: Step) -> Iterator[Crowd]:
    """A replica that a session reads by its token waits until it has what the session has read."""
    role = step.role or store.value(READS_FROM)
    is_led = (store.value(TOPOLOGY) or "") in _LED and role in (None, "leader")
    is_alone = facts[placements][store.path].count == 1
    if store.value(SESSION) == "token" and not (step.writes or is_led or is_alone):
        text = f"the replica of `{store.path}` that answers has what the session has read before"
        yield Crowd("", (Line(text, step.span),))
