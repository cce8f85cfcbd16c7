"""Hard dependencies: the calls that a flow fails with.

A call is hard for its caller where the caller waits for it, needs it and has no fallback. It is hard
for the flow where every call on the path to it is hard as well.
"""

from __future__ import annotations

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.hard_dependency import is_hard_dependency
from designlint.analyses.graph.graph import FlowGraph, flow_graphs
from designlint.model import Step
from designlint.solvers.graph import reachable


def stops_flow(facts: Facts, call: Step, graph: FlowGraph) -> bool:
    """Whether the flow itself fails with a call: every call on the path to it is hard, too."""
    critical = facts[critical_nodes][graph.flow.path]
    return call.caller.path in critical and _is_hard(facts, call, graph)


def critical_nodes(facts: Facts) -> Lazily[str, dict[str, None]]:
    """For each flow, the nodes that it fails with, along a shortest path from where it begins."""

    def find(flow: str) -> dict[str, None]:
        graph = facts[flow_graphs][flow]
        found = dict.fromkeys(graph.entries)
        for node, call in graph.reached_by.items():  # callers come before those they call
            if call.caller.path in found and _is_hard(facts, call, graph):
                found[node] = None
        return found

    return Lazily(facts.design.flows, find)


def _is_hard(facts: Facts, call: Step, graph: FlowGraph) -> bool:
    return call.waits and call.or_else is None and is_hard_dependency(facts, call, graph) is True


def independent_of(graph: FlowGraph, call: Step) -> list[str]:
    """The nodes of a flow that are neither on the path to a call nor reached through it."""
    callees = {
        caller: [step.callee.path for step in steps] for caller, steps in graph.by_caller.items()
    }
    path = {one.caller.path for one in (*graph.path_to(call.caller.path), call)}
    dependent = path | reachable(callees, [call.callee.path]).keys()
    return [node for node in graph.nodes if node not in dependent]
