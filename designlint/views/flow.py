"""One flow: its steps in order, with how often each is taken, and how long it takes."""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.base.wording import counted
from designlint.drawing import Drawing, Edge
from designlint.views.parts import node_of
from designlint.views.steps import Call, calls


def flow(facts: Facts, name: str) -> Drawing:
    """The steps of a flow, numbered, each with its rate at peak and its time. Raises KeyError."""
    graph = facts[flow_graphs][name]
    declared = graph.flow
    edges = [Edge(call.tail, call.head, call.line, _label(call)) for call in calls(facts, declared)]
    served = ", ".join(named.path for named in declared.serves)
    description = f"{counted(len(declared.steps), 'step')} of {name}" + (
        f", for {served}" if served else ""
    )
    nodes = tuple([node_of(facts, path) for path in graph.nodes])
    return Drawing(declared.title or name, description, nodes, tuple(edges))


def _label(call: Call) -> str:
    """The number of a call and what is to be said of it, in one line."""
    # The line itself shows a call on a miss, and the guard that comes first says so.
    guards = call.guards[1:] if call.line == "miss" else call.guards
    return f"{call.number}. {', '.join(filter(None, [call.action, *guards, *call.facts]))}".rstrip()
