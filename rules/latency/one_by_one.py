"""Two reads wait for each other though neither needs the other's answer.

Steps of one caller are taken one after the other, so their times add up; made at the same time, the
reads would take as long as the slower one. It is told only of the latency that is not enough, or
cannot be shown to be, and where it would save at least a tenth of the target.

It is silent where the latency of the flow is proved to be enough, not required, or lacks facts, about
writes, reads of caches and what is read on their misses, and reads that only some requests make. If
the second read needs what the first one found, a stated reason (`accept`) says so.

Source: G. Hohpe and B. Woolf, Enterprise Integration Patterns (2003), Scatter-Gather.

Bad:

```design
actor visitor
data profile
data orders
component shop : service { latency p50 1ms, p99.99 5ms }
component people : database { holds profile; latency p50 10ms, p99.99 60ms }
component sales : database { holds orders; latency p50 10ms, p99.99 60ms }
flow open { visitor -> shop; shop -> people reads profile; shop -> sales reads orders }
nonfunctional NFR1 "Opens in time." { require latency p99 of open <= 100ms }
```

Good:

```design
actor visitor
data profile
data orders
component shop : service { latency p50 1ms, p99.99 5ms }
component people : database { holds profile; latency p50 10ms, p99.99 40ms }
component sales : database { holds orders; latency p50 10ms, p99.99 40ms }
flow open { visitor -> shop; shop -> people reads profile; shop -> sales reads orders }
nonfunctional NFR1 "Opens in time." { require latency p99 of open <= 100ms }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.risks import OneByOne, one_by_one
from designlint.api import Facts, Finding, Label, Severity, Step, advice, rule
from designlint.api.analyses import hop_arrow, show_time, violated_requirements


@rule("LAT004", severity=Severity.INFO, since="0.1")
def reads_one_by_one(facts: Facts) -> Iterator[Finding]:
    """One finding for each caller that could read two stores at the same time."""
    for found in facts[one_by_one]:
        yield _finding(facts, found)


def _finding(facts: Facts, found: OneByOne) -> Finding:
    one, other = found.hops
    first, second = (show_time(time) for time in found.times)
    total, longest = show_time(sum(found.times)), show_time(max(found.times))
    claim = found.verdict.claim
    return Finding(
        f"`{one.caller}` reads `{one.callee}` and `{other.callee}` one after the other in `{found.flow}`",
        Label(hop_arrow(other), "waits for the read before it"),
        found.flow,
        secondary=(Label(hop_arrow(one)), Label(claim.span)),
        witness=(
            Step(f"one after the other: {first} + {second} = {total}"),
            Step(f"at the same time: the longer of them, {longest}"),
        ),
        help=(advice(f"read both at the same time: it saves {show_time(min(found.times))}"),),
        breaks=violated_requirements(facts, (found.flow,), "latency"),
    )
