"""Recovery paths: what people need to get a component back.

The recovery path of a component is what the flows that recover it use, what observes it and what
deploys it; and what those tools depend on in turn: who signs people in, where configuration comes
from, what they need at boot.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.graph.graph import call_graph
from designlint.analyses.measure import step
from designlint.diagnostic import Step as Line
from designlint.model import Component, Flow, Step
from designlint.schema.component import (
    CONFIGURED_BY,
    DEPLOYED_BY,
    IDENTITY_FROM,
    NEEDS_AT_BOOT,
    OBSERVED_BY,
    RUNS_WITHOUT,
)
from designlint.schema.messaging import ON_FULL
from designlint.schema.roles import Role
from designlint.solvers.graph import reachable
from designlint.source import Span

_DEPENDS_BY = (
    (IDENTITY_FROM, "`{}` signs people in with `{}`"),
    (CONFIGURED_BY, "`{}` is configured by `{}`"),
    (NEEDS_AT_BOOT, "`{}` needs `{}` at boot"),
)
_TOOLS = ((OBSERVED_BY, "observes"), (DEPLOYED_BY, "deploys"))
# They work by their calls; the calls of other tools serve business that recovery does not need.
_CALLING = (
    Role.CONFIGURATION, Role.IDENTITY_PROVIDER, Role.SECRETS_MANAGER, Role.COORDINATOR,
    Role.NAME_SERVICE,
)  # fmt: skip


class RecoveryTool(NamedTuple):
    """A component (`tool`) that `recovers`, `observes` or `deploys` (`role`) a `target`, the line
    that says so, and where that is stated."""

    tool: str
    role: str
    target: str
    line: Line
    at: Span


class RecoveryPaths:
    """What people need to get the components of a design back."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    @property
    def tools(self) -> tuple[RecoveryTool, ...]:
        """The tools on the recovery path of each component that has one."""
        return self._facts[recovery_tools]

    def chain(self, tool: str, target: str) -> list[tuple[str, Line]] | None:
        """A shortest chain of dependencies in operation from a tool to its target, each link with
        the component that has it; None where there is none."""
        before = self._facts[operational_dependencies][tool]
        if tool != target and target not in before:
            return None
        links: list[tuple[str, Line]] = []
        while target != tool:
            links.append(before[target])
            target = before[target][0]
        return links[::-1]


def recovery_paths(facts: Facts) -> RecoveryPaths:
    """What people need to get the components of a design back."""
    return RecoveryPaths(facts)


def recovery_tools(facts: Facts) -> tuple[RecoveryTool, ...]:
    """The tools on the recovery path of each component that has one."""
    found: list[RecoveryTool] = []
    for flow in facts.design.flows.values():
        found += _recovering(facts, flow)
    for component in facts.design.components.values():
        for key, role in _TOOLS:
            known = component[key]
            if known is None:
                continue
            for ref in known.value:
                if ref.path in facts.design.components:
                    line = step(f"`{ref.path}` {role} `{component.path}`", known)
                    at = known.span or component.span
                    found.append(RecoveryTool(ref.path, role, component.path, line, at))
    return tuple(found)


def _recovering(facts: Facts, flow: Flow) -> Iterator[RecoveryTool]:
    """The components of a flow that recovers something, but for a target that calls nothing: it only
    receives the recovery."""
    callers = {call.caller.path for call in flow.steps}
    targets = [named.path for named in flow.recovers if named.path in facts.design.components]
    for target in targets:
        seen: set[str] = set()
        for call in flow.steps:
            for named in (call.caller, call.callee):
                path = named.path
                receives = path == target and path not in callers
                if path in seen or path not in facts.design.components or receives:
                    continue
                seen.add(path)
                line = Line(f"`{flow.path}` recovers `{target}` through `{path}`", named.span)
                yield RecoveryTool(path, "recovers", target, line, named.span)


def operational_dependencies(facts: Facts) -> Lazily[str, dict[str, tuple[str, Line]]]:
    """All that each component depends on in operation, directly or not: for each, who depends on it
    on a shortest path, and the line that says so."""

    def walk(path: str) -> dict[str, tuple[str, Line]]:
        before: dict[str, tuple[str, Line]] = {}
        waiting = deque((path,))
        while waiting:
            node = waiting.popleft()
            for other, line in facts[direct_dependencies].get(node, ()):
                if other != path and other not in before:
                    before[other] = (node, line)
                    waiting.append(other)
        return before

    return Lazily(facts.design.components, walk)


def direct_dependencies(facts: Facts) -> Lazily[str, tuple[tuple[str, Line], ...]]:
    """What each component itself depends on in operation, and the line that says so."""
    return Lazily(facts.design.components, lambda path: tuple(_dependencies(facts, path)))


def _dependencies(facts: Facts, path: str) -> Iterator[tuple[str, Line]]:
    component = facts.design.components[path]
    without = component.value(RUNS_WITHOUT)
    spared = {ref.path for ref in without.nodes} if without is not None else set()
    for key, text in _DEPENDS_BY:
        known = component[key]
        for ref in known.value if known is not None else ():
            # To run without something is no way to start without it.
            if key is NEEDS_AT_BOOT or ref.path not in spared:
                yield ref.path, step(text.format(path, ref.path), known)
    if component.plays(*_CALLING):
        for call in _hard_calls(facts, component):
            if call.callee.path not in spared:
                yield call.callee.path, Line(f"`{path}` calls `{call.callee.path}`", call.span)
        yield from _blocked(facts, path)


def _hard_calls(facts: Facts, component: Component) -> Iterator[Step]:
    """The calls that a component waits for and cannot do without."""
    for call in facts[working_calls].get(component.path, ()):
        is_hard = not call.optional and call.or_else is None
        if is_hard and call.callee.path in facts.design.components:
            yield call


def _blocked(facts: Facts, path: str) -> Iterator[tuple[str, Line]]:
    """What a component depends on because a full queue blocks it: the consumers of the queue, and
    what those wait for."""
    components = facts.design.components
    waits = {one: [c.callee.path for c in calls] for one, calls in facts[working_calls].items()}
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
