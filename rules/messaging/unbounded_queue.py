"""Nothing bounds what waits in a queue, and its consumer can be outrun.

When more comes in than is done, what waits grows until memory or disk is full, or until the wait is
so long that the work is worth nothing; then the queue has to be emptied by hand. A bound, with a
decision what happens when it is reached, keeps the trouble where it can be handled.

It is told where the planned `growth`, or the loss of one zone, host or other domain at peak, leaves
the consumer behind. It is silent where a `bound`, `on_full`, `max_size` or a `retention` is stated or
published, where the consumer keeps up in both cases or grows by itself, where rates or capacities are
not stated, and where the consumer is behind today (MSG002, MSG003).

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

from designlint.api import Facts, Finding, Label, Severity, Step, edit, model, properties, rule
from designlint.api.analyses import (
    Capacity,
    broker_of,
    capacities,
    domain_losses,
    growth_factor,
    is_outgrown,
    utilisation_line,
)
from designlint.api.text import show_share


class _Outrun(NamedTuple):
    """When a consumer that keeps up today does not any more, and its utilisation then."""

    when: str
    used: str
    line: Step


@rule("MSG001", severity=Severity.WARNING, since="0.1")
def unbounded_queue(facts: Facts) -> Iterator[Finding]:
    """One finding for each queue that can grow without end."""
    found: dict[str, Finding] = {}
    for path, capacity in facts[capacities].items():
        broker = facts.design.components.get(broker_of(facts, path) or "")
        outrun = _outrun(facts, capacity)
        if broker is not None and outrun is not None and not _is_bounded(broker):
            found.setdefault(broker.path, _finding(broker, capacity, outrun))
    yield from found.values()


def _is_bounded(broker: model.Component) -> bool:
    messaging, store = properties.messaging, properties.store
    is_sized = broker[messaging.BOUND] is not None or broker[store.MAX_SIZE] is not None
    return is_sized or broker[store.RETENTION] is not None or broker[messaging.ON_FULL] is not None


def _outrun(facts: Facts, capacity: Capacity) -> _Outrun | None:
    component, factor = capacity.component, growth_factor(facts.design)
    loss, used = facts[domain_losses].get(component.path), capacity.utilisation()
    if loss is not None:
        left, share = f"{loss.left} of {loss.left + loss.lost}", show_share(loss.utilisation.low)
        line = Step(f"without {loss.domain}: {left} replicas are left, at {share}")
        return _Outrun(f"without `{loss.domain}`", share, line)
    scales, scaled = properties.component.SCALES, properties.component.AUTOSCALE
    grows = component.value(scales) == "out" or component[scaled] is not None
    if used is None or grows or not is_outgrown(capacity, factor):
        return None
    when, share = f"at {factor:g}x the load", show_share(used.low * factor)
    return _Outrun(when, share, Step(f"{when}: {share}"))


def _finding(broker: model.Component, capacity: Capacity, outrun: _Outrun) -> Finding:
    worker = capacity.component
    return Finding(
        f"nothing bounds what waits in `{broker.path}`, and `{worker.path}` is outrun {outrun.when}:"
        f" {outrun.used}",
        Label(broker.span, "no bound"),
        broker.path,
        secondary=(Label(worker.span, "takes its work from it"),),
        witness=(utilisation_line(capacity), outrun.line),
        help=(
            edit("bound 1M; on_full shed"),
            edit("retention 4d", note="where what is old is worth nothing"),
        ),
    )
