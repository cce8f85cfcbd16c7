"""A fan-out waits for the slowest of its calls, which is too slow too often.

Reported when: a single call keeps the required latency at its percentile, but the slowest of all
parallel calls does not. With n calls that are slow with probability q, a request is slow with
1 - (1 - q)^n, so each call has to keep the percentile p^(1/n). The time at that percentile is estimated,
lognormal between the declared percentiles. Where only a share of the requests makes the calls, that
share may be slow more often than all requests may.

Not reported when: the latency of the flow is proved to be met or not required, a single call is too
slow already, the callee declares fewer than two percentiles, or slow calls are hedged.

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

from designlint.api import Facts, Finding, Label, Step, advice, edit, rule
from designlint.api.analyses import Call, awaited_paths, verdicts
from designlint.api.text import Quantity, show, show_percentile, show_share


@rule("LAT003", grade="risk", since="0.1")
def fan_out_tail(facts: Facts) -> Iterator[Finding]:
    """One finding for each fan-out that is too slow only as a whole."""
    for path, flow in facts.design.flows.items():
        if not any(step.parallel for step in flow.steps):
            continue
        for call, made in [one for r in facts[awaited_paths][path] for one in r.made_calls]:
            if call.step.parallel and made and call.patience.hedged == math.inf:
                yield from _too_slow(facts, path, call, made)


def _too_slow(facts: Facts, flow: str, call: Call, made: float) -> Iterator[Finding]:
    """The first requirement that one call alone keeps, and all together do not."""
    for verdict in facts[verdicts].unmet(flow, "latency"):
        claim, percentile = verdict.claim, verdict.claim.aspect
        if not isinstance(claim.target, Quantity) or not isinstance(percentile, float):
            continue
        # Of the requests that make the calls, more may be slow than of all.
        percentile = 1.0 - (1.0 - percentile) / made
        found = call.fan_out(facts, percentile, claim.target.value)
        if found is None or not found.alone <= claim.target.value < found.time:
            continue
        target, about = show(claim.target), show_share(float(f"{found.together * made:.2g}"))
        part = () if made == 1.0 else (_part(call, claim.aspect, percentile, made),)
        yield Finding(
            f"`{flow}` waits for the slowest of {call.times:g} calls to `{call.callee}`, which takes"
            f" more than {target} in about {about} of the requests",
            Label(call.arrow, f"each call needs {found.needed_name} <= {target}"),
            flow,
            secondary=(Label(claim.span),),
            witness=(*part, *found.lines),
            help=(
                advice(
                    "make fewer calls at a time, or hedge: send a second request for a slow call"
                ),
                edit(f"{call.names} {{ hedge TIME }}"),
            ),
            breaks=facts[verdicts].violated((flow,), "latency"),
            because=(f"calls of `{call.caller} -> {call.callee}`",),
        )
        return


def _part(call: Call, of_all: object, of_these: float, made: float) -> Step:
    """What the percentile of all requests is for those that make the calls."""
    whole = show_percentile(of_all) if isinstance(of_all, float) else "the percentile"
    these = show_percentile(round(of_these, 6))
    share = show_share(made)
    return Step(
        f"{share} of the requests make the calls: {whole} of all is {these} of these", call.arrow
    )
