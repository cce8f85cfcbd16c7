"""Autoscaling is slower than the load that it is meant for.

Reported when: the minimum of replicas does not carry the peak of a flow, and `autoscale ... in` takes
longer than the flow's `ramp`; or when a replica boots more slowly than the autoscaler is declared to
take.

Not reported when: one of these times is not declared, or even the maximum of replicas does not carry
the peak (SCA001).

How to fix: raise the minimum of replicas, start replicas ahead of time, or shed load.

Why: new replicas help only once they serve. The metric has to rise, the autoscaler has to decide,
and the replica has to boot. A faster peak meets the replicas that were already running.

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

from designlint.api import Facts, Finding, Label, edit, model, properties, rule
from designlint.api.analyses import FULL, Capacity, capacities
from designlint.api.text import Quantity, counted, show, step


@rule("RES030", grade="risk", since="0.1", formerly=("resilience-slow-autoscaler",))
def autoscaling_lag(facts: Facts) -> Iterator[Finding]:
    """One finding for each component whose autoscaling is too slow."""
    for path, component in facts.design.components.items():
        scaled = component.value(properties.component.AUTOSCALE)
        if scaled is None or scaled.within is None:
            continue
        boot = component[properties.component.BOOT_TIME]
        within = scaled.within.value
        if boot is not None and boot.value.value > within:
            yield from _slow_boot(component, boot)
            continue
        capacity = facts[capacities][path]
        ramp = _fastest_ramp(facts.design, capacity)
        if ramp is None or ramp[1].value.value >= within:
            continue
        if _is_too_small(capacity, scaled.range.low):
            yield from _late(capacity, *ramp)


def _slow_boot(component: model.Component, boot: model.Known[Quantity]) -> Iterator[Finding]:
    """New replicas boot more slowly than the autoscaler is declared to take."""
    scaled = component[properties.component.AUTOSCALE]
    if scaled is None or scaled.value.within is None:
        return
    ready, due = show(boot.value), show(scaled.value.within)
    low, high = scaled.value.range
    yield Finding(
        f"`{component.path}` boots in {ready}, but its autoscaler is declared to take {due}",
        Label(scaled.span or component.span),
        component.path,
        witness=(
            step(f"a replica boots in {ready}", boot),
            step(f"the autoscaler takes {due}", scaled),
        ),
        help=(edit(f"autoscale {low}..{high} in {ready}"),),
    )


def _fastest_ramp(
    design: model.Design, capacity: Capacity
) -> tuple[str, model.Known[Quantity]] | None:
    """The flow through a component whose load rises in the shortest time, and that time."""
    ramps = [
        (part.flow, ramp)
        for part in capacity.parts
        if (ramp := design.flows[part.flow][properties.context.RAMP]) is not None and part.rate.low
    ]
    return min(ramps, key=lambda found: (found[1].value.value, found[0]), default=None)


def _is_too_small(capacity: Capacity, replicas: int) -> bool:
    """Whether so many replicas do not carry the peak, and all that there can be do."""
    used, least = capacity.certain_use, capacity.utilisation(replicas)
    return used is not None and used.low <= FULL and least is not None and least.low > FULL


def _late(capacity: Capacity, flow: str, ramp: model.Known[Quantity]) -> Iterator[Finding]:
    """The load peaks before the replicas that carry it serve."""
    component = capacity.component
    scaled = component[properties.component.AUTOSCALE]
    if scaled is None or scaled.value.within is None:
        return
    ready, due = show(scaled.value.within), show(ramp.value)
    least, most = scaled.value.range
    rate = capacity.shown_rate(capacity.demand.total.low)
    carried = capacity.shown_rate((capacity.per_replica or 0.0) * least)
    enough = capacity.replicas_for()
    yield Finding(
        f"`{component.path}` scales out in {ready}, but the load of `{flow}` peaks after {due}",
        Label(scaled.span or component.span),
        component.path,
        witness=(
            step(
                f"the minimum of {counted(least, 'replica')} carries {carried}; the peak is {rate}",
                capacity.stated,
            ),
            step(f"`{flow}` reaches its peak after {due}", ramp),
            step(f"new replicas serve after {ready}", scaled),
        ),
        help=(edit(f"autoscale {enough}..{most} in {ready}"),) if enough is not None else (),
    )
