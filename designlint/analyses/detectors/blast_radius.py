"""Fallbacks that fail with what they stand in for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from designlint.analyses.facts import Facts
from designlint.analyses.failure.failure import Basic, Reading, failures
from designlint.analyses.failure.necessity import needed
from designlint.analyses.graph.graph import FlowGraph, flow_graphs
from designlint.analyses.placement.placement import WIDE_LEVELS
from designlint.diagnostic import Step as Line
from designlint.model import Step
from designlint.solvers.faulttree import Key, Node, singles
from designlint.solvers.graph import reachable


class FalseFallback(NamedTuple):
    """A fallback that fails with what it stands in for: `common` is a component that both need, or
    the place that both are gone with (`is_place`)."""

    flow: str
    call: Step
    common: str
    is_place: bool
    lines: tuple[Line, Line]


def false_fallbacks(facts: Facts) -> tuple[FalseFallback, ...]:
    """The fallbacks that share a cause of failure below a region with what they stand in for.

    Left out is what the caller itself fails with: then there is nobody left to fall back.
    """
    found: dict[tuple[str, str], FalseFallback] = {}
    for path, flow in facts.design.flows.items():
        graph = facts[flow_graphs][path]
        for call in flow.steps:
            pair = (call.callee.path, call.or_else.path if call.or_else else "")
            if call.or_else is not None and pair not in found:
                false = _false_fallback(facts, graph, call, call.or_else.path)
                if false is not None:
                    found[pair] = false
    return tuple(found.values())


def _false_fallback(facts: Facts, graph: FlowGraph, call: Step, other: str) -> FalseFallback | None:
    components = facts.design.components
    needs = {
        caller: [s.callee.path for s in steps if s.or_else is None and needed(facts, s, graph)]
        for caller, steps in graph.by_caller.items()
    }
    first, second = (reachable(needs, [node]) for node in (call.callee.path, other))
    way = {step.caller.path for step in (*graph.path_to(call.caller.path), call)}
    common = [n for n in first if n in second and n in components and n not in way]
    if common:
        lines = (
            _need_line(graph, call.callee.path, first, common[0]),
            _need_line(graph, other, second, common[0]),
        )
        return FalseFallback(graph.flow.path, call, common[0], False, lines)
    places = _places(facts, first) & _places(facts, second) - _places(facts, way)
    narrow = sorted(p for p in places if facts.design.places[p].level not in WIDE_LEVELS)
    if not narrow:
        return None
    where = (
        Line(f"{call.callee.path} is gone with {narrow[0]}", components[call.callee.path].span),
        Line(f"{other} is gone with {narrow[0]}", components[other].span),
    )
    return FalseFallback(graph.flow.path, call, narrow[0], True, where)


def _need_line(graph: FlowGraph, node: str, behind: Iterable[str], common: str) -> Line:
    """The call by which what is behind a node comes to what both need."""
    if node == common:
        return Line(f"{node} is itself what both come to")
    callers = frozenset(behind)
    arriving = next(
        step
        for step in graph.flow.steps
        if step.callee.path == common and step.caller.path in callers
    )
    return Line(f"{node} needs {common}", arriving.span)


def _places(facts: Facts, nodes: Iterable[str]) -> set[str]:
    """The domains that any of the nodes fails with alone."""
    trees = facts[failures](Reading.KIND)
    memo: dict[Node, frozenset[Key]] = {}
    events = (event for node in nodes for event in singles(trees.component(node), memo))
    return {e.path for e in events if isinstance(e, Basic) and e.sort == "domain"}
