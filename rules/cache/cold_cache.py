"""The origin of a cache is overloaded when the cache is empty.

Reported when: a component in a flow carries its load with the assumed hit ratio of a cache, but
not when every request misses. The misses of all flows count, and so do replicas that `autoscale`
can add. There is one finding for each cache, about the component with the highest utilisation.

Not reported when: the cache declares `coalesce` or `warm_up`, the origin is overloaded anyway
(SCA001), or the hit ratio, load or capacity is not declared.

How to fix: coalesce concurrent misses of a key, warm the cache up before traffic, or size the
origin for an empty cache.

Why: after a restart, a flush or a change of the key format, every request misses. An overloaded
origin answers slowly, so the cache stays empty and the overload outlives its cause.

Source: R. Nishtala and others, Scaling Memcache at Facebook (NSDI 2013), on leases and cold
cluster warm-up; AWS Builders' Library, Caching challenges and strategies.

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

from designlint.api import Facts, Finding, Label, Role, edit, properties, rule
from designlint.api.analyses import FULL, Capacity, capacities, cold_caches
from designlint.api.model import Component
from designlint.api.model import Step as Call
from designlint.api.text import listed, show_share


@rule("CAC001", grade="risk", since="0.1")
def cold_cache(facts: Facts) -> Iterator[Finding]:
    """One finding for each cache whose origin is overloaded without it."""
    misses_of: dict[str, list[Call]] = {}
    for flow in facts.design.flows.values():
        for call in flow.steps:
            if call.on_miss_of is not None:
                misses_of.setdefault(call.on_miss_of.path, []).append(call)
    for path, misses in misses_of.items():
        cache = facts.design.components[path]
        full = _overloaded(facts, path) if _is_at_risk(cache) else []
        if full:
            yield _finding(facts, cache, misses, full)


def _is_at_risk(cache: Component) -> bool:
    """Whether hits are assumed, and an empty cache is neither warmed up nor shielded from misses."""
    coalesces, warms_up = properties.store.COALESCE, properties.store.WARM_UP
    if not cache.plays(Role.CACHE) or cache.value(coalesces) or cache.value(warms_up):
        return False
    hit = cache.value(properties.store.HIT)
    return hit is not None and hit.value > 0.0


def _overloaded(facts: Facts, cache: str) -> list[tuple[float, Capacity]]:
    """What carries its load with the cache but not without, with its utilisation, highest first."""
    found = []
    for cold in facts[cold_caches][cache]:
        warm, empty = facts[capacities][cold.component.path].certain_use, cold.certain_use
        if warm is not None and empty is not None and warm.low <= FULL < empty.low:
            found.append((empty.low, cold))
    return sorted(found, key=lambda one: (-one[0], one[1].component.path))


def _finding(
    facts: Facts, cache: Component, misses: Sequence[Call], full: Sequence[tuple[float, Capacity]]
) -> Finding:
    used, cold = full[0]
    origin = cold.component.path
    more = cold.replicas_for()
    too = [one.component.path for _, one in full[1:]]
    others = f"; so {'is' if len(too) == 1 else 'are'} {listed(too)}" if too else ""
    warm, empty = facts[capacities][origin].line, cold.line
    return Finding(
        f"`{origin}` is overloaded at {show_share(used)} utilisation when `{cache.path}` is empty",
        Label(cache.span_of(properties.store.HIT), "assumed hit ratio"),
        cache.path,
        secondary=tuple([Label(call.span, "takes the misses") for call in misses]),
        witness=(
            warm._replace(text=f"{warm.text} with a warm `{cache.path}`"),
            empty._replace(text=f"{empty.text} with an empty `{cache.path}`{others}"),
        ),
        help=(
            edit("coalesce yes", note="concurrent misses of a key become one call"),
            edit("warm_up yes", note="filled before it takes traffic"),
            *((edit(cold.scaling_to(more), place=f"`{origin}`"),) if more else ()),
        ),
    )
