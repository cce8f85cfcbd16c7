"""One flow: its steps in order, with how often each is taken, and how long it takes."""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.latency.call_time import time_of_call
from designlint.analyses.load.load import loads
from designlint.drawing import Drawing, Edge
from designlint.model import Step
from designlint.quantity import Dimension, show_share, show_value
from designlint.views.parts import line_of, node_of
from designlint.wording import counted


def flow(facts: Facts, name: str) -> Drawing:
    """The steps of a flow, numbered, each with its rate at peak and its time. Raises KeyError."""
    graph = facts[flow_graphs][name]
    declared = graph.flow
    rates = {
        id(part.step): part.rate.low
        for parts in facts[loads].parts.values()
        for part in parts
        if part.flow == name
    }
    noun = facts[loads].nouns.get(name, "")
    edges = []
    for number, step in enumerate(declared.steps, 1):
        clauses = _clauses(step)
        rate = rates.get(id(step), 0.0)
        if rate:
            clauses.append(show_value(rate, Dimension.RATE, noun))
        words = f"{number}. {', '.join([*clauses, *time_of_call(facts, step)])}".rstrip()
        edges.append(Edge(step.caller.path, step.callee.path, line_of(step), words))
        if step.or_else is not None:
            edges.append(Edge(step.caller.path, step.or_else.path, "async", f"{number}. or else"))
    served = ", ".join(named.path for named in declared.serves)
    description = f"{counted(len(declared.steps), 'step')} of {name}" + (
        f", for {served}" if served else ""
    )
    nodes = tuple([node_of(facts, path) for path in graph.nodes])
    return Drawing(declared.title or name, description, nodes, tuple(edges))


def _clauses(step: Step) -> list[str]:
    """What else the design states of a step, in few words."""
    clauses = [f"reads {named.path}" for named in step.reads]
    clauses += [f"writes {named.path}" for named in step.stores]
    clauses += [f"deletes {named.path}" for named in step.deletes]
    if step.share != 1.0:
        clauses.append(show_share(step.share))
    if step.times != 1.0:
        clauses.append(f"x{step.times:g}")
    if step.optional:
        clauses.append("optional")
    return clauses
