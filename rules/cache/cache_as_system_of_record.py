"""Important data is kept only in a cache.

Reported when: flows write data with `importance high` or `critical`, or payments, into a cache
and into no store, queue, stream or external system.

Not reported when: a step calls a holder of the data without naming what it writes, or the data is
less important.

How to fix: write the data to a store, and keep the cache in front of it.

Why: a cache may drop data at any time, by eviction, restart or failover. Important data needs a
system of record.

Source: M. Kleppmann, Designing Data-Intensive Applications (2017), part III, on systems of record
and derived data.

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

from collections.abc import Iterator, Sequence

from designlint.api import Facts, Finding, Label, Role, Step, edit, properties, rule
from designlint.api.analyses import data_uses
from designlint.api.model import Component, Data, Named


@rule("CAC006", grade="risk", since="0.1", formerly=("cache-only-copy",))
def cache_as_system_of_record(facts: Facts) -> Iterator[Finding]:
    """One finding for each data item that only caches keep."""
    for path, data in facts.design.data.items():
        use = facts[data_uses][path]
        if not data.is_important and not data.is_critical:
            continue
        if not use.supplied and not use.unclear:
            cache = _cached_alone(facts, data, use.homes)
            if cache is not None:
                yield _finding(cache, data, use.writes)


def _cached_alone(facts: Facts, data: Data, paths: Sequence[str]) -> Component | None:
    """The cache that flows write the data into, if nothing durable keeps it."""
    components = facts.design.components
    homes = [components[home] for home in paths if home in components]
    if any(_may_keep(home, data) for home in homes):
        return None
    steps = [step for flow in facts.design.flows.values() for step in flow.steps]
    written = {step.callee.path for step in steps if data.path in step.written}
    return next((h for h in homes if h.plays(Role.CACHE) and h.path in written), None)


def _may_keep(home: Component, data: Data) -> bool:
    if home.plays(Role.STORE, Role.BROKER) or home.is_external:
        return True
    held = [ref.path for ref in home.value(properties.store.HOLDS) or ()]
    return not home.plays(Role.CACHE) and data.path in held


def _finding(cache: Component, data: Data, writes: Sequence[Named]) -> Finding:
    importance = data[properties.context.IMPORTANCE]
    span = importance.span if importance is not None else None
    return Finding(
        f"`{data.path}` is kept only in the cache `{cache.path}`",
        Label(data.span),
        data.path,
        secondary=(
            Label(cache.span, "may drop it"),
            *((Label(span, "declared important"),) if span else ()),
        ),
        witness=tuple(
            [Step(f"no store keeps this write of `{data.path}`", w.span) for w in writes]
        ),
        help=(edit(f"component store : database {{ holds {data.name} }}"),),
    )
