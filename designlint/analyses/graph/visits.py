"""How often a flow comes to its components for each call of one of them."""

from __future__ import annotations

import math

from designlint.analyses.graph.graph import FlowGraph, asked_by


def visits_behind(graph: FlowGraph, node: str) -> dict[str, float]:
    """What one call of a node leads to along calls that are not optional: how many calls each component gets
    at the most, in the mean, with the node itself. In a cycle it is any number."""
    steps = [step for step in graph.flow.steps if not step.optional]
    visits = {node: 1.0}
    for _ in range(len(steps) + 1):
        now = {node: 1.0}
        for step in steps:
            if step.caller.path in visits:
                calls = visits[step.caller.path] * step.share * step.times
                for asked in asked_by(step):
                    now[asked] = now.get(asked, 0.0) + calls
        if now == visits:
            return visits
        visits = now
    return dict.fromkeys(visits, math.inf)
