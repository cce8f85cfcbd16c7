"""The calls of each flow as a graph: who is reached, by which step, and what the flow needs."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from functools import cached_property

from designlint.analyses.facts import Facts, Lazily
from designlint.model import Design, Flow, Step
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
        component = self._design.components.get(node)
        return component is not None and component.plays(Role.BROKER) and node in self.entries

    def is_client(self, node: str) -> bool:
        """Whether a node is a user, or the program in a user's hands."""
        if node in self._design.actors:
            return True
        component = self._design.components.get(node)
        return component is not None and component.plays(Role.CLIENT)

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

    def reached_from(self, node: str, follows: Callable[[Step], bool]) -> tuple[str, ...]:
        """What is called from a node along the steps that `follows` accepts, the node itself first."""
        callees = {
            caller: [step.callee.path for step in steps if follows(step)]
            for caller, steps in self.by_caller.items()
        }
        return tuple(reachable(callees, [node]))

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


def flow_graphs(facts: Facts) -> Lazily[str, FlowGraph]:
    """The graph of each flow, by the flow's path."""
    design = facts.design
    return Lazily(design.flows, lambda path: FlowGraph(design.flows[path], design))


class CallGraph:
    """Who calls whom in any flow or relation, synchronously or not.

    `steps` has one step for each pair, one that waits where there is one; `calls_to` has them all. A
    relation that no flow uses stands for a step.
    """

    def __init__(self, design: Design) -> None:
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


def call_graph(facts: Facts) -> CallGraph:
    """The calls of all flows together."""
    return CallGraph(facts.design)
