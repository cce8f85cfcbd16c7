"""What a read from a cache or a CDN gives, by what expires or invalidates its copies."""

from __future__ import annotations

import math

from designlint.analyses.consistency.hop import Guarantee, exact_guarantee, latest
from designlint.analyses.consistency.lattice import meet, strongest
from designlint.analyses.consistency.write_order import Order, WriteOrder, worst_order
from designlint.analyses.measure import Missing, step
from designlint.diagnostics.diagnostic import Step as Line
from designlint.diagnostics.diagnostic import edit
from designlint.model import Component, Data, Known
from designlint.quantities.quantity import Dimension
from designlint.quantities.showing import show, show_value
from designlint.schema.store import (
    INVALIDATION,
    STALE_IF_ERROR,
    STALE_WHILE_REVALIDATE,
    TTL,
    WRITE_POLICY,
)
from designlint.schema.values import Feed

# The best that copies can give which a write invalidates after its commit: a concurrent reader can
# put the old value back, and two readers can read the change in different orders.
_INVALIDATED_AT_MOST = ("causal", "bounded_staleness")
# The best that copies can give which only expire: all but the client's own write, if there is one
# cache.
_EXPIRING_AT_MOST = (
    "bounded_staleness", "consistent_prefix", "monotonic_reads", "monotonic_writes",
    "writes_follow_reads",
)  # fmt: skip


def cached(
    component: Component, data: Data, feed: Known[Feed] | None = None, *, is_fixed: bool = False
) -> Guarantee:
    """What a read of a data item from a cache gives that misses fill, with a feed beside them or without; of
    one that `is_fixed`, no copy is stale."""
    if is_fixed:
        return latest(Line(f"`{data.path}` is immutable, so a copy is never stale"))
    given, grace = _cached(component, data, feed), component[STALE_IF_ERROR]
    if grace is None or not 0.0 < given.staleness < math.inf:
        return given
    return given._replace(in_error=grace.value.value)


def _cached(component: Component, data: Data, feed: Known[Feed] | None) -> Guarantee:
    invalidation = component[INVALIDATION]
    age, lines = _lifetime(component)
    if not age:
        return latest(*lines, Line(f"`{component.path}` asks its origin before it answers"))
    if invalidation is not None and invalidation.value == "before_commit":
        return _invalidated_early(component, data)
    by_writes = invalidation is not None and invalidation.value in ("after_commit", "event")
    if feed is not None or by_writes:
        return _invalidated(component, data, feed)
    policy = component.value(WRITE_POLICY)
    if policy is not None and policy in ("write_through", "write_behind"):
        return _written_through(component)
    return _expiring(component, data)


def only_copy(component: Component, data: str, own: Guarantee) -> Guarantee:
    """What a read gets of an item that a cache alone keeps: at most what its replicas give (`own`), as a
    store's do, and what it has evicted or lost is gone."""
    evicted = Line(f"`{component.path}` keeps the only copy of `{data}`, which may be evicted")
    missing = Missing("", f"store of `{data}`", f"component NAME : database {{ holds {data} }}")
    return own._replace(
        delivers=(),
        staleness=math.inf,
        why=(evicted, *own.why),
        missing=(missing,),
        unbounded=evicted.text,
        least=own.surely_stale,
    )


def kept_by_callers(component: Component, data: str, own: Guarantee) -> Guarantee:
    """What a caller reads that keeps the answers of a component for its `ttl`, as of configuration or of a
    registry of services, where a call gets `own`."""
    ttl = component[TTL]
    if ttl is None or ttl.value.value <= 0.0:
        return own
    path, age = component.path, ttl.value.value
    why = (*own.why, step(f"callers of `{path}` keep its answers for {show(ttl.value)}", ttl))
    stale = (
        f"a caller of `{path}` reads `{data}` and keeps the answer",
        f"`{data}` changes in `{path}`, which acknowledges the change",
        f"the caller uses the old value for up to {_time(age)}",
    )
    bound = ("bounded_staleness",) if math.isfinite(own.staleness) else ("eventual",)
    return own._replace(
        delivers=bound if own.delivers else (),
        at_most=strongest(meet(own.at_most, _EXPIRING_AT_MOST)),
        staleness=own.staleness + age,
        why=why,
        interleaving=stale,
        least=own.surely_stale + age,
        order=worst_order(own.order, WriteOrder(Order.COPIED, why[-1:])),
    )


def _lifetime(component: Component) -> tuple[float, tuple[Line, ...]]:
    """How long a copy can be served, in seconds, and the lines that show it."""
    ttl = component[TTL]
    if ttl is None:
        return math.inf, (Line(f"`{component.path}` has no TTL"),)
    windows = (ttl, component[STALE_WHILE_REVALIDATE], component[STALE_IF_ERROR])
    known = [window for window in windows if window is not None]
    lines = [step(f"`{component.path}` keeps copies for {show(w.value)}", w) for w in known]
    return sum(window.value.value for window in known), tuple(lines)


def _expiring(component: Component, data: Data) -> Guarantee:
    """Copies that only expire."""
    path = component.path
    age, why = _lifetime(component)
    first = f"`{path}` answers a read of `{data.path}` and keeps the copy"
    if math.isinf(age):
        stale = (
            first,
            f"`{data.path}` changes in the origin",
            f"`{path}` answers every later read with the old value, because no TTL expires the copy",
        )
        missing = _no_ttl(path)
        return Guarantee(
            ("eventual",), _EXPIRING_AT_MOST, age, why, stale, missing, _no_expiry(path)
        )
    stale = (
        first,
        f"`{data.path}` changes in the origin, which acknowledges the change",
        f"`{path}` answers a read within {_time(age)} with the old value",
    )
    return Guarantee(("bounded_staleness",), _EXPIRING_AT_MOST, age, why, stale)


def _invalidated_early(component: Component, data: Data) -> Guarantee:
    """A copy that is invalidated before the write commits comes back stale."""
    path = component.path
    age, lines = _lifetime(component)
    why = (step(f"a write invalidates the copy in `{path}` before it commits",
                component[INVALIDATION]),)  # fmt: skip
    until = "for good, because no TTL expires it" if math.isinf(age) else f"for up to {_time(age)}"
    stale = (
        f"a write of `{data.path}` invalidates the copy in `{path}`",
        f"a reader misses in `{path}`, reads the old value from the origin and caches it",
        "the write commits and is acknowledged",
        f"`{path}` answers later reads with the old value {until}",
    )
    remedy = edit(
        "invalidation after_commit",
        place=f"`{path}`",
        note="a read during a write can still cache the old value",
    )
    if math.isinf(age):
        given = exact_guarantee(
            ("eventual",), age, why, stale, missing=_no_ttl(path), unbounded=_no_expiry(path)
        )
        return given._replace(remedy=remedy)
    given = exact_guarantee(("bounded_staleness",), age, (*why, *lines), stale)
    return given._replace(remedy=remedy)


def _invalidated(component: Component, data: Data, feed: Known[Feed] | None) -> Guarantee:
    """A copy that is invalidated after the write has committed: only a race leaves old values."""
    path = component.path
    age, lines = _lifetime(component)
    text = f"a read that races with a write can leave the old value in `{path}`"
    why = step(text, feed if feed is not None else component[INVALIDATION])
    until = "until it is evicted" if math.isinf(age) else f"for up to {_time(age)}"
    stale = (
        f"a reader misses in `{path}`, and reads the old `{data.path}` from the origin",
        f"a write of `{data.path}` commits and invalidates the copy in `{path}`",
        f"the reader caches the old value in `{path}`",
        f"`{path}` answers later reads with the old value {until}",
    )
    is_bounded = math.isfinite(age)
    how = component.value(INVALIDATION)
    # An event or a change of a feed comes after the write has been acknowledged.
    is_later = how != "after_commit"
    return Guarantee(
        ("bounded_staleness",) if is_bounded else ("eventual",),
        _EXPIRING_AT_MOST if is_later else _INVALIDATED_AT_MOST,
        age,
        (why, *lines) if is_bounded else (why,),
        stale,
        () if is_bounded else _no_ttl(path),
        "" if is_bounded else _no_expiry(path),
    )


def _written_through(component: Component) -> Guarantee:
    """A cache that the writes pass through."""
    path = component.path
    age, lines = _lifetime(component)
    why = step(f"a write that bypasses `{path}` leaves its copy stale", component[WRITE_POLICY])
    if math.isinf(age):
        return Guarantee((), why=(why,), missing=_no_ttl(path), unbounded=_no_expiry(path))
    return Guarantee(("bounded_staleness",), staleness=age, why=(why, *lines))


def _no_ttl(path: str) -> tuple[Missing, ...]:
    return (Missing(path, "TTL", "ttl 60s"),)


def _no_expiry(path: str) -> str:
    return f"no TTL expires the copies in `{path}`"


def _time(seconds: float) -> str:
    return show_value(seconds, Dimension.TIME)
