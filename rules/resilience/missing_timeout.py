"""A component waits for a call without a declared timeout.

Reported when: a call between components has no `timeout`, in a design that declares one for another
call. There is one finding for the design, of severity info.

Not reported when: the design declares no timeout at all, an actor calls, the callee is an external
system (RES031), or the call is asynchronous (`~>`).

How to fix: declare a `timeout`.

Why: a hanging callee holds up its caller for as long as the caller waits, and clients often wait
indefinitely by default. The caller runs out of threads or connections, and its own callers hang in
turn.

Source: M. Nygard, Release It!, 2nd ed. (2018), chapter 5; M. Brooker, Timeouts, retries, and backoff
with jitter, Amazon Builders' Library.

Bad:

```design
actor visitor
component links : service
component store : database
component index : search
links -> store { timeout 50ms }
flow follow { rate 10 req/s; visitor -> links; links -> store; links -> index }
```

Good:

```design
actor visitor
component links : service
component store : database
component index : search
links -> store { timeout 50ms }
links -> index { timeout 200ms }
flow follow { rate 10 req/s; visitor -> links; links -> store; links -> index }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Step, edit, model, properties, rule


@rule("RES032", grade="advice", since="0.1")
def missing_timeout(facts: Facts) -> Iterator[Finding]:
    """At most one finding, at the first call that waits without a timeout."""
    calls = _untimed_calls(facts.design)
    if not calls:
        return
    first, *others = calls
    noun = "call" if len(others) == 1 else "calls"
    more = f" (and {len(others)} more {noun})" if others else ""
    yield Finding(
        f"`{first.caller.path}` waits for `{first.callee.path}` without a timeout{more}",
        Label(first.span),
        first.caller.path,
        secondary=tuple([Label(call.span) for call in others]),
        witness=tuple([Step(_pair(call), call.span) for call in calls]),
        help=(edit(f"{_pair(first)} {{ timeout 1s }}"),),
    )


def _untimed_calls(design: model.Design) -> list[model.Step]:
    """The first such call of each pair of components, in a design that states any timeout."""
    calls = [call for flow in design.flows.values() for call in flow.steps]
    if not any(_is_timed(call) for call in calls):
        return []
    found: dict[tuple[str, str], model.Step] = {}
    for call in calls:
        if call.waits and not _is_timed(call) and _is_internal(design, call):
            found.setdefault((call.caller.path, call.callee.path), call)
    return list(found.values())


def _is_timed(call: model.Step) -> bool:
    return call.properties[properties.relation.TIMEOUT] is not None


def _is_internal(design: model.Design, call: model.Step) -> bool:
    """Whether one component calls another, and neither is external."""
    caller = design.components.get(call.caller.path)
    callee = design.components.get(call.callee.path)
    if caller is None or callee is None or caller is callee:
        return False
    return not caller.is_external and not callee.is_external


def _pair(call: model.Step) -> str:
    return f"{call.caller.path} -> {call.callee.path}"
