"""A queue is unbounded where its backlog can take the system down.

Reported when: a queue or stream has no `bound`, `max_size` or `on_full`, and callers wait for the
answer behind the queue; or the queue is in memory (`durable no`), and its consumer waits for a
callee. Also when it has no `retention` either, and its consumer keeps up today, but not at the
planned `growth` or after the loss of a zone, host or other domain. Callers that wait make the grade
`fatal`, unless they leave data in the queue, after which their answer may come at once.

Not reported when: the flow neither serves a requirement nor states a rate; a `rate_limit`,
`bulkhead` or `concurrency` on the way to the queue limits what waits; the queue in memory delivers
at most once; or the consumer can go on without its callee. Nor when a consumer of messages that
nobody waits for keeps up or scales by itself, or rates or capacities are not declared. A consumer
that cannot keep up today is reported by MSG002 and MSG003.

How to fix: declare a bound and what happens when it is reached. Where old messages are worthless
and nobody waits for them, a retention is enough.

Why: a backlog grows until memory or disk is full, or until the wait makes the work worthless.
Callers that wait time out and retry, so the consumer works on requests that nobody waits for. The
queue stays full after the cause is gone, until somebody empties it by hand.

Source: Duo, Summary of the authentication outages of August 2018; B. Beyer and others, Site
Reliability Engineering (2016), chapter 22, Addressing Cascading Failures, on queue management and
load shedding; AWS Builders' Library, Avoiding insurmountable queue backlogs.

Bad:

```design
actor visitor
component waiting : queue
component web : service { replicas 3 }
component store : database
flow order { rate 100 req/s peak; visitor -> waiting -> web -> store }
```

Good:

```design
actor visitor
component waiting : queue { bound 500; on_full shed }
component web : service { replicas 3 }
component store : database
flow order { rate 100 req/s peak; visitor -> waiting -> web -> store }
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from designlint.api import Facts, Finding, Label, Step, edit, model, properties, rule
from designlint.api.analyses import Capacity, capacities, consumers, domain_losses
from designlint.api.text import listed, show_share


class _Overload(NamedTuple):
    """When a consumer that keeps up today does not any more, and its utilisation then."""

    when: str
    used: str
    line: Step


@rule("MSG001", grade="risk", also=("fatal",), since="0.1")
def unbounded_queue(facts: Facts) -> Iterator[Finding]:
    """One finding for each unbounded queue whose consumer may not keep up."""
    found = {finding.element: finding for finding in _while_slow(facts)}
    for path, capacity in facts[capacities].items():
        broker = facts.design.components.get(facts[consumers].broker_of(path) or "")
        overload = _overload(facts, capacity)
        if broker is not None and overload is not None and not _is_bounded(broker):
            found.setdefault(broker.path, _finding(broker, capacity, overload))
    yield from found.values()


def _is_bounded(broker: model.Component) -> bool:
    messaging, store = properties.messaging, properties.store
    is_sized = broker[messaging.BOUND] is not None or broker[store.MAX_SIZE] is not None
    return is_sized or broker[store.RETENTION] is not None or broker[messaging.ON_FULL] is not None


def _overload(facts: Facts, capacity: Capacity) -> _Overload | None:
    component, factor = capacity.component, facts.design.growth_factor
    loss, used = facts[domain_losses].get(component.path), capacity.utilisation()
    if loss is not None:
        left, share = f"{loss.left} of {loss.left + loss.lost}", show_share(loss.utilisation.low)
        line = Step(f"without {loss.domain}: only {left} replicas, at {share}")
        return _Overload(f"without `{loss.domain}`", share, line)
    grows = component[properties.component.AUTOSCALE] is not None
    if used is None or grows or not capacity.is_outgrown(factor):
        return None
    when, share = f"at {factor:g}x the load", show_share(used.low * factor)
    return _Overload(when, share, Step(f"{when}: {share}"))


def _finding(broker: model.Component, capacity: Capacity, overload: _Overload) -> Finding:
    worker = capacity.component
    return Finding(
        f"`{broker.path}` is unbounded, but `{worker.path}` cannot keep up {overload.when}: {overload.used} of"
        " its capacity",
        Label(broker.span, "no bound"),
        broker.path,
        secondary=(Label(worker.span, "its consumer"),),
        witness=(capacity.line, overload.line),
        help=(
            edit("bound 1M; on_full shed", sample=True),
            edit("retention 4d", note="where old messages are worthless", sample=True),
        ),
        because=(f"overload of `{worker.path}`",),
    )


def _while_slow(facts: Facts) -> Iterator[Finding]:
    """The findings about queues that grow while a callee is slow."""
    for one in facts[consumers].unbounded_waits:
        path = one.broker.path
        message = f"`{path}` is unbounded, and callers of {listed(one.flows)} wait in the queue"
        if one.needed is not None:
            slow = one.needed.callee.path
            message = f"`{path}` is unbounded and in memory, so it fills up while `{slow}` is slow"
        yield Finding(
            message,
            Label(one.broker.span, "no bound"),
            path,
            secondary=(Label((one.needed or one.taken).span, "may be slow"),),
            witness=one.lines,
            help=(edit("bound 500; on_full shed", sample=True),),
            flows=one.flows,
            grade="fatal" if one.is_awaited and not one.stores else "risk",
            causes=(f"no bound of `{path}`",),
            because=(f"messages of `{path}` in memory",) if one.needed is not None else (),
        )
