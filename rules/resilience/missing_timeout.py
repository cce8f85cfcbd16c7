"""A component waits for a call without a declared timeout.

Reported when: a call between components has no `timeout`. There is one finding for the design. It is a
risk where the caller declares its `concurrency` or the call a `pool`; where, in a design that declares
other timeouts, somebody waits for the caller in a `must` flow; or where, in a design without any, a
`must` flow with a target for its availability, latency or rto waits, and a flow that needs the caller
would do without the callee. It is advice for other calls of a design that declares timeouts.

Not reported when: an actor or a queue calls; the caller is a CDN or only routes, without a declared
`concurrency`; the callee is an external system (RES031); the call is asynchronous (`~>`); or a slow
callee certainly stops a flow that would do without it (RES040).

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
from typing import NamedTuple

from designlint.api import Facts, Finding, Label, Role, Step, edit, model, properties, rule
from designlint.api.analyses import flow_graphs, hard_dependencies, verdicts

# What a design promises of a flow that a hanging call breaks.
_PROMISES = ("availability", "latency", "rto")


class _Untimed(NamedTuple):
    """The first such call of a pair of components; whether a pool or a `must` flow waits for it."""

    call: model.Step
    is_at_stake: bool


@rule("RES032", grade="risk", also=("advice",), since="0.1")
def missing_timeout(facts: Facts) -> Iterator[Finding]:
    """At most one finding, at the first call that waits without a timeout."""
    untimed = sorted(_untimed_calls(facts), key=lambda one: not one.is_at_stake)
    if not untimed:
        return
    first, *others = (one.call for one in untimed)
    noun = "call" if len(others) == 1 else "calls"
    more = f" (and {len(others)} more {noun})" if others else ""
    yield Finding(
        f"`{first.caller.path}` waits for `{first.callee.path}` without a timeout{more}",
        Label(first.span),
        first.caller.path,
        secondary=tuple([Label(call.span) for call in others]),
        witness=tuple([Step(_pair(call), call.span) for call in (first, *others)]),
        help=(edit(f"{_pair(first)} {{ timeout 1s }}"),),
        grade=None if untimed[0].is_at_stake else "advice",
        because=(f"calls of `{first.caller.path}` without a timeout",),
    )


def _untimed_calls(facts: Facts) -> list[_Untimed]:
    """The first such call of each pair of components, one that matters where there is one."""
    design, found = facts.design, dict[tuple[str, str], _Untimed]()
    dependencies = facts[hard_dependencies]
    reported = {(pair.caller.path, pair.callee) for pair in dependencies.holding if pair.stopped}
    is_considered = any(_is_timed(call) for flow in design.flows.values() for call in flow.steps)
    promised = [path for path in design.must_flows if facts[verdicts].on(path, *_PROMISES)]
    for flow in design.flows.values():
        for call in flow.steps:
            pair = call.caller.path, call.callee.path
            if pair in reported or _is_timed(call) or not _waits(design, call):
                continue
            is_server = not design.components[call.caller.path].plays(Role.CLIENT)
            is_at_stake = (is_server and not flow.recovers) and (
                _holds_workers(design, call)
                or (
                    is_considered
                    and flow.path in design.must_flows
                    and _is_awaited(facts, flow, call)
                )
                or (flow.path in promised and _stops_others(facts, call))
            )
            known = found.get(pair)
            if known is None or (is_at_stake and not known.is_at_stake):
                found[pair] = _Untimed(call, is_at_stake)
    return [one for one in found.values() if one.is_at_stake or is_considered]


def _holds_workers(design: model.Design, call: model.Step) -> bool:
    """Whether a hanging call holds a worker of a server or a connection of a pool, of so many."""
    workers = design.components[call.caller.path][properties.component.CONCURRENCY]
    return workers is not None or call.properties[properties.relation.POOL] is not None


def _is_awaited(facts: Facts, flow: model.Flow, call: model.Step) -> bool:
    """Whether somebody waits for the caller; a job that begins a flow holds nobody up."""
    return call.caller.path not in facts[flow_graphs][flow.path].entries


def _stops_others(facts: Facts, call: model.Step) -> bool:
    """Whether a flow that would do without the callee hangs with it."""
    return bool(facts[hard_dependencies].spared(call.caller.path, call.callee.path))


def _is_timed(call: model.Step) -> bool:
    return call.properties[properties.relation.TIMEOUT] is not None


def _waits(design: model.Design, call: model.Step) -> bool:
    """Whether one component calls another and waits itself: neither is external, a queue hands out work
    without waiting for it, and a load balancer has a timeout by default."""
    caller = design.components.get(call.caller.path)
    callee = design.components.get(call.callee.path)
    if not call.waits:
        return False
    if caller is None or callee is None or caller is callee or callee.is_external:
        return False
    passes_on = caller.plays(Role.ROUTER, Role.EDGE)
    if passes_on and caller[properties.component.CONCURRENCY] is None:
        return False
    return not caller.plays(Role.EXTERNAL, Role.BROKER)


def _pair(call: model.Step) -> str:
    return f"{call.caller.path} -> {call.callee.path}"
