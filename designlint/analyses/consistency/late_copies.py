"""What a read gets from a store to which changes come late: through a queue or stream, by an asynchronous call, or
by a flow that copies."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import reduce

from designlint.analyses.consistency.async_copies import (
    AsyncCopy,
    gap_before,
    lost_carrier,
    work_on,
)
from designlint.analyses.consistency.failed_over import Failures
from designlint.analyses.consistency.handed_on import handed_on, never_arriving, worked_on
from designlint.analyses.consistency.hop import Guarantee, exact_guarantee
from designlint.analyses.consistency.lattice import meet, strongest
from designlint.analyses.consistency.several_writers import unknown
from designlint.analyses.consistency.write_order import Order, WriteOrder, worst_order
from designlint.analyses.facts import Facts
from designlint.analyses.failure.surviving import SOME
from designlint.analyses.measure import Missing
from designlint.analyses.measure import step as line
from designlint.diagnostics.diagnostic import Step as Line
from designlint.diagnostics.diagnostic import advice
from designlint.quantities.showing import show


def filled_late(
    facts: Facts, own: Guarantee, copies: Sequence[AsyncCopy], through: Failures
) -> Guarantee:
    """What a read gets from a store that gives `own` of what it has, and has each change by one of several ways, the
    slowest first."""
    return reduce(_either_way, [_by_way(facts, own, one, through) for one in copies])


def _by_way(facts: Facts, own: Guarantee, copy: AsyncCopy, through: Failures) -> Guarantee:
    """What a read gets whose store has a change by one of the ways on which changes come."""
    is_user = copy.source in facts.design.actors
    remedy = advice(f"read `{copy.data}` from `{copy.source}` where reads have to be recent")
    if not (copy.through or copy.is_copied):
        remedy = advice(f"wait for the call that writes `{copy.data}` to `{copy.component}`")
    found = _filled_later(own, copy, "sent" if is_user else "acknowledged")._replace(
        remedy=remedy, order=_order(own, copy)
    )
    return _carried(facts, found, copy, through)


def _either_way(one: Guarantee, other: Guarantee) -> Guarantee:
    """What a read gets that may be behind on either of two ways, the first of which is the slower one."""
    return one._replace(
        delivers=strongest(meet(one.delivers, other.delivers)),
        at_most=strongest(meet(one.at_most, other.at_most)),
        staleness=max(one.staleness, other.staleness),
        why=tuple(dict.fromkeys((*one.why, *other.why))),
        missing=tuple(dict.fromkeys((*one.missing, *other.missing))),
        unbounded=one.unbounded or other.unbounded,
        least=max(one.surely_stale, other.surely_stale),
        assumes=tuple(dict.fromkeys((*one.assumes, *other.assumes))),
        order=worst_order(one.order, other.order),
    )


def _filled_later(own: Guarantee, copy: AsyncCopy, done: str) -> Guarantee:
    """What a read gets from a store that is filled asynchronously, or by a flow that copies, after the source is
    `done` with the change."""
    path, data = copy.component, copy.data
    through = f"through `{copy.through}`" if copy.through else "by an asynchronous call"
    if copy.is_copied:
        through = f"from a caller that has read it in `{copy.source}`"
    why = (Line(f"`{path}` receives `{data}` {through}, after `{copy.source}` has {done} it",
                copy.step.span),)  # fmt: skip
    stale = (
        f"`{copy.source}` {'sends' if done == 'sent' else 'acknowledges'} a write of `{data}`",
        f"the change waits in `{copy.through}`" if copy.through else "the change is in transit",
        f"a read from `{path}` returns the old value",
    )
    if copy.max_delay is None:
        where = f"`{copy.through}`" if copy.through else f"the asynchronous call to `{path}`"
        where = f"the copying of `{data}` to `{path}`" if copy.is_copied else where
        missing = (*own.missing, Missing(path, "feed lag", f"fed_by {copy.source} lag 5s"))
        given = exact_guarantee(("eventual",), math.inf, why, stale, missing=missing,
                                unbounded=f"how long {where} delays changes is not declared")  # fmt: skip
        return _at_most_own(given, own)._replace(least=max(SOME, own.surely_stale))
    longest = copy.max_delay
    age: float = longest.value.value
    shown = show(longest.value)
    lines = (*why, line(f"`{copy.through}` delays a change for at most {shown}", longest), *own.why)
    if math.isinf(own.staleness):
        given = exact_guarantee(("eventual",), math.inf, lines, stale, missing=own.missing,
                                unbounded=own.unbounded)  # fmt: skip
    else:
        given = exact_guarantee(("bounded_staleness",), age + own.staleness, lines, stale)
    return _at_most_own(given, own)._replace(least=age + own.surely_stale)


def _order(own: Guarantee, copy: AsyncCopy) -> WriteOrder:
    """Who takes changes from a queue writes them in transactions of the store; a copy is of another store."""
    if not copy.is_copied:
        return own.order
    text = f"`{copy.component}` has copies of what `{copy.source}` has"
    return worst_order(own.order, WriteOrder(Order.COPIED, (Line(text, copy.step.span),)))


def _at_most_own(given: Guarantee, own: Guarantee) -> Guarantee:
    """What comes late to a store of which nothing is known gives nothing for certain."""
    if own.delivers:
        return given
    missing = tuple(dict.fromkeys((*given.missing, *own.missing)))
    return given._replace(delivers=(), missing=missing)


def _carried(facts: Facts, given: Guarantee, copy: AsyncCopy, through: Failures) -> Guarantee:
    """The same with what a queue or stream does to the messages that fill the copy, in a world that leaves what
    brings them there."""
    gone = lost_carrier(facts, copy)
    if gone:
        text = f"`{gone}`, which brings `{copy.data}` to `{copy.component}`, is lost"
        return never_arriving(given, (Line(text, copy.step.span),), text)
    if not copy.through:
        return given
    gap = gap_before(facts, copy)
    if gap is not None:
        text, missing = gap
        return unknown(given, (*given.missing, missing), given.unbounded or text)
    broker = facts.design.components[copy.through]
    given = handed_on(facts, given, broker, copy.data, through)
    if copy.max_delay is None or math.isinf(given.surely_stale):
        return given
    return worked_on(given, *work_on(facts, copy), through)
