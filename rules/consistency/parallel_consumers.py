"""A consumer is more parallel than the order of its messages allows.

Reported when: a queue declares `order fifo`, and its consumer has several replicas or a
`concurrency` above 1; or a stream declares an order, and its consumer handles several messages at a
time in each replica. The consumer has to write data that can change.

Not reported when: the queue declares no order, or an order per key; the consumer has one replica
that stands in for another by `failover`; or it writes nothing, or `immutable` data alone. More
replicas than partitions of a stream are idle, which MSG009 reports.

How to fix: process the messages of a queue with one replica, or order them per key and give each
key to one replica.

Why: a queue hands messages out in order, but two replicas finish in any order. The older of two
changes is then written last, and stays.

Source: G. Hohpe and B. Woolf, Enterprise Integration Patterns (2003), Competing Consumers and
Resequencer; Amazon SQS Developer Guide, on message groups of FIFO queues.

Bad:

```design
data price
component changes : queue { order fifo }
component keeper : worker { replicas 4; idempotent yes }
component store : database { holds price }
flow keep { rate 5 msg/s; changes ~> keeper; keeper -> store writes price }
```

Good:

```design
data price
component changes : queue { order per_key item }
component keeper : worker { replicas 4; idempotent yes }
component store : database { holds price }
flow keep { rate 5 msg/s; changes ~> keeper; keeper -> store writes price }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Help, Label, Role, Step, edit, model, properties, rule
from designlint.api.analyses import Effect, consumers, effects, flow_graphs, placements
from designlint.api.text import counted, stated_label


@rule("CON017", grade="risk", since="0.2")
def parallel_consumers(facts: Facts) -> Iterator[Finding]:
    """One finding for each consumer whose parallel work loses the order of its messages."""
    seen = set()
    for broker, worker, flow in facts[consumers]:
        order = broker[properties.messaging.ORDER]
        pair = (broker.path, worker.path)
        if order is None or order.span is None or pair in seen or not worker.is_ours:
            continue
        at_once = _at_once(facts, broker, worker, order.value.order)
        write = _written(facts, flow, worker.path) if at_once > 1 else None
        if write is not None:
            seen.add(pair)
            yield _finding(broker, worker, order.value.order, at_once, write)


def _at_once(facts: Facts, broker: model.Component, worker: model.Component, order: str) -> int:
    """How many messages the consumer handles at a time that have one order; 1 where it keeps it."""
    known = worker[properties.component.CONCURRENCY]
    handled = 1
    if known is not None and not known.value.is_total:
        handled = max(1, int(known.value.amount.value))
    if broker.plays(Role.LOG):
        return handled if order in ("fifo", "per_key") else 1
    if order != "fifo" or worker[properties.component.FAILOVER] is not None:
        return 1
    placement, scaled = facts[placements][worker.path], worker[properties.component.AUTOSCALE]
    stated = placement.count if placement.declared else 1
    return handled * (stated if scaled is None else max(stated, scaled.value.range.high))


def _written(facts: Facts, flow: str, worker: str) -> Effect | None:
    """The first write of changing data that the consumer makes, or that it waits for."""
    graph = facts[flow_graphs][flow]
    inside = graph.reached_from(worker, lambda call: call.waits)
    for effect in facts[effects][flow]:
        data = [facts.design.data[path] for path in effect.step.written]
        changes = not all(one.is_immutable for one in data)
        if effect.step.caller.path in inside and not effect.is_sent and changes:
            return effect
    return None


def _finding(
    broker: model.Component, worker: model.Component, order: str, at_once: int, write: Effect
) -> Finding:
    data, kept = write.step.written[0], "FIFO" if order == "fifo" else "per-key"
    known = [worker[key] for key in (properties.component.REPLICAS, properties.component.AUTOSCALE)]
    labels = [label for one in known for label in stated_label(one, "work in parallel")]
    return Finding(
        f"`{worker.path}` handles up to {counted(at_once, 'message')} of `{broker.path}` at once, so"
        f" their {kept} order is lost",
        Label(broker.span_of(properties.messaging.ORDER), "the declared order"),
        worker.path,
        secondary=(*labels[:1], Label(write.step.span, "in any order")),
        witness=(
            Step(f"1. `{broker.path}` hands out two changes of `{data}` in order"),
            Step(f"2. `{worker.path}` handles both at once, and finishes the later one first"),
            Step(f"3. the older change of `{data}` is written last, and stays", write.step.span),
        ),
        help=(
            edit("order per_key KEY", place=f"`{broker.path}`"),
            _one(worker),
        ),
    )


def _one(worker: model.Component) -> Help:
    """One message at a time: one replica, which handles no more at once."""
    handled = worker[properties.component.CONCURRENCY]
    parts = ["replicas 1"]
    if worker[properties.component.AUTOSCALE] is not None:
        parts.append("autoscale 1..1")
    if handled is not None and handled.value.amount.value > 1:
        parts.append("concurrency 1")
    return edit("; ".join(parts), place=f"`{worker.path}`", note="if one keeps up")
