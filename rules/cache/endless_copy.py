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

from designlint.analyses.detectors.cached_data import CachedData, endless_copies
from designlint.api import Facts, Finding, Label, Severity, Step, edit, properties, rule
from designlint.api.analyses import violated_requirements


@rule("CAC005", severity=Severity.WARNING, since="0.1")
def endless_copy(facts: Facts) -> Iterator[Finding]:
    """One finding for each cache, about the first datum whose copies never end."""
    told = set()
    for cached in facts[endless_copies]:
        refuted = violated_requirements(facts, [cached.data.path], "staleness", "consistency")
        if cached.cache.path not in told and not refuted:
            told.add(cached.cache.path)
            yield _finding(cached)


def _finding(cached: CachedData) -> Finding:
    cache, data, writes = cached
    holds = cache[properties.store.HOLDS]
    first = writes[0]
    return Finding(
        f"`{cache.path}` keeps copies of `{data.path}` for ever, and it changes",
        Label(holds.span if holds is not None and holds.span else cache.span, "no ttl"),
        cache.path,
        secondary=(Label(first.span, "changed here"),),
        witness=(
            Step(f"1. a reader is answered by `{cache.path}`, which keeps the copy"),
            Step(f"2. `{data.path}` is changed in the store behind it", first.span),
            Step(
                f"3. later readers get the old value until something pushes it out of `{cache.path}`"
            ),
        ),
        help=(edit("ttl 5min"), edit("invalidation after_commit", note="where changes are told")),
    )
