"""A queue with priorities whose workers are so busy that low priorities hardly get a turn.

Reported when: a queue delivers by priority, and those who take its messages are at 80% of their capacity
or more at peak.

Not reported when: messages gain priority while they wait (`aging yes`), the capacity of the workers is
not declared, or they are over it: MSG002 and MSG003 report that.

How to fix: let messages gain priority as they wait, give low priorities a queue and workers of their own,
or add workers.

Why: a message waits until all of a higher priority have been processed, those that come later included.
At a utilisation u, the lowest priority can wait up to 1/(1 - u) times as long as without priorities:
five times at 80%, ten times at 90%, and without end when the high priorities alone fill the workers.

Source: A. Cobham, Priority Assignment in Waiting Line Problems (Operations Research 2, 1954).

Bad:

```design
actor visitor
component shop : service { replicas 2 }
component jobs : queue { order priority; durable yes }
component worker : worker { replicas 3; capacity 5 msg/s per replica; idempotent yes }
flow buy { rate 13.5 req/s peak; visitor -> shop ~> jobs ~> worker }
```

Good:

```design
actor visitor
component shop : service { replicas 2 }
component jobs : queue { order priority { aging yes }; durable yes }
component worker : worker { replicas 3; capacity 5 msg/s per replica; idempotent yes }
flow buy { rate 13.5 req/s peak; visitor -> shop ~> jobs ~> worker }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Step, edit, properties, rule
from designlint.api.analyses import FULL, Capacity, capacities, consumers
from designlint.api.model import Component
from designlint.api.text import show_share, stated_label

_BUSY = 0.8


@rule("MSG010", grade="risk", since="0.2")
def priority_starvation(facts: Facts) -> Iterator[Finding]:
    """One finding for each queue by priority and those who take from it."""
    for path, capacity in facts[capacities].items():
        broker = facts[consumers].broker_of(path)
        queue = facts.design.components[broker] if broker is not None else None
        used = capacity.certain_use
        if queue is None or used is None or not _BUSY <= used.low <= FULL:
            continue
        if _starves(queue):
            yield _finding(queue, capacity, used.low)


def _starves(queue: Component) -> bool:
    order = queue[properties.messaging.ORDER]
    if order is None or order.value.order != "priority":
        return False
    return order.detail(properties.messaging.AGING) is not True


def _finding(queue: Component, capacity: Capacity, used: float) -> Finding:
    worker, more = capacity.component, capacity.replicas_for(1.0 / _BUSY)
    longer = f"up to {1.0 / (1.0 - used):.2g}x as long as" if used < 1.0 else "without end, not"
    return Finding(
        f"low priorities in `{queue.path}` may hardly get a turn: `{worker.path}` is at"
        f" {show_share(used)} of its capacity at peak",
        Label(queue.span_of(properties.messaging.ORDER)),
        queue.path,
        secondary=stated_label(capacity.stated, "its capacity"),
        witness=(
            capacity.line,
            Step(f"{queue.path}: the lowest priority can wait {longer} in the order of arrival"),
        ),
        help=(
            edit("order priority { aging yes }"),
            *((edit(capacity.scaling_to(more)),) if more else ()),
        ),
    )
