"""What a read gets from one of several stores of a data item: by who writes it, and what feeds it.

The writers decide. A store that takes all writes answers for itself; one that is fed is behind by the
lag of its feed; one that nothing feeds misses every write.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from designlint.analyses.consistency.async_copies import AsyncCopy, async_copies
from designlint.analyses.consistency.hop import Guarantee, exact_guarantee, latest
from designlint.analyses.consistency.lattice import meet, strongest
from designlint.analyses.consistency.writers import Writers, Written, are_atomic, writers_of
from designlint.analyses.facts import Facts
from designlint.analyses.failure.surviving import SOME
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.measure import Missing
from designlint.analyses.measure import step as line
from designlint.analyses.placement.placement import placements
from designlint.diagnostics.diagnostic import Step as Line
from designlint.diagnostics.diagnostic import advice, edit
from designlint.model import Component, Known, Step
from designlint.quantities.quantity import show
from designlint.schema.roles import Role
from designlint.schema.store import FED_BY, FEED_BY
from designlint.schema.values import Feed

# The best that a copy can give which is always behind its source, by however little.
BEHIND_AT_MOST = (
    "bounded_staleness", "consistent_prefix", "monotonic_reads", "monotonic_writes",
    "writes_follow_reads",
)  # fmt: skip
# What a copy gives that applies the changes in the order of its source.
_IN_ORDER = ("consistent_prefix", "monotonic_reads", "monotonic_writes", "writes_follow_reads")

Read = Callable[[str], Guarantee]


def fed(facts: Facts, component: Component, data: str, own: Guarantee, read: Read) -> Guarantee:
    """What a read of a data item from a store gets, which gives `own` of what it has.

    `read` gives what a feed gets that reads from another store.
    """
    path = component.path
    writers = facts[writers_of][data]
    feed = feed_of(facts, component, data)
    copy = facts[async_copies].get((path, data))
    if feed is not None:
        return _by_feed(component, data, feed, own, read(feed.value.source.path))
    if copy is not None and copy.missing is not None:
        unsaid = f"it is unknown whether `{data}` reaches `{path}` through `{copy.through}`"
        return _unknown(own, (*own.missing, copy.missing), unsaid)
    if copy is not None:
        remedy = advice(f"read `{data}` from `{copy.source}` where reads have to be recent")
        return _filled_later(own, copy)._replace(remedy=remedy)
    if path in writers.by_store:
        return _beside_others(writers, path, data, own)
    sources = [s for s in (*writers.by_store, *writers.sent_to) if s != path]
    if sources:
        return _unfed(path, data, sources[0], own, called=path in writers.called)
    others = [h for h in facts[data_uses][data].homes if h != path and _keeps(facts, h)]
    return _unwritten(path, data, others[0], own) if others else own


def fed_cache(facts: Facts, component: Component, data: str, read: Read) -> Guarantee | None:
    """What a read gets from a cache that a feed alone fills; None where nothing feeds it, or where a miss
    fills it, too: a slow reader can then put an old value back after the feed has replaced it."""
    feed = feed_of(facts, component, data)
    if feed is None or is_filled_on_miss(facts, component):
        return None
    one = facts[placements][component.path].count == 1
    kept = latest() if one else exact_guarantee(("consistent_prefix", "bounded_staleness"), 0.0, ())
    return _by_feed(component, data, feed, kept, read(feed.value.source.path))


def is_filled_on_miss(facts: Facts, component: Component) -> bool:
    """Whether readers fill a cache: they ask its origin on a miss, themselves or through the cache."""
    steps = [step for _, step in facts.design.steps_naming(component.path)]
    missed = any(s.on_miss_of is not None and s.on_miss_of.path == component.path for s in steps)
    return missed or any(s.caller.path == component.path and s.reads for s in steps)


def _keeps(facts: Facts, path: str) -> bool:
    component = facts.design.components.get(path)
    return component is not None and component.plays(Role.STORE)


def feed_of(facts: Facts, component: Component, data: str) -> Known[Feed] | None:
    """The declared feed of a data item: from a component that has it."""
    homes = facts[data_uses][data].homes
    feeds = component.properties.all(FED_BY)
    return next((feed for feed in feeds if feed.value.source.path in homes), None)


def _by_feed(
    component: Component, data: str, feed: Known[Feed], own: Guarantee, source: Guarantee
) -> Guarantee:
    """A copy that is fed outside the flows."""
    path, from_ = component.path, feed.value.source.path
    by, lag = feed.detail(FEED_BY), feed.value.lag
    why = [line(f"`{path}` is fed by `{from_}`, after `{from_}` has acknowledged a write", feed)]
    missing = [*own.missing, *source.missing]
    total = math.inf
    if lag is None:
        missing.append(Missing(path, "feed lag", f"fed_by {from_} lag 5s"))
    else:
        why.append(line(f"a change takes at most {show(lag)} to `{path}`", feed))
        total = lag.value + source.staleness + own.staleness
    behind = lag.value if lag is not None else SOME
    least = max(SOME, behind + own.surely_stale + source.surely_stale)
    order = _IN_ORDER if by == "cdc" else ("eventual",)
    bound = () if math.isinf(total) else ("bounded_staleness",)
    # What the source does not give, its copy has not either: lost writes, an order across shards.
    kept = meet(own.delivers, order, _loosely(source.delivers)) if source.delivers else frozenset()
    delivers = strongest((*kept, *bound)) if own.delivers else ()
    stale = (
        f"`{from_}` acknowledges a write of `{data}`",
        f"the change is on its way to `{path}`",
        f"a read from `{path}` returns the old value",
    )
    lines = (*why, *own.why)
    remedy = advice(f"read `{data}` from `{from_}` where reads have to be recent")
    unbounded = own.unbounded or source.unbounded or f"no lag bounds the feed of `{path}`"
    return Guarantee(delivers, _behind(own), total, lines, stale, tuple(dict.fromkeys(missing)),
                     "" if bound else unbounded, remedy, least)  # fmt: skip


def _loosely(models: tuple[str, ...]) -> tuple[str, ...]:
    """What the log of a source gives whose reads give some models: the source writes it in order."""
    return (*models, *_IN_ORDER) if meet(models, ("linearizable",)) >= {"linearizable"} else models


def _behind(own: Guarantee) -> tuple[str, ...]:
    return strongest(meet(own.at_most, BEHIND_AT_MOST))


def _filled_later(own: Guarantee, copy: AsyncCopy) -> Guarantee:
    """What a read gets from a store that is filled asynchronously, or by a flow that copies."""
    path, data = copy.component, copy.data
    through = f"through `{copy.through}`" if copy.through else "by an asynchronous call"
    if copy.is_copied:
        through = f"from a caller that has read it in `{copy.source}`"
    why = (Line(f"`{path}` receives `{data}` {through}, after `{copy.source}` has acknowledged it",
                copy.step.span),)  # fmt: skip
    stale = (
        f"`{copy.source}` acknowledges a write of `{data}`",
        f"the change waits in `{copy.through}`" if copy.through else "the change is in transit",
        f"a read from `{path}` returns the old value",
    )
    if copy.max_delay is None:
        where = f"`{copy.through}`" if copy.through else f"the asynchronous call to `{path}`"
        where = f"the copying of `{data}` to `{path}`" if copy.is_copied else where
        missing = (*own.missing, Missing(path, "feed lag", f"fed_by {copy.source} lag 5s"))
        given = exact_guarantee(("eventual",), math.inf, why, stale, missing=missing,
                                unbounded=f"{where} delays changes without a bound")  # fmt: skip
        return given._replace(least=max(SOME, own.surely_stale))
    longest = copy.max_delay
    age: float = longest.value.value
    shown = show(longest.value)
    lines = (*why, line(f"`{copy.through}` delays a change for at most {shown}", longest), *own.why)
    if math.isinf(own.staleness):
        given = exact_guarantee(("eventual",), math.inf, lines, stale, missing=own.missing,
                                unbounded=own.unbounded)  # fmt: skip
    else:
        given = exact_guarantee(("bounded_staleness",), age + own.staleness, lines, stale)
    return given._replace(least=age + own.surely_stale)


def _beside_others(writers: Writers, path: str, data: str, own: Guarantee) -> Guarantee:
    """A store that takes writes itself: alone, together with others, or others beside it."""
    mine, dropped = writers.originals(path), writers.dropped(path)
    if dropped is not None:
        return _dropped(path, dropped, data, own)
    for other in writers.masters():
        if other == path or other not in writers.by_store:
            continue
        theirs = writers.originals(other)
        both = [(mine[flow], theirs[flow]) for flow in theirs if flow in mine]
        apart = [flow for flow in theirs if flow not in mine]
        for one, second in both:
            if one.may_lack(second):
                return _left_out(path, other, one, data, own)
            if _can_part(one, second) and other in writers.read:
                return _dual(one, second, data, own)
        if apart or any(_is_rarer(one, two) for one, two in both):
            return _written_apart(path, other, data, own)
    return own


def _can_part(one: Written, other: Written) -> bool:
    """Whether a failure between two writes of one flow leaves one of them behind."""
    return not are_atomic(one, other) and one.step.share + other.step.share > 1.0


def _is_rarer(one: Written, other: Written) -> bool:
    """Whether some runs of a flow write another store, and not this one."""
    return one.step.share < other.step.share or one.step.share + other.step.share <= 1.0


def _left_out(path: str, other: str, one: Written, data: str, own: Guarantee) -> Guarantee:
    """A store whose write may fail while another store acknowledges the item: nothing brings it later."""
    flow = one.flow.path
    unbounded = f"`{flow}` goes on when the write of `{data}` to `{path}` fails"
    stale = (
        f"the write of `{data}` to `{path}` fails in `{flow}`, which goes on",
        f"`{other}` acknowledges the write",
        f"a later read from `{path}` returns the old value",
    )
    missing = (
        *own.missing,
        Missing(path, f"feed of `{data}` from `{other}`", f"fed_by {other} lag 5s"),
    )
    remedy = advice(
        f"let a failed write to `{path}` fail `{flow}`, or feed `{path}` from `{other}`"
    )
    at_most = strongest(meet(own.at_most, BEHIND_AT_MOST))
    why = (Line(unbounded, one.step.span),)
    return Guarantee((), at_most, math.inf, why, stale, missing, unbounded, remedy)


def _dropped(path: str, by: Step, data: str, own: Guarantee) -> Guarantee:
    """A store that does not get an item when a call fails, while the flow goes on and nothing keeps the item."""
    call = f"{by.caller.path} -> {by.callee.path}"
    unbounded = f"a write of `{data}` is lost when `{call}` fails, and its flow goes on"
    stale = (
        f"`{call}` fails, which hands on a write of `{data}`, and its flow goes on",
        f"a later read from `{path}` returns the old value",
    )
    missing = (*own.missing, Missing("", f"outbox of `{call}`", f"{call} {{ outbox yes }}"))
    remedy = advice(f"let a failed call `{call}` fail its flow")
    at_most = strongest(meet(own.at_most, BEHIND_AT_MOST))
    why = (Line(unbounded, by.span),)
    return Guarantee((), at_most, math.inf, why, stale, missing, unbounded, remedy)


def _dual(one: Written, other: Written, data: str, own: Guarantee) -> Guarantee:
    """A read from one of two stores that one flow writes, one after the other."""
    here, there = one.step.callee.path, other.step.callee.path
    flow = one.flow.path
    why = (Line(f"`{flow}` writes `{data}` to `{here}` and to `{there}`, not atomically", one.step.span),
           Line(f"`{flow}` writes it there", other.step.span))  # fmt: skip
    stale = (
        f"`{flow}` writes `{data}` to `{there}`, where a reader reads it",
        f"`{flow}` fails, or is slow, before `{here}` has the write",
        f"a later read from `{here}` returns the old value",
    )
    example = f"atomic_with {there}  # in the step to `{here}`"
    missing = (*own.missing, Missing(here, f"shared transaction with `{there}`", example))
    unbounded = f"a failure between `{here}` and `{there}` leaves one of them without the write"
    remedy = edit(f"atomic_with {there}", place=f"the step to `{here}`", note="or feed one of them")
    at_most = strongest(meet(own.at_most, ("read_your_writes",)))
    return Guarantee((), at_most, math.inf, why, stale, missing, unbounded, remedy)


def _written_apart(path: str, other: str, data: str, own: Guarantee) -> Guarantee:
    """Both take writes that the other does not: of the same items, or each of its own."""
    example = f"fed_by {other} lag 5s"
    missing = (*own.missing, Missing(path, f"feed of `{data}` from `{other}`", example))
    unbounded = f"writes to `{other}` may not reach `{path}`"
    return _unknown(own, missing, unbounded)


def _unknown(own: Guarantee, missing: tuple[Missing, ...], unbounded: str) -> Guarantee:
    """At the best what the store gives of what it has."""
    return own._replace(delivers=(), staleness=math.inf, least=own.surely_stale, missing=missing,
                        unbounded=unbounded)  # fmt: skip


def _unfed(path: str, data: str, source: str, own: Guarantee, *, called: bool) -> Guarantee:
    """A store that is read, though no declared path brings the writes there."""
    missing = (Missing(path, f"feed of `{data}`", f"fed_by {source} lag 5s"),)
    unbounded = f"nothing that is declared brings `{data}` from `{source}` to `{path}`"
    if called:
        # A step that names no data may bring it.
        return _unknown(own, missing, unbounded)
    stale = (
        f"`{source}` acknowledges a write of `{data}`",
        f"the write reaches `{path}` later, if at all",
        f"a read from `{path}` returns the old value",
    )
    return Guarantee((), _behind(own), math.inf, (Line(unbounded),), stale, missing, unbounded)


def _unwritten(path: str, data: str, other: str, own: Guarantee) -> Guarantee:
    """One of several stores, none of which a flow writes."""
    missing = (Missing(path, f"writer of `{data}`", f"fed_by {other} lag 5s"),)
    return _unknown(own, (*own.missing, *missing), f"it is unknown how `{path}` gets `{data}`")
