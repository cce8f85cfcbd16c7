"""A consumer does less than is put into its queue at peak, so a backlog builds up.

That may be meant: a queue evens out a peak. Then the backlog has to fit, messages have to outlast the
wait, and it has to drain before the next peak. The witness shows how fast it grows and, where the
mean rate is known, how long each hour of the peak takes to drain.

It is silent where the consumer never catches up at all (MSG002), where it takes calls that wait for
an answer (SCA001), and where load or capacity is not stated.

Source: AWS Builders' Library, Avoiding insurmountable queue backlogs; the fluid limit of a queue in
L. Kleinrock, Queueing Systems, volume 2 (1976), chapter 2.

Bad:

```design
design shop { peak 3x }
actor visitor
component jobs : queue { retention 4d }
component mailer : worker { replicas 4; capacity 100 msg/s per replica }
flow order { rate 900 req/s peak; visitor ~> jobs }
flow send { jobs ~> mailer }
```

Good:

```design
design shop { peak 3x }
actor visitor
component jobs : queue { retention 4d }
component mailer : worker { replicas 9; capacity 100 msg/s per replica }
flow order { rate 900 req/s peak; visitor ~> jobs }
flow send { jobs ~> mailer }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.queues import Backlog, backlog_lines, backlogs
from designlint.api import Facts, Finding, Label, Severity, edit, rule
from designlint.api.analyses import violated_requirements


@rule("MSG003", severity=Severity.WARNING, since="0.1")
def behind_at_peak(facts: Facts) -> Iterator[Finding]:
    """One finding for each consumer that falls behind while the peak lasts."""
    for backlog in facts[backlogs]:
        if not backlog.never_drains:
            yield _finding(facts, backlog)


def _finding(facts: Facts, backlog: Backlog) -> Finding:
    broker, capacity = backlog.broker, backlog.consumer
    worker = capacity.component
    arriving, served = (capacity.shown_rate(r) for r in (backlog.arriving, backlog.served))
    more = capacity.replicas_for()
    stated = capacity.stated
    return Finding(
        f"`{worker.path}` falls behind `{broker.path}` at peak: {arriving} arrive, {served} are done",
        Label(worker.span),
        worker.path,
        secondary=(
            Label(broker.span, "grows while the peak lasts"),
            *((Label(stated.span, "what it does"),) if stated is not None and stated.span else ()),
        ),
        witness=backlog_lines(backlog),
        help=(edit(f"replicas {more}"),) if more else (),
        breaks=violated_requirements(facts, [worker.path], "headroom", "throughput"),
    )
