"""What a read from a cache or a CDN gives, by what ends or renews its copies."""

from __future__ import annotations

import math

from designlint.analyses.consistency.hop import Given, exactly_gives, fresh
from designlint.analyses.measure import Missing, step
from designlint.diagnostic import Step as Line
from designlint.diagnostic import edit
from designlint.model import Component, Data
from designlint.quantity import Dimension, show, show_value
from designlint.schema.context import IMMUTABLE
from designlint.schema.store import (
    INVALIDATION,
    STALE_IF_ERROR,
    STALE_WHILE_REVALIDATE,
    TTL,
    WRITE_POLICY,
)

# The best that copies can give which a write ends after it has committed: a reader that was under
# way can put the old value back, and two readers can see the change in different orders.
_INVALIDATED_AT_MOST = ("causal", "bounded_staleness")
# The best that copies can give which only time ends: all but an own write, if there is one cache.
_TIMED_AT_MOST = (
    "bounded_staleness", "consistent_prefix", "monotonic_reads", "monotonic_writes",
    "writes_follow_reads",
)  # fmt: skip


def cached(component: Component, data: Data) -> Given:
    """What a read of a datum from a cache gives."""
    if data.value(IMMUTABLE):
        return fresh(
            Line(f"`{data.path}` never changes once it is there, so a copy of it is never old")
        )
    invalidation = component[INVALIDATION]
    if invalidation is not None and invalidation.value == "before_commit":
        return _ended_early(component, data)
    if invalidation is not None and invalidation.value in ("after_commit", "event"):
        return _invalidated(component, data)
    policy = component.value(WRITE_POLICY)
    if policy is not None and policy in ("write_through", "write_behind"):
        return _written_through(component)
    return _timed(component, data)


def kept(component: Component) -> tuple[float, tuple[Line, ...]]:
    """How long a copy can be served, in seconds, and the lines that say so."""
    ttl = component[TTL]
    if ttl is None:
        return math.inf, (Line(f"`{component.path}` keeps copies without a ttl"),)
    windows = (ttl, component[STALE_WHILE_REVALIDATE], component[STALE_IF_ERROR])
    known = [window for window in windows if window is not None]
    lines = [step(f"`{component.path}` keeps copies for {show(w.value)}", w) for w in known]
    return sum(window.value.value for window in known), tuple(lines)


def _timed(component: Component, data: Data) -> Given:
    """Copies that only time ends."""
    path = component.path
    age, why = kept(component)
    if math.isinf(age):
        stale = (
            f"a reader is answered by `{path}`, which keeps the copy",
            f"`{data.path}` is changed in the store behind it",
            f"any later reader is answered by `{path}` with the old value: no ttl ends the copy",
        )
        return Given(("eventual",), _TIMED_AT_MOST, age, why, stale, _no_ttl(path), _endless(path))
    stale = (
        f"a reader is answered by `{path}`, which keeps the copy",
        f"`{data.path}` is changed in the store behind it, and the change acknowledged",
        f"a read within {_time(age)} is answered by `{path}` with the old value",
    )
    return Given(("bounded_staleness",), _TIMED_AT_MOST, age, why, stale)


def _ended_early(component: Component, data: Data) -> Given:
    """A copy that is dropped before the write commits comes back old."""
    path = component.path
    age, lines = kept(component)
    why = (step(f"a write drops the copy in `{path}` before it commits", component[INVALIDATION]),)
    until = "for good: no ttl ends it" if math.isinf(age) else f"for up to {_time(age)}"
    stale = (
        f"a write of `{data.path}` drops the copy in `{path}`",
        f"a reader misses in `{path}`, reads the old value behind it and puts it into `{path}`",
        "the write commits, and is acknowledged",
        f"later reads are answered by `{path}` with the old value {until}",
    )
    remedy = edit("invalidation after_commit", place=f"`{path}`", note="but for races")
    if math.isinf(age):
        given = exactly_gives(
            ("eventual",), age, why, stale, missing=_no_ttl(path), unbounded=_endless(path)
        )
        return given._replace(remedy=remedy)
    given = exactly_gives(("bounded_staleness",), age, (*why, *lines), stale)
    return given._replace(remedy=remedy)


def _invalidated(component: Component, data: Data) -> Given:
    """A copy that is dropped after the write has committed: old values come back by a race only."""
    path = component.path
    age, lines = kept(component)
    how = component[INVALIDATION]
    why = step(f"a read that races with a write can leave the old value in `{path}`", how)
    until = "until it is evicted" if math.isinf(age) else f"for up to {_time(age)}"
    stale = (
        f"a reader misses in `{path}`, and reads the old `{data.path}` behind it",
        f"a write of `{data.path}` commits, and drops the copy in `{path}`",
        f"the reader puts the old value into `{path}`",
        f"later reads are answered by `{path}` with the old value {until}",
    )
    bounded = math.isfinite(age)
    return Given(
        ("bounded_staleness",) if bounded else ("eventual",),
        _INVALIDATED_AT_MOST,
        age,
        (why, *lines) if bounded else (why,),
        stale,
        () if bounded else _no_ttl(path),
        "" if bounded else _endless(path),
    )


def _written_through(component: Component) -> Given:
    """A cache that sees the writes itself."""
    path = component.path
    age, lines = kept(component)
    why = step(f"a write that does not pass `{path}` leaves its copy old", component[WRITE_POLICY])
    if math.isinf(age):
        return Given((), why=(why,), missing=_no_ttl(path), unbounded=_endless(path))
    return Given(("bounded_staleness",), staleness=age, why=(why, *lines))


def _no_ttl(path: str) -> tuple[Missing, ...]:
    return (Missing(path, "ttl", "ttl 60s"),)


def _endless(path: str) -> str:
    return f"no ttl ends the copies in `{path}`"


def _time(seconds: float) -> str:
    return show_value(seconds, Dimension.TIME)
