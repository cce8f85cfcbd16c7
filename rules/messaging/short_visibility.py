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

from designlint.analyses.detectors.delivery import EarlyRedelivery, early_redeliveries
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
from designlint.api.text import Quantity, origin_text, show


@rule("MSG004", severity=Severity.WARNING, since="0.1")
def short_visibility(facts: Facts) -> Iterator[Finding]:
    """One finding for each queue that gives its messages away too early."""
    for twice in facts[early_redeliveries]:
        yield _finding(twice)


def _finding(twice: EarlyRedelivery) -> Finding:
    broker, worker, hidden, work, is_heartbeat = twice
    after, takes = show(hidden.value), show(work.value)
    why = f"its heartbeat comes every {takes}" if is_heartbeat else f"the work takes {takes}"
    is_safe = worker.value(properties.component.IDEMPOTENT)
    done = "twice" if is_safe else "twice, and nothing says that it is idempotent"
    return Finding(
        f"`{broker.path}` hands a message out again after {after}, and {why}",
        Label(hidden.span or broker.span, f"over after {after}"),
        broker.path,
        secondary=(Label(work.span, takes),) if work.span else (),
        witness=(
            _line(f"1. `{worker.path}` takes a message, and it is hidden for {after}", hidden),
            _line(f"2. {why}, so the message is seen again and taken by another", work),
            Step(f"3. the work is done {done}"),
        ),
        help=_help(twice),
    )


def _line(text: str, known: model.Known[Quantity]) -> Step:
    return Step(text, known.span, origin_text(known.origin))


def _help(twice: EarlyRedelivery) -> tuple[Help, ...]:
    third = twice.after.value._replace(value=max(1, twice.after.value.value // 3))
    if twice.is_heartbeat:
        return (edit(f"heartbeat {show(third)}"),)
    doubled = twice.work.value._replace(value=twice.work.value.value * 2)
    return (edit(f"visibility {show(doubled)}"), edit(f"heartbeat {show(third)}"))
