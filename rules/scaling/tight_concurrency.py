"""A component of unknown capacity carries its load only if each request is very short.

Reported when: a component declares its `concurrency` but neither `capacity` nor `latency`, waits for
other components, and a flow with a declared rate uses it; and by Little's law the load, times `growth`,
leaves each request less than 200 ms of a worker.

Not reported when: `capacity` or `latency` is declared, the timeouts of its calls end each request within
that time, nobody waits for it (workers of a queue), or the rate is not declared. What the component
spends itself counts as nothing.

How to fix: measure the capacity of a replica and declare it, or run more workers or replicas.

Why: a server with few workers queues as soon as its database is a little slower than usual. Nobody finds
out before the day of the launch, because light load hides it.

Source: Chef, Supermarket launch postmortem (2014-07-10), on servers of unknown capacity; J. Little, A
Proof for the Queuing Formula L = lambda W, Operations Research 9 (1961).

Bad:

```design
design shop { growth 2x }
actor visitor
component app : monolith { replicas 3; concurrency 2 }
component store : database
flow browse { rate 50 req/s peak; visitor -> app -> store }
```

Good:

```design
design shop { growth 2x }
actor visitor
component app : monolith { replicas 3; concurrency 2; capacity 40 req/s per replica }
component store : database
flow browse { rate 50 req/s peak; visitor -> app -> store }
```
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, edit, model, properties, rule
from designlint.api.analyses import Capacity, capacities, consumers
from designlint.api.text import Dimension, show_value, stated_label, step

# Seconds that an ordinary request with calls of its own takes, so that less is doubtful.
_USUAL = 0.2


@rule("SCA017", grade="risk", since="0.2")
def tight_concurrency(facts: Facts) -> Iterator[Finding]:
    """One finding for each such component."""
    growth = facts.design.growth_factor
    for path, component in facts.design.components.items():
        handled = component[properties.component.CONCURRENCY]
        if handled is None or _is_known(component) or facts[consumers].broker_of(path) is not None:
            continue
        capacity = facts[capacities][path]
        load = capacity.demand.total.low * growth
        count = 1 if handled.value.is_total else capacity.most
        workers = handled.value.amount.value * count
        if not load or not workers or workers / load >= _USUAL:
            continue
        if _longest(facts, path) > workers / load:
            yield _finding(capacity, handled, workers, load, growth)


def _is_known(component: model.Component) -> bool:
    has_capacity = component[properties.component.CAPACITY] is not None
    return has_capacity or component[properties.component.LATENCY] is not None


def _longest(facts: Facts, path: str) -> float:
    """The most seconds that the calls of a component can take in one request, by their timeouts; 0
    where it waits for nothing."""
    times: dict[str, float] = {}
    for flow, call in facts.design.steps_naming(path):
        if call.caller.path == path != call.callee.path and call.waits:
            times[flow.path] = times.get(flow.path, 0.0) + _time(call)
    return max(times.values(), default=0.0)


def _time(call: model.Step) -> float:
    timeout = call.properties[properties.relation.TIMEOUT]
    retries = call.properties[properties.relation.RETRIES]
    attempts = 1 + (retries.value if retries is not None else 0)
    times = 1.0 if call.parallel else max(1.0, call.times)
    return math.inf if timeout is None else attempts * times * timeout.value.value


def _finding(
    capacity: Capacity,
    handled: model.Known[object],
    workers: float,
    load: float,
    growth: float,
) -> Finding:
    path, most = capacity.component.path, show_value(workers / load, Dimension.TIME)
    total, rate = show_value(workers, Dimension.NUMBER), capacity.shown_rate(load)
    when = f"{growth:g}x the load" if growth != 1.0 else "its load"
    return Finding(
        f"`{path}` carries {when} only if a request holds one of its {total} workers for at most {most}",
        Label(capacity.component.span, "capacity not declared"),
        path,
        secondary=stated_label(handled, f"{total} workers in all"),
        witness=(step(f"{path}: {total} workers / {rate} = {most} for each request", handled),),
        help=(
            edit("capacity RATE per replica", note="as measured"),
            edit("latency p50 TIME", note="without the calls that it waits for"),
        ),
        because=capacity.overloads,
    )
