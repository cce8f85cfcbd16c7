"""A component keeps state in memory, but its callers spread requests over its replicas.

Reported when: a component with several replicas declares `state memory` or `state sticky`, and its
caller declares `sticky no`, or `routes_by round_robin`, `least_loaded` or `latency` without `sticky
yes`.

Not reported when: the caller routes by `hash`, declares `sticky yes`, or declares nothing on routing
(the open questions ask); the interface of the component is a `websocket`, whose connection stays with
one replica; or the component has one replica.

How to fix: keep the state in a store or a cache that all replicas share, and declare `state none`. Or
route each user's requests to the same replica.

Why: the second request of a user reaches another replica, which does not know the first one. The
user is signed out, or the cart is empty. With more replicas, this happens more often.

Source: The Twelve-Factor App, VI. Processes, on sticky sessions; AWS, Elastic Load Balancing,
documentation on sticky sessions for target groups.

Bad:

```design
actor visitor
component lb : load_balancer { replicas 2; routes_by round_robin }
component shop : service { replicas 4; state memory }
flow order { visitor -> lb -> shop }
```

Good:

```design
actor visitor
component lb : load_balancer { replicas 2; routes_by round_robin }
component shop : service { replicas 4; state none }
component sessions : cache { ttl 30min }
flow order { visitor -> lb -> shop; shop -> sessions }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Role, Step, edit, properties, rule
from designlint.api.analyses import placements
from designlint.api.model import Component, Flow, Known
from designlint.api.model import Step as Call
from designlint.api.text import stated_label, step

_ROUTES_BY, _STICKY = properties.component.ROUTES_BY, properties.edge.STICKY
_SPREADING = ("round_robin", "least_loaded", "latency")


@rule("RES050", grade="risk", since="0.2")
def missing_session_affinity(facts: Facts) -> Iterator[Finding]:
    """One finding for each pair of caller and component with state in memory."""
    found: set[tuple[str, str]] = set()
    for flow in facts.design.flows.values():
        for call in flow.steps if not flow.recovers else ():
            pair = call.caller.path, call.callee.path
            callee = facts.design.components.get(call.callee.path)
            if callee is None or pair in found or not call.waits or not _has_state(facts, callee):
                continue
            spread = _spread_by(facts, flow, call)
            if spread is not None:
                found.add(pair)
                yield _finding(facts, call, callee, spread)


def _has_state(facts: Facts, component: Component) -> bool:
    """Whether each of several replicas has state of its own, and no connection holds on to one."""
    if (component.value(properties.component.STATE) or "") not in ("memory", "sticky"):
        return False
    if any(api.value(properties.context.STYLE) == "websocket" for api in component.apis):
        return False
    scaled = component.value(properties.component.AUTOSCALE)
    count = facts[placements][component.path].count
    return count > 1 or (scaled is not None and scaled.range.high > 1)


def _spread_by(facts: Facts, flow: Flow, call: Call) -> Step | None:
    """What shows that the requests of one user go to any replica; None where nothing does."""
    caller = facts.design.components.get(call.caller.path)
    routing = flow.stated(call, _ROUTES_BY) or (caller[_ROUTES_BY] if caller is not None else None)
    sticky = caller[_STICKY] if caller is not None else None
    by = routing.value.by if routing is not None else ""
    if by == "hash" or (sticky is not None and sticky.value):
        return None
    if by in _SPREADING:
        return step(f"{call.caller.path}: routes by {by}", routing)
    if caller is None or caller.plays(Role.CLIENT):
        return _spread_by_names(facts, flow)
    return step(f"{call.caller.path}: not sticky", sticky) if sticky is not None else None


def _spread_by_names(facts: Facts, flow: Flow) -> Step | None:
    """What shows that the name which clients resolve leads to any replica."""
    asked = [facts.design.components.get(call.callee.path) for call in flow.steps]
    for names in [one for one in asked if one is not None and one.plays(Role.NAME_SERVICE)]:
        routing = names[_ROUTES_BY]
        if routing is not None and routing.value.by in _SPREADING:
            return step(f"{names.path}: routes by {routing.value.by}", routing)
    return None


def _finding(facts: Facts, call: Call, callee: Component, spread: Step) -> Finding:
    caller, path = call.caller.path, callee.path
    state: Known[str] | None = callee[properties.component.STATE]
    count = facts[placements][path].count
    same = f", so 1 request in {count} reaches the same replica" if count > 1 else ""
    router = facts.design.components.get(caller)
    can_stick = router is not None and router.plays(Role.ROUTER)
    return Finding(
        f"`{path}` keeps state in memory, but `{caller}` sends a user to any of its replicas",
        Label(call.span, "any replica"),
        path,
        secondary=(
            *stated_label(state, "each replica has its own"),
            *((Label(spread.span, "spreads requests"),) if spread.span else ()),
        ),
        witness=(
            step(f"{path}: state in memory", state),
            spread._replace(text=f"{spread.text}{same}"),
        ),
        help=(
            edit("state none", place=f"`{path}`", note="with the state in a shared store"),
            *(
                (edit("sticky yes", place=f"`{caller}`"),)
                if can_stick
                else (edit(f"{caller} -> {path} {{ routes_by hash of user }}"),)
            ),
        ),
        causes=(f"state of `{path}`",),
    )
