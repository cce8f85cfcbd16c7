"""The origin of a cache is overloaded when the cache is empty, or gets many times its load.

Reported when: a component in a flow carries its load with the assumed hit ratio of a cache, but
not when every request misses; or its capacity is not declared, a flow needs it, and an empty cache
multiplies its load by 20 or more: a hit ratio of 99.9% is a factor of 1000. The misses of all flows
count, and so do replicas that `autoscale` can add. There is one finding for each cache, about the
component with the highest utilisation. While the origin fails, nothing refills the cache, so an origin
that has failed for longer than the `ttl` gets the same load when it returns.

Not reported when: the cache declares `coalesce` or `warm_up` and users share its keys; a `rate_limit` or a
`bulkhead` bounds the misses of an origin of unknown capacity; the origin is overloaded anyway (SCA001), or
is `managed`; or the hit ratio is not declared. Keys are not shared where the data is personal or secret,
where there is one of it for each user (the `count` of the actor), or where it is sharded by an actor: no two users ask for the same
key, and nothing knows the keys before the requests.

How to fix: coalesce concurrent misses of a key, warm the cache up before traffic, let in as many misses
as the origin carries, or size the origin for an empty cache.

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
from typing import NamedTuple

from designlint.api import Facts, Finding, Help, Label, Role, Step, advice, edit, properties, rule
from designlint.api.analyses import (
    FULL,
    Capacity,
    capacities,
    cold_caches,
    flow_graphs,
    hard_dependencies,
)
from designlint.api.model import Component
from designlint.api.model import Step as Call
from designlint.api.text import listed, show_share

# An origin of unknown capacity may carry some times its usual load, and surely not 20 times. What 1 - 95%
# leaves of a load in floating-point arithmetic is a hair more than a twentieth.
_MANY = 20.0 * (1.0 - 1e-9)
_PRIVATE = frozenset(("personal", "secret", "health"))


class _Origin(NamedTuple):
    """What gets more load without the cache: its utilisation (0 where unknown), or by how much more."""

    use: float
    factor: float
    cold: Capacity


@rule("CAC001", grade="risk", since="0.1")
def cold_cache(facts: Facts) -> Iterator[Finding]:
    """One finding for each cache whose origin is overloaded without it."""
    misses_of: dict[str, list[tuple[str, Call]]] = {}
    for flow in facts.design.flows.values():
        for call in flow.steps:
            if call.on_miss_of is not None:
                misses_of.setdefault(call.on_miss_of.path, []).append((flow.path, call))
    for path, misses in misses_of.items():
        cache = facts.design.components[path]
        origins = _origins(facts, cache, misses) if _is_at_risk(facts, cache, misses) else []
        if origins:
            yield _finding(facts, cache, [call for _, call in misses], origins)


def _is_at_risk(facts: Facts, cache: Component, misses: Sequence[tuple[str, Call]]) -> bool:
    """Whether hits are assumed, and an empty cache is neither warmed up nor shielded from misses."""
    hit = cache.value(properties.store.HIT)
    if not cache.plays(Role.CACHE) or hit is None or hit.value <= 0.0:
        return False
    return not _is_shielded(cache) or _is_private(facts, misses)


def _is_shielded(cache: Component) -> bool:
    shields = cache[properties.store.COALESCE], cache[properties.store.WARM_UP]
    return any(known is not None and known.value for known in shields)


def _is_private(facts: Facts, misses: Sequence[tuple[str, Call]]) -> bool:
    """Whether each user asks for keys of their own."""
    design = facts.design
    for flow, call in misses:
        actors = [design.actors[e] for e in facts[flow_graphs][flow].entries if e in design.actors]
        users = [a[properties.context.COUNT] or a[properties.context.ACTIVE] for a in actors]
        numbers = {known.value.value for known in users if known is not None}
        for data in [design.data[read.path] for read in call.reads]:
            contains = data.value(properties.context.CONTAINS)
            count = data.value(properties.context.COUNT)
            is_private = contains is not None and not _PRIVATE.isdisjoint(contains)
            if is_private or (count is not None and count.value in numbers):
                return True
        origin = design.components.get(call.callee.path)
        shards = origin.value(properties.store.SHARDS) if origin is not None else None
        if shards is not None and shards.key in {actor.name for actor in actors}:
            return True
    return False


def _origins(facts: Facts, cache: Component, misses: Sequence[tuple[str, Call]]) -> list[_Origin]:
    """What carries its load with the cache but not without, or gets many times as much, worst first."""
    hit = cache.value(properties.store.HIT)
    found = []
    for cold in facts[cold_caches][cache.path]:
        path = cold.component.path
        warm, empty = facts[capacities][path].certain_use, cold.certain_use
        if warm is not None and empty is not None:
            if warm.low <= FULL < empty.low:
                found.append(_Origin(empty.low, 0.0, cold))
        elif hit is not None and _is_needed(facts, path, misses):
            least = 1.0 / (1.0 - hit.value) if hit.value < 1.0 else 0.0
            factor = _factor(facts, cold, least)
            if factor >= _MANY:
                found.append(_Origin(0.0, factor, cold))
    return sorted(found, key=lambda one: (-one.use, -one.factor, one.cold.component.path))


def _is_needed(facts: Facts, path: str, misses: Sequence[tuple[str, Call]]) -> bool:
    """Whether a flow fails with what takes all misses, unlimited, and the team runs it."""
    component = facts.design.components[path]
    if component[properties.component.MANAGED] is not None or component.is_external:
        return False
    flows = dict.fromkeys(flow for flow, call in misses if call.callee.path == path)
    return any(
        path in facts[hard_dependencies][flow].critical_components
        and not facts[flow_graphs][flow].is_rate_limited(path)
        for flow in flows
    )


def _factor(facts: Facts, cold: Capacity, least: float) -> float:
    """By how much the load grows: of all flows where it is known, else that of the misses."""
    warm, empty = facts[capacities][cold.component.path].demand.total, cold.demand.total
    if warm.is_exact and empty.is_exact and warm.low > 0.0:
        return empty.low / warm.low
    return least


def _finding(
    facts: Facts, cache: Component, misses: Sequence[Call], origins: Sequence[_Origin]
) -> Finding:
    used, factor, cold = origins[0]
    origin, times = cold.component.path, f"{round(factor)}x"
    text = (
        f"`{origin}` is overloaded at {show_share(used)} utilisation when `{cache.path}` is empty"
    )
    if not used:
        text = f"`{origin}` gets {times} its usual load when `{cache.path}` is empty"
    return Finding(
        text,
        Label(cache.span_of(properties.store.HIT), "assumed hit ratio"),
        cache.path,
        secondary=tuple([Label(call.span, "takes the misses") for call in misses]),
        witness=tuple(_witness(facts, cache, origins)),
        help=tuple(_help(cache, origins[0])),
        because=cold.overloads,
    )


def _witness(facts: Facts, cache: Component, origins: Sequence[_Origin]) -> Iterator[Step]:
    first, *others = origins
    too = [one.cold.component.path for one in others]
    more = f"; so {'is' if len(too) == 1 else 'are'} {listed(too)}" if too else ""
    if not first.use:
        span = cache.span_of(properties.store.HIT)
        share = show_share(1.0 / first.factor)
        yield Step(
            f"with a warm `{cache.path}`, {share} of that load reaches the origin{more}", span
        )
        return
    warm, empty = facts[capacities][first.cold.component.path].line, first.cold.line
    yield warm._replace(text=f"{warm.text} with a warm `{cache.path}`")
    yield empty._replace(text=f"{empty.text} with an empty `{cache.path}`{more}")


def _help(cache: Component, origin: _Origin) -> Iterator[Help]:
    if _is_shielded(cache):
        yield advice(
            "limit the rate of the misses: users have keys of their own, which nothing shares"
        )
    else:
        yield edit("coalesce yes", note="concurrent misses of a key become one call")
        yield edit("warm_up yes", note="filled before it takes traffic")
    more, path = origin.cold.replicas_for(), origin.cold.component.path
    if not origin.use:
        yield edit(
            "capacity RATE per replica", place=f"`{path}`", note="if it carries all requests"
        )
    elif more:
        yield edit(origin.cold.scaling_to(more), place=f"`{path}`")
