"""A retry or a hedge can repeat a write that is not idempotent.

Reported when: a call with `retries` or `hedge` writes data and declares `idempotent no`, or
declares nothing and writes critical data or payments. There is one finding for each caller and
callee.

Not reported when: the step, the relation or the callee is `idempotent`, the data is `immutable`,
or the call only reads.

How to fix: send an idempotency key that the callee stores, or set a value instead of adding to
it. Then declare `idempotent yes`.

Why: a caller without a response cannot know whether the request or the response was lost. A
second request then charges twice or orders twice.

Source: M. Featonby, Making Retries Safe with Idempotent APIs (Amazon Builders' Library); IETF RFC
9110, section 9.2.2, on idempotent methods.

Bad:

```design
actor buyer
data charge { contains payment }
component shop : service
component ledger : database { holds charge }
shop -> ledger { timeout 300ms; retries 2 }
flow buy { rate 20 req/s; buyer -> shop; shop -> ledger writes charge }
```

Good:

```design
actor buyer
data charge { contains payment }
component shop : service
component ledger : database { holds charge }
shop -> ledger { timeout 300ms; retries 2; idempotent yes }
flow buy { rate 20 req/s; buyer -> shop; shop -> ledger writes charge }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Role, Step, edit, properties, rule
from designlint.api.model import Flow, Known
from designlint.api.model import Step as Call
from designlint.api.text import Quantity, listed, step


@rule("CON004", grade="risk", since="0.1", formerly=("consistency-repeated-write",))
def non_idempotent_retry(facts: Facts) -> Iterator[Finding]:
    """One finding for each call that can repeat a write."""
    seen = set()
    for flow in facts.design.flows.values():
        for call in flow.steps if not flow.recovers else ():
            pair = (call.caller.path, call.callee.path)
            finding = _sent_again(facts, flow, call) if pair not in seen else None
            if finding is not None:
                seen.add(pair)
                yield finding


def _sent_again(facts: Facts, flow: Flow, call: Call) -> Finding | None:
    """What a retry or a hedge of a call repeats.

    Where idempotency is not declared, only critical data and payments count.
    """
    callee = facts.design.components.get(call.callee.path)
    retries = flow.stated(call, properties.relation.RETRIES)
    is_retried = retries is not None and bool(retries.value)
    again = retries if is_retried else flow.stated(call, properties.relation.HEDGE)
    if again is None or callee is None or callee.plays(Role.BROKER) or not call.writes:
        return None
    stated = flow.stated(call, properties.component.IDEMPOTENT)
    idempotent = stated or callee[properties.component.IDEMPOTENT]
    data = [facts.design.data[path] for path in call.written]
    if (idempotent is not None and idempotent.value) or all(d.is_immutable for d in data):
        return None
    twice = [d.path for d in data if idempotent is not None or d.is_critical]
    if not twice:
        return None
    lacks = "idempotent" if idempotent is not None else "declared idempotent"
    return _finding(call, twice, again, f"that is not {lacks}")


def _finding(
    call: Call, twice: list[str], again: Known[int] | Known[Quantity], lacks: str
) -> Finding:
    caller, callee = call.caller.path, call.callee.path
    is_retry = isinstance(again.value, int)
    how, sent = ("retries", "again") if is_retry else ("hedges", "a second time")
    return Finding(
        f"`{caller}` {how} a write of {listed(twice)} to `{callee}` {lacks}",
        Label(call.span),
        caller,
        secondary=(Label(again.span, "repeats the call"),) if again.span else (),
        witness=(
            Step(f"1. `{caller}` sends the write, and `{callee}` commits it"),
            Step("2. the response is late or lost"),
            step(f"3. `{caller}` sends the write {sent}", again),
            Step(f"4. `{callee}` commits the write a second time"),
        ),
        help=(
            edit(
                f"{caller} -> {callee} {{ idempotent yes }}",
                note=f"with an idempotency key that `{callee}` stores",
            ),
        ),
    )
