"""Who goes on before a call is made that nobody waits for: a write of it is acknowledged before anything has it."""

from __future__ import annotations

from designlint.analyses.graph.graph import FlowGraph
from designlint.model import Step
from designlint.schema.relation import OUTBOX


def answered_before(graph: FlowGraph, step: Step) -> str:
    """Who answers its caller before a step is made; or the user, or the program in a user's hands, who goes on
    then. Empty where nobody does: what begins a flow by itself answers nobody, and a message is acknowledged by the
    queue or stream that it comes from."""
    calls = (*graph.path_to(step.caller.path), step)
    first, *others = calls
    if graph.starts_at_broker(first.caller.path):
        return ""
    if not first.waits and graph.is_client(first.caller.path):
        return first.caller.path
    return next((call.caller.path for call in others if not call.waits), "")


def left_behind(graph: FlowGraph, step: Step) -> Step | None:
    """The call behind the last queue or stream on the way to a step that its caller does not wait for: who has
    taken a message there is done with it before the step is made, and a failure takes the message. None where
    there is no such call."""
    calls = (*graph.path_to(step.caller.path), step)
    taken = max(
        (n for n, call in enumerate(calls) if graph.is_broker(call.caller.path)), default=-1
    )
    behind = calls[taken + 1 :] if taken >= 0 else ()
    return next((call for call in behind if not (call.waits or _is_kept(call))), None)


def _is_kept(call: Step) -> bool:
    outbox = call.properties[OUTBOX]
    return outbox is not None and bool(outbox.value)
