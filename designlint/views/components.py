"""The context of a system, and its components with the calls between them."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import call_graph
from designlint.base.wording import counted
from designlint.drawing import Drawing, Edge, Line, Node
from designlint.model import Component, Design, Step
from designlint.views.needs import needs
from designlint.views.parts import (
    actor_node,
    component_node,
    group_clusters,
    line_of,
    merged,
    shortened,
    title_of,
)

SYSTEM = "the system"
MOST_TITLES = 2
"""So many flows are named beside a line; the others are counted."""


def context(facts: Facts) -> Drawing:
    """The actors, the system as one, and the systems of others."""
    design = facts.design
    outside = dict.fromkeys(c.path for c in design.components.values() if c.is_external)
    header = design.header
    name = title_of(design)
    tip = header.title if header is not None else name
    nodes = [Node(SYSTEM, "group", name, (counted(len(design.components) - len(outside), "component"),),
                  tip=tip)]  # fmt: skip
    edges = (*_across(design, outside), *_needed(facts, outside))
    met = dict.fromkeys(end for edge in edges for end in (edge.tail, edge.head) if end != SYSTEM)
    paths = dict.fromkeys((*design.actors, *outside, *met))
    nodes += [
        component_node(facts, design.components[path])._replace(
            lines=(shortened(design.components[path].title),)
            if design.components[path].title
            else ()
        )
        if path in outside
        else actor_node(design, path)._replace(lines=_title(facts, path))
        for path in paths
    ]
    around = [
        counted(count, noun)
        for count, noun in ((len(design.actors), "actor"), (len(outside), "system of others"))
        if count
    ]
    description = f"{name} with {' and '.join(around) or 'nothing around it'}"
    return Drawing(f"{name}: context", description, tuple(nodes), edges)


def _across(design: Design, outside: Container[str]) -> tuple[Edge, ...]:
    """The calls between the system and what is around it, with the flows that they are for."""
    flows: dict[tuple[str, str, Line], dict[str, None]] = {}
    for flow in design.flows.values():
        for step in flow.steps:
            for callee, line in _callees(step):
                tail, head = (
                    _outer(design.components, path, outside) for path in (step.caller.path, callee)
                )
                if tail != head:
                    flows.setdefault((tail, head, line), {})[flow.title or flow.path] = None
    return tuple([
        Edge(tail, head, line, _purpose(list(titles)), tip="; ".join(titles))
        for (tail, head, line), titles in flows.items()
    ])  # fmt: skip


def _needed(facts: Facts, outside: Container[str]) -> tuple[Edge, ...]:
    """What the system needs of others without a call, and they of it."""
    found: dict[tuple[str, str, Line], list[Edge]] = {}
    for edge in needs(facts):
        tail, head = (SYSTEM if end not in outside else end for end in (edge.tail, edge.head))
        if tail != head:
            found.setdefault((tail, head, edge.line), []).append(edge)
    return tuple([
        Edge(tail, head, line, ", ".join(dict.fromkeys(one.label for one in edges)),
             tip="; ".join(one.tip for one in edges))
        for (tail, head, line), edges in found.items()
    ])  # fmt: skip


def _purpose(titles: list[str]) -> str:
    """What calls are for: the first flows by their titles, and how many more there are."""
    shown = [shortened(title) for title in titles[:MOST_TITLES]]
    left = len(titles) - len(shown)
    return "; ".join([*shown, *([f"and {left} more"] if left else [])])


def _title(facts: Facts, path: str) -> tuple[str, ...]:
    actor = facts.design.actors.get(path)
    return (shortened(actor.title),) if actor is not None and actor.title else ()


def _callees(step: Step) -> Iterator[tuple[str, Line]]:
    """Whom a step calls, and whom instead."""
    yield step.callee.path, "sync" if step.waits else "async"
    if step.or_else is not None:
        yield step.or_else.path, "fallback"


def _outer(components: Mapping[str, Component], path: str, outside: Container[str]) -> str:
    return SYSTEM if path in components and path not in outside else path


def components(facts: Facts) -> Drawing:
    """All components in their groups, with who calls whom."""
    design = facts.design
    graph = facts[call_graph]
    callers = {path for pair in graph.steps for path in pair}
    actors = [path for path in design.actors if path in callers]
    nodes = [actor_node(design, path) for path in actors]
    nodes += [component_node(facts, component) for component in design.components.values()]
    shown = {node.key for node in nodes}
    edges = [
        Edge(caller, callee, line_of(step), tip=f"{caller} to {callee}")
        for (caller, callee), step in graph.steps.items()
        if caller in shown and callee in shown
    ]
    edges += [edge for edge in _fallbacks(design) if edge.head in shown]
    calls = counted(len(edges), "kind of calls")
    edges += needs(facts)
    name = title_of(design)
    description = f"{counted(len(design.components), 'component')} and {calls} between them"
    return Drawing(
        f"{name}: components",
        description,
        tuple(nodes),
        merged(edges),
        group_clusters(design, shown),
    )


def _fallbacks(design: Design) -> Iterator[Edge]:
    """Who is called where another call fails."""
    for flow in design.flows.values():
        for step in flow.steps:
            if step.or_else is not None:
                tail, head = step.caller.path, step.or_else.path
                yield Edge(
                    tail, head, "fallback", tip=f"{tail} to {head} instead of {step.callee.path}"
                )
