"""Autoscaling comes later than the load that it is for.

More replicas help from when they serve: the metric has to rise, the scaler to decide, the replica to
boot. A peak that is there sooner meets what was running before. Either that carries the peak, or the
load is shed, or the replicas are started ahead of time.

It is told where a flow states its `ramp`, the least number of replicas does not carry the peak, and
`autoscale ... in` takes longer than the ramp; and where a replica needs longer to boot than the
autoscaler is said to take. It is silent where one of these is not stated, and where even the most
replicas do not carry the peak (SCA001).

Source: B. Beyer and others, The Site Reliability Workbook (2018), chapter 11, on autoscaling; AWS
Builders' Library, Using load shedding to avoid overload.

Bad:

```design
actor visitor
component links : service { autoscale 4..40 in 5min; capacity 1k req/s per replica }
flow follow { rate 20k req/s peak; ramp 1min; visitor -> links }
```

Good:

```design
actor visitor
component links : service { autoscale 4..40 in 5min; capacity 1k req/s per replica }
flow follow { rate 20k req/s peak; ramp 1h; visitor -> links }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.health import SlowScaler, slow_scalers
from designlint.api import Facts, Finding, Help, Label, Severity, edit, rule
from designlint.api.text import Dimension, show_value


@rule("RES030", severity=Severity.WARNING, since="0.1")
def slow_autoscaler(facts: Facts) -> Iterator[Finding]:
    """One finding for each component whose new replicas come too late."""
    for slow in facts[slow_scalers]:
        yield _finding(slow)


def _finding(slow: SlowScaler) -> Finding:
    path = slow.component.path
    ready, due = (_time(time) for time in (slow.ready, slow.due))
    message = (
        f"new replicas of `{path}` need {ready} to boot, and the autoscaler counts on {due}"
        if slow.flow is None
        else f"the peak of `{slow.flow}` reaches `{path}` in {due}, new replicas in {ready}"
    )
    return Finding(
        message,
        Label(slow.scaled.span or slow.component.span),
        path,
        witness=slow.lines,
        help=tuple(_help(slow)),
    )


def _help(slow: SlowScaler) -> Iterator[Help]:
    scaled = slow.scaled.value
    if slow.flow is None:
        yield edit(f"autoscale {scaled.range.low}..{scaled.range.high} in {_time(slow.ready)}")
    elif slow.enough is not None:
        yield edit(f"autoscale {slow.enough}..{scaled.range.high} in {_time(slow.ready)}")


def _time(seconds: float) -> str:
    return show_value(seconds, Dimension.TIME)
