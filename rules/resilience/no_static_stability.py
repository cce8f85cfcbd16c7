"""A flow stops with its control plane, although its data path is up.

Reported when: every request waits for a component of the control plane (configuration, identity,
credentials, discovery, deployment) and fails with it. Also reported when a component runs without a
part of the control plane (`runs_without ... for`, `token_ttl`, `grace`) for a shorter time than that
part is down when it fails (its failover time or `mttr`).

Not reported when: the control plane is the flow's only business; the flow recovers something; the
lookup happens on a cache miss or for a share of the requests; a client resolves a name; a coordinator
keeps data of the flow; or the call is `optional`, has an `or else`, or an `on_failure` of `stale`,
`degrade` or `fail_open`.

How to fix: let the caller go on with its last known values, such as a signed token, a cached list or a
stale flag. Declare `runs_without` or `on_failure stale`.

Why: a statically stable data path keeps serving while its control plane is down. Otherwise the flow is
up only while both are, and the control plane is often the larger and more fragile of the two.

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
from typing import NamedTuple

from designlint.api import (
    Facts,
    Finding,
    Label,
    Role,
    Step,
    edit,
    model,
    properties,
    rule,
)
from designlint.api.analyses import flow_graphs, hard_dependencies
from designlint.api.text import Quantity, listed, show, step

# What each role of the control plane gives to the data path.
_GIVEN = {
    Role.CONFIGURATION: "configuration",
    Role.IDENTITY_PROVIDER: "authentication",
    Role.SECRETS_MANAGER: "credentials",
    Role.COORDINATOR: "discovery",
    Role.NAME_SERVICE: "name lookup",
    Role.DEPLOYER: "deployment",
}
_GIVEN_BY_REFERENCE = (
    (properties.component.CONFIGURED_BY, "configuration"),
    (properties.component.IDENTITY_FROM, "authentication"),
    (properties.component.DEPLOYED_BY, "deployment"),
)
_MOST_LINES = 4

_Calls = list[tuple[str, model.Step]]


class _Duration(NamedTuple):
    """A time, and the statement that it is from."""

    time: Quantity
    known: model.Known[object]

    def __str__(self) -> str:
        return show(self.time)


@rule("RES005", grade="risk", since="0.1")
def no_static_stability(facts: Facts) -> Iterator[Finding]:
    """One finding for each part of the control plane that the data path waits for."""
    given = _control_plane(facts.design)
    calls = _calls_of_every_request(facts, given)
    for path, found in calls.items():
        yield _finding(facts, path, given[path], found)
    for component in facts.design.components.values():
        for path, tolerated in _tolerated(facts.design, component, given):
            outage = _outage(facts.design.components[path])
            if (
                path not in calls
                and outage is not None
                and outage.time.value > tolerated.time.value
            ):
                yield _too_short(component, path, tolerated, outage)


def _control_plane(design: model.Design) -> dict[str, str]:
    """The components of the control plane by path, each with what it gives: those whose kind plays
    such a role, and those that configure, identify or deploy other components."""
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
    return facts[hard_dependencies][graph.flow.path].stops_flow(call)


def _is_aside(facts: Facts, call: model.Step, flow: str, given: dict[str, str]) -> bool:
    """Whether the flow has other business than its call of the control plane."""
    components, others = facts.design.components, facts[flow_graphs][flow].independent_of(call)
    return any(node in components and node not in given for node in others)


def _finding(facts: Facts, path: str, given: str, calls: _Calls) -> Finding:
    flows = [flow for flow, _ in calls]
    first = calls[0][1]
    depend = "depends" if len(flows) == 1 else "depend"
    return Finding(
        f"{listed(flows)} {depend} on the control plane: every request waits for {given} from `{path}`",
        Label(first.span, "every request waits"),
        path,
        secondary=tuple([Label(other.span) for _, other in calls[1:]]),
        witness=tuple(_paths(facts, calls)),
        help=(
            edit(f"{first.caller.path} -> {path} {{ on_failure stale }}"),
            edit(
                f"runs_without {path} for 1h",
                place=f"`{first.caller.path}`",
                note="with the last known values",
            ),
        ),
    )


def _paths(facts: Facts, calls: _Calls) -> Iterator[Step]:
    for flow, call in calls[:_MOST_LINES]:
        path = facts[flow_graphs][flow].shown_path(call.caller.path)
        yield Step(f"{flow}: {path} -> {call.callee.path}, on every request", call.span)
    if len(calls) > _MOST_LINES:
        more = len(calls) - _MOST_LINES
        yield Step(f"and {more} more {'flow' if more == 1 else 'flows'}")


def _tolerated(
    design: model.Design, component: model.Component, given: dict[str, str]
) -> Iterator[tuple[str, _Duration]]:
    """For each part of the control plane, how long a component runs without it: as `runs_without`
    declares, or for the lifetime of a token."""
    without = component[properties.component.RUNS_WITHOUT]
    named = {ref.path for ref in without.value.nodes} if without is not None else set()
    if without is not None and without.value.time is not None:
        for path in sorted(named & given.keys()):
            yield path, _Duration(without.value.time, without)
    for ref in component.value(properties.component.IDENTITY_FROM) or ():
        issuer = design.components.get(ref.path)
        ttl = issuer[properties.edge.TOKEN_TTL] if issuer is not None else None
        if issuer is not None and ttl is not None and ref.path not in named:
            grace = issuer.value(properties.edge.GRACE)
            more = grace.value if grace is not None else 0.0
            yield ref.path, _Duration(ttl.value._replace(value=ttl.value.value + more), ttl)


def _outage(control: model.Component) -> _Duration | None:
    """How long a component is down when it fails, where that is declared."""
    mttr = control[properties.component.MTTR]
    failover = control[properties.component.FAILOVER]
    if failover is not None and failover.value.time is not None:
        return _Duration(failover.value.time, failover)
    return _Duration(mttr.value, mttr) if mttr is not None else None


def _too_short(
    component: model.Component, path: str, tolerated: _Duration, outage: _Duration
) -> Finding:
    runs = f"runs without `{path}` for {tolerated}"
    down = step(f"`{path}` is down for {outage}", outage.known)
    return Finding(
        f"`{component.path}` {runs}, but `{path}` can be down for {outage}",
        Label(tolerated.known.span or component.span, runs),
        component.path,
        secondary=(Label(down.span, f"down for {outage}"),) if down.span is not None else (),
        witness=(step(f"`{component.path}` {runs}", tolerated.known), down),
        help=(edit(f"runs_without {path} for 1d"),),
    )
