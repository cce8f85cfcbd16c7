"""All clients of a component, or a whole fleet, connect to one component at once after a restart.

Reported when: a component keeps sessions (`state memory` or `sticky`) of an actor with 1000 `active`
users or more for each replica; or a fleet of at least 100 replicas `needs_at_boot` a component with a
fiftieth of its replicas or fewer.

Not reported when: a `rate_limit` or a `bulkhead` on the path or at the component bounds the load, the
calls declare `backoff jitter`, the component has `tenancy per_cell` or `per_tenant`, or a provider runs it.

How to fix: let clients reconnect with `backoff jitter`, let in as many at a time as the component carries
(`rate_limit`), or split it into cells.

Why: connections come slowly and last long, so the usual rate says nothing about a restart. All of them
come back within seconds, the component fails under them, and each failure makes all clients try again.

Source: AWS, Summary of the Amazon Kinesis Event in the Northern Virginia Region (2020-11-25), on
restarting a fleet a few servers at a time; Google SRE Book (2016), chapter 22, on cold starts.

Bad:

```design
actor player { active 3M }
component chat : service { replicas 100; state sticky }
component store : database
flow talk { player -> chat -> store }
```

Good:

```design
actor player { active 3M }
component chat : service { replicas 100; state sticky }
component store : database
player -> chat { timeout 5s; retries 3; backoff jitter }
flow talk { player -> chat -> store }
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from designlint.api import Facts, Finding, Help, Label, Role, edit, model, properties, rule
from designlint.api.analyses import call_graph, capacities, flow_graphs
from designlint.api.text import Dimension, show, show_value, stated_label, step

# So many clients that connect to one replica within seconds are more than its usual load.
_SESSIONS = 1000.0
# A fleet, and how many of its replicas start against one of what it needs.
_FLEET, _EACH = 100, 50.0


@rule("RES041", grade="risk", since="0.2")
def reconnect_storm(facts: Facts) -> Iterator[Finding]:
    """One finding for each component that clients connect to, and for each that a fleet starts with."""
    for component in facts.design.components.values():
        if (component.value(properties.component.STATE) or "") in ("memory", "sticky"):
            yield from _sessions(facts, component)
        if component[properties.component.NEEDS_AT_BOOT] is not None:
            yield from _boots(facts, component)


def _sessions(facts: Facts, component: model.Component) -> Iterator[Finding]:
    """The clients whose sessions a component keeps, by the first flow that brings as many."""
    path, count = component.path, _replicas(facts, component)
    for flow in facts.design.flows if _is_whole(component) else ():
        steps = facts[flow_graphs][flow].path_to(path)
        actor = facts.design.actors.get(steps[0].caller.path) if steps else None
        active = actor[properties.context.ACTIVE] if actor is not None else None
        if actor is None or active is None or not count or not _comes_directly(facts, steps):
            continue
        each = _number(actor, active) / count
        is_spread = any(_has_jitter(call) for call in steps)
        if each < _SESSIONS or is_spread or facts[flow_graphs][flow].is_rate_limited(path):
            continue
        shown = show_value(each, Dimension.NUMBER)
        yield Finding(
            f"{shown} clients reconnect at once when a replica of `{path}` restarts",
            Label(component.span_of(properties.component.STATE), f"sessions of `{actor.path}`"),
            path,
            secondary=stated_label(active, f"{show(active.value)} active"),
            witness=(
                step(f"{actor.path}: {show(active.value)} active", active),
                step(
                    f"{path}: {shown} sessions on each of {count} replicas",
                    component[properties.component.STATE],
                ),
            ),
            help=(
                edit(f"{actor.path} -> {steps[0].callee.path} {{ backoff jitter }}"),
                *_limited(component),
            ),
        )
        return


def _boots(facts: Facts, fleet: model.Component) -> Iterator[Finding]:
    """What so many replicas of a fleet start with that few answer them."""
    stated, size = fleet[properties.component.NEEDS_AT_BOOT], _replicas(facts, fleet)
    for ref in stated.value if stated is not None and size >= _FLEET else ():
        needed = facts.design.components.get(ref.path)
        count = _replicas(facts, needed) if needed is not None else 0
        if needed is None or not count or size < count * _EACH or not _is_whole(needed):
            continue
        if any(_has_jitter(call) for call in _calls(facts, fleet.path, needed.path)):
            continue
        yield Finding(
            f"all {size} replicas of `{fleet.path}` call `{needed.path}` at once after a full restart",
            Label(fleet.span_of(properties.component.NEEDS_AT_BOOT), "before they can start"),
            needed.path,
            secondary=(Label(needed.span, f"{count} replicas"),),
            witness=(
                step(f"{fleet.path}: {size} replicas need {needed.path} to start", stated),
                step(f"{needed.path}: {count} replicas, {size / count:.3g} calls for each"),
            ),
            help=(
                *_limited(needed),
                edit(f"{fleet.path} -> {needed.path} {{ backoff jitter }}"),
            ),
        )


def _limited(component: model.Component) -> tuple[Help, ...]:
    """A limit, of what can refuse what it does not let in."""
    if not component.plays(Role.APPLICATION, Role.ROUTER, Role.EDGE):
        return ()
    return (edit("rate_limit RATE", place=f"`{component.path}`", note="as many as it can let in"),)


def _is_whole(component: model.Component) -> bool:
    """Whether it can restart as a whole and lets in any load: it is not split, limited or managed."""
    is_split = (component.value(properties.component.TENANCY) or "") in ("per_cell", "per_tenant")
    is_limited = component[properties.relation.RATE_LIMIT] is not None
    is_managed = component[properties.component.MANAGED] is not None
    return not (is_split or is_limited or is_managed or component.is_external)


def _replicas(facts: Facts, component: model.Component) -> int:
    """How many replicas there are; 0 where that is not declared."""
    capacity = facts[capacities][component.path]
    return capacity.most if capacity.placement.declared else 0


def _number(actor: model.Actor, active: model.Known[Any]) -> float:
    """How many are active at a time; of a share without a count, none."""
    if active.value.dimension is not Dimension.SHARE:
        return float(active.value.value)
    count = actor.value(properties.context.COUNT)
    return active.value.value * count.value if count is not None else 0.0


def _comes_directly(facts: Facts, steps: Sequence[model.Step]) -> bool:
    """Whether only client programs and what passes requests on stand between an actor and the callee."""
    between = [facts.design.components.get(call.caller.path) for call in steps[1:]]
    return all(one is not None and one.plays(Role.CLIENT, Role.ROUTER) for one in between)


def _calls(facts: Facts, caller: str, callee: str) -> list[model.Step]:
    return [c for c in facts[call_graph].calls_to.get(callee, ()) if c.caller.path == caller]


def _has_jitter(call: model.Step) -> bool:
    backoff = call.properties[properties.relation.BACKOFF]
    return backoff is not None and backoff.value == "jitter"
