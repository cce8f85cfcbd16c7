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

from designlint.api import Facts, Finding, Label, Severity, edit, model, properties, rule
from designlint.api.analyses import FULL, Capacity, capacities, certain_use
from designlint.api.text import Dimension, Quantity, show_value, step


@rule("RES030", severity=Severity.WARNING, since="0.1", formerly=("resilience-slow-autoscaler",))
def autoscaling_lag(facts: Facts) -> Iterator[Finding]:
    """One finding for each component whose new replicas come too late."""
    for path, component in facts.design.components.items():
        scaled = component.value(properties.component.AUTOSCALE)
        if scaled is None or scaled.within is None:
            continue
        boot = component[properties.component.BOOT_TIME]
        within = scaled.within.value
        if boot is not None and boot.value.value > within:
            yield from _slow_boot(component, boot, within)
            continue
        capacity = facts[capacities][path]
        ramp = _fastest_ramp(facts.design, capacity)
        if ramp is not None and ramp[0] < within and _is_too_small(capacity, scaled.range.low):
            yield from _late(capacity, *ramp, within)


def _slow_boot(
    component: model.Component, boot: model.Known[Quantity], within: float
) -> Iterator[Finding]:
    """New replicas boot more slowly than the autoscaler is declared to work."""
    scaled = component[properties.component.AUTOSCALE]
    if scaled is None:
        return
    ready, due = _time(boot.value.value), _time(within)
    low, high = scaled.value.range
    yield Finding(
        f"new replicas of `{component.path}` need {ready} to boot, and the autoscaler counts on {due}",
        Label(scaled.span or component.span),
        component.path,
        witness=(
            step(f"a replica boots for {ready}", boot),
            step(f"the autoscaler is said to take {due}", scaled),
        ),
        help=(edit(f"autoscale {low}..{high} in {ready}"),),
    )


def _fastest_ramp(
    design: model.Design, capacity: Capacity
) -> tuple[float, str, model.Known[Quantity]] | None:
    """The shortest time in which the load of a flow through a component rises, in seconds, with the
    flow and what states it."""
    ramps = [
        (ramp.value.value, part.flow, ramp)
        for part in capacity.parts
        if (ramp := design.flows[part.flow][properties.context.RAMP]) is not None and part.rate.low
    ]
    return min(ramps, key=lambda found: found[:2], default=None)


def _is_too_small(capacity: Capacity, replicas: int) -> bool:
    """Whether so many replicas do not carry the peak, and all that there can be do."""
    used, least = certain_use(capacity), capacity.utilisation(replicas)
    return used is not None and used.low <= FULL and least is not None and least.low > FULL


def _late(
    capacity: Capacity, due: float, flow: str, ramp: model.Known[Quantity], within: float
) -> Iterator[Finding]:
    """The peak is there before the replicas that carry it."""
    component = capacity.component
    scaled = component[properties.component.AUTOSCALE]
    if scaled is None:
        return
    least, most = scaled.value.range
    rate = capacity.shown_rate(capacity.demand.total.low)
    carried = capacity.shown_rate((capacity.per_replica or 0.0) * least)
    enough = capacity.replicas_for()
    yield Finding(
        f"the peak of `{flow}` reaches `{component.path}` in {_time(due)},"
        f" new replicas in {_time(within)}",
        Label(scaled.span or component.span),
        component.path,
        witness=(
            step(
                f"the least {least} replicas carry {carried}, the peak is {rate}", capacity.stated
            ),
            step(f"the peak is there after {_time(due)}", ramp),
            step(f"more replicas are there after {_time(within)}", scaled),
        ),
        help=(edit(f"autoscale {enough}..{most} in {_time(within)}"),)
        if enough is not None
        else (),
    )


def _time(seconds: float) -> str:
    return show_value(seconds, Dimension.TIME)
