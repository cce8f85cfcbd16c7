"""A component makes many sequential calls to another one on the request path.

Reported when: a step makes ten or more calls in a row that a request waits for.

Not reported when: the latency of the flow is proved to be met, the calls are made in parallel (`x20
parallel`), fewer than one in a hundred requests make them, or no person begins the flow.

How to fix: make one call for all items, or make the calls in parallel.

Why: the times add up, so twenty calls of 10 ms take 200 ms, and each pays the round trip between the
two components. The usual cause is one call for each row of a list (N+1 queries).

Source: C. Smith and L. Williams, Software Performance AntiPatterns, WOSP 2000 (Circuitous Treasure
Hunt); M. Fowler, Patterns of Enterprise Application Architecture (2002), Remote Facade.

Bad:

```design
actor visitor
component shop : service
component prices : service { latency p50 10ms, p99 40ms }
flow browse { visitor -> shop; shop -> prices x20 }
```

Good:

```design
actor visitor
component shop : service
component prices : service { latency p50 10ms, p99 40ms }
flow browse { visitor -> shop; shop -> prices x20 parallel }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Step, edit, rule
from designlint.api.analyses import Call, awaited_paths, capacities, own_times, verdicts
from designlint.api.text import Dimension, show_percentile, show_value, step

# So many sequential calls to one callee are chatty.
_MANY = 10


@rule("LAT002", grade="risk", since="0.1")
def chatty_calls(facts: Facts) -> Iterator[Finding]:
    """One finding for each pair of components with many sequential calls."""
    found: dict[str, Finding] = {}
    for path, flow in facts.design.flows.items():
        if all(step.times < _MANY for step in flow.steps):
            continue
        for call in [
            call for request in facts[awaited_paths][path] for call in request.usual_calls
        ]:
            if call.in_a_row >= _MANY and call.callee in facts.design.components:
                found.setdefault(call.names, _finding(facts, path, call))
    yield from found.values()


def _finding(facts: Facts, flow: str, call: Call) -> Finding:
    times, capacity = f"{call.in_a_row:g}", facts[capacities][call.callee]
    return Finding(
        f"`{call.caller}` calls `{call.callee}` {times} times in a row in `{flow}`",
        Label(call.arrow, f"{times} sequential calls"),
        flow,
        witness=tuple(_lines(facts, call)),
        help=(
            edit(call.names, note="one call for all items"),
            edit(f"{call.names} x{times} parallel"),
        ),
        breaks=facts[verdicts].violated((flow,), "latency"),
        because=(
            f"calls of `{call.caller} -> {call.callee}`",
            capacity.overloads[0],
            *capacity.overloads_by(call.caller, call.in_a_row, facts.design.growth_factor),
        ),
    )


def _lines(facts: Facts, call: Call) -> Iterator[Step]:
    """What sequential calls add up to, by the lowest percentile that the callee states."""
    if call.trip.time.low > 0.0:
        yield call.round_trip_line()
    own = facts[own_times][call.callee]
    if own.known is not None:
        level, time = min(own.stated)
        once, total = (show_value(t, Dimension.TIME) for t in (time, call.in_a_row * time))
        text = f"{show_percentile(level)} {once} x {call.in_a_row:g} = {total}"
        yield step(f"{call.callee}: {text}", own.known)
