"""Writes that are acknowledged and never kept, though nothing is lost that keeps data: the flow goes on when the
call fails that writes them, or a queue hands them out once and forgets them, or drops what does not fit."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.failure.surviving import SOME
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.graph.graph import asked_by, flow_graphs
from designlint.analyses.graph.handed_on import forgets, hands_out_if, waits_safely_if
from designlint.analyses.load.backlog import backlogs
from designlint.analyses.measure import Interval, Missing, exactly, step
from designlint.analyses.placement.placement import is_gone
from designlint.analyses.recovery.loss_windows import Window
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Component, Flow, Step
from designlint.quantities.showing import show
from designlint.schema.roles import Role
from designlint.schema.store import RETENTION


def never_kept(facts: Facts, data: str) -> Iterator[Window]:
    """What is lost of a data item so. Of a world that has lost something, that is what this loss leaves in a
    queue."""
    if data not in facts.design.data:
        return
    homes = facts[data_uses].sources_of(data)
    if facts.design.lost:
        for home in homes:
            if _is_left_alone(facts, home):
                yield from _safe_if(home.path, waits_safely_if(home))
        return
    kept_in = {home.path for home in homes}
    for flow in dict.fromkeys(flow for flow, _ in facts.design.steps_naming(data)):
        graph = facts[flow_graphs][flow.path]
        writes = [s for s in flow.steps if any(named.path == data for named in s.stores)]
        writes = [s for s in writes if not kept_in.isdisjoint(asked_by(s))]
        dropping = [graph.dropped_by(write, data) for write in writes]
        if dropping and dropping[0] is not None and all(dropping):
            yield _gone_on(flow, dropping[0])
    takers = {step.caller.path for flow in facts.design.flows.values() for step in flow.steps}
    for home in homes:
        if home.plays(Role.BROKER) and home.path in takers:
            yield from _handed_out(home)
            yield from _expired(facts, home)


def _is_left_alone(facts: Facts, broker: Component) -> bool:
    """Whether a world has lost all consumers of a queue, and not the queue."""
    if not broker.plays(Role.BROKER) or is_gone(facts.design, broker.path):
        return False
    steps = [step for flow in facts.design.flows.values() for step in flow.steps]
    takers = [step.callee.path for step in steps if step.caller.path == broker.path]
    return bool(takers) and all(is_gone(facts.design, taker) for taker in takers)


def _gone_on(flow: Flow, call: Step) -> Window:
    names = f"{call.caller.path} {'->' if call.waits else '~>'} {call.callee.path}"
    line = Line(
        f"{flow.path}: goes on when `{names}` fails, and nothing keeps the write", call.span
    )
    missing = Missing("", f"outbox of `{names}`", f"{names} {{ outbox yes }}")
    return Window(call.callee.path, None, Interval(SOME, math.inf), (line,), (missing,))


def _handed_out(broker: Component) -> Iterator[Window]:
    """What a queue or stream loses when it hands a message out, and what it does not hand out."""
    path, forgetting = broker.path, forgets(broker)
    if forgetting is not None:
        line = step(f"`{path}` forgets a message when it hands it out", forgetting)
        brief = Line(f"what the consumers of `{path}` work on is moments old")
        lost = Interval(SOME, math.inf)
        yield Window(path, None, lost, (line,), assumption=brief, assumed=exactly(SOME))
    yield from _safe_if(path, hands_out_if(broker))


def _safe_if(path: str, lines: Iterable[Line]) -> Iterator[Window]:
    for kept in lines:
        yield Window(path, None, Interval(0.0, math.inf), assumed_away=(kept,))


def _expired(facts: Facts, broker: Component) -> Iterator[Window]:
    """What waits in a queue or stream for longer than it is kept, because its consumers never catch up."""
    retention = broker[RETENTION]
    behind = next(
        (one for one in facts[backlogs] if one.broker.path == broker.path and one.is_unstable), None
    )
    if retention is not None and behind is not None:
        text = f"messages wait in `{broker.path}` for longer than the {show(retention.value)} that it keeps them"
        lines = (*behind.lines, step(text, retention))
        yield Window(broker.path, None, Interval(SOME, math.inf), lines)
