"""Somebody waits for a call between regions.

Every request pays the way there and back, once for each call in a row, and no tuning makes it shorter:
light in fibre needs a millisecond for 100 km there and back. When the regions cannot reach each
other, the call fails too.

It is told at the call, where none of the caller's replicas has a callee in its own region; writes to
a store go to its leader. It is silent where a requirement on the flow's latency is proved to be met,
where nobody waits (`~>`), about calls in fewer than one in a hundred requests, in flows that no
person begins or that recover something, where no latency is required and the way takes less than
50 ms, and where the places do not tell.

Source: I. Grigorik, High Performance Browser Networking (O'Reilly 2013), chapter 1, on the speed of
light and propagation latency.

Bad:

```design
provider cloud { region north { zone a; rtt to south 80ms }; region south { zone a } }
actor visitor
component shop : service { replicas 2 in north.a }
component stock : service { replicas 2 in south.a }
flow buy { visitor -> shop -> stock }
```

Good:

```design
provider cloud { region north { zone a; rtt to south 80ms }; region south { zone a } }
actor visitor
component shop : service { replicas 2 in north.a }
component stock : service { replicas 2 in north.a, south.a }
flow buy { visitor -> shop -> stock }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.risks import SlowCall, far_calls
from designlint.api import Facts, Finding, Label, Severity, advice, rule
from designlint.api.analyses import hop_arrow, violated_requirements, way_line


@rule("LAT001", severity=Severity.WARNING, unrequired=Severity.INFO, since="0.1")
def cross_region_call(facts: Facts) -> Iterator[Finding]:
    """One finding for each pair of components that call between regions."""
    told: set[tuple[str, str]] = set()
    for call in facts[far_calls]:
        pair = (call.hop.caller, call.hop.callee)
        if pair not in told:
            told.add(pair)
            yield _finding(facts, call)


def _finding(facts: Facts, call: SlowCall) -> Finding:
    hop = call.hop
    here, there = hop.trip.regions or ("", "")
    return Finding(
        f"`{call.flow}` waits for a call from `{here}` to `{there}`: `{hop.caller}` to `{hop.callee}`",
        Label(hop_arrow(hop), "leaves its region"),
        call.flow,
        witness=(way_line(hop),),
        help=(
            advice(
                f"run replicas of `{hop.callee}` in `{here}` too, or do not wait: {hop.caller} ~> {hop.callee}"
            ),
        ),
        breaks=violated_requirements(facts, (call.flow,), "latency"),
    )
