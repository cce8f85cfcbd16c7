"""A timeout ends at least half of the calls of a component, by the latency that it states.

Reported when: the timeout of a call is shorter than the p50 of its callee, or than a lower percentile.
What the callee itself waits for counts, and the round trip between places. There is one finding for
each pair of caller and callee.

Not reported when: neither the callee's latency nor the round trip is declared, the timeout lies above its p50, or the call is
asynchronous (`~>`). How many calls then outlast the timeout counts in the availability of the flow.

How to fix: raise the timeout above the high percentiles of the callee, or make the callee faster.

Why: a call that ends by its timeout has failed, and its retries fail for the same reason. A timeout
that healthy calls outlast is an outage by configuration, and each retry adds load to it.

Source: M. Brooker, Timeouts, retries, and backoff with jitter, Amazon Builders' Library: choose the
acceptable rate of false timeouts, and the timeout by the percentile that it leaves.

Bad:

```design
actor visitor
component shop : service { latency p50 5ms, p99 20ms }
component stock : service { latency p50 900ms, p99 2s }
shop -> stock { timeout 10ms }
flow buy { visitor -> shop -> stock }
```

Good:

```design
actor visitor
component shop : service { latency p50 5ms, p99 20ms }
component stock : service { latency p50 900ms, p99 2s }
shop -> stock { timeout 3s }
flow buy { visitor -> shop -> stock }
```
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from designlint.api import Facts, Finding, Help, Label, advice, edit, rule
from designlint.api.analyses import Status, hard_dependencies, own_times, timed_calls, verdicts
from designlint.api.text import Dimension, show_share, show_value

# A timeout that ends fewer calls than this may be what its author wants.
_HALF = 0.5


@rule("RES036", grade="contradiction", since="0.2")
def timeout_below_latency(facts: Facts) -> Iterator[Finding]:
    """One finding for each pair of caller and callee, where the fewest calls are answered in time."""
    for call in facts[timed_calls]:
        if call.once.high > _HALF:
            continue
        caller, callee = call.step.caller.path, call.step.callee.path
        timeout, known = call.patience.timeout, facts[own_times][callee].known
        late = f"at least {show_share(1.0 - call.once.high)} of the" if call.once.high else "all"
        place = timeout.span if timeout is not None and timeout.span is not None else call.step.span
        yield Finding(
            f"`{caller}` times out `{callee}` after {call.shown_timeout}, but {late} calls take longer",
            Label(place),
            caller,
            secondary=(Label(known.span),) if known is not None and known.span is not None else (),
            witness=(*call.latency_lines, call.line),
            help=(_help(call.names, callee, call.enough),),
            breaks=_broken(facts, caller, callee),
            causes=(f"timeout of `{caller} -> {callee}`",),
            because=(f"distance of `{callee}`", f"distance of `{caller}`"),
        )


def _broken(facts: Facts, caller: str, callee: str) -> tuple[str, ...]:
    """The requirements on the flows that fail with the call: most of their requests end with it."""
    flows = [
        path
        for path, flow in facts.design.flows.items()
        for call in flow.steps
        if (call.caller.path, call.callee.path) == (caller, callee)
        and facts[hard_dependencies][path].stops_flow(call)
    ]
    found = [v for flow in flows for v in facts[verdicts].on(flow, "availability", "latency")]
    violated = [verdict for verdict in found if verdict.status is Status.VIOLATED]
    return tuple(dict.fromkeys(verdict.owner.path for verdict in violated))


def _help(names: str, callee: str, enough: float) -> Help:
    """A timeout of `enough` seconds, where there is one."""
    if not math.isfinite(enough):
        return advice(f"make `{callee}` faster, or raise the timeout")
    time = show_value(enough, Dimension.TIME)
    return edit(f"{names} {{ timeout {time} }}", note="or make the callee faster")
