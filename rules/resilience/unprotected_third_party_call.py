"""Users wait for a system of others with nothing in between.

What others run fails on its own schedule, and slowly as often as not. Without a timeout, each request
that it holds up holds a thread or a connection here until none is left; with one, every request still
waits for the whole timeout, until a circuit breaker stops asking. A fallback answers in its place.

It is told about calls that a flow of users waits for and needs. It is silent where the call is
`optional`, has an `or else` or an `on_failure` other than failing, and in a design that says of no
call what happens when it fails.

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
    Label,
    Property,
    Severity,
    Step,
    edit,
    model,
    properties,
    rule,
)
from designlint.api.analyses import flow_graphs, stops_flow
from designlint.api.text import listed

_PROTECTIONS: tuple[Property[Any], ...] = (
    properties.relation.TIMEOUT,
    properties.relation.RETRIES,
    properties.relation.CIRCUIT_BREAKER,
    properties.relation.ON_FAILURE,
    properties.relation.BULKHEAD,
)


class _Unguarded(NamedTuple):
    """The first such call of a pair, what the last one lacks, and the flows that make them."""

    call: model.Step
    lacks: str
    flows: tuple[str, ...]


@rule(
    "RES031", severity=Severity.WARNING, since="0.1", formerly=("resilience-unguarded-third-party",)
)
def unprotected_third_party_call(facts: Facts) -> Iterator[Finding]:
    """One finding for each caller of an outside system that users wait for."""
    if not _is_failure_considered(facts.design):
        return
    found: dict[tuple[str, str], _Unguarded] = {}
    for path in facts.design.flows:
        for call, lacks in _unguarded_calls(facts, path):
            pair = (call.caller.path, call.callee.path)
            known = found.get(pair, _Unguarded(call, lacks, ()))
            found[pair] = _Unguarded(known.call, lacks, (*known.flows, path))
    for unguarded in found.values():
        yield _finding(facts.design, unguarded)


def _is_failure_considered(design: model.Design) -> bool:
    """Whether the design declares of any call what happens when it fails; else it is a sketch."""
    stated = [relation.properties for relation in design.relations]
    stated += [call.properties for flow in design.flows.values() for call in flow.steps]
    return any(one[key] is not None for one in stated for key in _PROTECTIONS)


def _unguarded_calls(facts: Facts, flow: str) -> Iterator[tuple[model.Step, str]]:
    """The calls of outside systems that users wait for, each with what it lacks."""
    graph, components = facts[flow_graphs][flow], facts.design.components
    if not any(graph.is_client(entry) for entry in graph.entries):
        return
    for call in graph.flow.steps:
        external, lacks = components.get(call.callee.path), _lacks(call)
        if external is None or not external.is_external or lacks is None:
            continue
        if call.caller.path in components and stops_flow(facts, call, graph):
            yield call, lacks


def _lacks(call: model.Step) -> str | None:
    if call.properties[properties.relation.TIMEOUT] is None:
        return "timeout"
    breaker = call.properties[properties.relation.CIRCUIT_BREAKER]
    return None if breaker is not None and breaker.value else "circuit_breaker"


_WHAT = {
    "timeout": ("without a timeout", "timeout 2s; circuit_breaker yes"),
    "circuit_breaker": ("without a circuit breaker or a fallback", "circuit_breaker yes"),
}


def _finding(design: model.Design, unguarded: _Unguarded) -> Finding:
    call, flows = unguarded.call, unguarded.flows
    external = design.components[call.callee.path]
    without, guard = _WHAT[unguarded.lacks]
    verb = "waits" if len(flows) == 1 else "wait"
    return Finding(
        f"{listed(flows)} {verb} for `{external.path}`, which others run, {without}",
        Label(call.span, without),
        external.path,
        secondary=(Label(external.span, "outside"),),
        witness=(Step(f"{call.caller.path} -> {external.path}: waited for and needed", call.span),),
        help=(edit(f"{call.caller.path} -> {external.path} {{ {guard} }}"),),
    )
