"""Static stability: what has to keep running so that a flow keeps running.

The data path is what answers a flow's requests; the control plane is what sets it up: configuration,
identity and credentials, discovery, deployment. A flow is statically stable when it goes on with what
it last knew while its control plane is away.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.hard_dependency import is_hard_dependency
from designlint.analyses.graph.graph import FlowGraph, flow_graphs
from designlint.analyses.measure import step
from designlint.diagnostic import Step as Line
from designlint.model import Component, Design, Known, Step
from designlint.quantity import Dimension, show_value
from designlint.schema.component import (
    CONFIGURED_BY,
    DEPLOYED_BY,
    FAILOVER,
    IDENTITY_FROM,
    MTTR,
    RUNS_WITHOUT,
)
from designlint.schema.edge import GRACE, TOKEN_TTL
from designlint.schema.property import Property
from designlint.schema.roles import Role
from designlint.schema.values import Ref
from designlint.solvers.graph import reachable

# What each role of the control plane gives to the data path.
_GIVEN = {
    Role.CONFIGURATION: "configuration",
    Role.IDENTITY_PROVIDER: "identity",
    Role.SECRETS_MANAGER: "credentials",
    Role.COORDINATOR: "discovery",
    Role.NAME_SERVICE: "name lookup",
    Role.DEPLOYER: "deployment",
}
_ROLE_BY_REFERENCE: tuple[tuple[Property[tuple[Ref, ...]], str], ...] = (
    (CONFIGURED_BY, "configuration"),
    (IDENTITY_FROM, "identity"),
    (DEPLOYED_BY, "deployment"),
)


def control_plane(facts: Facts) -> dict[str, str]:
    """The components of the control plane by path, each with what it gives: those whose kind plays
    such a role, and those that others say they get configuration, identity or versions from."""
    components = facts.design.components
    found: dict[str, str] = {}
    for component in components.values():
        for key, role in _ROLE_BY_REFERENCE:
            found.update({ref.path: role for ref in component.value(key) or ()})
    for path, component in components.items():
        given = next((text for role, text in _GIVEN.items() if component.plays(role)), None)
        if given is not None:
            found[path] = given
    return {path: found[path] for path in components if path in found}


class Dependence(NamedTuple):
    """A part of the control plane without which every request of some flows fails.

    `calls` has, for each flow, the call that waits for it; `ways` how the flow gets there.
    """

    component: str
    role: str
    calls: tuple[tuple[str, Step], ...]
    ways: tuple[Line, ...]

    @property
    def flows(self) -> tuple[str, ...]:
        """The flows that stop."""
        return tuple(dict.fromkeys(flow for flow, _ in self.calls))


def unstable_flows(facts: Facts) -> tuple[Dependence, ...]:
    """What the control plane takes along when it stops, though all that serves the flow is up.

    Counted are calls that every request waits for and needs. Left out are flows whose purpose the
    control plane itself is (they need nothing else), flows that recover something, a name lookup by a
    client, and a coordinator that keeps data for the flow.
    """
    found: dict[str, list[tuple[str, Step]]] = {}
    for path, flow in facts.design.flows.items():
        if not flow.recovers:
            for call in _control_calls(facts, facts[flow_graphs][path]):
                found.setdefault(call.callee.path, []).append((path, call))
    roles = facts[control_plane]
    return tuple(
        [
            Dependence(path, roles[path], tuple(calls), tuple(_ways(facts, calls)))
            for path, calls in found.items()
        ]
    )


def _control_calls(facts: Facts, graph: FlowGraph) -> Iterator[Step]:
    roles = facts[control_plane]
    told = set()
    for call in graph.flow.steps:
        path = call.callee.path
        if path not in roles or path in told or call.caller.path in roles:
            continue
        if _is_asked_by_all(facts, call, graph) and _is_aside(facts, graph, call):
            told.add(path)
            yield call


def _is_asked_by_all(facts: Facts, call: Step, graph: FlowGraph) -> bool:
    """Whether each request waits for a call and fails with it."""
    whole = call.waits and call.share >= 1.0 and call.on_miss_of is None
    callee = facts.design.components[call.callee.path]
    keeps_data = callee.plays(Role.COORDINATOR) and bool(call.reads or call.writes)
    by_client = callee.plays(Role.NAME_SERVICE) and is_client(facts.design, call.caller.path)
    return whole and not keeps_data and not by_client and fails_up(facts, call, graph)


def fails_up(facts: Facts, call: Step, graph: FlowGraph) -> bool:
    """Whether the flow itself fails with a call: all calls on a way to it are needed, too."""
    return call.caller.path in facts[vital_nodes][graph.flow.path] and _is_vital(facts, call, graph)


def vital_nodes(facts: Facts) -> Lazily[str, dict[str, None]]:
    """For each flow, the nodes whose failure goes up to where it begins, along a shortest way."""

    def find(flow: str) -> dict[str, None]:
        graph = facts[flow_graphs][flow]
        found = dict.fromkeys(graph.entries)
        for node, call in graph.reached_by.items():  # callers come before those they call
            if call.caller.path in found and _is_vital(facts, call, graph):
                found[node] = None
        return found

    return Lazily(facts.design.flows, find)


def _is_vital(facts: Facts, call: Step, graph: FlowGraph) -> bool:
    return call.waits and call.or_else is None and is_hard_dependency(facts, call, graph) is True


def is_client(design: Design, path: str) -> bool:
    """Whether a node is a user, or the program in a user's hands."""
    return path in design.actors or design.components[path].plays(Role.CLIENT)


def _is_aside(facts: Facts, graph: FlowGraph, call: Step) -> bool:
    """Whether the flow has other business than what it asks the control plane for."""
    components, roles = facts.design.components, facts[control_plane]
    return any(node in components and node not in roles for node in apart_from(graph, call))


def apart_from(graph: FlowGraph, call: Step) -> list[str]:
    """What takes part in a flow and is neither on the way to a call nor reached through it."""
    callees = {
        caller: [step.callee.path for step in steps] for caller, steps in graph.by_caller.items()
    }
    way = {one.caller.path for one in (*graph.path_to(call.caller.path), call)}
    known = way | reachable(callees, [call.callee.path]).keys()
    return [node for node in graph.nodes if node not in known]


def _ways(facts: Facts, calls: list[tuple[str, Step]], most: int = 4) -> Iterator[Line]:
    for flow, call in calls[:most]:
        way = facts[flow_graphs][flow].shown_path(call.caller.path)
        yield Line(f"{flow}: {way} -> {call.callee.path}, waited for by every request", call.span)
    if len(calls) > most:
        yield Line(f"and {len(calls) - most} more flows")


class ShortHold(NamedTuple):
    """A component that goes on without a part of the control plane for a shorter time than that part
    is away when it fails."""

    component: str
    control: str
    holds: float
    away: float
    lines: tuple[Line, Line]


def short_holds(facts: Facts) -> tuple[ShortHold, ...]:
    """The components that a usual failure of their control plane outlasts.

    They hold for as long as `runs_without` says, or for the lifetime of what was issued
    (`token_ttl` and `grace`); the failure lasts for the `mttr` or the failover time that is stated.
    """
    found = []
    for component in facts.design.components.values():
        for path, known, holds in _holds(facts, component):
            away = _away(facts.design.components[path])
            if away is not None and away[0] > holds:
                holding = step(f"{component.path} goes on for {_time(holds)}", known)
                lasting = step(f"{path} is away for {_time(away[0])}", away[1])
                found.append(ShortHold(component.path, path, holds, away[0], (holding, lasting)))
    return tuple(found)


def _holds(facts: Facts, component: Component) -> Iterator[tuple[str, Known[object], float]]:
    """For each part of the control plane, how long a component goes on without it."""
    components = facts.design.components
    without = component[RUNS_WITHOUT]
    named = {ref.path for ref in without.value.nodes} if without is not None else set()
    if without is not None and without.value.time is not None:
        for path in sorted(named & facts[control_plane].keys()):
            yield path, without, without.value.time.value
    for ref in component.value(IDENTITY_FROM) or ():
        issuer = components.get(ref.path)
        ttl = issuer[TOKEN_TTL] if issuer is not None else None
        if issuer is not None and ttl is not None and ref.path not in named:
            grace = issuer.value(GRACE)
            yield ref.path, ttl, ttl.value.value + (grace.value if grace is not None else 0.0)


def _away(control: Component) -> tuple[float, Known[object]] | None:
    """How long a failure of a component lasts, where that is stated."""
    mttr, failover = control[MTTR], control[FAILOVER]
    if failover is not None and failover.value.time is not None:
        return failover.value.time.value, failover
    if mttr is not None:
        return mttr.value.value, mttr
    return None


def _time(seconds: float) -> str:
    return show_value(seconds, Dimension.TIME)
