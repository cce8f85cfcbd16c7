"""A cached copy is dropped before the write commits, so that it comes back old.

Between the drop and the commit any reader misses, reads the old value from the store and puts it back
into the cache. The write then commits, and the cache answers with the old value until its time to live
ends, or for good where it has none. Dropped after the commit, a copy is wrong only where a reader was
under way at that moment.

There is one finding for each cache. It is silent about data that never changes or that no flow
writes and reads there.

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

from designlint.analyses.detectors.hazards import EarlyDrop, early_drops
from designlint.api import Facts, Finding, Label, Severity, edit, rule
from designlint.api.analyses import hop_lines


@rule("CON006", severity=Severity.WARNING, since="0.1")
def early_invalidation(facts: Facts) -> Iterator[Finding]:
    """One finding for each cache whose copies come back old."""
    for drop in facts[early_drops]:
        yield _finding(drop)


def _finding(drop: EarlyDrop) -> Finding:
    path = drop.cache.path
    span = drop.how.span
    return Finding(
        f"`{path}` drops its copy of `{drop.data}` before the write commits, and gets the old one back",
        Label(span or drop.cache.span),
        path,
        witness=hop_lines(drop.hop),
        help=(edit("invalidation after_commit", place=f"`{path}`"),),
    )
