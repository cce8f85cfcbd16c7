"""A queue hands a message out again while a worker is still at it.

After the `visibility` time a message that was taken and not confirmed is given to another worker.
Work that takes longer is done twice, or again and again, and the load grows with it. A heartbeat
that comes before the time is over keeps the message hidden.

It is silent where a heartbeat comes in time, and where the queue's visibility or how long one message
takes (`processing_time` of the queue or of its consumer) is not stated.

Source: Amazon SQS Developer Guide, Visibility timeout.

Bad:

```design
actor member
component jobs : queue { visibility 30s }
component packer : worker { replicas 2; processing_time 10min }
flow ask { rate 1 req/s; member ~> jobs }
flow pack { jobs ~> packer }
```

Good:

```design
actor member
component jobs : queue { visibility 30s; heartbeat 10s }
component packer : worker { replicas 2; processing_time 10min }
flow ask { rate 1 req/s; member ~> jobs }
flow pack { jobs ~> packer }
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from designlint.api import (
    Facts,
    Finding,
    Help,
    Label,
    Severity,
    Step,
    edit,
    model,
    properties,
    rule,
)
from designlint.api.analyses import consumers
from designlint.api.text import Quantity, show, stated_label, step


class _Late(NamedTuple):
    """What ends only after its message is handed out again: the work, or the pause between two
    heartbeats."""

    known: model.Known[Quantity]
    why: str
    help: tuple[Help, ...]


@rule("MSG004", severity=Severity.WARNING, since="0.1", formerly=("messaging-short-visibility",))
def short_visibility_timeout(facts: Facts) -> Iterator[Finding]:
    """One finding for each queue that gives its messages away too early."""
    found: dict[str, Finding] = {}
    for broker, worker, _ in facts[consumers]:
        hidden = broker[properties.messaging.VISIBILITY]
        late = _late(broker, worker, hidden.value) if hidden is not None else None
        if hidden is not None and late is not None:
            found.setdefault(broker.path, _finding(broker, worker, hidden, late))
    yield from found.values()


def _late(broker: model.Component, worker: model.Component, hidden: Quantity) -> _Late | None:
    sooner = edit(f"heartbeat {show(hidden._replace(value=max(1, hidden.value // 3)))}")
    heartbeat = broker[properties.messaging.HEARTBEAT]
    if heartbeat is not None:
        why = f"its heartbeat comes every {show(heartbeat.value)}"
        return _Late(heartbeat, why, (sooner,)) if heartbeat.value.value >= hidden.value else None
    times = [element[properties.component.PROCESSING_TIME] for element in (broker, worker)]
    longest = max((t for t in times if t is not None), key=lambda t: t.value.value, default=None)
    if longest is None or longest.value.value <= hidden.value:
        return None
    longer = longest.value._replace(value=longest.value.value * 2)
    why = f"the work takes {show(longest.value)}"
    return _Late(longest, why, (edit(f"visibility {show(longer)}"), sooner))


def _finding(
    broker: model.Component, worker: model.Component, hidden: model.Known[Quantity], late: _Late
) -> Finding:
    after = show(hidden.value)
    is_safe = worker.value(properties.component.IDEMPOTENT)
    done = "twice" if is_safe else "twice, and nothing says that it is idempotent"
    return Finding(
        f"`{broker.path}` hands a message out again after {after}, and {late.why}",
        Label(hidden.span or broker.span, f"over after {after}"),
        broker.path,
        secondary=stated_label(late.known, show(late.known.value)),
        witness=(
            step(f"1. `{worker.path}` takes a message, and it is hidden for {after}", hidden),
            step(f"2. {late.why}, so the message is seen again and taken by another", late.known),
            Step(f"3. the work is done {done}"),
        ),
        help=late.help,
    )
