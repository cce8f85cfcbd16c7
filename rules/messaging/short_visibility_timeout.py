"""A queue redelivers a message while its consumer is still processing it.

Reported when: processing takes longer than the `visibility` time of the queue, or the `heartbeat` comes
too late to extend it.

Not reported when: a heartbeat comes in time, or the visibility time or the `processing_time` of the
queue or its consumer is not declared.

How to fix: make the visibility time longer than the processing, or send a heartbeat in time.

Why: after the visibility time another consumer gets the message, so the work is done twice or more
often, and the load grows with it.

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
    Step,
    edit,
    model,
    properties,
    rule,
)
from designlint.api.analyses import consumers
from designlint.api.text import Quantity, show, stated_label, step


class _Late(NamedTuple):
    """What ends only after its message is redelivered: the processing, or the pause between two
    heartbeats."""

    known: model.Known[Quantity]
    why: str
    help: tuple[Help, ...]


@rule("MSG004", grade="risk", since="0.1", formerly=("messaging-short-visibility",))
def short_visibility_timeout(facts: Facts) -> Iterator[Finding]:
    """One finding for each queue that redelivers its messages too early."""
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
        if heartbeat.value.value < hidden.value:
            return None
        every = show(heartbeat.value)
        return _Late(heartbeat, f"the heartbeat of its consumer comes every {every}", (sooner,))
    times = [element[properties.component.PROCESSING_TIME] for element in (broker, worker)]
    longest = max((t for t in times if t is not None), key=lambda t: t.value.value, default=None)
    if longest is None or longest.value.value <= hidden.value:
        return None
    longer = longest.value._replace(value=longest.value.value * 2)
    takes = show(longest.value)
    helps = (edit(f"visibility {show(longer)}"), sooner)
    return _Late(longest, f"processing takes {takes}", helps)


def _finding(
    broker: model.Component, worker: model.Component, hidden: model.Known[Quantity], late: _Late
) -> Finding:
    after = show(hidden.value)
    is_safe = worker.value(properties.component.IDEMPOTENT)
    unsafe = "" if is_safe else f", and `{worker.path}` is not declared idempotent"
    return Finding(
        f"`{broker.path}` redelivers a message after {after}, but {late.why}",
        Label(hidden.span or broker.span, f"redelivered after {after}"),
        broker.path,
        secondary=stated_label(late.known, late.why),
        witness=(
            step(f"1. `{worker.path}` takes a message, which stays invisible for {after}", hidden),
            step(f"2. {late.why}, so the message becomes visible and is taken again", late.known),
            Step(f"3. the message is processed twice{unsafe}"),
        ),
        help=late.help,
    )
