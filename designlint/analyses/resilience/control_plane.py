"""What requests wait for from the control plane: configuration, identity, names, a check before all else.

A data path that keeps what it got goes on for as long as it keeps it. So each lookup comes with the time
that its answer is held: the `ttl` of the answer, or that of the cache before it.
"""

from __future__ import annotations

from collections.abc import Mapping

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import FlowGraph, call_graph, flow_graphs
from designlint.analyses.resilience.flow_dependencies import FlowDependencies
from designlint.base.records import NamedTuple
from designlint.model import Known, Step
from designlint.quantities.quantity import Quantity
from designlint.schema.component import (
    CONFIGURED_BY,
    DEPLOYED_BY,
    FAILOVER,
    IDENTITY_FROM,
    NEEDS_AT_BOOT,
    RUNS_WITHOUT,
)
from designlint.schema.relation import ON_FAILURE
from designlint.schema.roles import Role
from designlint.schema.store import HOLDS, STALE_IF_ERROR, TTL

_GIVEN = {
    Role.CONFIGURATION: "configuration",
    Role.IDENTITY_PROVIDER: "authentication",
    Role.SECRETS_MANAGER: "credentials",
    Role.COORDINATOR: "discovery",
    Role.NAME_SERVICE: "name lookup",
    Role.DEPLOYER: "deployment",
}
_GIVEN_BY_REFERENCE = (
    (CONFIGURED_BY, "configuration"),
    (IDENTITY_FROM, "authentication"),
    (DEPLOYED_BY, "deployment"),
)
_CHECK = "a check"


class Lookup(NamedTuple):
    """A call with which a flow asks the control plane for what is `given` there.

    `held` is how long an answer is kept, in seconds, and `cache` what keeps it, where a cache does.
    `fails_closed` holds where the design says so, or where the way to a name leads through the control
    plane of the components themselves.
    """

    flow: str
    call: Step
    given: str
    held: float
    cache: str | None
    fails_closed: bool


def control_plane(facts: Facts) -> dict[str, str]:
    """The components of the control plane by path, each with what it gives: those whose kind plays
    such a role, and those that configure, identify or deploy other components."""
    design, found = facts.design, {}
    for component in design.components.values():
        for key, given in _GIVEN_BY_REFERENCE:
            found.update({ref.path: given for ref in component.value(key) or ()})
    for path, component in design.components.items():
        by_role = next((given for role, given in _GIVEN.items() if component.plays(role)), None)
        if by_role is not None:
            found[path] = by_role
    return {path: found[path] for path in design.components if path in found}


def lookups(facts: Facts, dependencies: Mapping[str, FlowDependencies]) -> tuple[Lookup, ...]:
    """The lookups that every run of a flow needs, the first of each callee in each flow.

    Not of flows whose only business is the control plane, nor of flows that recover something.
    """
    found: list[Lookup] = []
    checks = _checks(facts, dependencies)
    for path, flow in facts.design.flows.items():
        seen: set[str] = set()
        for call in () if flow.recovers else flow.steps:
            one = _lookup(facts, call, dependencies[path], facts[flow_graphs][path], checks)
            if one is not None and call.callee.path not in seen:
                seen.add(call.callee.path)
                found.append(one)
    return tuple(found)


def _lookup(
    facts: Facts,
    call: Step,
    dependencies: FlowDependencies,
    graph: FlowGraph,
    checks: frozenset[str],
) -> Lookup | None:
    given = facts[control_plane]
    path, caller = call.callee.path, call.caller.path
    if (path not in given and path not in checks) or caller in checks or is_platform(facts, caller):
        return None
    if call.share < 1.0 or graph.is_client(caller) or _runs_without(facts, call):
        return None
    if not dependencies.stops_flow(call) or not _is_control(facts, call, graph):
        return None
    if not _has_business(facts, call, graph) or _is_data_plane(facts, call, graph):
        return None
    held, cache = _held(facts, call)
    closed = _fails_closed(call) or _leads_to_platform(facts, call, graph)
    return Lookup(graph.flow.path, call, given.get(path, _CHECK), held, cache, closed)


def is_platform(facts: Facts, path: str) -> bool:
    """Whether a component is of the control plane, or others run on it: they need it to start."""
    if path in facts[control_plane]:
        return True
    return path in facts[_needed_at_boot] and not facts.design.components[path].plays(Role.STORE)


def _needed_at_boot(facts: Facts) -> frozenset[str]:
    components = facts.design.components.values()
    needed = {ref.path for one in components for ref in one.value(NEEDS_AT_BOOT) or ()}
    return frozenset(needed & facts.design.components.keys())


def _runs_without(facts: Facts, call: Step) -> bool:
    """Whether the caller says that it goes on, for however long."""
    return call.callee.path in _spared(facts, call.caller.path)


def _spared(facts: Facts, path: str) -> frozenset[str]:
    """What a component says that it runs without."""
    component = facts.design.components.get(path)
    without = component.value(RUNS_WITHOUT) if component is not None else None
    return frozenset([ref.path for ref in without.nodes]) if without is not None else frozenset()


def _is_data_plane(facts: Facts, call: Step, graph: FlowGraph) -> bool:
    """Whether a callee answers from what its own control plane gave it, and runs without all of that."""
    spared = _spared(facts, call.callee.path)
    if spared.isdisjoint(facts[control_plane]) or _fails_closed(call):
        return False
    behind = [one.callee.path for one in graph.by_caller.get(call.callee.path, ())]
    return not any(is_platform(facts, path) for path in behind if path not in spared)


def _checks(facts: Facts, dependencies: Mapping[str, FlowDependencies]) -> frozenset[str]:
    """What is asked before all else: each of several flows of users fails with it, and fails closed."""
    graphs = facts[flow_graphs]
    flows = [
        path
        for path, flow in facts.design.flows.items()
        if not flow.recovers and any(map(graphs[path].is_client, graphs[path].entries))
    ]
    if len(flows) < 2 or not any(_fails_closed(s) for p in flows for s in graphs[p].flow.steps):
        return frozenset()
    asked = [
        {
            step.callee.path
            for step in graphs[path].flow.steps
            if _fails_closed(step) and dependencies[path].stops_flow(step)
        }
        for path in flows
    ]
    return frozenset(set.intersection(*asked))


def _fails_closed(call: Step) -> bool:
    known = call.properties[ON_FAILURE]
    return known is not None and known.value == "fail_closed"


def _is_control(facts: Facts, call: Step, graph: FlowGraph) -> bool:
    """Whether a call asks the control plane, rather than a service that plays its part with data."""
    callee = facts.design.components[call.callee.path]
    if _fails_closed(call):
        return True
    if call.writes and not call.reads:
        # What is handed to the control plane is not looked up there.
        return False
    if callee.plays(Role.COORDINATOR):
        return _is_discovery(facts, call, graph)
    if callee.plays(Role.IDENTITY_PROVIDER):
        # Who looks accounts up for a request serves it like any other service.
        behind = graph.by_caller.get(callee.path, ())
        return not any(one.reads or one.writes for one in (call, *behind))
    return True


def _is_discovery(facts: Facts, call: Step, graph: FlowGraph) -> bool:
    """Whether a coordinator tells its callers where others are; not a lock before a write, the election of a
    leader, nor the store of its only caller."""
    if call.writes or not _begins_with_users(graph):
        return False
    caller = facts.design.components.get(call.caller.path)
    if caller is None or caller.plays(Role.STORE) or caller[FAILOVER] is not None:
        return False
    if len(facts[call_graph].callers.get(call.callee.path, ())) > 1:
        return True
    others = [one for one in graph.by_caller[caller.path] if one is not call and one.waits]
    return not any(one.writes for one in others) and (bool(others) or not call.reads)


def _begins_with_users(graph: FlowGraph) -> bool:
    return any(graph.is_client(entry) or graph.starts_at_broker(entry) for entry in graph.entries)


def _has_business(facts: Facts, call: Step, graph: FlowGraph) -> bool:
    """Whether a flow is about more than its call of the control plane: something does not depend on that
    call, or what leads to it has data of its own. Nobody asks a registry for its own sake."""
    components, given = facts.design.components, facts[control_plane]
    # A cache of the answers is no business of its own.
    cache = call.on_miss_of.path if call.on_miss_of is not None else ""
    others = (node for node in graph.independent_of(call) if node != cache)
    if any(node in components and node not in given for node in others):
        return True
    path = [one.caller.path for one in (*graph.path_to(call.caller.path), call)]
    before = [components[node] for node in path if node in components]
    if any(one[HOLDS] is not None and one.path not in given for one in before):
        return not call.writes
    looked_up = components[call.callee.path].plays(Role.COORDINATOR, Role.NAME_SERVICE)
    serves = bool(graph.flow.serves) or _begins_with_users(graph)
    return looked_up and serves and any(one.plays(Role.APPLICATION) for one in before)


def _held(facts: Facts, call: Step) -> tuple[float, str | None]:
    """How long the last answer is used, in seconds, and the cache that keeps it, if one does."""
    components = facts.design.components
    if call.on_miss_of is None:
        return _seconds(components[call.callee.path][TTL]), None
    cache = components.get(call.on_miss_of.path)
    if cache is None:
        return 0.0, None
    if cache[TTL] is None:
        return float("inf"), cache.path
    return _seconds(cache[TTL]) + _seconds(cache[STALE_IF_ERROR]), cache.path


def _seconds(known: Known[Quantity] | None) -> float:
    return known.value.value if known is not None else 0.0


def _leads_to_platform(facts: Facts, call: Step, graph: FlowGraph) -> bool:
    """Whether a name service asks the control plane in turn."""
    if not facts.design.components[call.callee.path].plays(Role.NAME_SERVICE):
        return False
    behind = graph.by_caller.get(call.callee.path, ())
    return any(is_platform(facts, one.callee.path) for one in behind)
