"""What a component may need while it runs without calling it in a flow: who says who its callers are, and
where its configuration comes from.

Whether it goes on without them is for the design to say (`runs_without`). Where the design does not, or
only for a time, it is open: the optimistic reading does without, the pessimistic one does not.
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.graph.graph import FlowGraph
from designlint.analyses.measure import Missing
from designlint.model import Component, Named, Step
from designlint.schema.component import CONFIGURED_BY, IDENTITY_FROM, RUNS_WITHOUT
from designlint.schema.values import Ref


def runtime_needs(facts: Facts) -> Lazily[str, tuple[Step, ...]]:
    """What each component may need while it runs, as the calls that it would make."""
    components = facts.design.components
    return Lazily(components, lambda path: tuple(_needs(facts, components[path])))


def _needs(facts: Facts, component: Component) -> Iterator[Step]:
    without = component[RUNS_WITHOUT]
    for key in (IDENTITY_FROM, CONFIGURED_BY):
        known = component[key]
        for ref in known.value if known is not None else ():
            spared = without is not None and Ref(ref.path) in without.value.nodes
            if ref.path not in facts.design.components or ref.path == component.path:
                continue
            if not spared or (without is not None and without.value.time is not None):
                span = (known.span if known is not None else None) or component.span
                caller, callee = Named(component.path, span), Named(ref.path, span)
                yield Step(caller, callee, True, span)


def unstated_in(facts: Facts, path: str, graph: FlowGraph) -> list[Step]:
    """What a component may need in a flow beside the calls that the flow has; a stated call says itself
    how much it is needed."""
    if path not in facts.design.components:
        return []
    called = {step.callee.path for step in graph.by_caller.get(path, ())}
    return [step for step in facts[runtime_needs][path] if step.callee.path not in called]


def undecided_needs(facts: Facts, path: str, graph: FlowGraph) -> Iterator[Missing]:
    """What would say whether a component goes on in a flow without what it may need."""
    for step in unstated_in(facts, path, graph):
        callee = step.callee.path
        yield Missing(path, f"tolerance to `{callee}` outages", f"runs_without {callee}")
