"""Writes that are acknowledged before anything has them: somebody answers the user and calls the store without
waiting for it, or is done with a message before the store has what is in it. What is under way then is lost with
the caller. What is left in a queue or stream, or is first written with other data (`outbox`), is not lost with it."""

from __future__ import annotations

import math
from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.failure.surviving import SOME
from designlint.analyses.graph.answered import answered_before, left_behind
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.graph.graph import FlowGraph, flow_graphs
from designlint.analyses.measure import Interval, exactly
from designlint.analyses.recovery.loss_windows import Window
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Flow, Step
from designlint.schema.relation import OUTBOX
from designlint.schema.roles import Role


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
            who = answered_before(graph, writes[0])
            goes_on = "goes on" if graph.is_client(who) else "has answered"
            yield _under_way(writes[0], f"`{who}` {goes_on}")
        elif writes and (left := _left(facts, graph, writes)) is not None:
            yield _under_way(left, f"`{left.caller.path}` is done with the message")


def _is_answered_first(facts: Facts, flow: Flow, graph: FlowGraph, writes: list[Step]) -> bool:
    """Whether somebody has an answer while none of the writes is waited for, nor left with a broker."""
    called = [facts.design.components.get(step.callee.path) for step in flow.steps]
    is_left = any(one is not None and one.plays(Role.BROKER) for one in called)
    is_kept = any((known := step.properties[OUTBOX]) and known.value for step in writes)
    if is_left or is_kept:
        return False
    return all(answered_before(graph, step) for step in writes)


def _left(facts: Facts, graph: FlowGraph, writes: list[Step]) -> Step | None:
    """The call by which all that is written of a message to stores is under way when who took it is done with it."""
    components = facts.design.components
    kept = [components.get(step.callee.path) for step in writes]
    stored = [
        step
        for step, one in zip(writes, kept, strict=True)
        if one is not None and not one.plays(Role.BROKER)
    ]
    calls = [left_behind(graph, step) for step in stored]
    return calls[0] if calls and None not in calls else None


def _under_way(write: Step, who: str) -> Window:
    names = f"{write.caller.path} {'->' if write.waits else '~>'} {write.callee.path}"
    line = Line(f"{names}: {who} before the write is kept anywhere", write.span)
    brief = Line(f"what is under way in `{names}` is moments old")
    return Window(
        write.callee.path,
        None,
        Interval(SOME, math.inf),
        (line,),
        assumption=brief,
        assumed=exactly(SOME),
    )
