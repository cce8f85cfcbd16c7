"""A queue is unbounded, and its consumer cannot keep up at the planned growth or after a failure.

Reported when: a queue or stream has no `bound`, `on_full`, `max_size` or `retention`, and its consumer
keeps up today, but not at the planned `growth` or after the loss of a zone, host or other domain.

Not reported when: the consumer keeps up in both cases or scales by itself, or rates or capacities are
not declared. A consumer that cannot keep up today is reported by MSG002 and MSG003.

How to fix: declare a bound and what happens when it is reached, or a retention.

Why: a backlog grows until memory or disk is full, or until the wait makes the work worthless. Then
somebody has to empty the queue by hand.

Source: B. Beyer and others, Site Reliability Engineering (2016), chapter 22, Addressing Cascading
Failures, on queue management and load shedding; AWS Builders' Library, Avoiding insurmountable queue
backlogs.

Bad:

```design
design shop { growth 10x }
actor visitor
component jobs : queue
component mailer : worker { replicas 3; capacity 100 msg/s per replica }
flow order { rate 100 req/s peak; visitor ~> jobs }
flow send { jobs ~> mailer }
```

Good:

```design
design shop { growth 10x }
actor visitor
component jobs : queue { bound 1M; on_full shed }
component mailer : worker { replicas 3; capacity 100 msg/s per replica }
flow order { rate 100 req/s peak; visitor ~> jobs }
flow send { jobs ~> mailer }
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from designlint.api import Facts, Finding, Label, Step, edit, model, properties, rule
from designlint.api.analyses import Capacity, capacities, consumers, domain_losses
from designlint.api.text import show_share


class _Overload(NamedTuple):
    """When a consumer that keeps up today does not any more, and its utilisation then."""

    when: str
    used: str
    line: Step


@rule("MSG001", grade="risk", since="0.1")
def unbounded_queue(facts: Facts) -> Iterator[Finding]:
    """One finding for each unbounded queue whose consumer may not keep up."""
    found: dict[str, Finding] = {}
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
    scales, scaled = properties.component.SCALES, properties.component.AUTOSCALE
    grows = component.value(scales) == "out" or component[scaled] is not None
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
            edit("bound 1M; on_full shed"),
            edit("retention 4d", note="where old messages are worthless"),
        ),
    )
