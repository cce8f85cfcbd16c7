"""A write invalidates a cached copy before it commits.

Reported when: a cache declares `invalidation before_commit` for data that a flow writes and a
flow reads there. There is one finding for each cache.

Not reported when: the data is `immutable`, or no flow writes and reads it there.

How to fix: invalidate after the commit. A copy is then stale only if a read races with the write.

Why: between invalidation and commit, a reader misses, reads the old value from the store and
caches it again. The cache then serves the old value until its TTL expires, or for good without a
TTL.

Source: R. Nishtala and others, Scaling Memcache at Facebook (2013), section 3.2.1, on stale sets.

Bad:

```design
actor author
data link
component hot : cache { holds link; ttl 60s; invalidation before_commit }
component store : database { holds link }
flow change { rate 6 req/s; author -> store writes link }
flow see { rate 600 req/s; author -> hot reads link; author -> store reads link, on miss of hot }
```

Good:

```design
actor author
data link
component hot : cache { holds link; ttl 60s; invalidation after_commit }
component store : database { holds link }
flow change { rate 6 req/s; author -> store writes link }
flow see { rate 600 req/s; author -> hot reads link; author -> store reads link, on miss of hot }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Role, edit, properties, rule
from designlint.api.analyses import Hop, reads_of
from designlint.api.model import Component


@rule("CON006", grade="risk", since="0.1")
def early_invalidation(facts: Facts) -> Iterator[Finding]:
    """One finding for each cache whose copies a write invalidates too early."""
    seen = set()
    for data in _changed(facts):
        for hop in facts[reads_of][data]:
            cache = facts.design.components[hop.component]
            how = cache.value(properties.store.INVALIDATION) if cache.plays(Role.CACHE) else None
            if how == "before_commit" and cache.path not in seen:
                seen.add(cache.path)
                yield _finding(cache, data, hop)


def _changed(facts: Facts) -> list[str]:
    """The mutable data that some flow writes, in the order of the writes."""
    design = facts.design
    steps = [step for flow in design.flows.values() for step in flow.steps]
    written = dict.fromkeys(path for step in steps for path in step.written)
    return [path for path in written if not design.data[path].is_immutable]


def _finding(cache: Component, data: str, hop: Hop) -> Finding:
    path = cache.path
    return Finding(
        f"`{path}` invalidates `{data}` before the write commits, so a read can restore the old value",
        Label(cache.span_of(properties.store.INVALIDATION)),
        path,
        witness=hop.lines,
        help=(edit("invalidation after_commit", place=f"`{path}`"),),
    )
