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

from designlint.api import Facts, Finding, Label, Severity, advice, rule
from designlint.api.analyses import (
    Call,
    awaited_paths,
    round_trip_line,
    unmet_verdicts,
    violated_requirements,
)

# Less than this, in seconds, nobody notices where no latency is required.
_UNNOTICED = 0.05


@rule("LAT001", severity=Severity.WARNING, unrequired=Severity.INFO, since="0.1")
def cross_region_call(facts: Facts) -> Iterator[Finding]:
    """One finding for each pair of components that call between regions."""
    found: dict[str, Finding] = {}
    if sum(place.level == "region" for place in facts.design.places.values()) < 2:
        return
    for flow, paths in facts[awaited_paths].items():
        for call in [call for path in paths for call in path.usual_calls]:
            if call.trip.regions is not None and _is_noticed(facts, flow, call):
                found.setdefault(call.names, _finding(facts, flow, call, call.trip.regions))
    yield from found.values()


def _is_noticed(facts: Facts, flow: str, call: Call) -> bool:
    """Whether a way is long enough to matter; where nobody says how long, it may be."""
    way = call.in_a_row * call.trip.time.low
    is_unknown = call.trip.known is None
    return is_unknown or way >= _UNNOTICED or bool(unmet_verdicts(facts, flow, "latency"))


def _finding(facts: Facts, flow: str, call: Call, regions: tuple[str, str]) -> Finding:
    here, there = regions
    return Finding(
        f"`{flow}` waits for a call from `{here}` to `{there}`: `{call.caller}` to `{call.callee}`",
        Label(call.arrow, "leaves its region"),
        flow,
        witness=(round_trip_line(call),),
        help=(
            advice(
                f"run replicas of `{call.callee}` in `{here}` too, or do not wait: {call.caller} ~> {call.callee}"
            ),
        ),
        breaks=violated_requirements(facts, (flow,), "latency"),
    )
