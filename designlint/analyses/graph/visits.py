"""How many calls a flow makes for each call of one of its components."""

from __future__ import annotations

import math

from designlint.analyses.graph.graph import FlowGraph, asked_by
from designlint.model import Step


def calls_behind(graph: FlowGraph, node: str) -> list[tuple[Step, float]]:
    """The calls that one call of a node leads to at the most, and how many of each in the mean; without
    those that are optional, and those behind them. Calls in a cycle are any number."""
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
            break
        visits = now
    else:
        visits = dict.fromkeys(visits, math.inf)
    return [
        (step, visits[step.caller.path] * step.share * step.times)
        for step in steps
        if step.caller.path in visits
    ]
