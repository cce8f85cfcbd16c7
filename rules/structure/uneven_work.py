"""Rare, heavy work runs in the replicas that answer many small requests.

Reported when: a service or monolith of the team carries 100 MB or more for each request of one
flow (`payload`, or the `size` of an object that it reads or writes), while it answers another flow of users ten times as often or more with less. The same holds for two of
its interfaces, where one keeps it busy a hundred times as long (`work`), for ten seconds or more.

Not reported when: the heavy work is done by a component of its own, the rates are not declared, or what
carries the bytes is a gateway, a store, a cache or a CDN.

How to fix: hand the heavy work to a worker that scales by itself (`app ~> exporter`), or let users load
large objects from an object store or a CDN.

Why: a few such requests take the memory, the bandwidth and the workers of a replica, and all small requests
that it answers wait. Replicas for both have to be as many as the small requests need and as large as the
heavy ones.

Source: S. Newman, Building Microservices, 2nd ed. (2021), chapter 1, on scaling parts apart; Noisy Neighbor
and Bulkhead, Azure Architecture Center.

Bad:

```design
actor visitor
component app : monolith { replicas 2 }
flow look { rate 1k req/s peak; visitor -> app }
flow export { rate 1 req/min; visitor -> app { payload 2GB } }
```

Good:

```design
actor visitor
component app : monolith { replicas 2 }
component exporter : worker { replicas 2 }
flow look { rate 1k req/s peak; visitor -> app }
flow export { rate 1 req/min; visitor -> app ~> exporter }
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from designlint.api import (
    Facts,
    Finding,
    Help,
    Label,
    Role,
    Step,
    advice,
    edit,
    model,
    properties,
    rule,
)
from designlint.api.analyses import flow_graphs, loads
from designlint.api.text import Dimension, Quantity, show, show_rounded, step

_HEAVY = 100e6
"""Bytes of one request that a replica feels."""
_MORE_OFTEN, _LONGER, _LONG = 10.0, 100.0, 10.0
"""How many times as often and as long, and seconds that no user waits for."""


class _Work(NamedTuple):
    """A flow through a component: how often it comes there a second, and the largest payload."""

    flow: str
    rate: float
    often: str
    payload: float
    stated: Quantity | None
    span: model.Span


@rule("ARC007", grade="risk", since="0.1")
def uneven_work(facts: Facts) -> Iterator[Finding]:
    """One finding for each component with work that should scale apart."""
    for component in facts.design.components.values():
        if not component.plays(Role.APPLICATION):
            continue
        works = [work for path in facts.design.flows_by_element.get(component.path, ())
                 if (work := _work(facts, component.path, path)) is not None]  # fmt: skip
        heavy = max(works, key=lambda work: work.payload, default=None)
        light = max((w for w in works if w.payload < _HEAVY), key=lambda w: w.rate, default=None)
        if heavy is not None and light is not None and _is_uneven(facts, heavy, light):
            yield _by_payload(component, heavy, light)
            continue
        yield from _by_interfaces(component)


def _work(facts: Facts, path: str, flow: str) -> _Work | None:
    """What a flow makes of a component; None where it is not known how often."""
    rate = facts[loads].rates.get((flow, path))
    if rate is None or rate.high == float("inf") or facts.design.flows[flow].recovers:
        return None
    declared = facts.design.flows[flow]
    carried = [
        (size, step.span)
        for step in declared.steps
        if path in (step.caller.path, step.callee.path) and _is_carried(path, step)
        for size in _sizes(facts, declared, step)
    ]
    stated, span = max(carried, key=lambda one: one[0].value, default=(None, declared.span))
    begins = declared.value(properties.context.RATE)
    is_own = begins is not None and begins.rate.value == rate.low
    often = show(begins.rate) if begins and is_own else show_rounded(rate.low, Dimension.RATE)
    return _Work(flow, rate.low, often, 0.0 if stated is None else stated.value, stated, span)


def _sizes(facts: Facts, flow: model.Flow, step: model.Step) -> Iterator[Quantity]:
    """What one call carries: its payload, else an object that it reads from or writes to a store of whole
    objects."""
    payload = flow.stated(step, properties.relation.PAYLOAD)
    if payload is not None:
        yield payload.value
        return
    callee = facts.design.components.get(step.callee.path)
    is_whole = callee is not None and callee.plays(Role.BLOB_STORE)
    for named in (*step.reads, *step.writes) if is_whole else ():
        size = facts.design.data[named.path].value(properties.context.SIZE_OF_ONE)
        if size is not None:
            yield size


def _is_carried(path: str, step: model.Step) -> bool:
    """Whether a call that a component makes or gets is handled in its own replicas: what it hands over to
    be done later (`~>`) is not."""
    return step.waits or step.callee.path == path


def _is_uneven(facts: Facts, heavy: _Work, light: _Work) -> bool:
    is_faced = facts[flow_graphs][light.flow].is_user_facing
    return is_faced and heavy.payload >= _HEAVY and light.rate >= _MORE_OFTEN * heavy.rate


def _by_payload(component: model.Component, heavy: _Work, light: _Work) -> Finding:
    size = show(heavy.stated) if heavy.stated is not None else ""
    often, seldom = light.often, heavy.often
    return Finding(
        f"the replicas of `{component.path}` that answer `{light.flow}` also carry {size} for each "
        f"`{heavy.flow}`",
        Label(heavy.span, f"{size} at {seldom}"),
        component.path,
        secondary=(Label(light.span, f"{often}"),),
        witness=(
            Step(f"`{light.flow}`: {often}"),
            Step(f"`{heavy.flow}`: {seldom} of {size}", heavy.span),
        ),
        help=_help(component, heavy.flow, f"`{heavy.flow}`"),
        flows=(light.flow, heavy.flow),
    )


def _help(component: model.Component, work: str, place: str) -> tuple[Help, ...]:
    name = work.rpartition(".")[2]
    worker = f"{name}_worker"
    return (
        edit(
            f"{component.path} ~> {worker}",
            place=place,
            note=f"with `component {worker} : worker`, which scales by itself",
        ),
        advice("let users load large objects from an object store or a CDN"),
    )


def _by_interfaces(component: model.Component) -> Iterator[Finding]:
    """Where one interface keeps a component busy far longer than another."""
    parts = [part for api in component.apis for part in api.parts]
    timed = [(part, known) for part in parts if (known := part[properties.context.WORK])]
    if len(timed) < 2:
        return
    (short, least), *_, (long, most) = sorted(timed, key=lambda one: one[1].value.value)
    if most.value.value < max(_LONG, _LONGER * least.value.value):
        return
    yield Finding(
        f"the replicas of `{component.path}` that answer `{short.name}` in {show(least.value)} also "
        f"work {show(most.value)} for each request of `{long.name}`",
        Label(most.span or long.span),
        component.path,
        secondary=(Label(least.span or short.span),),
        witness=(
            step(f"`{long.name}`: {show(most.value)} of work", most),
            step(f"`{short.name}`: {show(least.value)} of work", least),
        ),
        help=_help(component, long.name, f"the flow that asks for `{long.name}`"),
    )
