"""A flow of users calls a third party without a timeout, a circuit breaker or a fallback.

Reported when: a flow that begins with users waits for an external system and fails with it, and the
call has no `timeout` or no `circuit_breaker`. Also when the flow would do without the external system,
but a call without a `timeout` holds a worker or a connection of its caller.

Not reported when: the call is `optional`, has an `or else` or an `on_failure` other than failing, and
has a `timeout` or holds no worker (`concurrency`) or connection (`pool`) of its caller; or
the design declares for no call what happens when it fails, and no target for the `must` flows.

How to fix: declare a `timeout` and a `circuit_breaker`, or a fallback.

Why: a third party fails, and slows down, on its own schedule. Without a timeout, each slow call
holds a thread or a connection until none is left. With a timeout alone, every request waits until
the timeout ends.

Source: M. Nygard, Release It!, 2nd ed. (2018), chapters 4 and 5, on integration points, timeouts and
circuit breakers.

Bad:

```design
actor buyer
component shop : service
component store : database
external bank
shop -> store { timeout 50ms }
flow pay { rate 10 req/s; buyer -> shop; shop -> store; shop -> bank }
```

Good:

```design
actor buyer
component shop : service
component store : database
external bank
shop -> store { timeout 50ms }
shop -> bank  { timeout 2s; circuit_breaker yes }
flow pay { rate 10 req/s; buyer -> shop; shop -> store; shop -> bank }
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from designlint.api import (
    Facts,
    Finding,
    Help,
    Label,
    Property,
    Step,
    advice,
    edit,
    model,
    properties,
    rule,
)
from designlint.api.analyses import flow_graphs, hard_dependencies, verdicts
from designlint.api.text import listed

_PROTECTIONS: tuple[Property[Any], ...] = (
    properties.relation.TIMEOUT,
    properties.relation.RETRIES,
    properties.relation.CIRCUIT_BREAKER,
    properties.relation.ON_FAILURE,
    properties.relation.BULKHEAD,
)

# What is promised of a flow that a third party can break.
_PROMISES = ("availability", "latency", "rto")


class _Unprotected(NamedTuple):
    """The first such call of a pair, what the last one lacks, and the flows that make them."""

    call: model.Step
    lacks: str
    flows: tuple[str, ...]


@rule(
    "RES031",
    grade="risk",
    since="0.1",
    formerly=("resilience-unprotected-third-party",),
)
def unprotected_third_party_call(facts: Facts) -> Iterator[Finding]:
    """One finding for each caller of an external system that users wait for."""
    is_considered = _is_failure_considered(facts.design)
    found: dict[tuple[str, str], _Unprotected] = {}
    for path in facts.design.flows:
        is_promised = path in facts.design.must_flows and facts[verdicts].on(path, *_PROMISES)
        for call, lacks in _unprotected_calls(facts, path) if is_considered or is_promised else ():
            pair = (call.caller.path, call.callee.path)
            known = found.get(pair, _Unprotected(call, lacks, ()))
            found[pair] = _Unprotected(known.call, lacks, (*known.flows, path))
    for unprotected in found.values():
        yield _finding(facts, unprotected)


def _is_failure_considered(design: model.Design) -> bool:
    """Whether the design declares of any call what happens when it fails; else it is a sketch."""
    stated = [relation.properties for relation in design.relations]
    stated += [call.properties for flow in design.flows.values() for call in flow.steps]
    return any(one[key] is not None for one in stated for key in _PROTECTIONS)


def _unprotected_calls(facts: Facts, flow: str) -> Iterator[tuple[model.Step, str]]:
    """The calls of external systems that users wait for, each with what it lacks."""
    graph, components = facts[flow_graphs][flow], facts.design.components
    if not any(graph.is_client(entry) for entry in graph.entries):
        return
    for call in graph.flow.steps:
        external, lacks = components.get(call.callee.path), _lacks(call)
        caller = components.get(call.caller.path)
        if external is None or not external.is_external or lacks is None or caller is None:
            continue
        if facts[hard_dependencies][graph.flow.path].stops_flow(call) or (
            lacks == "timeout" and call.waits and _holds_workers(caller, call)
        ):
            yield call, lacks


def _holds_workers(caller: model.Component, call: model.Step) -> bool:
    """Whether a call that hangs holds one of so many workers or connections, needed or not."""
    workers = caller[properties.component.CONCURRENCY]
    return workers is not None or call.properties[properties.relation.POOL] is not None


def _lacks(call: model.Step) -> str | None:
    if call.properties[properties.relation.TIMEOUT] is None:
        return "timeout"
    breaker = call.properties[properties.relation.CIRCUIT_BREAKER]
    return None if breaker is not None and breaker.value else "circuit_breaker"


_WHAT = {
    "timeout": ("without a timeout", "timeout 2s; circuit_breaker yes"),
    "circuit_breaker": ("without a circuit breaker or fallback", "circuit_breaker yes"),
}


def _finding(facts: Facts, unprotected: _Unprotected) -> Finding:
    call, flows = unprotected.call, unprotected.flows
    external = facts.design.components[call.callee.path]
    without, protection = _WHAT[unprotected.lacks]
    if call.properties[properties.relation.CIRCUIT_BREAKER] is not None:
        protection = protection.removesuffix("; circuit_breaker yes")
    is_needed = any(facts[hard_dependencies][flow].stops_flow(call) for flow in flows)
    kind = "hard dependency" if is_needed else "optional, but holds its caller"
    verb = "calls" if len(flows) == 1 else "call"
    return Finding(
        f"{listed(flows)} {verb} the external system `{external.path}` {without}",
        Label(call.span, without),
        external.path,
        secondary=(Label(external.span, "external system"),),
        witness=(Step(f"{call.caller.path} -> {external.path}: {kind}", call.span),),
        help=tuple(_help(call, protection, is_needed=is_needed)),
        causes=(f"loss of `{external.path}`",) if is_needed else (),
        because=(f"workers of `{call.caller.path}` held by `{external.path}`",),
    )


def _help(call: model.Step, protection: str, *, is_needed: bool) -> Iterator[Help]:
    """The protection, and where no answer is read, not to wait at all."""
    caller, external = call.caller.path, call.callee.path
    yield edit(f"{caller} -> {external} {{ {protection} }}", sample="timeout" in protection)
    if is_needed and "timeout" in protection and not call.reads:
        yield advice(
            f"where the answer of `{external}` is not needed, call it asynchronously, or make the step `optional`"
        )
