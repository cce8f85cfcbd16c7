"""Each replica of a service keeps copies of its own of data that changes.

Reported when: a cache that lives in the replicas of a service (`placement server`) holds data that a
flow writes, and its copies only expire; or a service with `state memory` itself `holds` such data, which a
store has, too, and no queue or stream tells it of changes.

Not reported when: there is one replica, an event tells every replica of a change (`invalidation event`; the
replica that writes can drop its own copy only), a client's requests stay with one
replica (`sticky`, `routes_by hash`), the data is `immutable`, or its `freshness` allows copies as old as the `ttl` lets them be.

How to fix: keep the copies in a cache that all replicas share, or tell every replica of a change
(`invalidation event`).

Why: two requests of one user go to two replicas. The first answer shows a change, the second does not
yet, until the slower copy expires. No replica can be asked which copy is right.

Source: R. Nishtala and others, Scaling Memcache at Facebook (NSDI 2013), on copies that contradict each
other; W. Vogels, Eventually Consistent (CACM 2009), on monotonic reads.

Bad:

```design
actor visitor
data price
component shop : service { replicas 4 }
component local : cache { placement server; holds price; ttl 1h; hit 80% }
component store : database { holds price; replicas 2 }
flow put { rate 1 req/s; visitor -> shop -> store writes price }
flow see {
  rate 100 req/s; visitor -> shop -> local reads price; shop -> store reads price, on miss of local
}
```

Good:

```design
actor visitor
data price
component shop : service { replicas 4 }
component local : cache { placement server; holds price; ttl 1h; hit 80%; invalidation event }
component store : database { holds price; replicas 2 }
flow put { rate 1 req/s; visitor -> shop -> store writes price }
flow see {
  rate 100 req/s; visitor -> shop -> local reads price; shop -> store reads price, on miss of local
}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Role, Step, advice, edit, properties, rule
from designlint.api.analyses import data_uses, flow_graphs, placements
from designlint.api.model import Component, Data
from designlint.api.text import listed, show


@rule("CAC010", grade="minor", since="0.2")
def diverging_copies(facts: Facts) -> Iterator[Finding]:
    """One finding for each cache in the replicas of a service."""
    for cache in facts.design.components.values():
        is_cache = cache.plays(Role.CACHE) and _only_expires(cache)
        if not is_cache and not _keeps_a_map(cache):
            continue
        held = [d for d in _held(facts, cache) if is_cache or _is_copy(facts, cache, d)]
        data = [d for d in held if _diverges(facts, cache, d)]
        if data and _is_several(facts, cache) and not _is_sticky(facts, cache):
            yield _finding(cache, data)


def _only_expires(cache: Component) -> bool:
    """Whether it is in the replicas of a service, and nothing tells all of them of a change."""
    is_local = cache.value(properties.store.CACHE_PLACEMENT) == "server"
    return is_local and cache.value(properties.store.INVALIDATION) != "event"


def _keeps_a_map(service: Component) -> bool:
    """Whether it is the team's own code, which keeps what it holds in its memory."""
    is_code = service.plays(Role.APPLICATION) and not service.plays(Role.CACHE, Role.STORE)
    return is_code and service.value(properties.component.STATE) == "memory"


def _is_copy(facts: Facts, service: Component, data: Data) -> bool:
    """Whether a store has the data, too, and no queue or stream tells the service of changes."""
    homes = facts[data_uses].stores_of(data.path)
    is_told = any(
        facts.design.components[step.caller.path].plays(Role.BROKER)
        for _, step in facts.design.steps_naming(service.path)
        if step.callee.path == service.path and step.caller.path in facts.design.components
    )
    return not is_told and any(h.plays(Role.STORE) and h.path != service.path for h in homes)


def _held(facts: Facts, cache: Component) -> list[Data]:
    return [facts.design.data[ref.path] for ref in cache.value(properties.store.HOLDS) or ()]


def _diverges(facts: Facts, cache: Component, data: Data) -> bool:
    """Whether a copy can be older than is agreed to."""
    if data.is_immutable or not facts[data_uses][data.path].writes:
        return False
    fresh, kept = data.value(properties.context.FRESHNESS), cache.value(properties.store.TTL)
    return fresh is None or kept is None or kept.value > fresh.value


def _is_several(facts: Facts, cache: Component) -> bool:
    """Whether it, or a component that asks it, certainly has more than one replica."""
    callers = {
        step.caller.path
        for _, step in facts.design.steps_naming(cache.path)
        if step.callee.path == cache.path and step.caller.path in facts.design.components
    }
    return any(facts[placements][path].count > 1 for path in (cache.path, *callers))


def _is_sticky(facts: Facts, cache: Component) -> bool:
    """Whether something on the way of every flow keeps a client with one replica."""
    sticky = {
        path
        for path, component in facts.design.components.items()
        if component.value(properties.edge.STICKY) is True or _is_hashed(component)
    }
    flows = [graph for graph in facts[flow_graphs].values() if cache.path in graph.nodes]
    return not any(sticky.isdisjoint(graph.nodes) for graph in flows)


def _is_hashed(router: Component) -> bool:
    routing = router[properties.component.ROUTES_BY]
    return routing is not None and routing.value.by == "hash"


def _finding(cache: Component, data: list[Data]) -> Finding:
    names = listed([one.path for one in data])
    kept = cache[properties.store.TTL]
    old = f"up to {show(kept.value)}" if kept is not None else "without end"
    is_cache = cache.plays(Role.CACHE)
    return Finding(
        f"the replicas {'with' if is_cache else 'of'} `{cache.path}` can give different answers for {names}",
        Label(cache.span),
        cache.path,
        witness=(
            Step(f"1. a request fills the copy of {names} in one replica"),
            Step("2. the data changes, and nothing tells the replicas"),
            Step("3. a request to another replica reads the change"),
            Step(f"4. the next, to the first, reads the old copy, {old}"),
        ),
        help=(edit("invalidation event"), edit("placement shared"))
        if is_cache
        else (
            advice(f"keep {names} in a cache that all replicas share, or send them each change"),
        ),
        because=() if is_cache else (f"state of `{cache.path}`",),
    )
