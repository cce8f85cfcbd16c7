"""What people need to get a component back, and where that fails together with it.

The way back to a component is what the flows that recover it use, what watches it and what brings new
versions to it; and what those cannot do without in turn: who signs people in, where configuration
comes from, what they need at boot.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.single_event_cuts import domain_cuts
from designlint.analyses.graph.graph import call_graph
from designlint.analyses.measure import step
from designlint.analyses.placement.placement import placements
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

_LINKS = (
    (IDENTITY_FROM, "{} signs people in with {}"),
    (CONFIGURED_BY, "{} is configured by {}"),
    (NEEDS_AT_BOOT, "{} needs {} at boot"),
)
_TOOLS = ((OBSERVED_BY, "observes"), (DEPLOYED_BY, "deploys"))
# Their calls are what they live on; the calls of others are business that the way back does not need.
_OPERATIONS = (
    Role.CONFIGURATION, Role.IDENTITY_PROVIDER, Role.SECRETS_MANAGER, Role.COORDINATOR,
    Role.NAME_SERVICE,
)  # fmt: skip


class WayBack(NamedTuple):
    """A component that is needed to get `target` back, what it does for it, and where that is said."""

    tool: str
    role: str
    target: str
    line: Line
    at: Span


class SharedWay(NamedTuple):
    """Tools of the way back that fail with what they must bring back; several only with a `domain`.

    `chain` leads from the tool to the first target, and `last` is who needs that target, where the
    chain could be cut; `domain` is the place with which both are gone, where it is no chain.
    """

    tools: tuple[str, ...]
    role: str
    targets: tuple[str, ...]
    domain: str | None
    chain: tuple[Line, ...]
    last: str
    at: Span


def ways_back(facts: Facts) -> tuple[WayBack, ...]:
    """Every tool of the way back to each component that has any."""
    found: list[WayBack] = []
    for flow in facts.design.flows.values():
        found += _recovering(facts, flow)
    for component in facts.design.components.values():
        for key, role in _TOOLS:
            known = component[key]
            if known is None:
                continue
            for ref in known.value:
                if ref.path in facts.design.components:
                    line = step(f"{ref.path} {role} {component.path}", known)
                    at = known.span or component.span
                    found.append(WayBack(ref.path, role, component.path, line, at))
    return tuple(found)


def _recovering(facts: Facts, flow: Flow) -> Iterator[WayBack]:
    """The components of a flow that recovers something; its last call is to what it mends."""
    targets = [named.path for named in flow.recovers if named.path in facts.design.components]
    for target in targets:
        told: set[str] = set()
        for call in flow.steps:
            for named in (call.caller, call.callee):
                path = named.path
                ends = path == target and not any(s.caller.path == path for s in flow.steps)
                if path in told or path not in facts.design.components or ends:
                    continue
                told.add(path)
                line = Line(f"{flow.path} recovers {target} by way of {path}", named.span)
                yield WayBack(path, "recovers", target, line, named.span)


def shared_ways(facts: Facts) -> tuple[SharedWay, ...]:
    """The tools that stand on what they must bring back, or that are gone with the same place.

    One for each tool and each reason, with all that it would have to bring back; tools that are gone
    from the same with the same place are one.
    """
    known_ways = {(way.tool, way.role, way.target) for way in facts[ways_back]}
    found: dict[tuple[str, str, str | None], SharedWay] = {}
    for way in facts[ways_back]:
        chain = _chain(facts, way)
        domain = None if chain is not None else _common_domain(facts, way)
        if chain is None and domain is None:
            continue
        # What a tool needs another tool of the same way for is told of that one.
        if any((node, way.role, way.target) in known_ways for node, _ in (chain or ())[1:]):
            continue
        key = (way.tool, way.role, domain)
        known = found.get(key)
        if known is None:
            lines = _in_one_place(facts, way, domain) if domain else [ln for _, ln in chain or ()]
            last = chain[-1][0] if chain else way.tool
            told = (way.line, *lines)
            found[key] = SharedWay((way.tool,), way.role, (way.target,), domain, told, last, way.at)
        elif way.target not in known.targets:
            found[key] = known._replace(targets=(*known.targets, way.target))
    return _joined(found.values())


def _joined(ways: Iterable[SharedWay]) -> tuple[SharedWay, ...]:
    """Ways that are one but for the tool, as one."""
    found: dict[tuple[object, ...], SharedWay] = {}
    for way in ways:
        alone = way.tools if way.domain is None else ()
        key = (way.role, way.targets, way.domain, alone)
        known = found.get(key)
        if known is None:
            found[key] = way
        else:
            chain = tuple(dict.fromkeys((*known.chain, *way.chain)))
            found[key] = known._replace(tools=(*known.tools, *way.tools), chain=chain)
    return tuple(found.values())


def _chain(facts: Facts, way: WayBack) -> list[tuple[str, Line]] | None:
    """A shortest chain of needs from a tool to its target, each link with who has the need; None
    where there is none."""
    if way.tool == way.target:
        return []
    before = facts[reached_needs][way.tool]
    if way.target not in before:
        return None
    links: list[tuple[str, Line]] = []
    at = way.target
    while at != way.tool:
        links.append(before[at])
        at = before[at][0]
    return links[::-1]


def reached_needs(facts: Facts) -> Lazily[str, dict[str, tuple[str, Line]]]:
    """All that each component needs in the end: by whom on a shortest way, and the line that says so."""

    def walk(path: str) -> dict[str, tuple[str, Line]]:
        before: dict[str, tuple[str, Line]] = {}
        waiting = deque((path,))
        while waiting:
            node = waiting.popleft()
            for other, line in facts[own_needs].get(node, ()):
                if other != path and other not in before:
                    before[other] = (node, line)
                    waiting.append(other)
        return before

    return Lazily(facts.design.components, walk)


def own_needs(facts: Facts) -> Lazily[str, tuple[tuple[str, Line], ...]]:
    """What each component itself cannot do without, and the line that says so."""
    return Lazily(facts.design.components, lambda path: tuple(_needs(facts, path)))


def _needs(facts: Facts, path: str) -> Iterator[tuple[str, Line]]:
    component = facts.design.components[path]
    without = component.value(RUNS_WITHOUT)
    spared = {ref.path for ref in without.nodes} if without is not None else set()
    for key, text in _LINKS:
        known = component[key]
        for ref in known.value if known is not None else ():
            if ref.path not in spared:
                yield ref.path, step(text.format(path, ref.path), known)
    if component.plays(*_OPERATIONS):
        for call in _calls(facts, component):
            if call.callee.path not in spared:
                yield call.callee.path, Line(f"{path} calls {call.callee.path}", call.span)
        yield from _blocked(facts, path)


def _calls(facts: Facts, component: Component) -> Iterator[Step]:
    """The calls that a component waits for and cannot do without."""
    for call in facts[working_calls].get(component.path, ()):
        if (
            not call.optional
            and call.or_else is None
            and call.callee.path in facts.design.components
        ):
            yield call


def _blocked(facts: Facts, path: str) -> Iterator[tuple[str, Line]]:
    """What a component cannot do without because it waits when a queue is full: what empties it."""
    components = facts.design.components
    waits = {one: [c.callee.path for c in calls] for one, calls in facts[working_calls].items()}
    for flow in facts.design.flows.values():
        for call in flow.steps:
            queue = components.get(call.callee.path)
            if call.caller.path != path or queue is None or queue.value(ON_FULL) != "block":
                continue
            for taker in _takers(facts, queue.path):
                text = f"{path} stops when {queue.path} is full, which {taker} empties"
                for other in reachable(waits, [taker]):
                    if other in components:
                        through = "" if other == taker else f" by way of {other}"
                        yield other, Line(f"{text}{through}", call.span)


def _takers(facts: Facts, queue: str) -> dict[str, None]:
    """Who takes from a queue or stream."""
    flows = facts.design.flows.values()
    return dict.fromkeys(s.callee.path for f in flows for s in f.steps if s.caller.path == queue)


def working_calls(facts: Facts) -> dict[str, list[Step]]:
    """What each caller waits for at work, by caller: the calls of a flow that recovers something are
    the mending itself."""
    design = facts.design
    mending = [s for flow in design.flows.values() if flow.recovers for s in flow.steps]
    apart = {(step.caller.path, step.callee.path) for step in mending}
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


def _common_domain(facts: Facts, way: WayBack) -> str | None:
    """The widest place below a region with which both the target and all of the tool are gone."""
    if way.role == "deploys":
        return None
    placement = facts[placements][way.tool]
    fatal = facts[domain_cuts][way.target]
    return next((domain for domain in placement.shared_domains if domain in fatal), None)


def _in_one_place(facts: Facts, way: WayBack, domain: str) -> tuple[Line, ...]:
    where = f"in the {facts.design.places[domain].level} {domain}"
    lines: list[Line] = []
    for path, what in ((way.target, "cannot do without what is"), (way.tool, "is all")):
        lines.append(step(f"{path} {what} {where}", facts[placements][path].stated))
    return tuple(lines)
