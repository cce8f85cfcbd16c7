"""A cache shows a datum for longer than the design says it may be old.

`freshness` says how old what is read may be; the ttl of a cache or CDN, with the time that it serves
a copy while it renews it, says how old it can be. When the second is longer, the design contradicts
itself.

It is an error. It is silent where the cache is told of changes, about data that is `immutable` or
that has no `freshness`, about copies that are only served while the origin fails, and where a
requirement on the staleness of the datum is violated, which says the same (VER001).

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

from designlint.api import Facts, Finding, Label, Role, Severity, edit, properties, rule
from designlint.api.analyses import violated_requirements
from designlint.api.model import Component, Data, Known
from designlint.api.text import Dimension, Quantity, show, show_value, step

_WINDOWS = (properties.store.TTL, properties.store.STALE_WHILE_REVALIDATE)


@rule("CAC008", severity=Severity.ERROR, since="0.1", formerly=("cache-outlives-freshness",))
def ttl_exceeds_freshness(facts: Facts) -> Iterator[Finding]:
    """One finding for each datum in a cache that outlives its freshness."""
    for cache in facts.design.components.values():
        if not cache.plays(Role.CACHE) or not _is_timed(cache):
            continue
        for ref in cache.value(properties.store.HOLDS) or ():
            data = facts.design.data[ref.path]
            fresh = data[properties.context.FRESHNESS]
            if fresh is None or data.is_immutable or _age(cache) <= fresh.value.value:
                continue
            if not violated_requirements(facts, [data.path], "staleness"):
                yield _finding(cache, data, fresh)


def _is_timed(cache: Component) -> bool:
    """Whether only time ends its copies."""
    told = cache.value(properties.store.INVALIDATION) not in (None, "none", "ttl")
    is_written = cache.value(properties.store.WRITE_POLICY) == "write_through"
    return cache[properties.store.TTL] is not None and not told and not is_written


def _windows(cache: Component) -> list[Known[Quantity]]:
    """For how long a copy is used: as it is, and then while it is renewed."""
    return [window for key in _WINDOWS if (window := cache[key]) is not None]


def _age(cache: Component) -> float:
    """How old a copy can get, in seconds."""
    return sum(window.value.value for window in _windows(cache))


def _finding(cache: Component, data: Data, fresh: Known[Quantity]) -> Finding:
    shown, allowed = show_value(_age(cache), Dimension.TIME), show(fresh.value)
    lines = [step(f"{cache.path}: copies are used for {show(w.value)}", w) for w in _windows(cache)]
    return Finding(
        f"`{cache.path}` shows `{data.path}` for up to {shown}, and it may be {allowed} old",
        Label(cache.span_of(properties.store.TTL), f"up to {shown}"),
        cache.path,
        secondary=(Label(fresh.span, "how old it may be"),) if fresh.span else (),
        witness=(*lines, step(f"{data.path}: may be {allowed} old", fresh)),
        help=(edit(f"ttl {allowed}"), edit("invalidation event", note="where changes are told")),
    )
