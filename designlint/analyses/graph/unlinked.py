"""The parts of a flow of which no step says how the flow comes to them."""

from __future__ import annotations

from designlint.analyses.facts import Facts, Lazily, structural
from designlint.analyses.graph.graph import FlowGraph, flow_graphs
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Step
from designlint.schema.roles import Role

STARTING = (Role.CLIENT, Role.EXTERNAL, Role.SCHEDULER, Role.BROKER, Role.OBSERVER)
"""The roles of what begins a flow, or a part of one, without being called."""


class Unlinked(NamedTuple):
    """A component that calls others in a flow of which no step calls it, beside another beginning: the first
    of its calls, what such a part of the flow consists of, and a step that would lead to it."""

    flow: str
    component: str
    step: Step
    reached: tuple[str, ...]
    link: str

    @property
    def assumption(self) -> Line:
        """That each run of the flow comes to it, and nothing else lies on the way."""
        return Line(
            f"each run of `{self.flow}` comes to `{self.component}`: no step calls it",
            self.step.span,
        )


@structural
def unlinked(facts: Facts) -> Lazily[str, tuple[Unlinked, ...]]:
    """The parts of each flow to which no step leads."""
    graphs = facts[flow_graphs]
    return Lazily(facts.design.flows, lambda path: tuple(_unlinked(facts, graphs[path])))


def _unlinked(facts: Facts, graph: FlowGraph) -> list[Unlinked]:
    entries = [entry for entry in graph.entries if not _takes_up(graph, entry)]
    if len(entries) < 2:
        return []
    found = []
    for entry in entries:
        component = facts.design.components.get(entry)
        if component is not None and not component.plays(*STARTING):
            first = graph.by_caller[entry][0]
            reached = graph.reached_from(entry, lambda _: True)
            link = f"{_before(graph, first, reached)} -> {entry}"
            found.append(Unlinked(graph.flow.path, entry, first, reached, link))
    return found


def _takes_up(graph: FlowGraph, entry: str) -> bool:
    """Whether a component begins with data that an earlier step of the flow has left where it looks for it."""
    left: set[tuple[str, str]] = set()
    for step in graph.flow.steps:
        place = step.callee.path
        if step.caller.path == entry:
            return any((place, named.path) in left for named in step.reads)
        left |= {(place, named.path) for named in step.stores}
    return False


def _before(graph: FlowGraph, first: Step, reached: tuple[str, ...]) -> str:
    """What the flow has come to before a call, as far as its steps show: whoever would call next."""
    steps = graph.flow.steps
    earlier = [s.callee.path for s in steps[: steps.index(first)]]
    others = [*reversed(earlier), *graph.entries]
    return next(path for path in others if path not in reached)
