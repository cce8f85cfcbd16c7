"""The acknowledged writes that are lost although copies survive: what takes over lacks them."""

from __future__ import annotations

import math

from designlint.analyses.facts import Facts
from designlint.analyses.failure.copies import are_copies_open, holders_of, keys_of
from designlint.analyses.failure.losses import Loss, loss_text, lost_replicas
from designlint.analyses.failure.stating import failover_stated
from designlint.analyses.load.confirmed import LED, Confirmed, confirmed, replicates
from designlint.analyses.measure import Interval, Missing, exactly, step
from designlint.analyses.placement.placement import Placement
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step
from designlint.model import Component
from designlint.quantities.showing import show
from designlint.schema.component import FAILOVER, PROMOTES
from designlint.schema.store import LAG, REPLICATION, TOPOLOGY

# An asynchronous copy lags by some time, however short: more than nothing.
SOME = 1e-9
NOTHING = exactly(0.0)
UNBOUNDED = Interval(SOME, math.inf)


class Taken(NamedTuple):
    """Acknowledged writes that a failure takes, as the time in seconds in which they were made.

    `promotes` is whether they are lost because a copy that lacks them takes the place of the leader.
    `by_default` is what is lost where the technology is set up as it comes, if that is not declared.
    """

    lost: Interval
    lines: tuple[Step, ...] = ()
    missing: tuple[Missing, ...] = ()
    promotes: bool = False
    by_default: Interval | None = None


class Hit(NamedTuple):
    """How many of the `copies` of a component a loss takes, and whether it takes the leader; `is_split`:
    each key has copies on some of its replicas only."""

    lost: int
    copies: int
    leads: bool
    is_split: bool = False


def hit(facts: Facts, component: Component, placement: Placement, loss: Loss) -> Hit:
    """What a loss takes of the copies of the key that it hits most: of all copies, what the world has lost;
    of those that it has left, which confirm the writes since, what is lost next."""
    # Copies that are not declared may be one for all keys: nothing is proved of the worst of them.
    keys = range(1 if are_copies_open(component) else keys_of(component, placement))
    found = [_hit(facts, component, placement, loss, key) for key in keys]
    return max(found, key=lambda one: (one.lost, one.leads))


def _hit(facts: Facts, component: Component, placement: Placement, loss: Loss, key: int) -> Hit:
    holders, copies = holders_of(component, placement, key=key)
    is_split = copies < placement.count
    if loss.sort == "world":
        leads = any(r.leads for r in placement.lost)
        return Hit(copies - len(holders), copies, leads, is_split)
    numbers = lost_replicas(facts, component.path, loss)
    lost = [replica for replica in holders if replica.number in numbers]
    return Hit(len(lost), len(holders), any(r.leads for r in lost), is_split)


def taken_with_copies(
    facts: Facts, component: Component, placement: Placement, loss: Loss, found: Hit
) -> Taken | None:
    """The writes that a loss takes of a component that has copies left; None where it has none."""
    if not found.lost:
        return Taken(NOTHING)
    what = (
        f"{loss_text(facts, loss)}: `{component.path}` loses {found.lost} of {found.copies} copies"
    )
    led = component.value(TOPOLOGY) == "leader_follower" and not found.is_split
    if led and not found.leads:
        return Taken(NOTHING, (step(f"{what}, not the leader", component[TOPOLOGY]),))
    written = confirmed(component, found.copies)
    lines = (step(what, placement.stated), *stated_lines(written))
    if written.low > found.lost:
        return _survived(component, lines, all_have_it=written.low == found.copies)
    if found.lost == found.copies:
        return None
    certain = written.high <= found.lost
    return lost_to_lag(component, lines, written.missing, certain=certain)


def stated_lines(written: Confirmed) -> tuple[Step, ...]:
    """The line that states how many copies have a write."""
    return (step(written.text, written.known),) if written.text else ()


def promoted(component: Component, lines: tuple[Step, ...]) -> Taken:
    """The writes that are lost where some standbys have every write and others may lack some."""
    failover = component[FAILOVER]
    promotes = failover.detail(PROMOTES) if failover is not None else None
    if promotes == "synchronous":
        return Taken(NOTHING, (*lines, step("a copy with every acknowledged write survives", None)))
    if promotes is None:
        example = failover_stated(component, promotes="synchronous")
        missing = Missing(component.path, "promoted replicas", example)
        return lost_to_lag(component, lines, (missing,), certain=False)
    line = step(f"failover promotes {promotes} replica", failover)
    if promotes == "asynchronous":
        line = step("failover promotes an asynchronous replica", failover)
    return lost_to_lag(component, (*lines, line), (), certain=True)


def _survived(component: Component, lines: tuple[Step, ...], *, all_have_it: bool) -> Taken:
    """A copy with every write survives: nothing is lost unless another one is promoted."""
    if (component.value(TOPOLOGY) or "") not in LED or all_have_it:
        line = step("a copy with every acknowledged write survives", None)
        return Taken(NOTHING, (*lines, line))
    return promoted(component, lines)


def lost_to_lag(
    component: Component,
    lines: tuple[Step, ...],
    missing: tuple[Missing, ...],
    *,
    certain: bool,
) -> Taken:
    """The writes that the surviving copies had not received are lost: as much as these lag."""
    topology = component[TOPOLOGY]
    lag = topology.details[LAG] if topology is not None else None
    led = (component.value(TOPOLOGY) or "") in LED
    if lag is not None:
        line = step(f"a surviving copy can lag by up to {show(lag.value)}", lag)
        lost = Interval(lag.value.value if certain else 0.0, lag.value.value)
        return Taken(lost, (*lines, line), missing, led)
    if not certain:
        line = step(
            "whether a surviving copy has every acknowledged write is not declared", topology
        )
        return Taken(Interval(0.0, math.inf), (*lines, line), missing, led)
    line = step("the lag of a surviving copy is unbounded", topology)
    missing = (Missing(component.path, "enforced replica lag", "lag 1s"),)
    return Taken(Interval(SOME, math.inf), (*lines, line), missing, led)


def taken_inside(component: Component) -> Taken:
    """The writes that a managed service loses by itself: its copies are not visible, so its
    replication decides."""
    path = component.path
    replication = replicates(component)
    if component[REPLICATION] is None and component.value(TOPOLOGY) == "consensus":
        line = step(
            f"`{path}` waits for a majority before acknowledging a write", component[TOPOLOGY]
        )
        return Taken(NOTHING, (line,))
    if replication is None:
        missing = Missing(path, "replication", "replication synchronous")
        return Taken(Interval(0.0, math.inf), missing=(missing,))
    if replication.value == "synchronous":
        line = step(f"`{path}` replicates every write before acknowledging it", replication)
        return Taken(NOTHING, (line,))
    if replication.value == "semi_synchronous":
        line = step(f"one more copy of `{path}` has a write when it is acknowledged", replication)
        missing = Missing(path, "which copy takes over", "replication synchronous")
        return lost_to_lag(component, (line,), (missing,), certain=False)
    line = step(f"`{path}` replicates a write after acknowledging it", replication)
    return lost_to_lag(component, (line,), (), certain=True)
