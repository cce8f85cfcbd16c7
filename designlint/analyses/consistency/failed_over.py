"""What is left of a guarantee when acknowledged writes are lost, or two leaders answer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import Enum

from designlint.analyses.consistency.hop import Guarantee
from designlint.analyses.consistency.lattice import meet, strongest
from designlint.analyses.consistency.store_order import forked
from designlint.analyses.consistency.write_order import Order, WriteOrder, worst_order
from designlint.analyses.failure.failovers import FailoverEffect
from designlint.analyses.failure.split_leaders import Split
from designlint.analyses.failure.surviving import Taken
from designlint.analyses.placement.placement import Placement
from designlint.diagnostics.diagnostic import Help, edit
from designlint.model import Component
from designlint.quantities.quantity import Dimension
from designlint.quantities.showing import show_value
from designlint.schema.component import FAILOVER
from designlint.schema.store import SESSION, SHARDS

# The new leader goes on from a beginning of the writes of the old one: a reader sees one history, as
# old as what was lost. Whoever wrote or read what is lost sees it undone, which breaks all else.
SURVIVES = ("consistent_prefix", "bounded_staleness")


class Failures(Enum):
    """Which failures of a store a guarantee holds through."""

    BETWEEN = "none: between failovers"
    BETWEEN_KEPT = "none, and queues hand out each message in its order"
    DECLARED = "those that are declared to do harm"
    BY_DEFAULT = "those, and what a technology does by default"
    ALL = "all"

    @property
    def is_between(self) -> bool:
        """Whether no store fails."""
        return self in (Failures.BETWEEN, Failures.BETWEEN_KEPT)

    @property
    def spares(self) -> bool:
        """Whether what is not declared is taken to do no harm."""
        return self not in (Failures.ALL, Failures.BETWEEN)


def after_failovers(
    given: Guarantee,
    component: Component,
    placement: Placement,
    effect: FailoverEffect,
    role: str | None,
    through: Failures,
) -> Guarantee:
    """What reads from a store give through its failovers and restarts."""
    if through.is_between:
        return given
    everything = through is Failures.ALL
    if through is Failures.BY_DEFAULT:
        effect = effect.by_default
    if effect.worst.lost.high > 0.0 and (effect.worst.lost.low > 0.0 or everything):
        given = _with_lost_writes(given, component, placement, effect.worst, role)
    split = effect.split
    if split is not None and (split.is_certain or everything):
        given = _with_two_leaders(given, component, split)
    return given


def _with_lost_writes(
    given: Guarantee, component: Component, placement: Placement, taken: Taken, role: str | None
) -> Guarantee:
    path = component.path
    what = "failover" if taken.promotes else "restart"
    kept = set(meet(given.delivers, SURVIVES))
    if math.isinf(taken.lost.high):
        kept.discard("bounded_staleness")
    if is_sharded(component):
        kept.discard("consistent_prefix")  # a shard loses writes, and others do not
    found = given._replace(
        delivers=strongest(kept),
        staleness=max(given.staleness, taken.lost.high),
        least=max(given.surely_stale, taken.lost.low),
        missing=tuple(dict.fromkeys((*given.missing, *taken.missing))),
        unbounded=given.unbounded
        or (f"a {what} can lose writes without a bound" if math.isinf(taken.lost.high) else ""),
    )
    if not taken.lost.low:
        return found
    steps = (
        f"`{path}` acknowledges a write that {'no follower' if taken.promotes else 'no disk'} has yet",
        f"`{path}` loses its leader, and a follower takes over" if taken.promotes
        else f"`{path}` restarts",
        "a later read returns the old value: the write is lost",
    )  # fmt: skip
    # Where a lagging replica breaks what a lost write breaks, its story is the simpler one.
    is_worse = set(found.delivers) != set(given.delivers)
    return found._replace(
        at_most=strongest(meet(given.at_most, _left(component, placement, role))),
        why=(*given.why, *taken.lines) if is_worse else given.why,
        interleaving=steps if is_worse else given.interleaving or steps,
        remedy=given.remedy or _remedy(component, taken),
    )


def _left(component: Component, placement: Placement, role: str | None) -> tuple[str, ...]:
    """The most that can be left where acknowledged writes are lost."""
    if component.value(SESSION) == "token":
        # Whether a session waits whose token no replica has any more, is not declared.
        return ("causal", *SURVIVES)
    if role == "follower" and placement.declared and placement.count == 2:
        # What the only follower has is what is kept, so its readers may go forward all the same.
        return ("monotonic_reads", *SURVIVES)
    return SURVIVES


def _remedy(component: Component, taken: Taken) -> Help:
    if not taken.promotes:
        return edit("fsync before_ack", place=f"`{component.path}`")
    if component[FAILOVER] is not None and any(
        "waits for 0" not in s.text for s in taken.lines[1:2]
    ):
        return edit("promotes synchronous", place=f"the failover of `{component.path}`")
    return edit("sync 1", place=f"the topology of `{component.path}`")


def _with_two_leaders(given: Guarantee, component: Component, split: Split) -> Guarantee:
    found = given._replace(
        delivers=strongest(meet(given.delivers, ("eventual",))),
        staleness=math.inf,
        least=given.surely_stale,
        missing=tuple(dict.fromkeys((*given.missing, *split.missing))),
        unbounded=given.unbounded
        or f"an old leader of `{component.path}` may still answer after a failover",
    )
    if not split.is_certain:
        open_ = WriteOrder(Order.PERHAPS, (), split.missing)
        return found._replace(order=worst_order(given.order, open_))
    # A session by token waits for what it has read, on either side.
    left = "causal" if component.value(SESSION) == "token" else "eventual"
    first, *steps = split.lines
    # For as long as the partition lasts, which nothing bounds.
    return found._replace(
        least=math.inf,
        at_most=strongest(meet(given.at_most, (left,))),
        why=(*given.why, first),
        interleaving=given.interleaving or tuple([s.text.partition(" ")[2] for s in steps]),
        remedy=given.remedy or edit("fencing yes", place=f"the failover of `{component.path}`"),
        order=worst_order(forked(component.path, first), given.order),
    )


def what_fails(effects: Sequence[FailoverEffect]) -> str:
    """What failovers and restarts may do that reads between them do not meet; empty where nothing."""
    most = max((effect.worst.lost.high for effect in effects), default=0.0)
    if not most:
        split = any(effect.split is not None for effect in effects)
        return "it holds between failovers; after one, two leaders may answer" if split else ""
    shown = f" {show_value(most, Dimension.TIME)} of" if math.isfinite(most) else " acknowledged"
    what = "failover" if any(effect.failover.lost.high for effect in effects) else "restart"
    return f"it holds between failovers; a {what} may lose{shown} writes"


def is_sharded(component: Component) -> bool:
    """Whether several parts of its data each have an order of their own."""
    shards = component.value(SHARDS)
    return shards is not None and shards.number > 1
