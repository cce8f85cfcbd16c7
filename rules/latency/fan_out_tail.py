"""A fan-out waits for the slowest of many calls, which is slow too often.

Each call alone is in time at the percentile that is required, but the request waits for all of them:
if each of n is slow with a chance of q, one of them is with 1 - (1 - q)^n, so each has to keep a much
higher percentile, p^(1/n). Of a hundred calls that are slow once in a hundred, 63% of the requests
meet one.

The time at that percentile is estimated by the lognormal through the stated percentiles. It is silent
where the latency of the flow is proved to be enough or not required, where a single call is too slow
already, where the callee states fewer than two percentiles, where slow calls are hedged, and about
calls that only some requests make.

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

from collections.abc import Iterator

from designlint.analyses.detectors.risks import FanOut, fan_outs
from designlint.api import Facts, Finding, Label, Severity, advice, edit, rule
from designlint.api.analyses import fan_out_lines, hop_arrow, percentile_name, violated_requirements
from designlint.api.text import show, show_share


@rule("LAT003", severity=Severity.WARNING, since="0.1")
def fan_out_tail(facts: Facts) -> Iterator[Finding]:
    """One finding for each fan-out that is too slow only as a whole."""
    for found in facts[fan_outs]:
        yield _finding(facts, found)


def _finding(facts: Facts, found: FanOut) -> Finding:
    hop, claim = found.hop, found.verdict.claim
    target = show(claim.target) if not isinstance(claim.target, str | bool) else ""
    needed = percentile_name(round(found.needed, 6))
    return Finding(
        f"`{found.flow}` waits for the slowest of {hop.times:g} calls of `{hop.callee}`: more than "
        f"{target} in about {show_share(found.together)} of the requests",
        Label(hop_arrow(hop), f"each of {hop.times:g} has to keep {needed}"),
        found.flow,
        secondary=(Label(claim.span),),
        witness=fan_out_lines(facts, found),
        help=(
            advice("ask fewer at a time, or send a second request to the slow ones"),
            edit(f"{hop.caller} -> {hop.callee} {{ hedge TIME }}"),
        ),
        breaks=violated_requirements(facts, (found.flow,), "latency"),
    )
