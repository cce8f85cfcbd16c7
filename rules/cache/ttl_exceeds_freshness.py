"""The TTL of a cache exceeds the freshness of its data.

Reported when: a copy can be served for longer than the `freshness` of the data: for its TTL, plus
`stale_while_revalidate`.

Not reported when: writes invalidate or pass through the cache, the data is `immutable` or has no
`freshness`, or only `stale_if_error` exceeds it. Nor when a requirement on the data's staleness is
violated: VER001 reports that.

How to fix: shorten the TTL, or invalidate the cache on changes.

Why: the two declarations contradict each other. Readers get data that is staler than agreed.

Source: RFC 9111, HTTP Caching, section 4.2, freshness; RFC 5861, stale-while-revalidate.

Bad:

```design
actor visitor
data price { freshness 1min }
component edge : cdn { holds price; ttl 1h; hit 60% }
component shop : service { holds price }
flow see { rate 900 req/s peak; visitor -> edge reads price; edge -> shop, on miss of edge }
```

Good:

```design
actor visitor
data price { freshness 1min }
component edge : cdn { holds price; ttl 30s; hit 60% }
component shop : service { holds price }
flow see { rate 900 req/s peak; visitor -> edge reads price; edge -> shop, on miss of edge }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Role, edit, properties, rule
from designlint.api.analyses import verdicts
from designlint.api.model import Component, Data, Known
from designlint.api.text import Dimension, Quantity, show, show_value, step

_WINDOWS = (properties.store.TTL, properties.store.STALE_WHILE_REVALIDATE)


@rule("CAC008", grade="contradiction", since="0.1", formerly=("cache-outlives-freshness",))
def ttl_exceeds_freshness(facts: Facts) -> Iterator[Finding]:
    """One finding for each data item that a cache serves for longer than its freshness."""
    for cache in facts.design.components.values():
        if not cache.plays(Role.CACHE) or not _is_timed(cache):
            continue
        for ref in cache.value(properties.store.HOLDS) or ():
            data = facts.design.data[ref.path]
            fresh = data[properties.context.FRESHNESS]
            if fresh is None or data.is_immutable or _age(cache) <= fresh.value.value:
                continue
            if not facts[verdicts].violated([data.path], "staleness"):
                yield _finding(cache, data, fresh)


def _is_timed(cache: Component) -> bool:
    """Whether its copies only expire."""
    is_invalidated = cache.value(properties.store.INVALIDATION) not in (None, "none", "ttl")
    is_written = cache.value(properties.store.WRITE_POLICY) == "write_through"
    return cache[properties.store.TTL] is not None and not is_invalidated and not is_written


def _windows(cache: Component) -> list[Known[Quantity]]:
    """For how long a copy is served: until its TTL ends, and then while it is revalidated."""
    return [window for key in _WINDOWS if (window := cache[key]) is not None]


def _age(cache: Component) -> float:
    """How old a copy can get, in seconds."""
    return sum(window.value.value for window in _windows(cache))


def _finding(cache: Component, data: Data, fresh: Known[Quantity]) -> Finding:
    windows, allowed = _windows(cache), show(fresh.value)
    times = [show(window.value) for window in windows]
    shown = times[0] if len(times) == 1 else show_value(_age(cache), Dimension.TIME)
    served = (
        f"`{cache.path}` serves copies for",
        f"while it revalidates a copy, `{cache.path}` serves it for another",
    )
    lines = [
        step(f"{text} {time}", w) for text, time, w in zip(served, times, windows, strict=False)
    ]
    return Finding(
        f"`{cache.path}` serves `{data.path}` for up to {shown}, but its `freshness` is {allowed}",
        Label(cache.span_of(properties.store.TTL), f"up to {shown}"),
        cache.path,
        secondary=(Label(fresh.span, f"at most {allowed}"),) if fresh.span else (),
        witness=(*lines, step(f"`{data.path}` has a freshness of {allowed}", fresh)),
        help=(
            edit(f"ttl {allowed}"),
            edit("invalidation event", note="if the origin publishes changes"),
        ),
    )
