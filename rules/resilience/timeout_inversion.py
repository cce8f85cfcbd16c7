"""A caller times out a call while its callee may still wait for its own calls.

Reported when: the calls that a callee waits for can take longer than the timeout of its caller.
Each call takes its timeout times its attempts, one call after the other. There is one finding for
each pair of caller and callee, at the outer timeout.

Not reported when: one of the two timeouts is not declared, the call is asynchronous (`~>`), or the sum
fits. The waits between attempts and the callee's own time are not counted.

How to fix: raise the outer timeout to cover the calls of the callee, or lower their timeouts and
retries.

Why: the callee keeps working on a request that its caller has given up. The caller fails or retries,
so the load multiplies just when the system is slow.

Source: M. Nygard, Release It!, 2nd ed. (2018), chapter 5, Timeouts; Google SRE Book (2016),
chapter 22, Addressing Cascading Failures, on deadlines.

Bad:

```design
actor visitor
component shop : service
component stock : service
component store : database
shop -> stock { timeout 100ms }
stock -> store { timeout 80ms; retries 2 }
flow buy { visitor -> shop -> stock -> store }
```

Good:

```design
actor visitor
component shop : service
component stock : service
component store : database
shop -> stock { timeout 300ms }
stock -> store { timeout 80ms; retries 2 }
flow buy { visitor -> shop -> stock -> store }
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from designlint.api import Facts, Finding, Label, Step, edit, model, properties, rule
from designlint.api.analyses import Verdict, hard_dependencies, timed_calls, verdicts
from designlint.api.text import Dimension, Quantity, show, show_value

# Rounding may leave a sum that just fits a hair above the timeout.
_ROUNDING = 1.0 + 1e-9


class _Call(NamedTuple):
    """A call with a timeout: in all its attempts it may last `longest`, in seconds."""

    call: model.Step
    timeout: model.Known[Quantity]
    attempts: int
    longest: float


class _Inversion(NamedTuple):
    """A call that times out while its callee may still wait for its own calls, `inner`."""

    outer: _Call
    inner: tuple[_Call, ...]

    @property
    def longest(self) -> float:
        """How long the inner calls may last together, in seconds."""
        return sum(one.longest for one in self.inner)


@rule("RES001", grade="contradiction", since="0.1")
def timeout_inversion(facts: Facts) -> Iterator[Finding]:
    """One finding for each pair of caller and callee, where the timeouts differ the most."""
    found: dict[tuple[str, str], _Inversion] = {}
    for flow in facts.design.flows.values():
        for inversion in _inversions(flow):
            call = inversion.outer.call
            pair = (call.caller.path, call.callee.path)
            if pair not in found or found[pair].longest < inversion.longest:
                found[pair] = inversion
    for inversion in found.values():
        yield _finding(inversion)._replace(breaks=_broken(facts, inversion.outer.call))


def _inversions(flow: model.Flow) -> Iterator[_Inversion]:
    by_caller: dict[str, list[_Call]] = {}
    for call in flow.steps:
        timed = _timed(call)
        if timed is not None:
            by_caller.setdefault(call.caller.path, []).append(timed)
    for outer in (timed for calls in by_caller.values() for timed in calls):
        callee = outer.call.callee.path
        if callee != outer.call.caller.path:
            inversion = _Inversion(outer, _longest(by_caller.get(callee, [])))
            if inversion.longest > outer.timeout.value.value * _ROUNDING:
                yield inversion


def _timed(call: model.Step) -> _Call | None:
    """How long a call that is waited for may last, where it states a timeout."""
    timeout = call.properties[properties.relation.TIMEOUT]
    if not call.waits or timeout is None:
        return None
    retries = call.properties[properties.relation.RETRIES]
    attempts = 1 + (retries.value if retries is not None else 0)
    times = 1.0 if call.parallel else call.times
    return _Call(call, timeout, attempts, times * attempts * timeout.value.value)


def _longest(calls: list[_Call]) -> tuple[_Call, ...]:
    """The calls that may last longest together: those that always happen, one after the other, and
    the longest of those that happen at times."""
    always = [one for one in calls if _is_certain(one.call)]
    at_times = [one for one in calls if not _is_certain(one.call)]
    longest = sorted(at_times, key=lambda one: -one.longest)[:1]
    return (*always, *longest)


def _is_certain(call: model.Step) -> bool:
    return call.share == 1.0 and call.on_miss_of is None


def _broken(facts: Facts, call: model.Step) -> tuple[str, ...]:
    """The requirements that the timeout alone breaks: on the flows that fail with the call, of which it
    ends a larger share than they allow."""
    caller, callee = call.caller.path, call.callee.path
    answered = [
        one.share.high
        for one in facts[timed_calls]
        if (one.step.caller.path, one.step.callee.path) == (caller, callee)
    ]
    found: dict[str, None] = {}
    for path, flow in facts.design.flows.items():
        calls = [s for s in flow.steps if (s.caller.path, s.callee.path) == (caller, callee)]
        shares = [one.share for one in calls if facts[hard_dependencies][path].stops_flow(one)]
        if not shares or not answered:
            continue
        served = 1.0 - max(shares) * (1.0 - answered[0])
        for verdict in facts[verdicts].on(path, "availability", "latency"):
            if verdict.is_refuted and served < _needed(verdict):
                found[verdict.owner.path] = None
    return tuple(found)


def _needed(verdict: Verdict) -> float:
    """The share of the runs that a requirement wants served, or served in time: 1 for all of them."""
    target = verdict.claim.target
    if verdict.claim.measures("availability"):
        return target.value if isinstance(target, Quantity) else 0.0
    return verdict.claim.aspect if isinstance(verdict.claim.aspect, float) else 0.0


def _finding(inversion: _Inversion) -> Finding:
    call, timeout = inversion.outer.call, inversion.outer.timeout
    caller, callee = call.caller.path, call.callee.path
    outer, longest = show(timeout.value), _time(inversion.longest)
    spans = [one.timeout.span for one in inversion.inner]
    return Finding(
        f"`{caller}` times out `{callee}` after {outer}, but `{callee}` can take {longest} on its own calls",
        Label(timeout.span or call.span, f"`{callee}` can take {longest}"),
        caller,
        secondary=tuple([Label(span) for span in spans if span is not None]),
        witness=(
            *[_line(one) for one in inversion.inner],
            Step(f"{caller} -> {callee}: times out after {outer}", timeout.span),
        ),
        help=(
            edit(
                f"{caller} -> {callee} {{ timeout {longest} }}",
                note=f"or shorten the calls of `{callee}`",
            ),
        ),
        because=(f"timeout of `{caller} -> {callee}`", *_because(inversion)),
    )


def _because(inversion: _Inversion) -> Iterator[str]:
    """What makes the calls of the callee take so long: many retries, a timeout that holds its workers."""
    for one in inversion.inner:
        called = one.call.callee.path
        if one.attempts > 1:
            yield f"retries of `{called}`"
        yield f"workers of `{one.call.caller.path}` held by `{called}`"


def _line(inner: _Call) -> Step:
    call, timeout = inner.call, show(inner.timeout.value)
    factors = [f"{call.times:g} sequential calls"] if call.times > 1.0 and not call.parallel else []
    factors += [f"{inner.attempts} attempts"] if inner.attempts > 1 else []
    text = " x ".join([*factors, timeout])
    shown = f"{text} = {_time(inner.longest)}" if factors else timeout
    return Step(f"{call.caller.path} -> {call.callee.path}: {shown}", inner.timeout.span)


def _time(seconds: float) -> str:
    return show_value(seconds, Dimension.TIME)
