"""Users hand something in and have no way to learn what became of it.

Reported when: users wait for an answer in the flows of a requirement that must be met, but all that
these flows read, write or ask of others happens behind an asynchronous step (`~>`). No flow of
users reads what is written there, and nothing is sent back to a user or an external system. No
interface on the path offers the outcome: none has an operation that `reads` the data, or the style
`websocket`, `sse`, `webhook` or `events`.

Not reported when: users do not wait for an answer (their first step is `~>`), a flow of the
requirement also reads or writes something before it answers, or what happens behind the
asynchronous step is not described.

How to fix: offer an operation that reads the status, or notify the user.

Why: an acceptance is no result. When the work fails later, the user does not learn of it. Users in
doubt hand in again.

Source: IETF RFC 9110, section 15.3.3: the answer 202 ought to point to a status monitor; Google
AIP-151, long-running operations; G. Hohpe and B. Woolf, Enterprise Integration Patterns (2003),
Request-Reply.

Bad:

```design
functional FR1 "A customer can order a transfer." { priority must }
actor customer
data transfer
component bank : service
component jobs : queue
component booker : worker
component books : database { holds transfer }
flow order serves FR1 { customer -> bank; bank ~> jobs; jobs ~> booker -> books writes transfer }
```

Good:

```design
functional FR1 "A customer can order a transfer." { priority must }
actor customer
data transfer
component bank : service
component jobs : queue
component booker : worker
component books : database { holds transfer }
flow order serves FR1 { customer -> bank; bank ~> jobs; jobs ~> booker -> books writes transfer }
flow ask serves FR1 { customer -> bank -> books reads transfer }
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from designlint.api import Facts, Finding, Label, Role, Step, advice, model, rule
from designlint.api.analyses import coverage, flow_graphs
from designlint.api.properties import context
from designlint.api.text import listed

_TELLS: tuple[str | None, ...] = ("websocket", "sse", "webhook", "events")


class _Handed(NamedTuple):
    """What a flow of users does: the steps that they wait for, and those behind an asynchronous one."""

    flow: model.Flow
    awaited: tuple[model.Step, ...]
    later: tuple[model.Step, ...]


@rule("API003", grade="minor", since="0.2")
def no_status(facts: Facts) -> Iterator[Finding]:
    """One finding for each requirement."""
    for requirement in facts.design.requirements.values():
        serving = facts[coverage].flows_serving.get(requirement.path, ())
        if not requirement.functional or facts.design.must_flows.isdisjoint(serving):
            continue
        flows = [facts.design.flows[path] for path in serving]
        begun = [handed for flow in flows if (handed := _handed(facts, flow)) is not None]
        if begun and all(_is_only_handed_in(facts, handed) for handed in begun):
            work = [*begun[0].later, *_continued(facts, flows)]
            kept = [step for step in work if _is_use(facts, step)]
            if kept and not _is_told(facts, kept, [*work, *begun[0].awaited]):
                yield _finding(requirement, begun[0], kept)


def _handed(facts: Facts, flow: model.Flow) -> _Handed | None:
    """The flow by what users wait for, where they begin it and wait for its first answer."""
    graph = facts[flow_graphs][flow.path]
    users = [entry for entry in graph.entries if graph.is_client(entry)]
    if not users or flow.recovers:
        return None
    awaited = {node for user in users for node in graph.reached_from(user, lambda step: step.waits)}
    steps = tuple([step for step in flow.steps if step.waits and step.caller.path in awaited])
    later = tuple([step for step in flow.steps if step not in steps])
    return _Handed(flow, steps, later) if steps else None


def _is_only_handed_in(facts: Facts, handed: _Handed) -> bool:
    return not any(_is_use(facts, step) for step in handed.awaited) and bool(handed.later)


def _is_use(facts: Facts, step: model.Step) -> bool:
    """Whether a step reads or changes something: in a store, or in a system of others."""
    callee = facts.design.components.get(step.callee.path)
    if callee is None or callee.plays(Role.BROKER):
        return False
    return bool(step.reads or step.writes) or callee.plays(Role.STORE, Role.EXTERNAL)


def _continued(facts: Facts, flows: list[model.Flow]) -> list[model.Step]:
    """The steps of those flows that take the work from a queue or stream."""
    graphs = [facts[flow_graphs][flow.path] for flow in flows]
    return [s for g in graphs if any(map(g.starts_at_broker, g.entries)) for s in g.flow.steps]


def _is_told(facts: Facts, kept: list[model.Step], steps: list[model.Step]) -> bool:
    """Whether users get to know: by a message, by a flow of theirs, or by an interface on the path."""
    components = facts.design.components
    written = {path for step in kept for path in step.written}
    ends = [components.get(step.callee.path) for step in steps]
    if any(end is None or end.plays(Role.CLIENT, Role.EXTERNAL) for end in ends):
        return True
    apis = [api for end in ends if end is not None for api in end.apis]
    if any(api.value(context.STYLE) in _TELLS for api in apis):
        return True
    reads = [
        ref.path for api in apis for one in api.operations for ref in one.value(context.READS) or ()
    ]
    return not written.isdisjoint(reads) or any(
        _may_read(facts, flow, kept, written) for flow in facts.design.flows.values()
    )


def _may_read(facts: Facts, flow: model.Flow, kept: list[model.Step], written: set[str]) -> bool:
    """Whether users of a flow wait for what is written, or for where it is kept."""
    graph = facts[flow_graphs][flow.path]
    if not any(map(graph.is_client, graph.entries)):
        return False
    homes = {step.callee.path for step in kept}
    reading = [step for step in flow.steps if step.waits and step not in kept]
    return any(
        any(named.path in written for named in step.reads)
        or (step.callee.path in homes and not step.reads and not step.writes)
        for step in reading
    )


def _finding(requirement: model.Requirement, handed: _Handed, kept: list[model.Step]) -> Finding:
    user = handed.awaited[0].caller.path
    where = listed(tuple(dict.fromkeys(step.callee.path for step in kept)))
    return Finding(
        f"`{user}` hands in what `{requirement.path}` demands, and cannot ask what became of it",
        Label(handed.flow.span, "answers before anything is done"),
        handed.flow.path,
        secondary=(Label(kept[0].span, "done later"),),
        witness=(
            Step(
                f"1. `{user}` gets an answer as soon as the work is handed on",
                handed.awaited[0].span,
            ),
            Step(f"2. what counts happens later, in {where}", kept[0].span),
            Step(f"3. no flow brings `{user}` the outcome"),
        ),
        help=(
            advice(f"offer an operation by which `{user}` reads the outcome, or notify `{user}`"),
        ),
        flows=(handed.flow.path,),
    )
