"""A cache never expires data that changes.

Reported when: a cache without a TTL holds data that a flow writes. There is one finding for each
cache, about the first such data item.

Not reported when: the data is `immutable`, writes invalidate or pass through the cache, or a flow or
a feed (`fed_by`) brings the data into the cache. Nor when a requirement on the data's staleness or consistency is
violated: VER001 or CON001 reports that.

How to fix: declare a TTL, or invalidate the cache after each commit.

Why: without a TTL or invalidation, a copy stays until the cache evicts it. The more popular the
copy is, the longer it stays wrong. A TTL is also the last resort when an invalidation is lost.

Source: M. Kleppmann, Designing Data-Intensive Applications (2017), chapter 11, on keeping systems
in sync; AWS Builders' Library, Caching challenges and strategies, on soft and hard ttl.

Bad:

```design
actor author
data page
component hot : cache { holds page; hit 90%; eviction lru }
component store : database { holds page; replicas 1 }
flow see { rate 900 req/s peak; author -> hot reads page; author -> store reads page, on miss of hot }
flow edit { rate 9 req/s peak; author -> store writes page }
```

Good:

```design
actor author
data page
component hot : cache { holds page; hit 90%; eviction lru; ttl 5min }
component store : database { holds page; replicas 1 }
flow see { rate 900 req/s peak; author -> hot reads page; author -> store reads page, on miss of hot }
flow edit { rate 9 req/s peak; author -> store writes page }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Role, Step, edit, properties, rule
from designlint.api.analyses import data_uses, verdicts
from designlint.api.model import Component, Data, Span

_WRITTEN_THROUGH = ("write_through", "write_behind")


@rule("CAC005", grade="risk", since="0.1", formerly=("cache-endless-copy",))
def no_expiry(facts: Facts) -> Iterator[Finding]:
    """One finding for each cache, about the first data item that it never expires."""
    for cache in facts.design.components.values():
        if cache.plays(Role.CACHE) and not _is_kept_fresh(cache):
            for ref in cache.value(properties.store.HOLDS) or ():
                data = facts.design.data[ref.path]
                if _never_expires(facts, cache, data):
                    yield _finding(cache, data, facts[data_uses][data.path].writes[0].span)
                    break


def _is_kept_fresh(cache: Component) -> bool:
    """Whether the copies expire, or writes keep them up to date."""
    policy = cache.value(properties.store.WRITE_POLICY)
    is_invalidated = cache.value(properties.store.INVALIDATION) not in (None, "none", "ttl")
    is_written = policy is not None and policy in _WRITTEN_THROUGH
    is_fed = bool(cache.properties.all(properties.store.FED_BY))
    return cache[properties.store.TTL] is not None or is_invalidated or is_written or is_fed


def _never_expires(facts: Facts, cache: Component, data: Data) -> bool:
    if not facts[data_uses][data.path].writes or data.is_immutable:
        return False
    steps = facts.design.steps_naming(cache.path)
    if any(step.callee.path == cache.path and data.path in step.written for _, step in steps):
        return False
    return not facts[verdicts].violated([data.path], "staleness", "consistency")


def _finding(cache: Component, data: Data, write: Span) -> Finding:
    return Finding(
        f"`{cache.path}` never expires `{data.path}`, which changes",
        Label(cache.span_of(properties.store.HOLDS), "no TTL"),
        cache.path,
        secondary=(Label(write, "changed here"),),
        witness=(
            Step(f"1. `{cache.path}` answers a read of `{data.path}` and keeps the copy"),
            Step(f"2. `{data.path}` changes in the origin", write),
            Step(f"3. `{cache.path}` answers with the old value until it evicts the copy"),
        ),
        help=(
            edit("ttl 5min", sample=True),
            edit("invalidation after_commit", note="if writers can reach the cache"),
        ),
    )
