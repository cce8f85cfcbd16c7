"""One flow as a sequence diagram: who calls whom, in which order, how often, and where the time goes."""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.latency.asked import percentile_of, strictest
from designlint.analyses.latency.budget import budget
from designlint.base.wording import counted
from designlint.drawing import LatencyBudget, Message, Participant, Segment, Sequence
from designlint.quantities.quantity import Dimension, Quantity
from designlint.quantities.showing import show, show_value
from designlint.views.parts import node_of
from designlint.views.steps import calls


def sequence(facts: Facts, name: str) -> Sequence:
    """The calls of a flow from top to bottom, each with its rate at peak and its time, and the latency
    budget that they add up to. Raises KeyError."""
    graph = facts[flow_graphs][name]
    declared = graph.flow
    found = tuple(calls(facts, declared))
    # Callers before those that they call, so that most arrows point to the right.
    order = dict.fromkeys([end for call in found for end in (call.tail, call.head)])
    served = ", ".join(named.path for named in declared.serves)
    purpose = f", for {served}" if served else ""
    return Sequence(
        declared.title or name,
        f"{counted(len(declared.steps), 'step')} of {name}{purpose}",
        tuple([_participant(facts, path) for path in order]),
        tuple([Message(*call) for call in found]),
        _budget(facts, name),
    )


def _participant(facts: Facts, path: str) -> Participant:
    node = node_of(facts, path)
    kind = node.lines[0] if node.lines else ""
    return Participant(path, node.role, node.name, kind, "plain", node.tip, node.anchor)


def _budget(facts: Facts, flow: str) -> LatencyBudget | None:
    asked = strictest(facts, flow)
    percentile = percentile_of(asked)
    found = budget(facts, flow, percentile)
    if found is None:
        return None
    target = asked.target if asked is not None and isinstance(asked.target, Quantity) else None
    allowed = f", {show(target)} required" if target is not None else ""
    return LatencyBudget(
        tuple([Segment(p.name, p.time, show_value(p.time, Dimension.TIME)) for p in found.parts]),
        f"latency {found.text}{allowed}",
        None if target is None else target.value,
    )
