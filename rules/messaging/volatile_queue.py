"""A queue in memory is given what matters, and no store has it.

What waits in memory is gone after a restart. Between the answer to the user and the write by the
consumer the queue is the only place that has the datum, so an acknowledged change is lost.

It is told of queues and streams with `durable no` that are given data of `importance high` or
`critical`. It is silent where the same flow writes the datum to a store as well, about other data,
and where nobody says whether the queue is durable.

Source: G. Hohpe and B. Woolf, Enterprise Integration Patterns (2003), Guaranteed Delivery; RabbitMQ
documentation, Reliability Guide, on durable queues.

Bad:

```design
actor member
data booking { importance critical }
component jobs : queue { durable no; dead_letter yes }
component payer : worker
component ledger : database { holds booking }
flow pay { rate 1 req/s; member ~> jobs writes booking }
flow book { jobs ~> payer -> ledger writes booking }
```

Good:

```design
actor member
data booking { importance critical }
component jobs : queue { durable yes; dead_letter yes }
component payer : worker
component ledger : database { holds booking }
flow pay { rate 1 req/s; member ~> jobs writes booking }
flow book { jobs ~> payer -> ledger writes booking }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.delivery import MessageLoss, lost_with_broker
from designlint.api import Facts, Finding, Label, Severity, Step, edit, rule
from designlint.api.text import origin_text


@rule("MSG006", severity=Severity.WARNING, since="0.1")
def volatile_queue(facts: Facts) -> Iterator[Finding]:
    """One finding for each queue in memory that has what matters."""
    for lossy in facts[lost_with_broker]:
        yield _finding(lossy)


def _finding(lossy: MessageLoss) -> Finding:
    broker, durable, call, data = lossy
    origin = origin_text(durable.origin)
    return Finding(
        f"`{data}` waits in `{broker.path}` alone, which forgets it at a restart",
        Label(durable.span or broker.span, "in memory"),
        broker.path,
        secondary=(Label(call.span, "put in here"),),
        witness=(
            Step(
                f"1. `{call.caller.path}` puts `{data}` into `{broker.path}` and goes on", call.span
            ),
            Step(f"2. `{broker.path}` restarts before it is taken", durable.span, origin),
            Step(f"3. no store has it: `{data}` is lost"),
        ),
        help=(edit("durable yes"),),
    )
