"""A component waits for a call without a declared timeout.

Reported when: a call between components has no `timeout`. There is one finding for the design. It is a
risk where the caller declares its `concurrency` or the call a `pool`; where, in a design that declares
other timeouts, somebody waits for the caller in a `must` flow; or where, in a design without any, a
`must` flow with a target for its availability, latency or rto waits, and a flow that needs the caller
would do without the callee. It is advice for other calls of a design that declares timeouts. It names all
such calls, that with which most hangs first: of a `must` flow, to the fullest callee, at the highest rate.

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

import math
from collections.abc import Iterator
from typing import NamedTuple

from designlint.api import Facts, Finding, Help, Label, Role, Step, edit, model, properties, rule
from designlint.api.analyses import (
    FULL,
    capacities,
    flow_graphs,
    hard_dependencies,
    loads,
    verdicts,
)
from designlint.api.text import Dimension, listed, show_value

# What a design promises of a flow that a hanging call breaks.
_PROMISES = ("availability", "latency", "rto")

# So many callers a title names.
_NAMED = 3

# A sample in seconds where nothing is declared, and how much longer than what is declared it is.
_USUAL, _MORE, _ROOM = 1.0, 1.5, 3.0


class _Untimed(NamedTuple):
    """The first such call of a pair of components; whether a pool or a `must` flow waits for it; and how
    much hangs with it: whether a `must` flow does, how full the callee is, and how often it is called."""

    call: model.Step
    is_at_stake: bool
    weight: tuple[bool, float, float]


@rule("RES032", grade="risk", also=("advice",), since="0.1")
def missing_timeout(facts: Facts) -> Iterator[Finding]:
    """At most one finding, at the worst of the calls that wait without a timeout."""
    untimed = sorted(_untimed_calls(facts), key=lambda one: one.weight, reverse=True)
    if not untimed:
        return
    first, *others = calls = [one.call for one in untimed]
    samples, stated = dict[str, float](), _longest_stated(facts.design)
    yield Finding(
        _message(calls),
        Label(first.span),
        first.caller.path,
        secondary=tuple([Label(call.span) for call in others]),
        witness=tuple([Step(_pair(call), call.span) for call in calls]),
        help=tuple([_bounded(facts, call, samples, stated) for call in calls]),
        grade=None if any(one.is_at_stake for one in untimed) else "advice",
        because=(f"calls of `{first.caller.path}` without a timeout",),
    )


def _message(calls: list[model.Step]) -> str:
    """Who waits for whom, the worst first."""
    callers = list(dict.fromkeys(call.caller.path for call in calls))
    callees = list(dict.fromkeys(call.callee.path for call in calls))
    if len(callers) == 1:
        return f"`{callers[0]}` waits for {listed(callees)} without a timeout"
    pairs = f"`{_pair(calls[0])}` and {len(calls) - 1} more"
    return f"{listed(callers, most=_NAMED)} wait for calls without a timeout: {pairs}"


def _bounded(
    facts: Facts, call: model.Step, samples: dict[str, float], stated: dict[str, float]
) -> Help:
    """A timeout as a sample: that of other callers, else more than the callee itself waits or takes."""
    text = show_value(_sample(facts, call, (), samples, stated), Dimension.TIME)
    return edit(f"{_pair(call)} {{ timeout {text} }}", sample=True)


def _sample(
    facts: Facts,
    call: model.Step,
    above: tuple[str, ...],
    samples: dict[str, float],
    stated: dict[str, float],
) -> float:
    """So many seconds that what the callee calls in the same flows, below what is `above`, can end before.

    The `samples` by pair are those that have been found; `stated` is `_longest_stated`.
    """
    pair = _pair(call)
    if pair not in samples:
        samples[pair] = _found_sample(facts, call, above, samples, stated)
    return samples[pair]


def _found_sample(
    facts: Facts,
    call: model.Step,
    above: tuple[str, ...],
    samples: dict[str, float],
    stated: dict[str, float],
) -> float:
    callee, caller = call.callee.path, call.caller.path
    flows = dict.fromkeys([path for path, _ in facts.design.calls[caller, callee]])
    inner = [s for path in flows for s in facts[flow_graphs][path].by_caller.get(callee, ())]
    beyond = (*above, callee)
    calls = {_pair(s): s for s in inner if s.waits and s.callee.path not in beyond}
    waits = [
        _longest(step) or _sample(facts, step, beyond, samples, stated)
        for step in calls.values()
        if step.callee.path in facts.design.components
    ]
    longest = stated.get(callee, 0.0)
    if longest > max(waits, default=0.0):
        return longest
    component = facts.design.components.get(callee)
    latency = component.value(properties.component.LATENCY) if component is not None else None
    slow = [one.time.value * _ROOM for one in latency or ()]
    return max([_USUAL, *(wait * _MORE for wait in waits), *slow])


def _longest_stated(design: model.Design) -> dict[str, float]:
    """The longest that callers wait for each callee of which a call has a timeout, in seconds."""
    found: dict[str, float] = {}
    for flow in design.flows.values():
        for step in flow.steps:
            known = step.properties[properties.relation.TIMEOUT]
            if known is not None:
                callee = step.callee.path
                found[callee] = max(known.value.value, found.get(callee, 0.0))
    return found


def _longest(call: model.Step) -> float:
    """The longest that a call waits with all its attempts, in seconds; 0 where it has no timeout."""
    timeout = call.properties[properties.relation.TIMEOUT]
    retries = call.properties[properties.relation.RETRIES]
    attempts = 1 + (int(retries.value) if retries is not None else 0)
    return timeout.value.value * attempts if timeout is not None else 0.0


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
            known, weight = found.get(pair), _weight(facts, flow, call, is_at_stake=is_at_stake)
            if known is None or weight > known.weight:
                is_at_stake = is_at_stake or (known is not None and known.is_at_stake)
                found[pair] = _Untimed(call, is_at_stake, weight)
            elif is_at_stake:
                found[pair] = known._replace(is_at_stake=True)
    is_grave = any(one.is_at_stake for one in found.values())
    return list(found.values()) if is_grave or is_considered else []


def _weight(
    facts: Facts, flow: model.Flow, call: model.Step, *, is_at_stake: bool
) -> tuple[bool, float, float]:
    """How much hangs when a call hangs."""
    callee, client = call.callee.path, facts.design.components[call.caller.path]
    is_must = flow.path in facts.design.must_flows and not client.plays(Role.CLIENT)
    used = facts[capacities][callee].certain_use
    full = used.low if used is not None and used.low > FULL else 0.0
    rate = facts[loads].visits[call.span].low * call.share * call.times
    return (is_must or is_at_stake, full, rate if math.isfinite(rate) else 0.0)


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
