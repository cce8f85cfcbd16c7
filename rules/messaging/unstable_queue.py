"""More is put into a queue on average than its consumer does, so it never drains.

A queue evens out a peak; it creates no capacity. When the mean rate is above what all replicas of the
consumer do together, what waits grows for as long as the system runs, whatever the distribution of
arrivals is.

It is an error, for the design contradicts itself. It is silent where no mean is known (a rate that is
`average`, or a `peak` factor of the design), where the consumer is only behind at peak (MSG003), and
where load or capacity is not stated.

Source: J. Little, A Proof for the Queuing Formula L = lambda W (1961); E. Lazowska and others,
Quantitative System Performance (1984), chapter 3, the utilisation law.

Bad:

```design
design shop { peak 3x }
actor visitor
component jobs : queue { retention 4d }
component mailer : worker { replicas 2; capacity 100 msg/s per replica }
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
from designlint.api.text import show_share, stated_label


@rule("MSG002", severity=Severity.ERROR, since="0.1", formerly=("messaging-never-drains",))
def unstable_queue(facts: Facts) -> Iterator[Finding]:
    """One finding for each consumer that never catches up."""
    for backlog in facts[backlogs]:
        if not backlog.is_unstable:
            continue
        broker, worker = backlog.broker, backlog.consumer.component
        share = show_share(backlog.average.low / backlog.served)
        more = backlog.consumer.replicas_for()
        yield Finding(
            f"`{worker.path}` never catches up with `{broker.path}`: {share} of its capacity on average",
            Label(worker.span),
            worker.path,
            secondary=(
                Label(broker.span, "grows without end"),
                *stated_label(backlog.consumer.stated, "what it does"),
            ),
            witness=backlog.lines,
            help=(edit(f"replicas {more}"),) if more else (),
            breaks=violated_requirements(facts, [worker.path], "headroom", "throughput"),
        )
