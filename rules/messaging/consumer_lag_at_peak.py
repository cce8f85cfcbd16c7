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

from designlint.api import Facts, Finding, Label, Severity, edit, rule
from designlint.api.analyses import backlogs, violated_requirements
from designlint.api.text import stated_label


@rule("MSG003", severity=Severity.WARNING, since="0.1", formerly=("messaging-behind-at-peak",))
def consumer_lag_at_peak(facts: Facts) -> Iterator[Finding]:
    """One finding for each consumer that falls behind while the peak lasts."""
    for backlog in facts[backlogs]:
        if backlog.is_unstable:
            continue
        broker, capacity = backlog.broker, backlog.consumer
        path, more = capacity.component.path, capacity.replicas_for()
        arriving, served = (capacity.shown_rate(r) for r in (backlog.arriving, backlog.served))
        yield Finding(
            f"`{path}` falls behind `{broker.path}` at peak: {arriving} arrive, {served} are done",
            Label(capacity.component.span),
            path,
            secondary=(
                Label(broker.span, "grows while the peak lasts"),
                *stated_label(capacity.stated, "what it does"),
            ),
            witness=backlog.lines,
            help=(edit(f"replicas {more}"),) if more else (),
            breaks=violated_requirements(facts, [path], "headroom", "throughput"),
        )
