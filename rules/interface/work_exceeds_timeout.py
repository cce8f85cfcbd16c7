"""A caller gives up before the work of an interface is done.

Reported when: the `work` of an interface or operation, or the `processing_time` of a component
(other than a queue) that callers wait for, is longer than a `timeout` on the path from the
beginning of the flow. Also when users wait for more than a minute and no timeout is declared:
proxies and browsers end such a call.

Not reported when: the work begins behind an asynchronous step (`~>`), the interface is of style
`websocket`, `sse`, `webhook` or `events`, the step is `optional`, or the interface serves other
requirements than the flow.

How to fix: accept the work, answer at once with its identifier, do it behind a queue, and offer an
operation that reads its status. Or raise all timeouts on the path above the work.

Why: the caller has failed while the work goes on, so a retry does it a second time, and each
attempt holds a connection and a worker for the whole timeout.

Source: IETF RFC 9110, section 15.3.3, on 202 Accepted; Google AIP-151, long-running operations;
Microsoft Azure Architecture Center, Asynchronous Request-Reply pattern; AWS, quotas of API Gateway
(29 s), and nginx documentation, `proxy_read_timeout` (60 s).

Bad:

```design
actor clerk
component desk : service { api reports { style rest; operation yearly { work 10min } } }
clerk -> desk { timeout 30s }
flow report { clerk -> desk }
```

Good:

```design
actor clerk
component desk : service { api reports { style rest; operation order_yearly { work 50ms } } }
component jobs : queue
component printer : worker { processing_time 10min }
clerk -> desk { timeout 30s }
flow report { clerk -> desk; desk ~> jobs; jobs ~> printer }
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from designlint.api import Facts, Finding, Label, Role, Step, advice, model, properties, rule
from designlint.api.analyses import flow_graphs
from designlint.api.properties import context
from designlint.api.text import Quantity, show, stated_label, step

_TIMEOUT = properties.relation.TIMEOUT
_SERVER_BEGINS: tuple[str | None, ...] = ("websocket", "sse", "webhook", "events")
_MINUTE = 60.0


class _Work(NamedTuple):
    """Something that a component does before it answers: whose it is, how long it takes, and the
    requirements that it is for (none: not declared)."""

    owner: model.Element
    time: model.Known[Quantity]
    serves: frozenset[str]


@rule("API002", grade="risk", since="0.2")
def work_exceeds_timeout(facts: Facts) -> Iterator[Finding]:
    """One finding for each interface, operation or component, at the first call that gives up."""
    for component in facts.design.components.values():
        for work in _works(component):
            finding = next(_given_up(facts, component, work), None)
            if finding is not None:
                yield finding


def _works(component: model.Component) -> Iterator[_Work]:
    for api in component.apis:
        if api.value(context.STYLE) in _SERVER_BEGINS:
            continue
        for part in api.parts:
            time = part[context.WORK]
            served = part.value(context.SERVES) or api.value(context.SERVES) or ()
            if time is not None:
                yield _Work(part, time, frozenset([ref.path for ref in served]))
    time = component[properties.component.PROCESSING_TIME]
    if time is not None and not component.plays(Role.BROKER, Role.STORE):
        yield _Work(component, time, frozenset())


def _given_up(facts: Facts, component: model.Component, work: _Work) -> Iterator[Finding]:
    """A finding for each flow in which a call on the path ends before the work."""
    for path, flow in facts.design.flows.items():
        graph = facts[flow_graphs][path]
        calls = graph.path_to(component.path)
        served = {named.path for named in flow.serves}
        is_other = work.serves and served and work.serves.isdisjoint(served)
        if is_other or flow.recovers or not calls or not _is_awaited(calls):
            continue
        bounds = [(known, call) for call in calls if (known := flow.stated(call, _TIMEOUT))]
        timeout, call = min(
            bounds, key=lambda bound: bound[0].value.value, default=(None, calls[0])
        )
        if timeout is not None and timeout.value.value < work.time.value.value:
            yield _finding(component, work, flow, call, timeout)
        elif timeout is None and _is_endless(graph.is_client(calls[0].caller.path), work):
            yield _finding(component, work, flow, call, None)


def _is_endless(has_users: bool, work: _Work) -> bool:
    """Whether users wait for longer than what lies between them and the component lets them."""
    return has_users and work.time.value.value > _MINUTE


def _is_awaited(calls: tuple[model.Step, ...]) -> bool:
    return all(call.waits and not call.optional for call in calls)


def _finding(
    component: model.Component,
    work: _Work,
    flow: model.Flow,
    call: model.Step,
    timeout: model.Known[Quantity] | None,
) -> Finding:
    caller, takes = call.caller.path, show(work.time.value)
    if timeout is not None:
        ends = f"`{caller}` gives up after {show(timeout.value)}"
        lines = (
            step(f"2. `{caller} -> {call.callee.path}` ends after {show(timeout.value)}", timeout),
        )
    else:
        ends = f"`{caller}` waits for it"
        lines = (
            Step(
                f"2. `{caller}` waits without a timeout: proxies and browsers end such a call",
                call.span,
            ),
        )
    return Finding(
        f"`{work.owner.path}` takes {takes}, but {ends} in `{flow.path}`",
        Label(call.span, "waits"),
        component.path,
        secondary=stated_label(work.time, "before it answers"),
        witness=(
            step(f"1. `{work.owner.path}` is busy for {takes} before it answers", work.time),
            *lines,
            Step("3. the work goes on, and a retry begins it a second time"),
        ),
        help=(
            advice(
                f"answer at once, do the work of `{work.owner.path}` behind a queue, and offer its status"
            ),
        ),
        flows=(flow.path,),
        because=(f"timeout of `{caller} -> {call.callee.path}`",),
    )
