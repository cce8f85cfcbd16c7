"""A fallback fails together with the component that it replaces.

Reported when: the component that a step calls and its fallback (`or else`) need the same component, or
fail with the same zone, rack, region or other domain.

Not reported when: the caller itself fails with the shared component or domain, or the places are not
declared. Nor where the two are ways in, such as two balancers before the same service, or where the fallback
is a queue: what stands behind it is needed later. Domains that SPF002 reports are not reported again.

How to fix: choose a fallback that does not need the shared component, or run the fallback in another
domain.

Why: a fallback is redundancy. One failure that takes both paths leaves nothing to fall back to.

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

from designlint.api import Facts, Finding, Label, Role, Step, advice, model, rule
from designlint.api.analyses import (
    FlowGraph,
    flow_graphs,
    hard_dependencies,
    placements,
    single_points_of_failure,
)

# Two ways in lead to the same by intention.
_WAYS_IN = (Role.ROUTER, Role.EDGE, Role.NAME_SERVICE)


class _SharedCause(NamedTuple):
    """What takes both paths: a component that both need, or a place that both fail with; `both` says
    which, `remedy` what to do."""

    element: model.Element
    both: str
    remedy: str
    witness: tuple[Step, ...]


@rule(
    "SPF010",
    grade="risk",
    since="0.1",
    formerly=("spof-false-fallback",),
)
def correlated_fallback(facts: Facts) -> Iterator[Finding]:
    """One finding for each call and fallback that share a cause of failure."""
    reported = {shared.domain for shared in facts[single_points_of_failure].shared_domains}
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
    """A component that both paths need and that the caller itself does not need."""
    callee, components = call.callee.path, facts.design.components
    first, second = (_needed(facts, graph, path) for path in (callee, fallback.path))
    if all(n in components and components[n].plays(*_WAYS_IN) for n in (callee, fallback.path)):
        return None
    before = _before(graph, call)
    common = [n for n in first if n in second and n in components and n not in before]
    if not common:
        return None
    lines = (
        _arrival(graph, callee, first, common[0]),
        _arrival(graph, fallback.path, second, common[0]),
    )
    remedy = f"choose a fallback that does not need `{common[0]}`"
    return _SharedCause(components[common[0]], f"need `{common[0]}`", remedy, lines)


def _common_domain(
    facts: Facts, graph: FlowGraph, call: model.Step, fallback: model.Named
) -> _SharedCause | None:
    """A domain that both paths fail with and the caller itself does not: the widest below a region, else
    the narrowest above."""
    names = (call.callee.path, fallback.path)
    first, second = (_domains(facts, _needed(facts, graph, name)) for name in names)
    common = first & second - _domains(facts, _before(graph, call))
    if not common:
        return None
    places = facts.design.places
    narrow = sorted([path for path in common if not places[path].is_wide])
    wide = sorted([path for path in common if _outlives(facts, call.caller.path, path)])
    if not (narrow or wide):
        return None
    place = places[narrow[0] if narrow else wide[-1]]
    components = facts.design.components
    lost = [Step(f"`{name}` fails with `{place.path}`", components[name].span) for name in names]
    both = f"fail with {place.level} `{place.path}`"
    remedy = f"run `{fallback.path}` outside of `{place.path}`"
    return _SharedCause(place, both, remedy, tuple(lost))


def _outlives(facts: Facts, caller: str, place: str) -> bool:
    """Whether a caller has replicas outside of a place."""
    if caller not in facts.design.components:
        return False
    replicas = facts[placements][caller].replicas
    return any(replica.place and place not in replica.domains for replica in replicas)


def _before(graph: FlowGraph, call: model.Step) -> set[str]:
    """The caller and what leads to it: when these fail, nothing is left that could fall back."""
    return {step.caller.path for step in (*graph.path_to(call.caller.path), call)}


def _needed(facts: Facts, graph: FlowGraph, node: str) -> tuple[str, ...]:
    """A node with all that it needs and has no fallback for; what waits in a queue needs nothing yet."""
    component = facts.design.components.get(node)
    if component is not None and component.plays(Role.BROKER):
        return (node,)
    return facts[hard_dependencies][graph.flow.path].needed_by(node)


def _domains(facts: Facts, nodes: Iterable[str]) -> set[str]:
    """The domains that any of the nodes fails with alone."""
    cuts = facts[single_points_of_failure].place_cuts
    return {domain for node in nodes if node in cuts for domain in cuts[node]}


def _arrival(graph: FlowGraph, node: str, needed: tuple[str, ...], common: str) -> Step:
    """The call by which a node arrives at the component that both need."""
    if node == common:
        return Step(f"`{node}` is the shared component itself")
    arriving = next(
        step
        for step in graph.flow.steps
        if step.callee.path == common and step.caller.path in needed
    )
    return Step(f"`{node}` needs `{common}`", arriving.span)


def _finding(call: model.Step, fallback: model.Named, cause: _SharedCause) -> Finding:
    return Finding(
        f"`{call.callee.path}` and its fallback `{fallback.path}` both {cause.both}",
        Label(fallback.span, f"fails together with `{call.callee.path}`"),
        fallback.path,
        secondary=(Label(cause.element.span, "shared by both"),),
        witness=cause.witness,
        help=(advice(cause.remedy),),
    )
