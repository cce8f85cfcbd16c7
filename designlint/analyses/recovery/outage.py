"""What one failure does to one component: for how long it is down, and what must be back before."""

from __future__ import annotations

import math
from itertools import takewhile

from designlint.analyses.facts import Facts
from designlint.analyses.failure.carried import may_be_overloaded
from designlint.analyses.failure.events import BasicEvent, Reading
from designlint.analyses.failure.losses import Loss, lost_replicas, survives
from designlint.analyses.failure.single_event_cuts import single_event_cut
from designlint.analyses.load.capacity import FULL, capacities
from designlint.analyses.measure import Interval, Missing, exactly, step
from designlint.analyses.placement.placement import Placement, placements
from designlint.analyses.recovery.expired_backups import expired_backups
from designlint.analyses.recovery.operational_dependencies import operational_dependencies
from designlint.analyses.recovery.recovery_paths import recovery_tools
from designlint.analyses.worlds import before_the_loss
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step
from designlint.model import Component, Known
from designlint.quantities.quantity import Quantity
from designlint.quantities.showing import show, show_availability
from designlint.schema.component import (
    BOOT_TIME,
    CONTROL_PLANE,
    FAILOVER,
    MTTR,
    NEEDS,
    NEEDS_AT_BOOT,
    STATE,
)
from designlint.schema.messaging import DURABLE
from designlint.schema.roles import Role
from designlint.schema.store import BACKUP, REBUILD_TIME, RESTORE_TIME, TOPOLOGY
from designlint.schema.values import Failover

_KEEPERS = (Role.STORE, Role.BROKER)


class Outage(NamedTuple):
    """How long a component is down by itself, and the components that must be back before.

    `assuming` is the time if the repair begins at once. `sure` is whether it is certainly down.
    """

    time: Interval
    assuming: Interval
    lines: tuple[Step, ...]
    missing: tuple[Missing, ...] = ()
    assumptions: tuple[Step, ...] = ()
    waits_for: tuple[str, ...] = ()
    sure: bool = True


def outage(facts: Facts, path: str, loss: Loss) -> Outage | None:
    """What a loss does to a component; None where it goes on."""
    component = facts.design.components[path]
    placement = facts[placements][path]
    taken = lost_replicas(facts, path, loss)
    if not taken:
        return None
    if placement.whole and loss.sort == "replica":
        return _managed(component)
    surely, perhaps = [_fails(facts, path, loss, reading) for reading in Reading]
    left = len(taken) < placement.count
    enough = not _fails(facts, path, loss, Reading.OPTIMISTIC, "any_replica")
    if left and enough and _needs_failover(component, placement, taken):
        return _failed_over(facts, component)
    too_few = left and is_overloaded(facts, path)
    if not perhaps and not too_few and not (left and _may_be_too_few(facts, component, loss)):
        return None
    found = _comes_back(facts, component, loss, left=left)
    asked = left and (too_few or not surely or loss.sort != "world")
    missing = _needs_missing(facts, component) if asked else ()
    if surely and not missing:
        return found
    return found._replace(
        missing=(*found.missing, *missing),
        time=Interval(0.0, found.time.high),
        assuming=Interval(0.0, found.assuming.high),
        sure=False,
    )


def is_overloaded(facts: Facts, path: str) -> bool:
    """Whether what is left of a component in this world certainly cannot carry its load."""
    used = facts[capacities][path].certain_use
    return used is not None and used.low > FULL


def _may_be_too_few(facts: Facts, component: Component, loss: Loss) -> bool:
    """Whether those that this world leaves may be too few for the load, which all of them carry."""
    if loss.sort != "world" or component[NEEDS] is not None:
        return False
    before = before_the_loss(facts)
    return may_be_overloaded(facts, component.path) and not may_be_overloaded(
        before, component.path
    )


def _needs_missing(facts: Facts, component: Component) -> tuple[Missing, ...]:
    """What would say whether a component works with fewer replicas than carry its load, or serves a part."""
    if component[NEEDS] is not None or component.plays(*_KEEPERS):
        return ()
    needed = before_the_loss(facts)[capacities][component.path].needs.low
    return (Missing(component.path, "needed replicas", f"needs {needed}"),)


def _fails(facts: Facts, path: str, loss: Loss, reading: Reading, use: str = "any") -> bool:
    event = None if loss.sort == "world" else BasicEvent(*loss)
    return facts[single_event_cut](path, reading, use, event)


def _needs_failover(component: Component, placement: Placement, taken: frozenset[int]) -> bool:
    """Whether a standby has to take over from the lost replicas."""
    failover = component[FAILOVER]
    everyone = (*placement.replicas, *placement.lost)
    leads = any(replica.leads for replica in everyone if replica.number in taken)
    match component.value(TOPOLOGY) if component.plays(*_KEEPERS) else None:
        case "leader_follower":
            return leads
        case "consensus":
            return True
        case "multi_leader" | "leaderless":
            return False
    return failover is not None


def _failed_over(facts: Facts, component: Component) -> Outage:
    """A standby takes over; where people see to that, with the tools of the flows that recover the component."""
    found = _taken_over(component)
    failover = component[FAILOVER]
    if failover is None or failover.value.mode != "manual":
        return found
    tools = dict.fromkeys(_recovery_dependencies(facts, component.path))
    return found._replace(waits_for=tuple(tools))


def _taken_over(component: Component) -> Outage:
    failover = component[FAILOVER]
    path = component.path
    if failover is None or failover.value.time is None:
        mode = failover.value.mode if failover is not None else "auto"
        missing = Missing(path, "failover time", f"failover {mode} 30s")
        line = step(f"`{path}` is down until a standby takes over", failover)
        unknown = Interval(0.0, math.inf)
        return Outage(unknown, unknown, (line,), (missing,))
    return _in_time(component, failover, failover.value.time)


def _in_time(component: Component, failover: Known[Failover], time: Quantity) -> Outage:
    how = "automatically" if failover.value.mode == "auto" else "manually"
    line = step(f"`{component.path}` fails over {how} in {show(time)}", failover)
    took = exactly(time.value)
    return Outage(took, took, (line,))


def _managed(component: Component) -> Outage | None:
    """A managed service replaces its own parts; only a failover may be felt."""
    failover = component[FAILOVER]
    if failover is not None and failover.value.time is not None:
        return _in_time(component, failover, failover.value.time)
    if component.is_external:
        unknown = Interval(0.0, math.inf)
        missing = Missing(component.path, "failover time", "failover auto 30s")
        return Outage(
            unknown, unknown, (Step(f"`{component.path}` is run by a third party"),), (missing,)
        )
    return None


def _comes_back(facts: Facts, component: Component, loss: Loss, *, left: bool) -> Outage:
    """The component must be restarted, rebuilt from the surviving copies, or restored."""
    boot, needed = component[BOOT_TIME], component[NEEDS_AT_BOOT]
    times = [(f"`{component.path}` boots in", boot)] if boot is not None else []
    waits = [ref.path for ref in needed.value] if needed is not None else []
    missing: list[Missing] = []
    if not left:
        waits += _recovery_dependencies(facts, component.path)
    if component.plays(*_KEEPERS) and not _is_transient(component):
        known = _restoration(component, left=left)
        if isinstance(known, Missing):
            missing.append(known)
        else:
            times.append(known)
        if not left:
            lost = _lost_backups(facts, component.path, loss)
            expired = expired_backups(facts, component)
            if expired is not None:
                return Outage(exactly(math.inf), exactly(math.inf), (expired,))
            if lost is None:
                line = step(f"the backups of `{component.path}` are lost, too", component[BACKUP])
                return Outage(exactly(math.inf), exactly(math.inf), (line,))
            waits += lost
    elif boot is None:
        missing.append(Missing(component.path, "boot time", "boot_time 1min"))
    found = _sum(component, times, tuple(missing), tuple(dict.fromkeys(waits)))
    return _starting(facts, component, loss, found)


def _is_transient(component: Component) -> bool:
    """Whether it keeps its data in memory alone: a restart brings it back, without the data."""
    return component.value(DURABLE) is False or (component.value(STATE) or "") in ("memory", "none")


def _starting(facts: Facts, component: Component, loss: Loss, found: Outage) -> Outage:
    """What a start needs besides what the loss takes: nothing says that it is up just then."""
    needed = component[NEEDS_AT_BOOT]
    if needed is None:
        return found
    up = [ref.path for ref in needed.value if survives(facts, ref.path, loss) is not False]
    lines = [step(f"`{component.path}` needs `{path}` at boot", needed) for path in up]
    assumptions = [Step(f"`{path}` is up when `{component.path}` starts") for path in up]
    return found._replace(
        lines=(*lines, *found.lines), assumptions=(*found.assumptions, *assumptions)
    )


def _restoration(component: Component, *, left: bool) -> tuple[str, Known[Quantity]] | Missing:
    if left:
        rebuild = component[REBUILD_TIME]
        if rebuild is None:
            return Missing(component.path, "rebuild time", "rebuild_time 1h")
        return f"`{component.path}` is rebuilt in", rebuild
    backup = component[BACKUP]
    known = backup.details[RESTORE_TIME] if backup is not None else None
    if known is None:
        example = "backup every 24h to STORE { restore_time 2h }"
        return Missing(component.path, "restore time", example)
    return f"`{component.path}` is restored in", known


def _lost_backups(facts: Facts, path: str, loss: Loss) -> list[str] | None:
    """The stores of its backups that a loss takes, and that are restored from their own backups first; None
    where nothing is left of any."""
    kept = facts.design.backups_of(path)
    lost = [*takewhile(lambda one: survives(facts, one, loss) is False, kept)]
    return None if kept and len(lost) == len(kept) else lost


def _recovery_dependencies(facts: Facts, path: str) -> list[str]:
    """The tools of the flows that recover a component, and all that those depend on in turn."""
    found: list[str] = []
    for tool in facts[recovery_tools]:
        if tool.role == "recovers" and tool.target == path and tool.tool != path:
            found += (tool.tool, *facts[operational_dependencies][tool.tool])
    return found


def _sum(
    component: Component,
    times: list[tuple[str, Known[Quantity]]],
    missing: tuple[Missing, ...],
    waits: tuple[str, ...],
) -> Outage:
    """The times one after the other: a lower bound, and exact if each begins at once."""
    path = component.path
    lines = tuple([step(f"{text} {show(known.value)}", known) for text, known in times])
    total = sum(known.value.value for _, known in times)
    mttr = component[MTTR]
    if not times and mttr is not None:
        # Repairs are not always faster than their mean.
        line = step(f"`{path}` is repaired in {show(mttr.value)} on average (MTTR)", mttr)
        lines, total = (line,), mttr.value.value
    if missing:
        line = Step(f"`{path}` is down until someone recovers it")
        unknown = Interval(total, math.inf)
        return Outage(unknown, unknown, lines or (line,), missing, waits_for=waits)
    assumptions = (Step(f"recovery of `{path}` starts at once"), *_control_plane(component))
    return Outage(
        Interval(total, math.inf), exactly(total), lines, (), assumptions, waits_for=waits
    )


def _control_plane(component: Component) -> tuple[Step, ...]:
    """What has to answer before a replica can be started."""
    known = component[CONTROL_PLANE]
    if known is None:
        return ()
    often = show_availability(1.0 - known.value.value)
    return (
        step(
            f"the control plane of `{component.path}` answers then, as {often} of the time", known
        ),
    )
