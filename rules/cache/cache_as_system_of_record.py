"""Important data is kept only in a cache.

Reported when: flows write data with `importance high` or `critical`, or payments, into a cache and
into no store, queue, stream or external system. Data of any importance counts if a worker takes it
from the cache, so that it is work to be done, and the cache acknowledges a write before its copies
have it.

Not reported when: a step calls a store that holds the data without naming what it writes; or the
data is less important, and no worker takes it or the copies of the cache are not declared
asynchronous.

How to fix: write the data to a store, and keep the cache in front of it. Put work into a durable
queue.

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
        is_grave = data.is_important or data.is_critical
        cache = _cached_alone(facts, data, use.homes) if not use.supplied else None
        if cache is None or _may_be_stored(facts, data, use.homes):
            continue
        if is_grave or (_is_asynchronous(cache) and _is_work(facts, cache, data)):
            yield _finding(cache, data, use.writes)


def _may_be_stored(facts: Facts, data: Data, homes: Sequence[str]) -> bool:
    """Whether a flow that writes the data calls a store without saying what it leaves there."""
    steps = facts.design.steps_naming(data.path)
    for flow in {flow.path: flow for flow, step in steps if data.path in step.written}.values():
        for step in flow.steps:
            callee = facts.design.components.get(step.callee.path)
            is_vague = not step.reads and not step.writes and step.callee.path not in homes
            if callee is not None and is_vague and callee.plays(Role.STORE):
                return True
    return False


def _is_asynchronous(cache: Component) -> bool:
    """Whether its copies get a write after it is acknowledged."""
    topology = cache[properties.store.TOPOLOGY]
    sync = topology.detail(properties.store.SYNC) if topology is not None else None
    return cache.value(properties.store.REPLICATION) == "asynchronous" or sync == "0"


def _is_work(facts: Facts, cache: Component, data: Data) -> bool:
    """Whether a worker takes the data from the cache."""
    for _, step in facts.design.steps_naming(cache.path):
        reader = facts.design.components.get(step.caller.path)
        takes = step.callee.path == cache.path and data.path in [n.path for n in step.reads]
        if step.caller.path == cache.path:
            reader, takes = facts.design.components.get(step.callee.path), True
        if reader is not None and takes and _is_worker(reader):
            return True
    return False


def _is_worker(component: Component) -> bool:
    """Whether it works by itself, and not on requests."""
    answers = (Role.APPLICATION, Role.ROUTER, Role.CLIENT, Role.EXTERNAL, Role.CACHE, Role.STORE)
    return not component.plays(*answers, Role.OBSERVER)


def _cached_alone(facts: Facts, data: Data, paths: Sequence[str]) -> Component | None:
    """The cache that flows write the data into, if nothing durable keeps it."""
    components = facts.design.components
    homes = [components[home] for home in paths if home in components]
    if any(_may_keep(home, data) for home in homes):
        return None
    steps = facts.design.steps_naming(data.path)
    written = {step.callee.path for _, step in steps if data.path in step.written}
    return next((h for h in homes if h.plays(Role.CACHE) and h.path in written), None)


def _may_keep(home: Component, data: Data) -> bool:
    if home.plays(Role.STORE, Role.BROKER) or home.is_external:
        return True
    held = [ref.path for ref in home.value(properties.store.HOLDS) or ()]
    return not home.plays(Role.CACHE) and data.path in held


def _finding(cache: Component, data: Data, writes: Sequence[Named]) -> Finding:
    importance = data[properties.context.IMPORTANCE]
    span = importance.span if importance is not None else None
    asynchronous = ", whose copies are asynchronous" if _is_asynchronous(cache) else ""
    return Finding(
        f"`{data.path}` is kept only in the cache `{cache.path}`{asynchronous}",
        Label(data.span),
        data.path,
        secondary=(
            Label(cache.span, "may drop it"),
            *((Label(span, "declared important"),) if span else ()),
        ),
        witness=tuple(
            [Step(f"no store keeps this write of `{data.path}`", w.span) for w in writes]
        ),
        help=(
            edit(
                f"component store : database {{ holds {data.name} }}",
                place="the design",
                sample=True,
            ),
        ),
    )
