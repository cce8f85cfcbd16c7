"""What is behind a cache does not carry the load when the cache is empty.

After a restart, a flush, a change of the key format or the loss of the cache, every request misses.
When the origin cannot carry that, it slows down, the cache stays empty because nothing answers, and
the load stays after its cause is gone. The misses of all flows are propagated to everything behind
the cache, with the replicas that can be added by `autoscale`.

There is one finding for each cache, about the fullest component behind it. It is silent where
`coalesce` (many misses of one key become one call) or `warm_up` (it is filled before it gets traffic)
is stated, where the origin is full as it is (SCA001), and where hit ratio, load or capacity is not
stated.

Source: R. Nishtala and others, Scaling Memcache at Facebook (NSDI 2013), on leases and cold cluster
warm-up; AWS Builders' Library, Caching challenges and strategies.

Bad:

```design
actor visitor
data link
component hot : cache { holds link; ttl 60s; hit 90%; size 8GB }
component store : database { holds link; replicas 2; capacity 1k req/s per replica }
flow follow { rate 5k req/s peak; visitor -> hot reads link; visitor -> store reads link, on miss of hot }
```

Good:

```design
actor visitor
data link
component hot : cache { holds link; ttl 60s; hit 90%; size 8GB; coalesce yes; warm_up yes }
component store : database { holds link; replicas 2; capacity 1k req/s per replica }
flow follow { rate 5k req/s peak; visitor -> hot reads link; visitor -> store reads link, on miss of hot }
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from designlint.api import Facts, Finding, Label, Role, Severity, edit, properties, rule
from designlint.api.analyses import (
    FULL,
    Capacity,
    capacities,
    certain_use,
    cold_capacities,
    utilisation_line,
)
from designlint.api.model import Component
from designlint.api.model import Step as Call
from designlint.api.text import listed, show_share


@rule("CAC001", severity=Severity.WARNING, since="0.1")
def cold_cache(facts: Facts) -> Iterator[Finding]:
    """One finding for each cache that nothing behind it can do without."""
    behind: dict[str, list[Call]] = {}
    for flow in facts.design.flows.values():
        for call in flow.steps:
            if call.on_miss_of is not None:
                behind.setdefault(call.on_miss_of.path, []).append(call)
    for path, misses in behind.items():
        cache = facts.design.components[path]
        full = _overloaded(facts, path) if _is_at_risk(cache) else []
        if full:
            yield _finding(facts, cache, misses, full)


def _is_at_risk(cache: Component) -> bool:
    """Whether hits are counted on, and nothing keeps the misses of an empty cache apart."""
    coalesces, warms_up = properties.store.COALESCE, properties.store.WARM_UP
    if not cache.plays(Role.CACHE) or cache.value(coalesces) or cache.value(warms_up):
        return False
    hit = cache.value(properties.store.HIT)
    return hit is not None and hit.value > 0.0


def _overloaded(facts: Facts, cache: str) -> list[tuple[float, Capacity]]:
    """What carries its load with the cache and not without it, by its utilisation, fullest first."""
    found = []
    for cold in cold_capacities(facts, cache):
        warm, empty = certain_use(facts[capacities][cold.component.path]), certain_use(cold)
        if warm is not None and empty is not None and warm.low <= FULL < empty.low:
            found.append((empty.low, cold))
    return sorted(found, key=lambda one: (-one[0], one[1].component.path))


def _finding(
    facts: Facts, cache: Component, misses: Sequence[Call], full: Sequence[tuple[float, Capacity]]
) -> Finding:
    used, cold = full[0]
    origin = cold.component.path
    more = cold.replicas_for()
    others = f", and {listed([c.component.path for _, c in full[1:]])} with it" if full[1:] else ""
    warm, empty = utilisation_line(facts[capacities][origin]), utilisation_line(cold)
    return Finding(
        f"`{origin}` is over its capacity when `{cache.path}` is empty: {show_share(used)}",
        Label(cache.span_of(properties.store.HIT), "counted on"),
        cache.path,
        secondary=tuple([Label(call.span, "takes the misses") for call in misses]),
        witness=(
            warm._replace(text=f"warm: {warm.text}"),
            empty._replace(text=f"empty: {empty.text}{others}"),
        ),
        help=(
            edit("coalesce yes", note="many misses of one key become one call"),
            edit("warm_up yes", note="filled before it gets traffic"),
            *((edit(f"replicas {more}", place=f"`{origin}`"),) if more else ()),
        ),
    )
