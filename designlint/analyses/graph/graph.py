"""The calls of each flow as a graph: who is reached, by which step, and what the flow needs."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator

from designlint.analyses.facts import Facts, Lazily, structural
from designlint.analyses.graph.cycles import Cycle, synchronous_cycles
from designlint.base.cached import cached_property
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Design, Flow, Step
from designlint.schema.relation import BULKHEAD, GOES_ON, ON_FAILURE, OUTBOX, RATE_LIMIT
from designlint.schema.roles import Role
from designlint.solvers.graph import reachable


class FlowGraph:
    """One flow's steps by caller, and where it begins."""

    def __init__(self, flow: Flow, design: Design) -> None:
        self.flow = flow
        self._design = design
        self.by_caller: dict[str, list[Step]] = {}
        for step in flow.steps:
            self.by_caller.setdefault(step.caller.path, []).append(step)
        self.entries: tuple[str, ...] = tuple(_entries(self.by_caller))

    def starts_at_broker(self, node: str) -> bool:
        """Whether a node is a queue or stream that the flow takes its work from."""
        return self.is_broker(node) and node in self.entries

    def is_broker(self, node: str) -> bool:
        """Whether a node is a queue or stream."""
        component = self._design.components.get(node)
        return component is not None and component.plays(Role.BROKER)

    def is_client(self, node: str) -> bool:
        """Whether a node is a user, or the program in a user's hands."""
        if node in self._design.actors:
            return True
        component = self._design.components.get(node)
        return component is not None and component.plays(Role.CLIENT)

    @cached_property
    def is_user_facing(self) -> bool:
        """Whether an actor, a client program or an outside system begins the flow, recovery aside."""
        return not self.flow.recovers and any(map(self._is_outside, self.entries))

    def _is_outside(self, node: str) -> bool:
        component = self._design.components.get(node)
        return self.is_client(node) or (component is not None and component.is_external)

    @cached_property
    def nodes(self) -> tuple[str, ...]:
        """All that take part, in the order of the steps."""
        names = (n for step in self.flow.steps for n in (step.caller.path, *asked_by(step)))
        return tuple(dict.fromkeys(names))

    @cached_property
    def reached_by(self) -> dict[str, Step]:
        """For each node but the entries, the step on a shortest path to it."""
        found: dict[str, Step] = {}
        seen = set(self.entries)
        waiting = deque(self.entries)
        while waiting:
            for step in self.by_caller.get(waiting.popleft(), ()):
                for callee in asked_by(step):
                    if callee not in seen:
                        seen.add(callee)
                        found[callee] = step
                        waiting.append(callee)
        return found

    def path_to(self, node: str) -> tuple[Step, ...]:
        """The steps of a shortest path from an entry to a node; empty for an entry."""
        steps: list[Step] = []
        while node in self.reached_by and len(steps) <= len(self.reached_by):
            step = self.reached_by[node]
            steps.append(step)
            node = step.caller.path
        return tuple(reversed(steps))

    def dropped_by(self, write: Step, data: str) -> Step | None:
        """The call on the way to a write of a data item, or the write itself, that hands the item on and whose
        caller goes on when it fails, so that nothing keeps the item then."""
        for call in (*self.path_to(write.caller.path), write):
            outbox = call.properties[OUTBOX]
            is_kept = call.or_else is not None or (outbox is not None and outbox.value)
            if data in call.written and is_dispensable(call) and not is_kept:
                return call
        return None

    def reached_from(self, node: str, follows: Callable[[Step], bool]) -> tuple[str, ...]:
        """What is called from a node along the steps that `follows` accepts, the node itself first."""
        return self.reached_from_any((node,), follows)

    def reached_from_any(
        self, nodes: Iterable[str], follows: Callable[[Step], bool]
    ) -> tuple[str, ...]:
        """What is called from some nodes, these first."""
        found = dict.fromkeys(nodes)
        waiting = list(found)
        for node in waiting:  # grows while it is walked
            for step in self.by_caller.get(node, ()):
                callee = step.callee.path
                if callee not in found and follows(step):
                    found[callee] = None
                    waiting.append(callee)
        return tuple(found)

    def independent_of(self, call: Step) -> list[str]:
        """The nodes that are neither on the path to a call nor reached through it."""
        path = {one.caller.path for one in (*self.path_to(call.caller.path), call)}
        dependent = path | set(self.reached_from(call.callee.path, lambda _: True))
        return [node for node in self.nodes if node not in dependent]

    def is_rate_limited(self, node: str) -> bool:
        """Whether the flow passes a rate limit or a bulkhead on its path to a component, or at it."""
        return any(self._limits(node))

    def _limits(self, node: str) -> Iterator[bool]:
        calls = self.path_to(node)
        for path in (node, *(call.caller.path for call in calls)):
            component = self._design.components.get(path)
            if component is not None:
                yield component[RATE_LIMIT] is not None
                yield any(api[RATE_LIMIT] is not None for api in component.apis)
        for call in calls:
            yield call.properties[RATE_LIMIT] is not None or call.properties[BULKHEAD] is not None

    def unavoidable_path(self, node: str) -> Line:
        """The line that shows the path to a component which no path of the flow avoids."""
        name, steps = self.flow.path, self.path_to(node)
        if not steps:
            return self._beginning_at(node)
        return Line(f"{self.shown_path(node)}; no path of `{name}` avoids `{node}`", steps[-1].span)

    def entry_to(self, node: str) -> Step | None:
        """The call by which users come to a component, where only routers and edges stand before it."""
        path = self.path_to(node)
        if not path or not self.is_client(path[0].caller.path):
            return None
        before = [self._design.components.get(step.caller.path) for step in path[1:]]
        passing = (Role.ROUTER, Role.EDGE, Role.CLIENT)
        return path[0] if all(one is None or one.plays(*passing) for one in before) else None

    def _beginning_at(self, node: str) -> Line:
        """The line that shows that a flow begins at a component, or that a part of it does."""
        name = self.flow.path
        first = next((s for s in self.flow.steps if s.caller.path == node), None)
        if len(self.entries) == 1 or first is None:
            return Line(f"`{name}` starts at `{node}`", self.flow.span)
        arrow = "->" if first.waits else "~>"
        return Line(f"{node} {arrow} {first.callee.path}; `{name}` needs `{node}`", first.span)

    def shown_path(self, node: str) -> str:
        """The path to a node as a design has it: `visitor -> edge -> gate`."""
        steps = self.path_to(node)
        if not steps:
            return node
        hops = [steps[0].caller.path]
        reached = [*(step.caller.path for step in steps[1:]), node]
        for step, name in zip(steps, reached, strict=True):
            hops += ["->" if step.waits else "~>", name]
        return " ".join(hops)


def asked_by(step: Step) -> tuple[str, ...]:
    """Who a step may ask: its callee, and who stands in for it."""
    return (step.callee.path, *((step.or_else.path,) if step.or_else is not None else ()))


def is_dispensable(step: Step) -> bool:
    """Whether a caller says that it goes on when a call of it fails."""
    on_failure = step.properties[ON_FAILURE]
    return step.optional or (on_failure is not None and on_failure.value in GOES_ON)


def _entries(by_caller: dict[str, list[Step]]) -> Iterator[str]:
    """Where a flow begins: the callers that no step asks; of a cycle that no other caller leads
    into, the first one."""
    followed = {
        caller: [n for s in steps for n in asked_by(s)] for caller, steps in by_caller.items()
    }
    asked = {callee for callees in followed.values() for callee in callees}
    roots = [caller for caller in followed if caller not in asked]
    yield from roots
    seen = set(reachable(followed, roots))
    for caller in followed:
        if caller not in seen:
            yield caller
            seen.update(reachable(followed, [caller]))


class FlowGraphs(Lazily[str, FlowGraph]):
    """The graph of each flow, by the flow's path."""

    def __init__(self, design: Design) -> None:
        super().__init__(design.flows, lambda path: FlowGraph(design.flows[path], design))

    def unavoidable_paths(self, flows: Iterable[str], node: str) -> tuple[Line, ...]:
        """A path of each flow to a component that no path of it avoids."""
        return tuple([self[flow].unavoidable_path(node) for flow in flows])


@structural
def flow_graphs(facts: Facts) -> FlowGraphs:
    """The graph of each flow."""
    return FlowGraphs(facts.design)


class CallGraph:
    """Who calls whom in any flow or relation, synchronously or not.

    `steps` has one step for each pair, one that waits where there is one; `calls_to` has them all. A
    relation that no flow uses stands for a step.
    """

    def __init__(self, design: Design) -> None:
        self._design = design
        self.steps: dict[tuple[str, str], Step] = {}
        self.calls_to: dict[str, list[Step]] = {}
        self.calls: dict[str, list[str]] = {}
        self.waits_for: dict[str, list[str]] = {}
        self.callers: dict[str, list[str]] = {}
        for flow in design.flows.values():
            for step in flow.steps:
                self._add(step)
        for caller, callee, waits, span, properties in design.relations:
            if (caller.path, callee.path) not in self.steps:
                self._add(Step(caller, callee, waits, span, properties=properties))

    def _add(self, step: Step) -> None:
        caller, callee = step.caller.path, step.callee.path
        self.calls_to.setdefault(callee, []).append(step)
        known = self.steps.get((caller, callee))
        if known is None:
            self.calls.setdefault(caller, []).append(callee)
            self.callers.setdefault(callee, []).append(caller)
        if known is None or (step.waits and not known.waits):
            self.steps[caller, callee] = step
            if step.waits:
                self.waits_for.setdefault(caller, []).append(callee)

    @cached_property
    def synchronous_cycles(self) -> tuple[Cycle, ...]:
        """The sets of components that wait for each other."""
        return synchronous_cycles(self._design.components, self)


def call_graph(facts: Facts) -> CallGraph:
    """The calls of all flows together."""
    return CallGraph(facts.design)
