"""Each replica of a large fleet may connect to all others, so its work grows with the fleet.

Reported when: a component calls itself, in a flow or a relation, and has or may reach 500 replicas: by
`replicas`, the upper end of `autoscale`, or the `growth` of the design where it `scales out`.

Not reported when: the calls stay in a cell or tenant (`tenancy`) or go to shards of the data; a `pool` bounds
the connections; a `limit` that `grows_with` the component says how many it takes (SCA015 compares them); or
the replicas are not declared.

How to fix: divide the fleet into cells that do not know each other, or let fewer and larger servers know
all others. Declare what bounds it, `limit threads 10k grows_with NAME`, and alert long before.

Why: with a connection or a thread for each other replica, the work of a server is proportional to the
number of servers, and that of the fleet to its square. Adding servers, as for a peak, then takes all of
them over a limit at once: none has a smaller share than the others.

Source: AWS, Summary of the Amazon Kinesis Event in the Northern Virginia Region (2020); N. Gunther,
Guerrilla Capacity Planning (2007), chapter 4, on coherency.

Bad:

```design
actor producer
component front : service { replicas 3000 }
front -> front { timeout 1s }
flow put { rate 9k req/s peak; producer -> front }
```

Good:

```design
actor producer
component front : service { replicas 3000; tenancy per_cell }
front -> front { timeout 1s }
flow put { rate 9k req/s peak; producer -> front }
```
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from designlint.api import Facts, Finding, Label, Step, advice, edit, model, properties, rule
from designlint.api.analyses import capacities
from designlint.api.text import counted, step

_MANY = 500
"""So many peers are more than most fleets have; each is a connection, and often a thread."""
_APART = ("per_cell", "per_tenant")


@rule("SCA034", grade="risk", since="0.2")
def growing_mesh(facts: Facts) -> Iterator[Finding]:
    """One finding for each component whose replicas all call each other."""
    seen: set[str] = set()
    for call in _calls(facts.design):
        component = facts.design.components.get(call.caller.path)
        if call.callee.path != call.caller.path or component is None or component.path in seen:
            continue
        seen.add(component.path)
        today = facts[capacities][component.path].most
        scales = component.value(properties.component.SCALES) == "out"
        factor = facts.design.growth_factor if scales and today < _MANY else 1.0
        most = math.ceil(today * factor)
        if most >= _MANY and not _is_bounded(component, call):
            yield _finding(component, call, most, factor)


def _calls(design: model.Design) -> Iterator[model.Relation | model.Step]:
    yield from design.relations
    for flow in design.flows.values():
        yield from flow.steps


def _is_bounded(component: model.Component, call: model.Relation | model.Step) -> bool:
    """Whether the design says that not all know all others, or how many a replica can know."""
    apart = (component.value(properties.component.TENANCY) or "") in _APART
    limits = component.properties.all(properties.component.LIMIT)
    is_limited = any(limit.value.grows_with == component.path for limit in limits)
    is_pooled = call.properties[properties.relation.POOL] is not None
    return apart or is_limited or is_pooled or component[properties.store.SHARDS] is not None


def _finding(
    component: model.Component, call: model.Relation | model.Step, most: int, factor: float
) -> Finding:
    path = component.path
    when = "" if factor == 1.0 else f" at {factor:g}x the load"
    replicas, scaled = (
        component[properties.component.REPLICAS],
        component[properties.component.AUTOSCALE],
    )
    stated: model.Known[Any] | None = scaled or replicas
    peers = counted(most - 1, "other")
    return Finding(
        f"each replica of `{path}` may connect to {peers}{when}: its work grows with the fleet",
        Label(call.span, "any of them calls any other"),
        path,
        secondary=(Label(stated.span),) if stated is not None and stated.span is not None else (),
        witness=(
            step(f"{path}: up to {counted(most, 'replica')}{when}", stated),
            Step(f"{path} -> {path}: {most:,} x {most - 1:,} pairs".replace(",", " "), call.span),
        ),
        help=(
            edit("tenancy per_cell", note="and calls between the replicas of a cell alone"),
            edit(f"limit threads 10k grows_with {path}", sample=True),
            advice(f"let fewer and larger replicas of `{path}` know each other"),
        ),
    )
