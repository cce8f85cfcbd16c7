"""A component gets more load at peak than its replicas carry.

Reported when: the utilisation at peak is above 100%. The load is propagated along all flows, with
shares, repetitions and cache misses. Where one node takes all writes, the utilisation of that node
is compared. The finding is an error, because the design contradicts itself.

Not reported when: load, capacity or the number of replicas is not declared, or the capacity comes only
from a benchmark on other hardware. Cycles of calls that amplify their load are reported by SCA006,
consumers of a queue or stream by MSG002 and MSG003.

How to fix: add replicas, raise the capacity of one replica, or reduce the load with a cache or a rate
limit.

Why: above 100% utilisation a queue grows for as long as the peak lasts, whatever the distribution of
arrivals is.

Source: E. Lazowska and others, Quantitative System Performance (1984), chapter 3, the utilisation
law.

Bad:

```design
actor visitor
component links : service { replicas 3; capacity 3k req/s per replica }
flow follow { rate 12k req/s peak; visitor -> links }
```

Good:

```design
actor visitor
component links : service { replicas 6; capacity 3k req/s per replica }
flow follow { rate 12k req/s peak; visitor -> links }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Help, Label, Step, advice, edit, rule
from designlint.api.analyses import (
    FULL,
    Capacity,
    capacities,
    consumers,
    hard_dependencies,
    loads,
    verdicts,
)
from designlint.api.text import Quantity, show_share, stated_label


@rule("SCA001", grade="contradiction", since="0.1")
def over_capacity(facts: Facts) -> Iterator[Finding]:
    """One finding for each component that is over its capacity."""
    amplified = facts[loads].amplified
    for path, capacity in facts[capacities].items():
        used = capacity.certain_use
        is_over = used is not None and used.low > FULL and capacity.placement.replicas
        if (
            used is not None
            and is_over
            and path not in amplified
            and facts[consumers].broker_of(path) is None
        ):
            yield _finding(facts, capacity, used.low)


def _finding(facts: Facts, capacity: Capacity, used: float) -> Finding:
    component = capacity.component
    return Finding(
        f"`{component.path}` is at {show_share(used)} of its capacity at peak",
        Label(component.span),
        component.path,
        secondary=stated_label(capacity.stated, "its capacity"),
        witness=(capacity.line, *_callers(capacity)),
        help=tuple(_help(facts, capacity)),
        breaks=tuple(dict.fromkeys(_broken(facts, component.path, used))),
        causes=capacity.overloads[:1],
    )


def _help(facts: Facts, capacity: Capacity) -> Iterator[Help]:
    """What carries today's peak, and the load that is planned."""
    factor = facts.design.growth_factor
    path, more, planned = (
        capacity.component.path,
        capacity.replicas_for(),
        capacity.replicas_for(factor),
    )
    full = facts[capacities].filled_by(path, more) if more else None
    if full is not None:
        yield advice(
            f"add replicas of `{path}`, {more} for today's peak, and let `{full.component.path}` accept their"
            f" connections: {full.opened:g} of {full.accepted:g}"
        )
    elif more:
        note = f"{planned} for the planned {factor:g}x" if planned and planned > more else ""
        yield edit(capacity.scaling_to(more), note=note)
    elif wanted := capacity.capacity_for():
        yield edit(wanted, note="where the component can be made larger", sample=True)


def _broken(facts: Facts, path: str, used: float) -> Iterator[str]:
    """The requirements that the overload alone breaks: on the component, and on the flows that fail with
    it, whose calls wait without bound and are answered no more often than the capacity allows."""
    yield from facts[verdicts].violated([path], "headroom", "throughput")
    for flow in facts.design.flows_by_element.get(path, ()):
        if path not in facts[hard_dependencies][flow].critical_components:
            continue
        yield from facts[verdicts].violated((flow,), "latency", "headroom", "throughput")
        for verdict in facts[verdicts].on(flow, "availability"):
            target = verdict.claim.target
            if verdict.is_refuted and isinstance(target, Quantity) and target.value > 1.0 / used:
                yield verdict.owner.path


def _callers(capacity: Capacity) -> Iterator[Step]:
    """Where the load comes from: the heaviest calls first."""
    for part in sorted(capacity.parts, key=lambda part: -part.rate.low):
        if part.rate.low:
            text = f"{part.flow}: {capacity.shown_rate(part.rate.low)} from {part.step.caller.path}"
            yield Step(text, part.step.span)
