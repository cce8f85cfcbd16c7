"""Writes that are acknowledged before anything has them: somebody answers the user and calls the store without
waiting for it. What is under way then is lost with the caller. What is left in a queue or stream, or is first
written with other data (`outbox`), is not lost with it."""

from __future__ import annotations

import math
from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.failure.surviving import SOME
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.graph.graph import FlowGraph, flow_graphs
from designlint.analyses.measure import Interval, exactly
from designlint.analyses.recovery.loss_windows import Window
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Flow, Step
from designlint.schema.relation import OUTBOX
from designlint.schema.roles import Role
from designlint.solvers.graph import reachable


def answered_first(facts: Facts, data: str) -> Iterator[Window]:
    """What the flows lose in which no call that is waited for writes a data item, one window for each."""
    if facts.design.lost or data not in facts.design.data:
        return
    kept_in = {home.path for home in facts[data_uses].sources_of(data)}
    writing = dict.fromkeys(
        flow.path for flow, step in facts.design.steps_naming(data) if data in step.written
    )
    for path in writing:
        flow, graph = facts.design.flows[path], facts[flow_graphs][path]
        writes = [s for s in flow.steps if data in s.written and s.callee.path in kept_in]
        if writes and _is_answered_first(facts, flow, graph, writes):
            yield _under_way(writes[0])


def _is_answered_first(facts: Facts, flow: Flow, graph: FlowGraph, writes: list[Step]) -> bool:
    """Whether users get their answer while none of the writes is waited for, nor left with a broker."""
    users = [entry for entry in graph.entries if graph.is_client(entry)]
    called = [facts.design.components.get(step.callee.path) for step in flow.steps]
    is_left = any(one is not None and one.plays(Role.BROKER) for one in called)
    is_kept = any((known := step.properties[OUTBOX]) and known.value for step in writes)
    if not users or is_left or is_kept:
        return False
    waited = {
        node: [step.callee.path for step in steps if step.waits]
        for node, steps in graph.by_caller.items()
    }
    answered = set(reachable(waited, users))
    return not any(step.waits and step.caller.path in answered for step in writes)


def _under_way(write: Step) -> Window:
    names = f"{write.caller.path} {'->' if write.waits else '~>'} {write.callee.path}"
    line = Line(f"{names}: the user has an answer before the write is kept anywhere", write.span)
    brief = Line(f"what is under way in `{names}` is moments old")
    return Window(
        write.callee.path,
        None,
        Interval(SOME, math.inf),
        (line,),
        assumption=brief,
        assumed=exactly(SOME),
    )
