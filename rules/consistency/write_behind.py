"""A cache acknowledges writes of critical data before any store has them.

Reported when: a cache with `write_policy write_behind` holds critical data or payments.

Not reported when: the cache replicates synchronously (`replication synchronous`) or declares its
`durability`.

How to fix: write through to the store, or replicate the cache synchronously.

Why: until a write-behind cache flushes a write, it has the only copy, usually in memory. When the
cache stops, acknowledged writes are lost.

Source: M. Kleppmann, Designing Data-Intensive Applications (2017), chapter 7, on durability; the
documentation of Oracle Coherence, on write-through and write-behind caching.

Bad:

```design
actor player
data score { importance critical }
component hot : cache { holds score; write_policy write_behind; ttl 60s }
component store : database { holds score }
flow win { rate 60 req/s; player -> hot -> store writes score }
```

Good:

```design
actor player
data score { importance critical }
component hot : cache { holds score; write_policy write_through; ttl 60s }
component store : database { holds score }
flow win { rate 60 req/s; player -> hot -> store writes score }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Role, Step, edit, properties, rule
from designlint.api.analyses import verdicts
from designlint.api.model import Component
from designlint.api.text import listed


@rule("CON007", grade="risk", since="0.1")
def write_behind(facts: Facts) -> Iterator[Finding]:
    """One finding for each cache that can lose acknowledged writes of critical data."""
    for cache in facts.design.components.values():
        policy = cache.value(properties.store.WRITE_POLICY)
        if not cache.plays(Role.CACHE) or policy != "write_behind" or _is_durable(cache):
            continue
        held = [facts.design.data[ref.path] for ref in cache.value(properties.store.HOLDS) or ()]
        critical = [data.path for data in held if data.is_critical]
        if critical:
            yield _finding(facts, cache, critical)


def _is_durable(cache: Component) -> bool:
    replication = cache.value(properties.store.REPLICATION)
    return replication == "synchronous" or cache[properties.store.DURABILITY] is not None


def _finding(facts: Facts, cache: Component, data: list[str]) -> Finding:
    path = cache.path
    return Finding(
        f"`{path}` acknowledges writes of {listed(data)} before any store has them",
        Label(cache.span_of(properties.store.WRITE_POLICY)),
        path,
        witness=(
            Step(f"1. `{path}` acknowledges a write of `{data[0]}`"),
            Step(f"2. `{path}` stops before it flushes the write to a store"),
            Step("3. the write is lost, because no store has it"),
        ),
        help=(edit("write_policy write_through", place=f"`{path}`"),),
        breaks=facts[verdicts].violated(data, "rpo", "durability"),
    )
