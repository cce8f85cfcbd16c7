"""Recovery paths: what people need to get a component back.

The recovery path of a component is what the flows that recover it use, what observes it, what deploys
it and what informs users about it; and what those tools depend on in turn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.failure.events import BasicEvent, Reading
from designlint.analyses.failure.hard_dependency import is_hard_dependency
from designlint.analyses.failure.single_event_cuts import single_event_cut
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.measure import step
from designlint.analyses.placement.placement import placements
from designlint.analyses.recovery.kept_addresses import names_of_flows
from designlint.analyses.recovery.operational_dependencies import (
    is_platform,
    operational_dependencies,
)
from designlint.base.cached import cached_property
from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Component, Flow
from designlint.schema.component import (
    DEPLOYED_BY,
    INFORMS_ABOUT,
    NEEDS_AT_BOOT,
    OBSERVED_BY,
    RUNS_WITHOUT,
)
from designlint.schema.roles import Role
from designlint.schema.values import Ref
from designlint.solvers.graph import cycles

_TOOLS = ((OBSERVED_BY, "observes"), (DEPLOYED_BY, "deploys"))


class RecoveryTool(NamedTuple):
    """A component (`tool`) that `recovers`, `observes`, `deploys` or `informs about` (`role`) a `target`,
    the line that says so, and where that is stated."""

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

    def way_in(self, tool: str, target: str) -> list[tuple[str, Line]] | None:
        """How people reach a tool through its target, where every flow of users that leads to the tool
        does; None where one does not, or where none leads there."""
        component, ways = self._facts.design.components[tool], []
        without = component.value(RUNS_WITHOUT)
        if without is not None and Ref(target) in without.nodes:
            return None
        for graph in self._facts[flow_graphs].values():
            entries = [entry for entry in graph.entries if entry != target]
            if tool not in graph.nodes or not any(map(graph.is_client, graph.entries)):
                continue
            if tool in graph.reached_from_any(entries, lambda step: step.caller.path != target):
                return None
            path = graph.path_to(tool)
            ways.append(Line(f"people reach `{tool}` by {graph.shown_path(tool)}", path[-1].span))
        return [(tool, ways[0])] if ways else None

    @cached_property
    def startup_cycles(self) -> list[tuple[str, ...]]:
        """A shortest cycle of each set of components that need each other to start."""
        components = self._facts.design.components.items()
        return cycles(
            {path: [ref.path for ref in one.value(NEEDS_AT_BOOT) or ()] for path, one in components}
        )

    @cached_property
    def startup_losses(self) -> list[tuple[str, str, str]]:
        """The components that need another one to start, though they serve without it, and the place whose
        loss stops both."""
        components, found = self._facts.design.components, []
        for path, component in components.items():
            for needed in [ref.path for ref in component.value(NEEDS_AT_BOOT) or ()]:
                if needed in components and needed != path and self._serves_without(path, needed):
                    place = next(filter(self._stops(needed), self._cuts(path)), None)
                    if place is not None:
                        found.append((path, needed, place))
        return found

    def _serves_without(self, path: str, needed: str) -> bool:
        """Whether a component certainly goes on without another one, once it has started: it says so, or
        it calls that one and no flow fails with such a call."""
        without = self._facts.design.components[path].value(RUNS_WITHOUT)
        if without is not None and Ref(needed) in without.nodes:
            return True
        fails = [
            is_hard_dependency(self._facts, call, graph)
            for graph in self._facts[flow_graphs].values()
            for call in graph.by_caller.get(path, ())
            if call.callee.path == needed
        ]
        return bool(fails) and not any(one is not False for one in fails)

    def way_back(self, target: str, needed: str) -> list[tuple[str, Line]]:
        """How the recovery of a component depends on another one: who has each link of a shortest chain
        from the one to the other, and its line; empty where no tool that recovers it does."""
        found: list[list[tuple[str, Line]]] = []
        for tool, role, recovered, line, _ in self.tools:
            if role == "recovers" and recovered == target != tool:
                chain = self.chain(tool, needed)
                if chain is not None:
                    found.append([(target, line), *chain])
        return min(found, key=len, default=[])

    def addresses(self, flow: str) -> tuple[str, ...]:
        """The entries of a flow between which DNS certainly chooses, so that its clients keep an address of
        them."""
        names = self._facts[names_of_flows][flow]
        return () if names.perhaps else names.entries

    def shared_place(self, tool: str, target: str) -> str | None:
        """The widest place whose loss takes both a tool and its target.

        Of regions and providers only those of which the design uses several: one that runs in a single
        region goes on nowhere else.
        """
        return next(filter(self._stops(target), self._facts[placements][tool].shared_domains), None)

    def _cuts(self, path: str) -> list[str]:
        """The places that stop a component, widest first."""
        replicas = self._facts[placements][path].replicas
        around = dict.fromkeys(domain for replica in replicas for domain in replica.domains)
        return list(filter(self._stops(path), around))

    def _stops(self, path: str) -> Callable[[str], bool]:
        """Whether the loss of a place, of those that are weighed, certainly stops a component."""
        is_cut = self._facts[single_event_cut]
        return lambda place: (
            self._is_weighed(place)
            and is_cut(path, Reading.OPTIMISTIC, "any", BasicEvent("domain", place))
        )

    def goes_on_outside(self, place: str) -> bool:
        """Whether the design has components that run both in a place and in others of its level."""
        return self._facts.design.places[place].level in self._spread

    def _is_weighed(self, place: str) -> bool:
        return not self._facts.design.places[place].is_wide or self.goes_on_outside(place)

    @cached_property
    def _spread(self) -> frozenset[str]:
        """The levels at which some component runs in several places."""
        places = self._facts.design.places
        found: set[str] = set()
        for placement in map(self._facts[placements].__getitem__, self._facts.design.components):
            around = {domain for replica in placement.replicas for domain in replica.domains}
            levels = [places[domain].level for domain in around]
            found.update(level for level in levels if level != "domain" and levels.count(level) > 1)
        return frozenset(found)

    @cached_property
    def ends(self) -> tuple[RecoveryTool, ...]:
        """What others run on, or all flows of users pass, and only calls to it recover: each flow that
        does ends there.

        Not where a tool of such a flow declares that it runs without.
        """
        facts, found = self._facts, []
        recovering = [flow for flow in facts.design.flows.values() if flow.recovers]
        for target in facts.design.components:
            last = [_last_call(facts, f, target) for f in recovering if _recovers(f, target)]
            if (
                last
                and (is_platform(facts, target) or self._carries_all(target))
                and (at := last[0]) is not None
                and None not in last
            ):
                line = Line(f"the only recovery of `{target}` is a call to it", at)
                found.append(RecoveryTool(target, "recovers", target, line, at))
        return tuple(found)

    def _carries_all(self, target: str) -> bool:
        """Whether it is what all traffic of users passes, as that of those who repair it may."""
        if not self._facts.design.components[target].plays(Role.ROUTER):
            return False
        graphs = [
            graph
            for graph in self._facts[flow_graphs].values()
            if not graph.flow.recovers and any(map(graph.is_client, graph.entries))
        ]
        return len(graphs) > 1 and all(target in graph.nodes for graph in graphs)


def _recovers(flow: Flow, target: str) -> bool:
    return any(named.path == target for named in flow.recovers)


def _last_call(facts: Facts, flow: Flow, target: str) -> Span | None:
    """Where a flow calls what it recovers; None where it need not."""
    components = facts.design.components
    for call in flow.steps:
        caller = components.get(call.caller.path)
        without = caller.value(RUNS_WITHOUT) if caller is not None else None
        if call.callee.path == target and (without is None or Ref(target) not in without.nodes):
            return call.span
    return None


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
        found += _informing(facts, component)
    return tuple(found)


def _informing(facts: Facts, component: Component) -> Iterator[RecoveryTool]:
    """What a component tells users about."""
    known = component[INFORMS_ABOUT]
    for ref in known.value if known is not None else ():
        if ref.path in facts.design.components:
            line = step(f"`{component.path}` informs about `{ref.path}`", known)
            at = (known.span if known is not None else None) or component.span
            yield RecoveryTool(component.path, "informs about", ref.path, line, at)


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
