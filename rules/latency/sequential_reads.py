"""Two independent reads are made one after the other on a request path that is too slow.

Reported when: a caller reads two stores in a row, the latency of the flow is not shown to be met, and
parallel reads would save at least a tenth of the target.

Not reported when: the latency is met, likely met, not required or lacks facts, one of the calls
writes, reads a cache or follows a cache miss, or only some requests make the reads.

How to fix: read both in parallel. Where the second read needs the result of the first, accept the
finding with that reason.

Why: the steps of one caller are sequential, so their times add up. Parallel reads take as long as the
slower one.

Source: G. Hohpe and B. Woolf, Enterprise Integration Patterns (2003), Scatter-Gather.

Bad:

```design
actor visitor
data profile
data orders
component shop : service { latency p50 1ms, p99.99 5ms }
component people : database { holds profile; latency p99.99 60ms }
component sales : database { holds orders; latency p99.99 60ms }
flow open { visitor -> shop; shop -> people reads profile; shop -> sales reads orders }
nonfunctional NFR1 "Opens in time." { require latency p99 of open <= 100ms }
```

Good:

```design
actor visitor
data profile
data orders
component shop : service { latency p50 1ms, p99.99 5ms }
component people : database { holds profile; latency p99.99 40ms }
component sales : database { holds orders; latency p99.99 40ms }
flow open { visitor -> shop; shop -> people reads profile; shop -> sales reads orders }
nonfunctional NFR1 "Opens in time." { require latency p99 of open <= 100ms }
```
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from designlint.api import Facts, Finding, Label, Role, Step, advice, model, rule
from designlint.api.analyses import Call, awaited_paths, own_times, verdicts
from designlint.api.text import Dimension, Quantity, show_value

# Parallel calls are worth it when they save this part of the target.
_WORTH_SAVING = 0.1


class _Pair(NamedTuple):
    """Two calls of one caller, one after the other, with the time that each takes."""

    one: Call
    other: Call
    times: tuple[float, float]


@rule("LAT004", grade="advice", since="0.1", formerly=("latency-one-by-one",))
def sequential_reads(facts: Facts) -> Iterator[Finding]:
    """One finding for each caller that could read two stores in parallel."""
    for flow in facts.design.flows:
        unmet = facts[verdicts].unmet(flow, "latency")
        claim = unmet[0].claim if unmet and not unmet[0].judgement.missing else None
        if claim is None or not isinstance(claim.target, Quantity):
            continue
        worth = _WORTH_SAVING * claim.target.value
        percentile = claim.aspect if isinstance(claim.aspect, float) else 1.0
        for path in facts[awaited_paths][flow]:
            for caller in path.order:
                pairs = _separable(facts, path.calls.get(caller, []), percentile)
                pair = next((pair for pair in pairs if min(pair.times) >= worth), None)
                if pair is not None:
                    yield _finding(facts, flow, claim, pair)


def _separable(facts: Facts, calls: list[Call], percentile: float) -> Iterator[_Pair]:
    for one, other in pairwise(calls):
        are_plain = _is_plain_read(facts, one) and _is_plain_read(facts, other)
        if are_plain and one.callee != other.callee:
            times = _time_at(facts, one, percentile), _time_at(facts, other, percentile)
            yield _Pair(one, other, times)


def _is_plain_read(facts: Facts, call: Call) -> bool:
    """Whether a call certainly happens, and reads what a store holds and nothing else."""
    component, step = facts.design.components.get(call.callee), call.step
    reads = bool(step.reads) and not step.writes and step.on_miss_of is None
    return component is not None and component.plays(Role.STORE) and reads and call.share.low == 1.0


def _time_at(facts: Facts, call: Call, percentile: float) -> float:
    """The stated time of a call at the nearest percentile from this one on, with the round trip."""
    stated = facts[own_times][call.callee].stated
    above = [time for level, time in stated if level >= percentile]
    longest = max([time for _, time in stated], default=0.0)
    return min(above, default=longest) + call.trip.time.low


def _finding(facts: Facts, flow: str, claim: model.Claim, pair: _Pair) -> Finding:
    one, other, times = pair
    total, longest, least = (
        show_value(time, Dimension.TIME) for time in (sum(times), max(times), min(times))
    )
    first, second = (show_value(time, Dimension.TIME) for time in times)
    return Finding(
        f"`{one.caller}` reads `{one.callee}` and `{other.callee}` sequentially in `{flow}`",
        Label(other.arrow, "waits for the read before it"),
        flow,
        secondary=(Label(one.arrow), Label(claim.span)),
        witness=(
            Step(f"sequential: {first} + {second} = {total}"),
            Step(f"parallel: the longer one, {longest}"),
        ),
        help=(advice(f"read both in parallel, which saves {least}"),),
        breaks=facts[verdicts].violated((flow,), "latency"),
    )
