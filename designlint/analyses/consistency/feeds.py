"""What a read gets from one of several stores of a data item: by who writes it, and what feeds it.

The writers decide. A store that takes all writes answers for itself; one that is fed is behind by the
lag of its feed; one that nothing feeds misses every write.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from designlint.analyses.consistency.async_copies import (
    async_copies,
)
from designlint.analyses.consistency.failed_over import Failures
from designlint.analyses.consistency.handed_on import never_arriving
from designlint.analyses.consistency.hop import Guarantee, exact_guarantee, latest
from designlint.analyses.consistency.late_copies import filled_late
from designlint.analyses.consistency.lattice import meet, strongest
from designlint.analyses.consistency.several_writers import BEHIND_AT_MOST, beside_others, unknown
from designlint.analyses.consistency.write_order import Order, WriteOrder, worst_order
from designlint.analyses.consistency.writers import Writers, writers_of
from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.surviving import SOME
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.graph.graph import asked_by
from designlint.analyses.graph.perhaps_kept import names_data
from designlint.analyses.measure import Missing
from designlint.analyses.measure import step as line
from designlint.analyses.placement.placement import placements
from designlint.diagnostics.diagnostic import Step as Line
from designlint.diagnostics.diagnostic import advice
from designlint.model import Component, Flow, Known, Step
from designlint.quantities.showing import show
from designlint.schema.roles import Role
from designlint.schema.store import FED_BY, FEED_BY
from designlint.schema.values import Feed

# What a copy gives that applies the changes in the order of its source.
_IN_ORDER = ("consistent_prefix", "monotonic_reads", "monotonic_writes", "writes_follow_reads")

Read = Callable[[str], Guarantee]


def fed(
    facts: Facts, component: Component, data: str, own: Guarantee, read: Read, through: Failures
) -> Guarantee:
    """What a read of a data item from a store gets, which gives `own` of what it has.

    `read` gives what a feed gets that reads from another store, `through` are the failures of those in between.
    """
    path = component.path
    writers = facts[writers_of][data]
    feed = feed_of(facts, component, data)
    copies = facts[async_copies].get((path, data), ())
    if feed is not None and _takes_all_writes(writers, path):
        return _fed_back(path, data, feed, own)
    if feed is not None:
        return _by_feed(component, data, feed, own, read(feed.value.source.path))
    unsaid = next((one for one in copies if one.missing is not None), None)
    if unsaid is not None and unsaid.missing is not None:
        text = f"it is unknown whether `{data}` reaches `{path}` through `{unsaid.through}`"
        return unknown(own, (*own.missing, unsaid.missing), text)
    if copies:
        at_once = _at_once(facts, path, data, own) if path in writers.masters else own
        return filled_late(facts, at_once, copies, through)
    if writers.handed_to or path in writers.by_store:
        return _at_once(facts, path, data, own)
    sources = [s for s in (*writers.by_store, *writers.sent_to) if s != path]
    if sources:
        return _unfed(path, data, sources[0], own, called=path in writers.called)
    homes = facts[data_uses][data].homes
    other = next((h for h in homes if h != path and _keeps(facts, h)), None)
    return own if other is None else _unwritten(path, data, other, own)


def _at_once(facts: Facts, path: str, data: str, own: Guarantee) -> Guarantee:
    """What a read gets from a store of what flows write there, beside what they write elsewhere."""
    writers = facts[writers_of][data]
    if writers.handed_to:
        return _perhaps_written(path, data, writers.handed_to[0], own)
    second = _perhaps_second(facts, path, data)
    if second is not None:
        return _perhaps_written_twice(path, data, *second, own)
    return beside_others(writers, path, data, own)


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
    return component is not None and component.plays(Role.STORE, Role.CONFIGURATION)


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
    found = Guarantee(delivers, _behind(own), total, lines, stale, tuple(dict.fromkeys(missing)),
                      "" if bound else unbounded, remedy, least, order=_copied(path, from_, own))  # fmt: skip
    if math.isinf(source.surely_stale):
        return never_arriving(found, source.why, unbounded)
    return found._replace(assumes=(*own.assumes, *source.assumes))


def _copied(path: str, source: str, own: Guarantee) -> WriteOrder:
    """A feed hands changes on, and not what one transaction has changed together."""
    text = (
        f"whether `{path}` gets together what one transaction has changed in `{source}` is unknown"
    )
    return worst_order(own.order, WriteOrder(Order.COPIED, (Line(text),)))


def _takes_all_writes(writers: Writers, path: str) -> bool:
    """Whether the flows write an item to a store, and to nothing else."""
    return list(writers.by_store) == [path] and path in writers.masters and not writers.sent_to


def _fed_back(path: str, data: str, feed: Known[Feed], own: Guarantee) -> Guarantee:
    """A store that takes all writes of the flows, and is fed all the same: by what others write to the source,
    or by its own writes, which come back older than what it has by then."""
    source = feed.value.source.path
    text = (
        f"what `{source}` brings to `{path}`, which takes all writes of `{data}`, is not declared"
    )
    example = f"writes {data}  # in a step to {source}, or no fed_by in {path}"
    missing = Missing(source, f"writer of `{data}`", example)
    return unknown(own, (*own.missing, missing), text)._replace(why=(*own.why, line(text, feed)))


def _loosely(models: tuple[str, ...]) -> tuple[str, ...]:
    """What the log of a source gives whose reads give some models: the source writes it in order."""
    return (*models, *_IN_ORDER) if meet(models, ("linearizable",)) >= {"linearizable"} else models


def _behind(own: Guarantee) -> tuple[str, ...]:
    return strongest(meet(own.at_most, BEHIND_AT_MOST))


def _unfed(path: str, data: str, source: str, own: Guarantee, *, called: bool) -> Guarantee:
    """A store that is read, though no declared path brings the writes there."""
    missing = (Missing(path, f"feed of `{data}`", f"fed_by {source} lag 5s"),)
    unbounded = f"nothing that is declared brings `{data}` from `{source}` to `{path}`"
    if called:
        # A step that names no data may bring it.
        return unknown(own, missing, unbounded)
    stale = (
        f"`{source}` acknowledges a write of `{data}`",
        f"the write reaches `{path}` later, if at all",
        f"a read from `{path}` returns the old value",
    )
    order = WriteOrder(Order.COPIED, (Line(unbounded),), missing)
    return Guarantee((), _behind(own), math.inf, (Line(unbounded),), stale, missing, unbounded,
                     least=own.surely_stale, order=order)  # fmt: skip


def _perhaps_written(path: str, data: str, handed: Step, own: Guarantee) -> Guarantee:
    """A store beside a flow that hands an item to what keeps none for good, and does not say where it goes."""
    taker = handed.callee.path
    text = f"it is unknown where `{data}` goes from `{taker}`"
    example = f"{taker} -> {path} writes {data}  # in the flow in which {taker} gets it"
    missing = Missing(taker, f"store of `{data}`", example)
    return unknown(own, (*own.missing, missing), text)


def _perhaps_second(facts: Facts, path: str, data: str) -> tuple[Step, str] | None:
    """A step that names no data, to another store that has an item, in a flow that writes the item."""
    for written in facts[writers_of][data].originals(path).values():
        for other, step in _unnamed(facts, written.flow, data).items():
            if other != path:
                return step, other
    return None


def _unnamed(facts: Facts, flow: Flow, data: str) -> Mapping[str, Step]:
    """The stores that have an item and that a flow asks in a step which names no data, each with the first
    such step."""
    known, key = facts[_known], (flow.path, data)
    if key not in known:
        stores, found = facts[_stores][data], dict[str, Step]()
        for step in (step for step in flow.steps if not names_data(step)):
            for other in [path for path in asked_by(step) if path in stores]:
                found.setdefault(other, step)
        known[key] = found
    return known[key]


def _stores(facts: Facts) -> Lazily[str, frozenset[str]]:
    """The stores that have each item."""
    uses = facts[data_uses]
    return Lazily(
        facts.design.data,
        lambda data: frozenset([home for home in uses[data].homes if _keeps(facts, home)]),
    )


def _known(_: Facts) -> dict[tuple[str, str], Mapping[str, Step]]:
    """The stores of each item that a flow asks without naming data, as far as they have been asked for."""
    return {}


def _perhaps_written_twice(
    path: str, data: str, step: Step, other: str, own: Guarantee
) -> Guarantee:
    """A store whose flow may write the item to another store, too."""
    call = f"{step.caller.path} {'->' if step.waits else '~>'} {other}"
    text = f"`{call}` may write `{data}`, too, which is written to `{path}`"
    return unknown(
        own, (*own.missing, Missing("", f"data on `{call}`", f"{call} reads {data}")), text
    )


def _unwritten(path: str, data: str, other: str, own: Guarantee) -> Guarantee:
    """One of several stores, none of which a flow writes."""
    missing = (Missing(path, f"writer of `{data}`", f"fed_by {other} lag 5s"),)
    return unknown(own, (*own.missing, *missing), f"it is unknown how `{path}` gets `{data}`")
