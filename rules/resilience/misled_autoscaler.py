"""An autoscaler follows a metric that other components set, and makes their trouble worse.

Latency and errors of a component rise when something that it waits for is slow or down. More replicas
do not help then: they open more connections and send more calls to what is in trouble, the metric
rises further, and the most replicas there can be are soon running. Scale on what more replicas
change: requests per replica, processor time, work that waits.

It is told about components with `autoscale ... on latency` (or `response_time`, `errors`, `error_rate`,
`timeouts`) that wait for a call which every request needs. It is silent about other metrics, and where
the component goes on without what it calls.

Source: B. Beyer and others, The Site Reliability Workbook (2018), chapter 11, on autoscaling and
overloaded backends.

Bad:

```design
actor visitor
component links : service { autoscale 4..40 in 1min on latency }
component store : database
flow follow { rate 10 req/s; visitor -> links -> store }
```

Good:

```design
actor visitor
component links : service { autoscale 4..40 in 1min on cpu }
component store : database
flow follow { rate 10 req/s; visitor -> links -> store }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.health import MisledScaler, misled_scalers
from designlint.api import Facts, Finding, Label, Severity, Step, edit, rule


@rule("RES033", severity=Severity.WARNING, since="0.1")
def misled_autoscaler(facts: Facts) -> Iterator[Finding]:
    """One finding for each component that scales on the trouble of others."""
    for misled in facts[misled_scalers]:
        yield _finding(misled)


def _finding(misled: MisledScaler) -> Finding:
    path, callee = misled.component.path, misled.call.callee.path
    scaled = misled.scaled.value
    return Finding(
        f"`{path}` gets more replicas when `{callee}` is slow or down",
        Label(
            misled.scaled.span or misled.component.span, f"`{callee}` raises its {scaled.metric}"
        ),
        path,
        secondary=(Label(misled.call.span, "waited for"),),
        witness=(
            Step(f"{misled.flow}: {path} -> {callee}, waited for and needed", misled.call.span),
            Step(f"{callee} is slow: {scaled.metric} of {path} rises"),
            Step(f"up to {scaled.range.high} replicas of {path} call {callee}", misled.scaled.span),
        ),
        help=(edit(f"autoscale {scaled.range.low}..{scaled.range.high} on cpu"),),
    )
