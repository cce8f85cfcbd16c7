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

from designlint.analyses.detectors.queues import OutrunQueue, outrun_queues
from designlint.api import Facts, Finding, Label, Severity, edit, rule
from designlint.api.text import show_share


@rule("MSG001", severity=Severity.WARNING, since="0.1")
def unbounded_queue(facts: Facts) -> Iterator[Finding]:
    """One finding for each queue that can grow without end."""
    for outrun in facts[outrun_queues]:
        yield _finding(outrun)


def _finding(outrun: OutrunQueue) -> Finding:
    broker, worker = outrun.broker, outrun.consumer.component
    return Finding(
        f"nothing bounds what waits in `{broker.path}`, and `{worker.path}` is outrun {outrun.when}:"
        f" {show_share(outrun.share)}",
        Label(broker.span, "no bound"),
        broker.path,
        secondary=(Label(worker.span, "takes its work from it"),),
        witness=outrun.lines,
        help=(
            edit("bound 1M; on_full shed"),
            edit("retention 4d", note="where what is old is worth nothing"),
        ),
    )
