"""A flow stops with its control plane, though all that serves it is up.

Configuration, identity, credentials and discovery set a system up; its requests need what they said
last, not them. Where each request asks one of them and waits, the control plane is in the data path:
the flow is up only while both are, and the control plane is often the larger and more fragile of the
two. A statically stable flow goes on with the last answer: a signed token, a cached list, a stale
flag.

It is told about calls that every request makes and needs, and about a component that goes on without
a part of the control plane (`runs_without ... for`, `token_ttl`, `grace`) for a shorter time than
that part is away when it fails (its failover time or `mttr`). It is silent about flows that have no
other business than the control plane itself, flows that recover something, lookups on a cache's miss
or by a share of the requests, name lookups by clients, and calls that are `optional`, have an
`or else`, or an `on_failure` of `stale`, `degrade` or `fail_open`.

Source: AWS Builders' Library, Static stability using Availability Zones; AWS, summary of the service
event of 2020-11-25 in the Northern Virginia region, on credentials.

Bad:

```design
actor visitor
component links : service
component store : database
component sso : identity
flow follow { rate 10 req/s; visitor -> links; links -> sso; links -> store }
```

Good:

```design
actor visitor
component links : service { runs_without sso }
component store : database
component sso : identity
flow follow { rate 10 req/s; visitor -> links; links -> sso; links -> store }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import (
    Facts,
    Finding,
    Label,
    Role,
    Severity,
    Step,
    edit,
    model,
    properties,
    rule,
)
from designlint.api.analyses import flow_graphs, independent_of, stops_flow
from designlint.api.text import Dimension, flows_stop, show_value, step

# What each role of the control plane gives to the data path.
_GIVEN = {
    Role.CONFIGURATION: "configuration",
    Role.IDENTITY_PROVIDER: "identity",
    Role.SECRETS_MANAGER: "credentials",
    Role.COORDINATOR: "discovery",
    Role.NAME_SERVICE: "name lookup",
    Role.DEPLOYER: "deployment",
}
_GIVEN_BY_REFERENCE = (
    (properties.component.CONFIGURED_BY, "configuration"),
    (properties.component.IDENTITY_FROM, "identity"),
    (properties.component.DEPLOYED_BY, "deployment"),
)
_MOST_LINES = 4

_Calls = list[tuple[str, model.Step]]


@rule("RES005", severity=Severity.WARNING, since="0.1")
def no_static_stability(facts: Facts) -> Iterator[Finding]:
    """One finding for each part of the control plane that the data path waits for."""
    given = _control_plane(facts.design)
    calls = _calls_of_every_request(facts, given)
    for path, found in calls.items():
        yield _finding(facts, path, given[path], found)
    for component in facts.design.components.values():
        for path, known, holds in _holds(facts.design, component, given):
            if path not in calls:
                yield from _too_short(facts.design, component, path, known, holds)


def _control_plane(design: model.Design) -> dict[str, str]:
    """The components of the control plane by path, each with what it gives: those whose kind plays
    such a role, and those that others say they get configuration, identity or versions from."""
    found: dict[str, str] = {}
    for component in design.components.values():
        for key, given in _GIVEN_BY_REFERENCE:
            found.update({ref.path: given for ref in component.value(key) or ()})
    for path, component in design.components.items():
        by_role = next((given for role, given in _GIVEN.items() if component.plays(role)), None)
        if by_role is not None:
            found[path] = by_role
    return {path: found[path] for path in design.components if path in found}


def _calls_of_every_request(facts: Facts, given: dict[str, str]) -> dict[str, _Calls]:
    """For each part of the control plane, the flows that fail with it and the call that does it.

    Not flows whose only business is the control plane, nor flows that recover something.
    """
    found: dict[str, _Calls] = {}
    for flow in facts.design.flows.values():
        seen: set[str] = set()
        for call in () if flow.recovers else flow.steps:
            path = call.callee.path
            if path not in given or path in seen or call.caller.path in given:
                continue
            if _is_made_by_all(facts, call, flow.path) and _is_aside(facts, call, flow.path, given):
                seen.add(path)
                found.setdefault(path, []).append((flow.path, call))
    return found


def _is_made_by_all(facts: Facts, call: model.Step, flow: str) -> bool:
    """Whether each request waits for a call and fails with it; not a client's name lookup, nor a call
    of a coordinator that keeps data for the flow."""
    graph = facts[flow_graphs][flow]
    callee = facts.design.components[call.callee.path]
    keeps_data = callee.plays(Role.COORDINATOR) and bool(call.reads or call.writes)
    by_client = callee.plays(Role.NAME_SERVICE) and graph.is_client(call.caller.path)
    if keeps_data or by_client or call.share < 1.0 or call.on_miss_of is not None:
        return False
    return stops_flow(facts, call, graph)


def _is_aside(facts: Facts, call: model.Step, flow: str, given: dict[str, str]) -> bool:
    """Whether the flow has other business than what it asks the control plane for."""
    components, others = facts.design.components, independent_of(facts[flow_graphs][flow], call)
    return any(node in components and node not in given for node in others)


def _finding(facts: Facts, path: str, given: str, calls: _Calls) -> Finding:
    flows = [flow for flow, _ in calls]
    first = calls[0][1]
    return Finding(
        f"{flows_stop(flows)} with the {given} of `{path}`, though what serves"
        f" {'it' if len(flows) == 1 else 'them'} is up",
        Label(first.span, "every request waits for it"),
        path,
        secondary=tuple([Label(other.span) for _, other in calls[1:]]),
        witness=tuple(_paths(facts, calls)),
        help=(
            edit(f"{first.caller.path} -> {path} {{ on_failure stale }}"),
            edit(
                f"runs_without {path} for 1h",
                place=f"`{first.caller.path}`",
                note="with what it keeps",
            ),
        ),
    )


def _paths(facts: Facts, calls: _Calls) -> Iterator[Step]:
    for flow, call in calls[:_MOST_LINES]:
        path = facts[flow_graphs][flow].shown_path(call.caller.path)
        yield Step(f"{flow}: {path} -> {call.callee.path}, waited for by every request", call.span)
    if len(calls) > _MOST_LINES:
        yield Step(f"and {len(calls) - _MOST_LINES} more flows")


def _holds(
    design: model.Design, component: model.Component, given: dict[str, str]
) -> Iterator[tuple[str, model.Known[object], float]]:
    """For each part of the control plane, how long a component goes on without it, in seconds: as
    `runs_without` says, or for the lifetime of what was issued."""
    without = component[properties.component.RUNS_WITHOUT]
    named = {ref.path for ref in without.value.nodes} if without is not None else set()
    if without is not None and without.value.time is not None:
        for path in sorted(named & given.keys()):
            yield path, without, without.value.time.value
    for ref in component.value(properties.component.IDENTITY_FROM) or ():
        issuer = design.components.get(ref.path)
        ttl = issuer[properties.edge.TOKEN_TTL] if issuer is not None else None
        if issuer is not None and ttl is not None and ref.path not in named:
            grace = issuer.value(properties.edge.GRACE)
            yield ref.path, ttl, ttl.value.value + (grace.value if grace is not None else 0.0)


def _away(control: model.Component) -> tuple[float, model.Known[object]] | None:
    """How long a failure of a component lasts, in seconds, where that is stated."""
    mttr = control[properties.component.MTTR]
    failover = control[properties.component.FAILOVER]
    if failover is not None and failover.value.time is not None:
        return failover.value.time.value, failover
    return (mttr.value.value, mttr) if mttr is not None else None


def _too_short(
    design: model.Design,
    component: model.Component,
    path: str,
    known: model.Known[object],
    holds: float,
) -> Iterator[Finding]:
    """A finding where a usual failure of the control plane outlasts what the component holds."""
    away = _away(design.components[path])
    if away is None or away[0] <= holds:
        return
    holding = step(f"{component.path} goes on for {_time(holds)}", known)
    lasting = step(f"{path} is away for {_time(away[0])}", away[1])
    yield Finding(
        f"`{component.path}` stops before `{path}` is back",
        Label(holding.span or component.span, holding.text),
        component.path,
        secondary=(Label(lasting.span, lasting.text),) if lasting.span is not None else (),
        witness=(holding, lasting),
        help=(edit(f"runs_without {path} for 1d"),),
    )


def _time(seconds: float) -> str:
    return show_value(seconds, Dimension.TIME)
