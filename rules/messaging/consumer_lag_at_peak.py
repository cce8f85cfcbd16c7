"""A consumer processes fewer messages at peak than arrive, so its lag grows.

Reported when: the rate at peak exceeds the capacity of all replicas of the consumer. The witness
shows how fast the backlog grows and, where the average is known, how long the backlog of one hour
at peak takes to drain.

Not reported when: load or capacity is not declared. A consumer that never catches up is reported by
MSG002, one that also takes calls that wait for an answer by SCA001.

How to fix: add replicas to the consumer; or accept the lag if the backlog fits, messages outlast the
wait, and the backlog drains before the next peak.

Why: a queue evens out a peak at the price of a delay, which an unplanned backlog makes longer than
anyone expects.

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

from designlint.api import Facts, Finding, Label, edit, rule
from designlint.api.analyses import consumers, verdicts


@rule("MSG003", grade="risk", since="0.1", formerly=("messaging-behind-at-peak",))
def consumer_lag_at_peak(facts: Facts) -> Iterator[Finding]:
    """One finding for each consumer that cannot keep up at peak."""
    for backlog in facts[consumers].backlogs:
        if backlog.is_unstable:
            continue
        broker, capacity = backlog.broker, backlog.consumer
        path, more = capacity.component.path, capacity.replicas_for()
        arriving, served = (capacity.shown_rate(r) for r in (backlog.arriving, backlog.served))
        subjects = (path, *facts.design.flows_by_element.get(path, ()))
        yield Finding(
            f"`{path}` lags behind `{broker.path}` at peak: {arriving} arrive, but only {served} are processed",
            Label(capacity.component.span),
            path,
            secondary=backlog.labels,
            witness=backlog.lines,
            help=(edit(capacity.scaling_to(more)),) if more else (),
            breaks=facts[verdicts].violated(subjects, "headroom", "throughput"),
            because=(f"overload of `{path}`",),
        )
