"""One request makes many calls to several components, one after the other.

Reported when: a component or a client makes ten or more calls in a row to three or more others, which a request
of a user waits for. Ten calls to one callee are reported by LAT002.

Not reported when: the latency of the flow is proved to be met, the calls are made in parallel (`parallel`),
or fewer than one in a hundred requests make them.

How to fix: make calls that do not need each other in parallel, ask for several items in one call, or let a
service near the others gather what the caller needs.

Why: each call pays a round trip, and the times add up; each callee has to be up. On a mobile network, ten
round trips alone take a second.

Source: Chatty I/O antipattern, Azure Architecture Center; S. Newman, Building Microservices, 2nd ed. (2021),
chapter 14, on backends for frontends.

Bad:

```design
actor visitor
component app : client
component orders : service
component prices : service
component stock : service
flow look { visitor -> app; app -> orders x4; app -> prices x4; app -> stock x4 }
```

Good:

```design
actor visitor
component app : client
component shop : service
component orders : service
component prices : service
component stock : service
flow look { visitor -> app -> shop; shop -> orders; shop -> prices x4 parallel; shop -> stock x4 parallel }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Step, advice, rule
from designlint.api.analyses import Call, awaited_paths
from designlint.api.text import listed

_MANY, _SEVERAL = 10, 3


@rule("ARC011", grade="minor", since="0.1")
def chatty_caller(facts: Facts) -> Iterator[Finding]:
    """One finding for each caller that makes many calls in a row."""
    found: dict[str, tuple[str, list[Call]]] = {}
    for path, flow in facts.design.flows.items():
        if sum(step.times for step in flow.steps if step.waits) < _MANY:
            continue
        for caller, calls in _by_caller(facts, path).items():
            rows = [call.in_a_row for call in calls]
            callees = {call.callee for call in calls}
            if sum(rows) >= _MANY > max(rows) and len(callees) >= _SEVERAL:
                found.setdefault(caller, (path, calls))
    for caller, (path, calls) in found.items():
        yield _finding(caller, path, calls)


def _by_caller(facts: Facts, flow: str) -> dict[str, list[Call]]:
    """The calls that a request waits for, by who makes them."""
    found: dict[str, list[Call]] = {}
    for request in facts[awaited_paths][flow]:
        for call in request.usual_calls:
            if call.caller in facts.design.components:
                found.setdefault(call.caller, []).append(call)
    return found


def _finding(caller: str, flow: str, calls: list[Call]) -> Finding:
    total = sum(call.in_a_row for call in calls)
    callees = list(dict.fromkeys(call.callee for call in calls))
    return Finding(
        f"`{caller}` makes {total:g} calls in a row to {listed(callees)} for each `{flow}`",
        Label(calls[0].arrow, "one after the other"),
        caller,
        secondary=tuple([Label(call.arrow) for call in calls[1:]]),
        witness=tuple(
            [Step(f"{call.names}: {call.in_a_row:g} in a row", call.step.span) for call in calls]
        ),
        help=(
            advice("make calls that do not need each other in parallel, or several items at once"),
        ),
        flows=(flow,),
    )
