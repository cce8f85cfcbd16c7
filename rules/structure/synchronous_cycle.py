"""Synchronous calls form a cycle.

Reported when: components wait for each other, in one flow or over several. There is one finding for
each set of components that wait for each other, at the call that closes a shortest cycle.

Not reported when: a call of the cycle is asynchronous (`~>`), or the cycle leads through a queue, a
stream, an actor or an external system. Paths through gateways, load balancers, DNS and CDNs are not
followed: they forward the requests of others. A component that calls its own replicas is no cycle.

How to fix: make one of the calls asynchronous (`~>`), or move what both sides need into a third
component.

Why: no component of the cycle can be deployed, restarted or scaled alone, and after a full stop none
can start first. Where each waits with a thread or a connection in hand, a peak in load can exhaust
them all.

Source: D. Taibi and V. Lenarduzzi, On the Definition of Microservice Bad Smells, IEEE Software
35(3), 2018 (cyclic dependency); R. Martin, Agile Software Development (2002), the acyclic
dependencies principle.

Bad:

```design
actor buyer
component orders : service
component stock : service
flow order { buyer -> orders -> stock }
flow count { buyer -> stock -> orders }
```

Good:

```design
actor buyer
component orders : service
component stock : service
flow order { buyer -> orders -> stock }
flow count { buyer -> stock ~> orders }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Step, edit, model, rule
from designlint.api.analyses import call_graph
from designlint.api.model import Span


@rule("ARC002", grade="risk", since="0.1")
def synchronous_cycle(facts: Facts) -> Iterator[Finding]:
    """One finding for each set of components that wait for each other."""
    for cycle in facts[call_graph].synchronous_cycles:
        yield _finding(cycle.calls)


def _finding(calls: tuple[model.Step, ...]) -> Finding:
    closing = calls[-1]
    caller, callee = closing.caller.path, closing.callee.path
    names = [f"`{step.caller.path}`" for step in calls]
    return Finding(
        f"{', '.join(names[:-1])} and {names[-1]} form a cycle of synchronous calls",
        Label(_arrow(closing), "closes the cycle"),
        caller,
        secondary=tuple([Label(_arrow(step)) for step in calls[:-1]]),
        witness=tuple([Step(f"{s.caller.path} -> {s.callee.path}", _arrow(s)) for s in calls]),
        help=(edit(f"{caller} ~> {callee}", note="an asynchronous message instead of a call"),),
    )


def _arrow(step: model.Step) -> Span:
    """The two names and the arrow between them."""
    return Span(step.span.source, step.caller.span.start, step.callee.span.end)
