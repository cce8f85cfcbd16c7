"""More messages arrive on average than the consumer processes, so the backlog never drains.

Reported when: the average rate of messages exceeds the capacity of all replicas of the consumer. The
finding is an error, because the design contradicts itself.

Not reported when: no average is known (an `average` rate, or a `peak` factor of the design), or load
or capacity is not declared. A consumer that lags at peak alone is reported by MSG003.

How to fix: add replicas to the consumer, or put less into the queue.

Why: a queue evens out a peak, but adds no capacity. Its backlog grows for as long as the system runs,
whatever the distribution of arrivals is.

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

from designlint.api import Facts, Finding, Label, edit, rule
from designlint.api.analyses import consumers, verdicts
from designlint.api.text import show_share


@rule("MSG002", grade="contradiction", since="0.1", formerly=("messaging-never-drains",))
def unstable_queue(facts: Facts) -> Iterator[Finding]:
    """One finding for each consumer that never catches up."""
    for backlog in facts[consumers].backlogs:
        if not backlog.is_unstable:
            continue
        broker, worker = backlog.broker, backlog.consumer.component
        share = show_share(backlog.average.low / backlog.served)
        more = backlog.consumer.replicas_for()
        subjects = (worker.path, *facts.design.flows_by_element.get(worker.path, ()))
        yield Finding(
            f"`{worker.path}` never catches up with `{broker.path}`: its average load is {share} of its"
            " capacity",
            Label(worker.span),
            worker.path,
            secondary=backlog.labels,
            witness=backlog.lines,
            help=(edit(backlog.consumer.scaling_to(more)),) if more else (),
            breaks=facts[verdicts].violated(subjects, "headroom", "throughput"),
            causes=(f"overload of `{worker.path}`",),
        )
