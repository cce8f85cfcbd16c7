"""A retry sends a write again that may have been done already.

A call without an answer was lost on the way there or on the way back: the caller cannot tell. Sent
again, a write that is not idempotent happens twice: two charges, two orders. An idempotency key that
the callee remembers, or a write that sets a value instead of adding to it, makes a retry safe.

There is one finding for each caller and callee. Where the step says `idempotent no` it is told of
whatever is written; where nobody says, only of critical data and payments. It is silent where the
step, the relation or the callee is `idempotent`, about data that never changes, and about reads.

Source: M. Featonby, Making Retries Safe with Idempotent APIs (Amazon Builders' Library); IETF RFC 9110,
section 9.2.2, on idempotent methods.

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

from designlint.api import Facts, Finding, Label, Role, Severity, Step, edit, properties, rule
from designlint.api.model import Flow, Known
from designlint.api.model import Step as Call
from designlint.api.text import Quantity, listed, step


@rule("CON004", severity=Severity.WARNING, since="0.1", formerly=("consistency-repeated-write",))
def non_idempotent_retry(facts: Facts) -> Iterator[Finding]:
    """One finding for each call that can do a write twice."""
    told = set()
    for flow in facts.design.flows.values():
        for call in flow.steps if not flow.recovers else ():
            pair = (call.caller.path, call.callee.path)
            finding = _sent_again(facts, flow, call) if pair not in told else None
            if finding is not None:
                told.add(pair)
                yield finding


def _sent_again(facts: Facts, flow: Flow, call: Call) -> Finding | None:
    """What a retry or a hedge of a call does twice.

    Where nobody says whether a write is idempotent, only critical data and payments count.
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
    says = "not idempotent" if idempotent is not None else "not said to be idempotent"
    return _finding(call, twice, again, f"which is {says}")


def _finding(
    call: Call, twice: list[str], again: Known[int] | Known[Quantity], says: str
) -> Finding:
    caller, callee = call.caller.path, call.callee.path
    is_retry = isinstance(again.value, int)
    how, sent = ("a retry", "the call again") if is_retry else ("a hedge", "a second call")
    return Finding(
        f"{how} can write {listed(twice)} to `{callee}` twice: the call of `{caller}`, {says}",
        Label(call.span),
        caller,
        secondary=(Label(again.span, "sent again"),) if again.span else (),
        witness=(
            Step(f"1. `{caller}` sends the write, and `{callee}` does it"),
            Step("2. the answer is late or lost"),
            step(f"3. `{caller}` sends {sent}", again),
            Step(f"4. `{callee}` does the write a second time"),
        ),
        help=(
            edit(
                f"{caller} -> {callee} {{ idempotent yes }}",
                note=f"with a key that `{callee}` remembers",
            ),
        ),
    )
