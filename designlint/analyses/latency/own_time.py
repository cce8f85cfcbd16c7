"""The response time that a component has by itself: what it states, and whether it holds here.

A stated `latency` is the response time of the component as a caller in its region sees it, without
what it waits for itself, with the load that the design states. It holds up to `LIMIT` of the capacity:
beyond, the wait for a free server makes up more and more of the tail. In a world with more load, or with
less left to carry it, it is assumed to hold up to there. Over its capacity a component falls behind
without end while the peak lasts, so that no time bounds the wait.
"""

from __future__ import annotations

import math

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.latency.never import NEVER
from designlint.analyses.load.burden import has_more_to_do
from designlint.analyses.load.capacity import Capacity, capacities
from designlint.analyses.load.headroom import (
    missing_of,
    not_running,
    outrun_by,
    running_use,
    scaled_line,
)
from designlint.analyses.load.hottest import fullest_use
from designlint.analyses.load.load import loads
from designlint.analyses.measure import Interval, Missing, origin_text
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Component, Design, Known
from designlint.quantities.quantity import Dimension
from designlint.quantities.showing import show_percentile, show_share, show_value
from designlint.schema.component import AUTOSCALE, BOOT_TIME, LATENCY, MANAGED, REPLICAS
from designlint.schema.roles import Role
from designlint.schema.store import TOPOLOGY
from designlint.schema.values import AtPercentile
from designlint.solvers.tails import Level

LIMIT = 0.7
"""The utilisation up to which a stated latency holds.

With ten servers (M/M/c) the p99 of the wait is one service time here, two at 80%, four at 90%, 46 at
99%; with one server and constant service times (M/D/1) it is 6, 10, 22 and 230. Relative to the wait,
an error of the load or the capacity counts 1 / (1 - utilisation) times: three times here, ten times at
90%."""

OFTEN = 0.1
"""The calls per second from which on something that may scale to none is assumed to keep running:
platforms stop the last replica after minutes without a call."""

# What load arithmetic may be off by.
ROUNDING = 1e-9

UNANSWERED: tuple[Level, ...] = ((0.0, NEVER),)


class OwnTime(NamedTuple):
    """What is known of a component's own response time in a world.

    `least` are levels that are certainly reached. `levels` are those that are certainly kept, or kept if
    `assumption` is right; none where a fact in `missing` is needed first, or where there is a `doubt`
    that no fact would end. `stated` are those that the design or the catalogue states, whatever the
    load. `start` is how long a call may have to wait besides, in seconds, until a replica has started.
    """

    stated: tuple[Level, ...]
    least: tuple[Level, ...]
    levels: tuple[Level, ...]
    known: Known[tuple[AtPercentile, ...]] | None = None
    assumption: Line | None = None
    missing: tuple[Missing, ...] = ()
    overload: Line | None = None
    doubt: str = ""
    start: float = 0.0


def own_times(facts: Facts) -> Lazily[str, OwnTime]:
    """The own response time of each component, by path."""
    components = facts.design.components
    return Lazily(components, lambda path: _own_time(facts, components[path]))


def _own_time(facts: Facts, component: Component) -> OwnTime:
    known = component[LATENCY]
    capacity = facts[capacities][component.path]
    if known is not None and known.published_as == "benchmark":
        known = None
    stated = tuple([(at.percentile, at.time.value) for at in known.value]) if known else ()
    if is_overloaded(capacity):
        line = capacity.line
        return OwnTime(stated, UNANSWERED, (), known, overload=line)
    if not stated:
        missing = Missing(component.path, "latency", "latency p50 5ms, p99 20ms")
        return OwnTime((), (), (), missing=(missing,))
    own = _kept(facts, component, capacity, OwnTime(stated, stated, stated, known))
    return _starting(facts, component, own) if _may_run_nowhere(component) else own


def _may_run_nowhere(component: Component) -> bool:
    """Whether a call may come while no replica runs."""
    scaled = component.value(AUTOSCALE)
    if scaled is not None:
        return scaled.range.low == 0
    return component.plays(Role.ON_DEMAND) and component[REPLICAS] is None


def _starting(facts: Facts, component: Component, own: OwnTime) -> OwnTime:
    """The own time of what may scale to none: a call may have to wait until it has started."""
    path, boot = component.path, component[BOOT_TIME]
    if facts[loads].of(path).low >= OFTEN:
        text = f"{path} keeps a replica running between its calls"
        return own._replace(assumption=own.assumption or Line(text))
    if boot is None:
        missing = Missing(path, "boot time", "boot_time 5s")
        return own._replace(levels=(), missing=(missing,), start=math.inf)
    start = boot.value.value
    levels = tuple([(at, time + start) for at, time in own.levels])
    return own._replace(levels=levels, start=start)


def _kept(facts: Facts, component: Component, capacity: Capacity, own: OwnTime) -> OwnTime:
    """The own time as far as the load leaves room for it."""
    path, used = component.path, fullest_use(facts, capacity)
    is_changed = facts.design.load > 1.0 or has_more_to_do(facts, path)
    if used is not None and used.high <= LIMIT + ROUNDING:
        if _may_be_uneven(capacity):
            text = (
                f"{path} spreads its writes evenly over its replicas; its topology is not declared"
            )
            return own._replace(assumption=Line(text))
        running = running_use(facts.design, capacity, used)
        if running is not None and running.high > LIMIT + ROUNDING:
            return _scaling(facts.design, capacity, own)
        if not is_changed and not capacity.is_benchmark:
            return own
        text = (
            f"{path} keeps its stated latency up to {show_share(LIMIT)} of its capacity;"
            f" {show_share(used.high)} is used"
        )
        stated = capacity.stated
        origin = origin_text(stated.origin) if stated else ""
        return own._replace(assumption=Line(text, stated.span if stated else None, origin))
    if used is None and component.plays(Role.CLIENT):
        return own  # each user's device carries its own load
    if used is None:
        return _unmeasured(facts, component, capacity, own, is_changed=is_changed)
    missing = facts[loads].missing_for(path)
    if missing and not is_changed and used.low <= LIMIT:
        limit = show_share(LIMIT)
        text = f"{path} is used at no more than {limit} of its capacity; its load is not declared"
        return own._replace(assumption=Line(text))
    return own._replace(levels=(), missing=missing, doubt="" if missing else _doubt(path, used))


def _scaling(design: Design, capacity: Capacity, own: OwnTime) -> OwnTime:
    """The own time where replicas have to be added before those that run are full."""
    if outrun_by(design, capacity) is None:
        return own._replace(assumption=scaled_line(design, capacity))
    return own._replace(levels=(), missing=(not_running(capacity),))


def has_room(facts: Facts, component: Component) -> bool:
    """Whether nothing that is stated of a component may make its calls wait for capacity."""
    used = fullest_use(facts, facts[capacities][component.path])
    return used is None or used.high <= LIMIT + ROUNDING


def _may_be_uneven(capacity: Capacity) -> bool:
    """Whether one node of a store without a topology may take all calls, and have no room for them."""
    component, each = capacity.component, capacity.per_replica
    is_open = component.plays(Role.STORE) and component[TOPOLOGY] is None and capacity.most > 1
    if not is_open or each is None or capacity.demand.writes.high <= 0.0:
        return False
    return capacity.demand.total.high > LIMIT * each


def _unmeasured(
    facts: Facts, component: Component, capacity: Capacity, own: OwnTime, *, is_changed: bool
) -> OwnTime:
    """The own time where the capacity is not declared."""
    path = component.path
    if component.is_external or component.value(MANAGED) is not None:
        text = f"{path}, which others operate, keeps its stated latency"
    elif is_changed:
        return own._replace(levels=(), missing=tuple(dict.fromkeys(missing_of(facts, [capacity]))))
    else:
        limit = show_share(LIMIT)
        text = f"{path} is used at no more than {limit} of its capacity, which is not declared"
    return own._replace(assumption=Line(text))


def _doubt(path: str, used: Interval) -> str:
    if used.high > 1.0 + ROUNDING:
        shares = f"{show_share(used.low)} to {show_share(used.high)}"
        return f"`{path}` may be over its capacity ({shares})"
    return (
        f"`{path}` is used at {show_share(used.high)} of its capacity, and its stated latency holds up"
        f" to {show_share(LIMIT)}"
    )


def is_overloaded(capacity: Capacity) -> bool:
    """Whether a component certainly gets more than it carries, by what the design itself states.

    Where some of its nodes are less busy than others, these may still answer in time.
    """
    used = capacity.use_by(None)
    return used is not None and used.low > 1.0 + ROUNDING


def show_time(seconds: float) -> str:
    """A time as messages show it."""
    return show_value(math.inf if seconds >= NEVER / 1e6 else seconds, Dimension.TIME)


def show_level(level: Level) -> str:
    """A level as a design states it: `p99 15ms`."""
    return f"{show_percentile(level[0])} {show_time(level[1])}"
