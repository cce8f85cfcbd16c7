"""What a read gets from a store that takes writes of a data item itself, while others take some, too, or while
its flow goes on when a write fails."""

from __future__ import annotations

import math

from designlint.analyses.consistency.hop import Guarantee
from designlint.analyses.consistency.lattice import meet, strongest
from designlint.analyses.consistency.write_order import Order, WriteOrder, worst_order
from designlint.analyses.consistency.writers import Writers, Written, are_atomic
from designlint.analyses.measure import Missing
from designlint.diagnostics.diagnostic import Step as Line
from designlint.diagnostics.diagnostic import advice, edit
from designlint.model import Step

# The best that a copy can give which is always behind its source, by however little.
BEHIND_AT_MOST = (
    "bounded_staleness", "consistent_prefix", "monotonic_reads", "monotonic_writes",
    "writes_follow_reads",
)  # fmt: skip


# What each of two stores gives whose commits may come one after the other.
_COMMITTED = ("read_your_writes", "monotonic_writes", "bounded_staleness", "consistent_prefix")
_CROSSED = Line("two writes at once may come to the stores in different orders")


def beside_others(writers: Writers, path: str, data: str, own: Guarantee) -> Guarantee:
    """A store that takes writes itself: alone, together with others, or others beside it."""
    mine, dropped = writers.originals(path), writers.dropped(path)
    if dropped is not None:
        return _dropped(path, dropped, data, own)
    for other in writers.masters:
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
            if _can_part(one, second) and other in writers.called:
                # Who reads a store that is called without naming data is not declared.
                return _written_apart(path, other, data, own)
        if apart or any(_is_rarer(one, two) for one, two in both):
            return _written_apart(path, other, data, own)
        if other in writers.read and any(are_atomic(one, two) for one, two in both):
            return _committed_apart(path, other, own)
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
    order = WriteOrder(Order.COPIED, why, missing)
    return Guarantee((), at_most, math.inf, why, stale, missing, unbounded, remedy,
                     own.surely_stale, order=order)  # fmt: skip


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
    return Guarantee((), at_most, math.inf, why, stale, missing, unbounded, remedy,
                     own.surely_stale, order=own.order)  # fmt: skip


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
    at_most = strongest(meet(own.at_most, ("read_your_writes", "bounded_staleness")))
    order = WriteOrder(Order.SEVERAL, (*why, _CROSSED))
    return Guarantee((), at_most, math.inf, why, stale, missing, unbounded, remedy,
                     own.surely_stale, order=order)  # fmt: skip


def _written_apart(path: str, other: str, data: str, own: Guarantee) -> Guarantee:
    """Both take writes that the other does not: of the same items, or each of its own."""
    example = f"fed_by {other} lag 5s"
    missing = (*own.missing, Missing(path, f"feed of `{data}` from `{other}`", example))
    unbounded = f"writes to `{other}` may not reach `{path}`"
    return unknown(own, missing, unbounded)


def _committed_apart(path: str, other: str, own: Guarantee) -> Guarantee:
    """One of two stores that one transaction writes: both have a write when it is acknowledged, and a reader of
    both may see the commit of one before that of the other."""
    text = f"a reader of both may see a commit in `{other}` before that of the same transaction in `{path}`"
    why = Line(text)
    order = worst_order(own.order, WriteOrder(Order.PERHAPS, (why,)))
    kept = meet(own.delivers, _COMMITTED)
    return own._replace(delivers=strongest(kept), why=(*own.why, why), order=order)


def unknown(own: Guarantee, missing: tuple[Missing, ...], unbounded: str) -> Guarantee:
    """At the best what the store gives of what it has."""
    order = worst_order(own.order, WriteOrder(Order.COPIED, (Line(unbounded),), missing))
    return own._replace(delivers=(), staleness=math.inf, least=own.surely_stale, missing=missing,
                        unbounded=unbounded, order=order)  # fmt: skip
