"""A flow stops with its control plane, although its data path is up.

Reported when: every run of a flow needs a lookup in the control plane (configuration, authentication,
credentials, discovery, names, deployment) and fails without it, at once or when what it got expires:
the `ttl` of the answer, or the `ttl` and `stale_if_error` of a cache before it, is shorter than that part
is down when it fails (its failover time or `mttr`; where neither is declared, an hour). So is a check
that all flows of users make first and that fails closed, whatever does it. And so is a component that
runs without such a part (`runs_without ... for`, `token_ttl`, `grace`) for a shorter time than that.

Not reported when: the control plane is the flow's only business; the flow recovers something; the
lookup is for a share of the requests; a client resolves a name; what answers declares that it
`runs_without` all of the control plane behind it; a coordinator is a lock, an election or
the store of its only caller; an identity service looks up data for the request; the call only writes,
as where a configuration is changed; or the call is `optional`, has an `or else`, or an `on_failure` of
`stale`, `degrade` or `fail_open`.

How to fix: let the caller go on with its last known values, such as a signed token, a cached list or a
stale flag. Declare `runs_without`, `stale_if_error` or `on_failure stale`.

Why: a statically stable data path keeps serving while its control plane is down. Otherwise the flow is
up only while both are, and the control plane is often the larger and more fragile of the two.

Source: AWS Builders' Library, Static stability using Availability Zones; AWS, summary of the service
event of 2020-11-25 in the Northern Virginia region, on credentials; Google Cloud, incident 17007 of App
Engine (2017), on a configuration that all servers must have read lately.

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
    Help,
    Label,
    Step,
    edit,
    model,
    properties,
    rule,
)
from designlint.api.analyses import Lookup, flow_graphs, hard_dependencies
from designlint.api.text import Dimension, Quantity, listed, show, show_value, step

_MOST_LINES = 4
_LONG_ENOUGH = 3600.0
"""Seconds for which an answer has to be held where it is not declared how long a failure lasts: enough
for people to find and repair it."""


class _Duration(NamedTuple):
    """A time, and the statement that it is from."""

    time: Quantity
    known: model.Known[object]

    def __str__(self) -> str:
        return show(self.time)


@rule("RES005", grade="risk", also=("fatal",), since="0.1")
def no_static_stability(facts: Facts) -> Iterator[Finding]:
    """One finding for each part of the control plane that the data path waits for."""
    found: dict[str, list[Lookup]] = {}
    for lookup in facts[hard_dependencies].lookups:
        if lookup.held < _needed_for(facts.design.components[lookup.call.callee.path]):
            found.setdefault(lookup.call.callee.path, []).append(lookup)
    for path, lookups in found.items():
        yield _finding(facts, path, lookups)
    for component in facts.design.components.values():
        for path, tolerated in _tolerated(facts, component):
            outage = _outage(facts.design.components[path])
            if path in found:
                continue
            if outage is not None and outage.time.value > tolerated.time.value:
                yield _too_short(component, path, tolerated, outage)
            elif outage is None and _is_brief(component, tolerated):
                yield _brief(component, path, tolerated)


def _needed_for(control: model.Component) -> float:
    """How long an answer has to be held, in seconds."""
    outage = _outage(control)
    return outage.time.value if outage is not None else _LONG_ENOUGH


def _finding(facts: Facts, path: str, found: list[Lookup]) -> Finding:
    flows, first = [lookup.flow for lookup in found], found[0]
    depend = "depends" if len(flows) == 1 else "depend"
    waits = f"every request waits for {first.given} from `{path}`"
    if first.held:
        waits = f"{first.given} from `{path}` expires after {_time(first)}"
    return Finding(
        f"{listed(flows)} {depend} on the control plane: {waits}",
        Label(first.call.span, "expires" if first.held else "every request waits"),
        path,
        secondary=tuple([Label(other.call.span) for other in found[1:]]),
        witness=tuple(_paths(facts, found)),
        help=_help(first),
        flows=tuple(flows),
        grade="fatal" if any(one.fails_closed or not one.held for one in found) else None,
        because=_tool(facts, found),
    )


def _tool(facts: Facts, found: list[Lookup]) -> tuple[str, ...]:
    """The cause that RES013 reports, where only a tool that serves no requirement depends on it."""
    first, *others = {(lookup.call.caller.path, lookup.call.callee.path) for lookup in found}
    serving = any(facts.design.flows[lookup.flow].serves for lookup in found)
    return () if others or serving else (f"dependency of `{first[0]}` on `{first[1]}`",)


def _time(lookup: Lookup) -> str:
    return show_value(lookup.held, Dimension.TIME)


def _help(lookup: Lookup) -> tuple[Help, ...]:
    caller, path = lookup.call.caller.path, lookup.call.callee.path
    if lookup.cache is not None:
        return (edit("stale_if_error 24h", place=f"`{lookup.cache}`"),)
    return (
        edit(f"{caller} -> {path} {{ on_failure stale }}"),
        edit(f"runs_without {path} for 1d", place=f"`{caller}`", note="with the last known values"),
    )


def _paths(facts: Facts, found: list[Lookup]) -> Iterator[Step]:
    for lookup in found[:_MOST_LINES]:
        call = lookup.call
        path = facts[flow_graphs][lookup.flow].shown_path(call.caller.path)
        often = "on every request"
        if lookup.cache is not None:
            often = f"when `{lookup.cache}` has held an answer for {_time(lookup)}"
        elif lookup.held:
            often = f"every {_time(lookup)}"
        yield Step(f"{lookup.flow}: {path} -> {call.callee.path}, {often}", call.span)
    if len(found) > _MOST_LINES:
        more = len(found) - _MOST_LINES
        yield Step(f"and {more} more {'flow' if more == 1 else 'flows'}")


def _tolerated(facts: Facts, component: model.Component) -> Iterator[tuple[str, _Duration]]:
    """For each part of the control plane, how long a component runs without it: as `runs_without`
    declares, or for the lifetime of a token."""
    design, given = facts.design, facts[hard_dependencies].control_plane
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


def _is_brief(component: model.Component, tolerated: _Duration) -> bool:
    """Whether a component says itself that it stops before people can repair what it runs without."""
    stated = component[properties.component.RUNS_WITHOUT]
    return tolerated.known is stated and tolerated.time.value < _LONG_ENOUGH


def _brief(component: model.Component, path: str, tolerated: _Duration) -> Finding:
    runs = f"runs without `{path}` for {tolerated}"
    return Finding(
        f"`{component.path}` {runs} only",
        Label(tolerated.known.span or component.span, "then it stops"),
        component.path,
        witness=(step(f"`{component.path}` {runs}", tolerated.known),),
        help=(edit(f"runs_without {path} for 1d"),),
    )


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
