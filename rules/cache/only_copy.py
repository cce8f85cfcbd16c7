"""Data that matters is in a cache and nowhere else.

A cache may forget: what pushes it out, a restart or a failover takes the datum with it. What is
important needs a store that keeps it, with the cache in front.

It is told of data with `importance high` or `critical`, or that contains payments, which flows write
into a cache and into no store, queue, stream or external system. It is silent where the design does
not say what a call writes, and about data of less importance, which a cache may hold alone.

Source: M. Kleppmann, Designing Data-Intensive Applications (2017), part III, on systems of record and
derived data.

Bad:

```design
actor member
data balance { importance critical }
component hot : cache { holds balance; ttl 1d }
flow charge { rate 10 req/s peak; member -> hot writes balance }
flow see { rate 90 req/s peak; member -> hot reads balance }
```

Good:

```design
actor member
data balance { importance critical }
component hot : cache { holds balance; ttl 1d }
component store : database { holds balance }
flow charge { rate 10 req/s peak; member -> store writes balance; member -> hot writes balance }
flow see { rate 90 req/s peak; member -> hot reads balance }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.cached_data import CachedData, cached_alone
from designlint.api import Facts, Finding, Label, Severity, Step, edit, properties, rule


@rule("CAC006", severity=Severity.WARNING, since="0.1")
def only_copy(facts: Facts) -> Iterator[Finding]:
    """One finding for each datum that only caches have."""
    for cached in facts[cached_alone]:
        yield _finding(cached)


def _finding(cached: CachedData) -> Finding:
    cache, data, writes = cached
    importance = data[properties.context.IMPORTANCE]
    span = importance.span if importance is not None else None
    return Finding(
        f"`{data.path}` is kept in the cache `{cache.path}` alone",
        Label(data.span),
        data.path,
        secondary=(
            Label(cache.span, "may forget it"),
            *((Label(span, "it matters"),) if span else ()),
        ),
        witness=tuple(
            [Step(f"{data.path}: written here, and to no store", w.span) for w in writes]
        ),
        help=(edit(f"component store : database {{ holds {data.name} }}"),),
    )
