"""Who calls whom, over all flows: the calls of a component as a hierarchy."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.base.records import NamedTuple
from designlint.base.source import Source, Span
from designlint.model import Element, Flow, Step
from designlint.server.analysis import Analysis


class Calls(NamedTuple):
    """A component or actor at the other end of calls, the flows that make them, and where the steps stand."""

    element: Element
    flows: tuple[str, ...]
    spans: tuple[Span, ...]


def prepared(analysis: Analysis, source: Source, offset: int) -> Element | None:
    """The component, actor or flow that the name at an offset means."""
    found = analysis.symbol_at(source, offset)
    element = analysis.design.element(found[0].path) if found is not None else None
    return element if element is not None and has_calls(analysis, element) else None


def has_calls(analysis: Analysis, element: Element) -> bool:
    """Whether an element may make calls or get them."""
    return isinstance(element, Flow) or element.path in {
        **analysis.design.components,
        **analysis.design.actors,
    }


def incoming(analysis: Analysis, path: str) -> Iterator[Calls]:
    """Who calls a component."""
    for (caller, callee), steps in analysis.design.calls.items():
        if callee == path:
            yield from _calls(analysis, caller, steps)


def outgoing(analysis: Analysis, path: str) -> Iterator[Calls]:
    """Whom a component calls; of a flow, all that its steps call."""
    flow = analysis.design.flows.get(path)
    if flow is not None:
        found: dict[str, list[tuple[str, Step]]] = {}
        for step in flow.steps:
            found.setdefault(step.callee.path, []).append((path, step))
        for callee, own in found.items():
            yield from _calls(analysis, callee, tuple(own))
        return
    for (caller, callee), steps in analysis.design.calls.items():
        if caller == path:
            yield from _calls(analysis, callee, steps)


def _calls(analysis: Analysis, other: str, steps: tuple[tuple[str, Step], ...]) -> Iterator[Calls]:
    element = analysis.design.element(other)
    if element is not None:
        flows = tuple(dict.fromkeys(flow for flow, _ in steps))
        yield Calls(element, flows, tuple([step.span for _, step in steps]))
