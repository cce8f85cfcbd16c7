"""Where the time of a flow begins: with its users where the way to them is declared, else at the entry."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.latency.network import network
from designlint.analyses.latency.request import RequestPath
from designlint.diagnostic import Step as Line
from designlint.model import Step
from designlint.schema.context import LOCATED


def uncounted_users(facts: Facts, flow: str) -> tuple[Step, ...]:
    """The calls of people whose place is declared (`located`), but not the way from there to the entry."""
    return tuple(
        [step for step in _first_calls(facts, flow) if not facts[network].is_counted(step)]
    )


def _first_calls(facts: Facts, flow: str) -> Iterator[Step]:
    graph = facts[flow_graphs][flow]
    for entry in graph.entries:
        actor = facts.design.actors.get(entry)
        if actor is not None and actor[LOCATED] is not None:
            yield from [step for step in graph.by_caller.get(entry, ()) if step.waits]


def users_lines(facts: Facts, path: RequestPath) -> Iterator[Line]:
    """Where the time begins, if not with the users."""
    if path.start not in facts.design.actors:
        return
    for call in path.calls.get(path.start, ()):
        if call.callee not in facts.design.components:
            continue
        if not facts[network].is_counted(call.step):
            located = facts.design.actors[path.start][LOCATED]
            where = ", ".join(located.value) if located is not None else path.start
            text = f"{call.names}: counted from {call.callee} on; no round trip from {where} is declared"
            yield Line(text, call.arrow)
