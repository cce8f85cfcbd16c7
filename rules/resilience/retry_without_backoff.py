"""Retries come without backoff or without jitter.

Reported when: a call declares a `backoff` other than `jitter`, or two retries or more and no
`backoff`. There is one finding for the design.

Not reported when: a `retry_budget` or a `circuit_breaker` bounds the retries, or a call declares a
single retry and no `backoff`.

How to fix: declare `backoff jitter`: waits that grow and are random.

Why: callers that failed together retry together. Without backoff, all their calls hit a component that
is just recovering. With equal waits, they come in waves.

Source: M. Brooker, Timeouts, retries, and backoff with jitter, Amazon Builders' Library; M. Brooker,
Exponential Backoff And Jitter, AWS Architecture Blog (2015).

Bad:

```design
actor visitor
component links : service
component store : database
links -> store { timeout 50ms; retries 3; backoff none }
flow follow { rate 10 req/s; visitor -> links -> store }
```

Good:

```design
actor visitor
component links : service
component store : database
links -> store { timeout 50ms; retries 3; backoff jitter }
flow follow { rate 10 req/s; visitor -> links -> store }
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from designlint.api import Facts, Finding, Label, Step, edit, model, properties, rule

# What each backoff lacks, and when the retries come.
_LACKS = {
    "none": ("backoff or jitter", "retries immediately"),
    "fixed": ("jitter", "retries after a fixed wait"),
    "exponential": ("jitter", "all callers retry after the same waits"),
}
_NOT_DECLARED = ("backoff or jitter", "backoff not declared")


class _Retry(NamedTuple):
    """A call that is retried together with those of other callers: what it lacks, when it comes."""

    caller: str
    callee: str
    span: model.Span
    lacks: str
    when: str


@rule("RES003", grade="risk", since="0.1", formerly=("resilience-bare-retry",))
def retry_without_backoff(facts: Facts) -> Iterator[Finding]:
    """At most one finding, at the first such call."""
    retries = _retries(facts)
    if not retries:
        return
    first, *others = retries
    noun = "call" if len(others) == 1 else "calls"
    more = f" (and {len(others)} more {noun})" if others else ""
    yield Finding(
        f"`{first.caller}` retries `{first.callee}` without {first.lacks}{more}",
        Label(first.span, first.when),
        first.caller,
        secondary=tuple([Label(retry.span, retry.when) for retry in others]),
        witness=tuple([Step(f"{r.caller} -> {r.callee}: {r.when}", r.span) for r in retries]),
        help=tuple([edit(f"{r.caller} -> {r.callee} {{ backoff jitter }}") for r in retries]),
        because=(f"retries of `{first.callee}`",),
    )


def _retries(facts: Facts) -> list[_Retry]:
    """The first such retry of each pair of caller and callee, relations before calls."""
    design = facts.design
    calls: list[model.Relation | model.Step] = [*design.relations]
    calls += [call for flow in design.flows.values() for call in flow.steps]
    found: dict[tuple[str, str], _Retry] = {}
    for call in calls:
        pair = call.caller.path, call.callee.path
        retry = _retry(call) if pair not in found else None
        if retry is not None:
            found[pair] = retry
    return list(found.values())


def _retry(call: model.Relation | model.Step) -> _Retry | None:
    stated = call.properties
    backoff, retries = stated[properties.relation.BACKOFF], stated[properties.relation.RETRIES]
    breaker = stated[properties.relation.CIRCUIT_BREAKER]
    bounded = stated[properties.relation.RETRY_BUDGET] is not None
    if bounded or (breaker is not None and breaker.value):
        return None
    if retries is not None and retries.value == 0:
        return None
    if backoff is not None:
        span, lacks = backoff.span, _LACKS.get(backoff.value)
    elif retries is not None and retries.value > 1:
        span, lacks = retries.span, _NOT_DECLARED
    else:
        return None
    if span is None or lacks is None:
        return None
    return _Retry(call.caller.path, call.callee.path, span, *lacks)
