"""A cache keeps copies of what changes, and nothing ever ends them.

Without a time to live, and without being told of changes, a copy stays until something else pushes
it out: the more popular it is, the longer it is wrong. A time to live is also the last resort where
an invalidation gets lost.

It is silent about data that is `immutable` or that no flow writes, where the cache is told of changes
(`invalidation before_commit`, `after_commit` or `event`, `write_policy write_through`), where a flow
writes the datum into the cache itself, and where a requirement on the datum's staleness or
consistency is violated, which says the same (VER001, CON001).

Source: M. Kleppmann, Designing Data-Intensive Applications (2017), chapter 11, on keeping systems in
sync; AWS Builders' Library, Caching challenges and strategies, on soft and hard ttl.

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

from designlint.api import Facts, Finding, Label, Role, Severity, Step, edit, properties, rule
from designlint.api.analyses import data_uses, violated_requirements
from designlint.api.model import Component, Data, Span

_WRITTEN_THROUGH = ("write_through", "write_behind")


@rule("CAC005", severity=Severity.WARNING, since="0.1", formerly=("cache-endless-copy",))
def no_expiry(facts: Facts) -> Iterator[Finding]:
    """One finding for each cache, about the first datum whose copies never end."""
    for cache in facts.design.components.values():
        if cache.plays(Role.CACHE) and not _is_kept_right(cache):
            for ref in cache.value(properties.store.HOLDS) or ():
                data = facts.design.data[ref.path]
                if _is_endless(facts, cache, data):
                    yield _finding(cache, data, facts[data_uses][data.path].writes[0].span)
                    break


def _is_kept_right(cache: Component) -> bool:
    """Whether something ends the copies, or sees to it that they are up to date."""
    policy = cache.value(properties.store.WRITE_POLICY)
    told = cache.value(properties.store.INVALIDATION) not in (None, "none", "ttl")
    is_written = policy is not None and policy in _WRITTEN_THROUGH
    return cache[properties.store.TTL] is not None or told or is_written


def _is_endless(facts: Facts, cache: Component, data: Data) -> bool:
    if not facts[data_uses][data.path].writes or data.is_immutable:
        return False
    steps = (step for flow in facts.design.flows.values() for step in flow.steps)
    if any(step.callee.path == cache.path and data.path in step.written for step in steps):
        return False
    return not violated_requirements(facts, [data.path], "staleness", "consistency")


def _finding(cache: Component, data: Data, write: Span) -> Finding:
    return Finding(
        f"`{cache.path}` keeps copies of `{data.path}` for ever, and it changes",
        Label(cache.span_of(properties.store.HOLDS), "no ttl"),
        cache.path,
        secondary=(Label(write, "changed here"),),
        witness=(
            Step(f"1. a reader is answered by `{cache.path}`, which keeps the copy"),
            Step(f"2. `{data.path}` is changed in the store behind it", write),
            Step(
                f"3. later readers get the old value until something pushes it out of `{cache.path}`"
            ),
        ),
        help=(edit("ttl 5min"), edit("invalidation after_commit", note="where changes are told")),
    )
