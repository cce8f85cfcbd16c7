"""A store is nearly full of reads that a cache could answer.

Reported when: a store is at 80% of its capacity or more at peak, nearly all of its calls are reads of data
that is read at least a hundred times as often as it is written, the data may be old for a second or more
(`freshness`) or never changes, and no cache or CDN holds it.

Not reported when: the `freshness` of the data is not declared, a requirement on its consistency or
staleness is declared, the store is over its capacity (SCA001 reports that), or it is a cache or a
queue itself.

How to fix: put a cache before the store, with a `ttl` within the freshness.

Why: each read of the same value is work that was done a moment before. With a hundred reads for each write,
a cache answers most of them, and the store has room for growth and for the loss of a replica.

Source: R. Nishtala and others, Scaling Memcache at Facebook (NSDI 2013); B. Fitzpatrick, Distributed Caching
with Memcached (Linux Journal 124, 2004).

Bad:

```design
actor visitor
data price { freshness 5min }
component shop : service { replicas 4 }
component store : database { replicas 2; holds price; capacity 3k req/s per replica }
flow put { rate 1 req/s peak; visitor -> shop -> store writes price }
flow see { rate 5k req/s peak; visitor -> shop -> store reads price }
```

Good:

```design
actor visitor
data price { freshness 5min }
component shop : service { replicas 4 }
component hot : cache { replicas 2; holds price; ttl 1min; hit 90%; coalesce yes }
component store : database { replicas 2; holds price; capacity 3k req/s per replica }
flow put { rate 1 req/s peak; visitor -> shop -> store writes price }
flow see { rate 5k req/s peak; visitor -> shop -> hot reads price; shop -> store reads price, on miss of hot }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Role, Step, advice, properties, rule
from designlint.api.analyses import FULL, Capacity, capacities
from designlint.api.model import Data
from designlint.api.text import listed, show, show_share

_BUSY, _NEARLY_ALL, _MANY = 0.8, 0.9, 100.0
# In seconds: a copy that is kept for less is asked for again at once.
_SHORT = 1.0


@rule("CAC011", grade="risk", since="0.2")
def uncached_reads(facts: Facts) -> Iterator[Finding]:
    """One finding for each store that answers what a cache could."""
    for path, capacity in facts[capacities].items():
        store, used = capacity.component, capacity.certain_use
        if used is None or not _BUSY <= used.low <= FULL or not store.plays(Role.STORE):
            continue
        data = [facts.design.data[name] for name in _read_often(capacity)]
        if not data or not _are_nearly_all(capacity, {one.path for one in data}):
            continue
        if all(_can_be_kept(facts, one) for one in data):
            yield _finding(path, capacity, used.low, data)


def _read_often(capacity: Capacity) -> list[str]:
    """The data that is read here at least a hundred times as often as it is written."""
    read: dict[str, float] = {}
    written: dict[str, float] = {}
    for part in capacity.parts:
        for named in part.step.reads:
            read[named.path] = read.get(named.path, 0.0) + part.rate.low
        for path in part.step.written:
            written[path] = written.get(path, 0.0) + part.rate.high
    return [path for path, rate in read.items() if rate >= _MANY * written.get(path, 0.0)]


def _are_nearly_all(capacity: Capacity, often: set[str]) -> bool:
    """Whether nearly all calls read such data and nothing else."""
    asked = [
        part.rate.low
        for part in capacity.parts
        if part.step.reads and not part.step.writes and {n.path for n in part.step.reads} <= often
    ]
    return sum(asked) >= _NEARLY_ALL * sum(part.rate.high for part in capacity.parts)


def _can_be_kept(facts: Facts, data: Data) -> bool:
    """Whether a copy may be used for a while, and nothing keeps one yet."""
    claimed = {claim.about for _, claim in facts.design.claims_on("consistency", "staleness")}
    fresh = data.value(properties.context.FRESHNESS)
    is_patient = data.is_immutable or (fresh is not None and fresh.value >= _SHORT)
    return is_patient and data.path not in claimed and not _is_cached(facts, data.path)


def _is_cached(facts: Facts, data: str) -> bool:
    return any(
        component.plays(Role.CACHE)
        and any(ref.path == data for ref in component.value(properties.store.HOLDS) or ())
        for component in facts.design.components.values()
    )


def _finding(path: str, capacity: Capacity, used: float, data: list[Data]) -> Finding:
    names = listed([one.path for one in data])
    return Finding(
        f"`{path}` is at {show_share(used)} of its capacity at peak with reads of {names} that a cache"
        " could answer",
        Label(capacity.component.span),
        path,
        witness=(capacity.line, *map(_age, data)),
        help=(advice(f"put a cache that holds {names} before `{path}`"),),
        causes=(f"reads of `{path}`",),
    )


def _age(data: Data) -> Step:
    fresh = data[properties.context.FRESHNESS]
    if fresh is None:
        return Step(f"{data.path}: never changes")
    return Step(f"{data.path}: may be {show(fresh.value)} old when it is read", fresh.span)
