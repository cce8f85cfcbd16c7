"""What a flow waits for though it could live without it.

Soft is what serves a flow beside its purpose: telemetry, data that the design says is of low
importance, a part that only requirements of low priority need. A flow that waits for it, or for a
queue of it that blocks when it is full, stops with it all the same.
"""

from __future__ import annotations

from typing import NamedTuple

from designlint.analyses.detectors.stability import apart_from, fails_up
from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import FlowGraph, flow_graphs
from designlint.analyses.measure import step
from designlint.diagnostic import Step as Line
from designlint.model import Component, Design, Flow, Step
from designlint.schema.component import OBSERVED_BY
from designlint.schema.context import IMPORTANCE, PRIORITY, SERVES
from designlint.schema.messaging import ON_FULL
from designlint.schema.roles import Role
from designlint.schema.values import Ref

_SOFT_PRIORITIES = ("could", "wont")


class SoftNeed(NamedTuple):
    """A call that a flow waits for though it could live without it, and why that is known."""

    flow: str
    call: Step
    why: str
    reason: Line


def soft_needs(facts: Facts) -> tuple[SoftNeed, ...]:
    """The calls that stop a flow for something that it does not need for its purpose.

    By role: telemetry. By what the design says: data of low importance in a flow that has other
    data or calls, and a part whose interfaces serve only requirements that could or will not be met
    in a flow that must. One for each pair of caller and callee.
    """
    found: dict[tuple[str, str], SoftNeed] = {}
    for path, flow in facts.design.flows.items():
        graph = facts[flow_graphs][path]
        if flow.recovers:
            continue
        must = _must_work(facts.design, flow)
        for call in flow.steps:
            pair = (call.caller.path, call.callee.path)
            soft = _softness(facts.design, call, must) if pair not in found else None
            if soft is not None and _holds_up(facts, call, graph) and apart_from(graph, call):
                found[pair] = SoftNeed(path, call, *soft)
    return tuple(found.values())


def _holds_up(facts: Facts, call: Step, graph: FlowGraph) -> bool:
    """Whether a flow fails with a call, or with a full queue that it leads to."""
    if call.waits:
        return fails_up(facts, call, graph)
    callee = facts.design.components.get(call.callee.path)
    blocks = callee is not None and callee.plays(Role.BROKER) and callee.value(ON_FULL) == "block"
    return blocks and not call.optional and call.or_else is None


def _must_work(design: Design, flow: Flow) -> bool:
    """Whether a flow serves a requirement that must be met."""
    return any(design.requirements[named.path].value(PRIORITY) == "must" for named in flow.serves)


def _softness(design: Design, call: Step, must: bool) -> tuple[str, Line] | None:
    """Why a flow, which `must` work or not, could do without a call, where the design tells."""
    callee = design.components.get(call.callee.path)
    if callee is None:
        return None
    if callee.plays(Role.OBSERVER):
        return "telemetry", Line(f"{callee.path} is {callee.kind}", callee.span)
    observer = design.components.get(call.caller.path)
    observers = observer[OBSERVED_BY] if observer is not None else None
    if observers is not None and Ref(callee.path) in observers.value:
        return "telemetry", step(f"{callee.path} observes {call.caller.path}", observers)
    return _unimportant(design, call) or (_unwanted(design, callee) if must else None)


def _unimportant(design: Design, call: Step) -> tuple[str, Line] | None:
    """Where all that a call reads or writes is said to be of low importance."""
    if not call.reads and not call.writes:
        return None
    touched = [design.data[named.path] for named in (*call.reads, *call.writes)]
    if any(data.value(IMPORTANCE) != "low" for data in touched):
        return None
    known = touched[0][IMPORTANCE]
    names = ", ".join(data.path for data in touched)
    return f"`{touched[0].path}`, which is of low importance", step(
        f"{names}: importance low", known
    )


def _unwanted(design: Design, callee: Component) -> tuple[str, Line] | None:
    """Where a flow that must work waits for a part that serves only what could be left out."""
    served = [ref.path for api in callee.apis for ref in api.value(SERVES) or ()]
    if not served:
        return None
    priorities = [design.requirements[path].value(PRIORITY) for path in served]
    if any(priority not in _SOFT_PRIORITIES for priority in priorities):
        return None
    known = next(api[SERVES] for api in callee.apis if api[SERVES] is not None)
    line = step(
        f"{callee.path} serves {', '.join(served)}: {', '.join(map(str, priorities))}", known
    )
    return f"`{callee.path}`, which serves only what could be left out", line
