"""A fallback fails with what it stands in for.

`or else` is redundancy: two ways, one of which is enough. When both ways need the same component, or
run in the same zone, rack or network, one failure takes both, and the second way guards against
nothing of that sort.

It is told about a component that both need, or a place below a region that both are gone with. It is
silent about what the caller itself fails with, about regions and providers, about places that SPF002
tells, and where nobody says where they run.

Source: C. Perrow, Normal Accidents (1984), on common-mode failures; NUREG/CR-4780, Procedures for
Treating Common Cause Failures in Safety and Reliability Studies (1988).

Bad:

```design
actor visitor
component links : service
component near : cache
component far : cache
component net : gateway
flow follow { visitor -> links; links -> near, or else far; near -> net; far -> net }
```

Good:

```design
actor visitor
component links : service
component near : cache
component far : cache
component net : gateway
component other : gateway
flow follow { visitor -> links; links -> near, or else far; near -> net; far -> other }
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from designlint.api import Facts, Finding, Label, Severity, Step, advice, model, rule
from designlint.api.analyses import (
    FlowGraph,
    domain_cuts,
    flow_graphs,
    is_hard_dependency,
    shared_failure_domains,
)


class _SharedCause(NamedTuple):
    """What takes both ways: a component that both need, or a place that both fail with, as `both`
    says."""

    element: model.Element
    both: str
    witness: tuple[Step, ...]


@rule(
    "SPF010",
    severity=Severity.WARNING,
    since="0.1",
    formerly=("spof-false-fallback",),
)
def correlated_fallback(facts: Facts) -> Iterator[Finding]:
    """One finding for each pair of ways that share a cause of failure."""
    reported = {fate.domain for fate in facts[shared_failure_domains]}
    found: set[tuple[str, str]] = set()
    for graph in facts[flow_graphs].values():
        for call in graph.flow.steps:
            fallback = call.or_else
            if fallback is None or (call.callee.path, fallback.path) in found:
                continue
            cause = _common_component(facts, graph, call, fallback) or _common_domain(
                facts, graph, call, fallback
            )
            if cause is not None:
                found.add((call.callee.path, fallback.path))
                if cause.element.path not in reported:
                    yield _finding(call, fallback, cause)


def _common_component(
    facts: Facts, graph: FlowGraph, call: model.Step, fallback: model.Named
) -> _SharedCause | None:
    """A component that both ways need and that the caller itself does not."""
    callee, components = call.callee.path, facts.design.components
    first, second = (_needed(facts, graph, path) for path in (callee, fallback.path))
    before = _before(graph, call)
    common = [n for n in first if n in second and n in components and n not in before]
    if not common:
        return None
    lines = (
        _arrival(graph, callee, first, common[0]),
        _arrival(graph, fallback.path, second, common[0]),
    )
    return _SharedCause(components[common[0]], f"need `{common[0]}`", lines)


def _common_domain(
    facts: Facts, graph: FlowGraph, call: model.Step, fallback: model.Named
) -> _SharedCause | None:
    """A place below a region that both ways fail with and the caller itself does not."""
    names = (call.callee.path, fallback.path)
    first, second = (_domains(facts, _needed(facts, graph, name)) for name in names)
    common = first & second - _domains(facts, _before(graph, call))
    if not common:
        return None
    place = facts.design.places[min(common)]
    components = facts.design.components
    lost = [Step(f"{name} is gone with {place.path}", components[name].span) for name in names]
    return _SharedCause(place, f"fail with the {place.level} `{place.path}`", tuple(lost))


def _before(graph: FlowGraph, call: model.Step) -> set[str]:
    """The caller and what leads to it: with these nobody is left to fall back."""
    return {step.caller.path for step in (*graph.path_to(call.caller.path), call)}


def _needed(facts: Facts, graph: FlowGraph, node: str) -> tuple[str, ...]:
    """A node with all that it needs and has no fallback for."""

    def is_needed(step: model.Step) -> bool:
        return step.or_else is None and is_hard_dependency(facts, step, graph) is True

    return graph.reached_from(node, is_needed)


def _domains(facts: Facts, nodes: Iterable[str]) -> set[str]:
    """The domains below a region that any of the nodes fails with alone."""
    cuts = facts[domain_cuts]
    return {domain for node in nodes if node in cuts for domain in cuts[node]}


def _arrival(graph: FlowGraph, node: str, needed: tuple[str, ...], common: str) -> Step:
    """The call by which what a node needs comes to what both need."""
    if node == common:
        return Step(f"{node} is itself what both come to")
    arriving = next(
        step
        for step in graph.flow.steps
        if step.callee.path == common and step.caller.path in needed
    )
    return Step(f"{node} needs {common}", arriving.span)


def _finding(call: model.Step, fallback: model.Named, cause: _SharedCause) -> Finding:
    return Finding(
        f"`{call.callee.path}` and its fallback `{fallback.path}` both {cause.both}",
        Label(fallback.span, "no help then"),
        fallback.path,
        secondary=(Label(cause.element.span, "fails once for both"),),
        witness=cause.witness,
        help=(advice(f"a fallback that does without `{cause.element.path}`"),),
    )
