"""A fan-out waits for the slowest of its calls, which is too slow too often.

Reported when: a single call keeps the required latency at its percentile, but the slowest of all
parallel calls does not. With n calls that are slow with probability q, a request is slow with
1 - (1 - q)^n, so each call has to keep the percentile p^(1/n). The time at that percentile is estimated
by the lognormal through the declared percentiles.

Not reported when: the latency of the flow is proved to be met or not required, a single call is too
slow already, the callee declares fewer than two percentiles, slow calls are hedged, or only some
requests make the calls.

How to fix: make fewer calls at a time, hedge slow calls, or lower the tail latency of the callee.

Why: if a request makes a hundred calls and each is slow in 1% of cases, 63% of the requests meet a
slow call.

Source: J. Dean and L. Barroso, The Tail at Scale, Communications of the ACM 56(2), 2013.

Bad:

```design
actor visitor
component front : service { latency p50 2ms, p99 5ms }
component leaf : service { latency p50 10ms, p99 90ms }
flow search { visitor -> front; front -> leaf x100 parallel }
nonfunctional NFR1 "Answers in time." { require latency p99 of search <= 100ms }
```

Good:

```design
actor visitor
component front : service { latency p50 2ms, p99.99 5ms }
component leaf : service { latency p50 10ms, p99.99 90ms }
flow search { visitor -> front; front -> leaf x80 parallel }
nonfunctional NFR1 "Answers in time." { require latency p99 of search <= 100ms }
```
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, advice, edit, rule
from designlint.api.analyses import Call, awaited_paths, verdicts
from designlint.api.text import Quantity, show, show_share


@rule("LAT003", grade="risk", since="0.1")
def fan_out_tail(facts: Facts) -> Iterator[Finding]:
    """One finding for each fan-out that is too slow only as a whole."""
    for path, flow in facts.design.flows.items():
        if not any(step.parallel for step in flow.steps):
            continue
        for call in [call for request in facts[awaited_paths][path] for call in request.all_calls]:
            is_alone = call.share.low == 1.0 and call.patience.hedged == math.inf
            if call.step.parallel and is_alone:
                yield from _too_slow(facts, path, call)


def _too_slow(facts: Facts, flow: str, call: Call) -> Iterator[Finding]:
    """The first requirement that one call alone keeps, and all together do not."""
    for verdict in facts[verdicts].unmet(flow, "latency"):
        claim, percentile = verdict.claim, verdict.claim.aspect
        if not isinstance(claim.target, Quantity) or not isinstance(percentile, float):
            continue
        found = call.fan_out(facts, percentile, claim.target.value)
        if found is None or not found.alone <= claim.target.value < found.time:
            continue
        target, about = show(claim.target), show_share(float(f"{found.together:.2g}"))
        yield Finding(
            f"`{flow}` waits for the slowest of {call.times:g} calls to `{call.callee}`, which takes"
            f" more than {target} in about {about} of the requests",
            Label(call.arrow, f"each call needs {found.needed_name} <= {target}"),
            flow,
            secondary=(Label(claim.span),),
            witness=found.lines,
            help=(
                advice(
                    "make fewer calls at a time, or hedge: send a second request for a slow call"
                ),
                edit(f"{call.names} {{ hedge TIME }}"),
            ),
            breaks=facts[verdicts].violated((flow,), "latency"),
        )
        return
