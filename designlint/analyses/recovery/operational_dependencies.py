"""What a component depends on in operation, such as a tool that people recover others with.

That is who signs people in, where configuration comes from, what it needs at boot, what its health
check asks, and what it waits for and needs in any flow that it takes part in.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.hard_dependency import is_needed_for_long
from designlint.analyses.graph.graph import FlowGraph, call_graph, flow_graphs
from designlint.analyses.measure import step
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Component, Step
from designlint.schema.component import (
    CONFIGURED_BY,
    DEPLOYED_BY,
    HEALTH_CHECK,
    IDENTITY_FROM,
    NEEDS_AT_BOOT,
    OBSERVED_BY,
    PANIC_THRESHOLD,
    RUNS_WITHOUT,
)
from designlint.schema.edge import NOTIFIES
from designlint.schema.messaging import ON_FULL
from designlint.schema.property import Property
from designlint.schema.relation import GOES_ON, ON_FAILURE
from designlint.schema.roles import Role
from designlint.schema.values import Ref
from designlint.solvers.graph import reachable

_DEPENDS_BY = (
    (IDENTITY_FROM, "`{}` signs people in with `{}`"),
    (CONFIGURED_BY, "`{}` is configured by `{}`"),
    (NEEDS_AT_BOOT, "`{}` needs `{}` at boot"),
)
_PLATFORM = (
    Role.CONFIGURATION, Role.IDENTITY_PROVIDER, Role.SECRETS_MANAGER, Role.COORDINATOR,
    Role.NAME_SERVICE,
)  # fmt: skip
"""Others cannot tell which of their calls an answer needs: all of them count, in whatever flow."""

# A component, and the flow in which it is asked; None where it is asked outside of any.
_Asked = tuple[str, str | None]


def operational_dependencies(facts: Facts) -> Lazily[str, dict[str, tuple[str, Line]]]:
    """All that each component depends on in operation, directly or not: for each, who depends on it
    on a shortest path, and the line that says so.

    A component's own calls count in all flows, and where a relation of it is in none; those of what it
    calls, in the same flow.
    """

    def walk(path: str) -> dict[str, tuple[str, Line]]:
        before: dict[str, tuple[str, Line]] = {}
        calling = [flow for flow, graph in facts[flow_graphs].items() if path in graph.by_caller]
        waiting: deque[_Asked] = deque([(path, None), *((path, flow) for flow in calling)])
        seen = set(waiting)
        while waiting:
            asked = waiting.popleft()
            lone = facts[_lone_relations].get(path, ()) if asked == (path, None) else ()
            for other, line, flow in (*lone, *_needs(facts, asked)):
                if other != path and other not in before:
                    before[other] = (asked[0], line)
                fresh: list[_Asked] = [(other, None), *([(other, flow)] if flow else [])]
                for one in fresh:
                    if other != path and one not in seen:
                        seen.add(one)
                        waiting.append(one)
        return before

    return Lazily(facts.design.components, walk)


def _lone_relations(facts: Facts) -> dict[str, list[tuple[str, Line, str | None]]]:
    """What each component needs by a relation that no flow uses."""
    components, found = facts.design.components, dict[str, list[tuple[str, Line, str | None]]]()
    used = {(s.caller.path, s.callee.path) for f in facts.design.flows.values() for s in f.steps}
    for (path, callee), call in facts[call_graph].steps.items():
        if (path, callee) in used or path not in components or callee not in components:
            continue
        is_work = any(_names(components[callee], key, path) for key in (OBSERVED_BY, DEPLOYED_BY))
        is_spared = _is_soft(call) or callee in _spared(components[path])
        if call.waits and not is_work and not is_spared:
            line = Line(f"`{path}` calls `{callee}`", call.span)
            found.setdefault(path, []).append((callee, line, None))
    return found


def _needs(facts: Facts, asked: _Asked) -> Iterator[tuple[str, Line, str | None]]:
    """What a component needs itself to answer in a flow, or outside of any."""
    path, flow = asked
    if flow is None:
        for other, line in facts[direct_dependencies].get(path, ()):
            yield other, line, None
    else:
        for call in facts[needed_calls](flow, path):
            callee = call.callee.path
            yield callee, Line(f"`{path}` calls `{callee}` in `{flow}`", call.span), flow


def needed_calls(facts: Facts) -> Callable[[str, str], tuple[Step, ...]]:
    """What a component calls in a flow to be able to answer there, by flow and component.

    Not what it is there to work on: the end of a recovery, or what it observes or deploys.
    """
    known: dict[tuple[str, str], tuple[Step, ...]] = {}

    def find(flow: str, path: str) -> tuple[Step, ...]:
        if (flow, path) not in known:
            graph = facts[flow_graphs][flow]
            calls = graph.by_caller.get(path, ()) if path in facts.design.components else ()
            known[flow, path] = tuple([one for one in calls if _is_needed(facts, one, graph)])
        return known[flow, path]

    return find


def _is_needed(facts: Facts, call: Step, graph: FlowGraph) -> bool:
    components, callee = facts.design.components, call.callee.path
    if callee not in components or not call.waits or call.or_else is not None:
        return False
    if callee in _spared(components[call.caller.path]) or _is_worked_on(facts, call, graph):
        return False
    return is_needed_for_long(facts, call, graph)


def _is_worked_on(facts: Facts, call: Step, graph: FlowGraph) -> bool:
    """Whether a call is the tool's work on its callee, rather than something that the tool needs."""
    tool, callee = call.caller.path, call.callee.path
    recovered = {named.path for named in graph.flow.recovers}
    if recovered:
        return callee in recovered and callee not in graph.by_caller
    components = facts.design.components
    if _names(components[callee], DEPLOYED_BY, tool):
        return not is_platform(facts, callee)
    if not _names(components[callee], OBSERVED_BY, tool):
        return False
    return tool in graph.entries or _probes_all(facts, tool)


def is_platform(facts: Facts, path: str) -> bool:
    """Whether others run on a component: deploying to them leads through it."""
    components = facts.design.components
    return components[path].plays(*_PLATFORM) or any(
        _names(other, NEEDS_AT_BOOT, path) for other in components.values()
    )


def _probes_all(facts: Facts, tool: str) -> bool:
    """Whether a tool calls each of several components that it observes, to see how they are."""
    components = facts.design.components
    observed = {path for path, one in components.items() if _names(one, OBSERVED_BY, tool)}
    called = facts[call_graph].waits_for.get(tool, ())
    return len(observed) > 1 and observed.issubset(called)


def _names(component: Component, key: Property[tuple[Ref, ...]], path: str) -> bool:
    known = component[key]
    return known is not None and any(ref.path == path for ref in known.value)


def _spared(component: Component) -> set[str]:
    """What a component runs without, for however long."""
    without = component.value(RUNS_WITHOUT)
    return {ref.path for ref in without.nodes} if without is not None else set()


def direct_dependencies(facts: Facts) -> Lazily[str, tuple[tuple[str, Line], ...]]:
    """What each component itself depends on in operation, and the line that says so."""
    return Lazily(facts.design.components, lambda path: tuple(_dependencies(facts, path)))


def _dependencies(facts: Facts, path: str) -> Iterator[tuple[str, Line]]:
    component = facts.design.components[path]
    spared = _spared(component)
    for key, text in _DEPENDS_BY:
        known = component[key]
        for ref in known.value if known is not None else ():
            # To run without something is no way to start without it.
            if key is NEEDS_AT_BOOT or ref.path not in spared:
                yield ref.path, step(text.format(path, ref.path), known)
    yield from _checked(component)
    yield from _notified_through(facts, component)
    if component.plays(*_PLATFORM):
        for call in _hard_calls(facts, component):
            if call.callee.path not in spared:
                yield call.callee.path, Line(f"`{path}` calls `{call.callee.path}`", call.span)
        yield from _blocked(facts, path)


def _notified_through(facts: Facts, component: Component) -> Iterator[tuple[str, Line]]:
    """The only component through which a monitor reaches people."""
    known = component[NOTIFIES]
    if known is not None and len(known.value) == 1:
        (through,) = known.value
        if through.path in facts.design.components and through.path not in _spared(component):
            text = f"`{component.path}` notifies people through `{through.path}` alone"
            yield through.path, step(text, known)


def _checked(component: Component) -> Iterator[tuple[str, Line]]:
    """What takes all replicas of a component out of service when it fails."""
    check = component[HEALTH_CHECK]
    if check is None or check.value.depth != "deep" or check.details[PANIC_THRESHOLD] is not None:
        return
    for ref in check.value.of:
        if ref.path != component.path:
            yield ref.path, step(f"`{component.path}` is healthy only while `{ref.path}` is", check)


def _hard_calls(facts: Facts, component: Component) -> Iterator[Step]:
    """The calls that a component waits for and cannot do without."""
    for call in facts[working_calls].get(component.path, ()):
        if not _is_soft(call) and call.callee.path in facts.design.components:
            yield call


def _is_soft(call: Step) -> bool:
    """Whether the caller goes on without an answer."""
    on_failure = call.properties[ON_FAILURE]
    degrades = on_failure is not None and on_failure.value in GOES_ON
    return degrades or call.optional or call.or_else is not None


def _blocked(facts: Facts, path: str) -> Iterator[tuple[str, Line]]:
    """What a component depends on because a full queue blocks it: the consumers of the queue, and
    what those wait for."""
    components = facts.design.components
    waits = {
        one: [c.callee.path for c in calls if not _is_soft(c)]
        for one, calls in facts[working_calls].items()
    }
    for flow in facts.design.flows.values():
        for call in flow.steps:
            queue = components.get(call.callee.path)
            if call.caller.path != path or queue is None or queue.value(ON_FULL) != "block":
                continue
            for consumer in _consumers(facts, queue.path):
                text = f"`{path}` blocks when `{queue.path}` is full; `{consumer}` consumes `{queue.path}`"
                for other in reachable(waits, [consumer]):
                    if other in components:
                        through = "" if other == consumer else f" and waits for `{other}`"
                        yield other, Line(f"{text}{through}", call.span)


def _consumers(facts: Facts, queue: str) -> dict[str, None]:
    """Who takes from a queue or stream."""
    flows = facts.design.flows.values()
    return dict.fromkeys(s.callee.path for f in flows for s in f.steps if s.caller.path == queue)


def working_calls(facts: Facts) -> dict[str, list[Step]]:
    """What each caller waits for in normal operation, by caller: without the calls of flows that
    recover something."""
    design = facts.design
    recovering = [s for flow in design.flows.values() if flow.recovers for s in flow.steps]
    apart = {(step.caller.path, step.callee.path) for step in recovering}
    found: dict[str, list[Step]] = {}
    for flow in design.flows.values():
        if not flow.recovers:
            for call in flow.steps:
                if call.waits:
                    found.setdefault(call.caller.path, []).append(call)
    for (caller, callee), call in facts[call_graph].steps.items():
        if call.waits and (caller, callee) not in apart:
            found.setdefault(caller, []).append(call)
    return found
