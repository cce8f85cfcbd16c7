"""A retry or a hedge can repeat a write that is not idempotent.

Reported when: a call with `retries` or `hedge` writes data and declares `idempotent no`, or
declares nothing and writes critical data or payments; or the callee makes such a write before it
answers. There is one finding for each caller and callee.

Not reported when: the step, the relation or the callee is `idempotent`, or one on the way to the
write; the data is `immutable`; or the call only reads.

How to fix: send an idempotency key that the callee stores, or set a value instead of adding to it.
Then declare `idempotent yes`.

Why: a caller without a response cannot know whether the request or the response was lost. A second
request then charges twice or orders twice.

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
from designlint.api.text import Quantity, listed, stated_label, step


@rule("CON004", grade="risk", since="0.1", formerly=("consistency-repeated-write",))
def non_idempotent_retry(facts: Facts) -> Iterator[Finding]:
    """One finding for each call that can repeat a write."""
    seen = set()
    for flow in facts.design.flows.values():
        writes = {} if flow.recovers else _writes_behind(facts, flow)
        for call in flow.steps if not flow.recovers else ():
            pair = (call.caller.path, call.callee.path)
            finding = None
            if pair not in seen:
                finding = _sent_again(facts, flow, call) or _made_again(facts, flow, call, writes)
            if finding is not None:
                seen.add(pair)
                yield finding


def _again(flow: Flow, call: Call) -> Known[int] | Known[Quantity] | None:
    """What makes a call a second time: its retries, or else a hedge."""
    retries = flow.stated(call, properties.relation.RETRIES)
    is_retried = retries is not None and bool(retries.value)
    return retries if is_retried else flow.stated(call, properties.relation.HEDGE)


def _idempotency(facts: Facts, flow: Flow, call: Call) -> Known[bool] | None:
    """Whether a call, or else its callee, is declared to do the same when asked twice."""
    callee = facts.design.components.get(call.callee.path)
    key = properties.component.IDEMPOTENT
    return flow.stated(call, key) or (callee[key] if callee is not None else None)


def _sent_again(facts: Facts, flow: Flow, call: Call) -> Finding | None:
    """What a retry or a hedge of a call repeats.

    Where idempotency is not declared, only critical data and payments count.
    """
    callee, again = facts.design.components.get(call.callee.path), _again(flow, call)
    written = _written(facts, call)
    if again is None or callee is None or callee.plays(Role.BROKER) or not written:
        return None
    idempotent = _idempotency(facts, flow, call)
    data = [facts.design.data[path] for path in written]
    if (idempotent is not None and idempotent.value) or all(d.is_immutable for d in data):
        return None
    twice = [d.path for d in data if idempotent is not None or d.is_critical]
    if not twice:
        return None
    lacks = "idempotent" if idempotent is not None else "declared idempotent"
    return _finding(call, call, twice, again, f"that is not {lacks}")


def _written(facts: Facts, call: Call) -> tuple[str, ...]:
    """The data that a call writes; a call that names no data of a third party that holds payments pays."""
    callee = facts.design.components.get(call.callee.path)
    if call.writes or call.reads or callee is None or not callee.is_external:
        return call.written
    held = [ref.path for ref in callee.value(properties.store.HOLDS) or ()]
    contains = properties.context.CONTAINS
    return tuple([d for d in held if "payment" in (facts.design.data[d].value(contains) or ())])


def _made_again(facts: Facts, flow: Flow, call: Call, writes: dict[str, Call]) -> Finding | None:
    """What the callee of a call, or one that it waits for, writes again when the call is repeated."""
    again, write = _again(flow, call), writes.get(call.callee.path)
    if again is None or write is None or not call.waits or _is_safe(facts, flow, call):
        return None
    twice = _harmed_by_repeats(facts, write)
    return _finding(call, write, twice, again, "that is not declared idempotent")


def _writes_behind(facts: Facts, flow: Flow) -> dict[str, Call]:
    """For each component of a flow the first write that a repeated call of it repeats, by the calls that it
    waits for."""
    made = [one for one in flow.steps if one.waits and not _is_safe(facts, flow, one)]
    callers: dict[str, list[str]] = {}
    for one in made:
        callers.setdefault(one.callee.path, []).append(one.caller.path)
    found: dict[str, Call] = {}
    for write in made:
        waiting = [write.caller.path] if _harmed_by_repeats(facts, write) else []
        for node in waiting:  # grows while it is walked
            if node not in found:
                found[node] = write
                waiting += callers.get(node, ())
    return found


def _harmed_by_repeats(facts: Facts, write: Call) -> list[str]:
    """The data that a write must not write twice."""
    callee, data = facts.design.components.get(write.callee.path), facts.design.data
    if callee is None or callee.plays(Role.BROKER):
        return []
    written = _written(facts, write)
    return [d for d in written if data[d].is_critical and not data[d].is_immutable]


def _is_safe(facts: Facts, flow: Flow, call: Call) -> bool:
    known = _idempotency(facts, flow, call)
    return known is not None and known.value


def _finding(
    call: Call, write: Call, twice: list[str], again: Known[int] | Known[Quantity], lacks: str
) -> Finding:
    """A finding about a call that repeats a write: its own, or one behind it."""
    caller, callee, target = call.caller.path, call.callee.path, write.callee.path
    is_retry = isinstance(again.value, int)
    how, sent = ("retries", "again") if is_retry else ("hedges", "a second time")
    message = f"`{caller}` {how} a write of {listed(twice)} to `{callee}` {lacks}"
    written: tuple[Label, ...] = ()
    if write is not call:
        message = f"`{caller}` {how} `{callee}`, which repeats a write of {listed(twice)} to `{target}` {lacks}"
        written = (Label(write.span, "written twice"),)
    return Finding(
        message,
        Label(call.span),
        caller,
        secondary=(*stated_label(again, "repeats the call"), *written),
        witness=(
            Step(f"1. `{caller}` sends the request, and `{target}` commits the write", write.span),
            Step("2. the response is late or lost"),
            step(f"3. `{caller}` sends the request {sent}", again),
            Step(f"4. `{target}` commits the write a second time"),
        ),
        help=(
            edit(
                f"{caller} -> {callee} {{ idempotent yes }}",
                note=f"with an idempotency key that `{target}` stores",
            ),
        ),
        causes=tuple([f"repeated write of `{data}` to `{target}`" for data in twice]),
    )
