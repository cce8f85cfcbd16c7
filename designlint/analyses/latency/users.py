"""Where the time of a flow begins: with its users where the way to them is declared, else at the entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.latency.network import network
from designlint.analyses.latency.request import RequestPath
from designlint.diagnostic import Step as Line
from designlint.model import Step
from designlint.schema.context import LOCATED
from designlint.source import Span


def uncounted_users(facts: Facts, flow: str) -> tuple[Step, ...]:
    """The calls of people whose place is declared (`located`), but not the way from there to the entry."""
    return tuple(
        [step for step in _first_calls(facts, flow) if not facts[network].is_counted(step)]
    )


def _first_calls(facts: Facts, flow: str) -> Iterator[Step]:
    """The calls that go from where the people are who begin a flow to the system: what stands with them,
    such as the program in their hands, passes theirs on."""
    graph = facts[flow_graphs][flow]
    for entry in graph.entries:
        actor = facts.design.actors.get(entry)
        if actor is not None and actor[LOCATED] is not None:
            waited = {
                caller: [(step, step.callee.path) for step in steps if step.waits]
                for caller, steps in graph.by_caller.items()
            }
            yield from _from_users(facts, waited, entry)


def _from_users(
    facts: Facts, calls: Mapping[str, Sequence[tuple[Step, str]]], start: str
) -> Iterator[Step]:
    seen, waiting = {start}, [start]
    while waiting:
        for step, callee in calls.get(waiting.pop(), ()):
            if not facts[network].is_user(callee):
                yield step
            elif callee not in seen:
                seen.add(callee)
                waiting.append(callee)


def users_lines(facts: Facts, path: RequestPath) -> Iterator[Line]:
    """Where the time begins, if not with the users."""
    if path.start not in facts.design.actors:
        return
    waited = {caller: [(c.step, c.callee) for c in own] for caller, own in path.calls.items()}
    located = facts.design.actors[path.start][LOCATED]
    where = ", ".join(located.value) if located is not None else path.start
    for step in _from_users(facts, waited, path.start):
        if not facts[network].is_counted(step):
            names = f"{step.caller.path} -> {step.callee.path}"
            text = f"{names}: counted from {step.callee.path} on; no round trip from {where} is declared"
            arrow = Span(step.span.source, step.caller.span.start, step.callee.span.end)
            yield Line(text, arrow)
