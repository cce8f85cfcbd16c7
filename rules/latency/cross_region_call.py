"""A request waits for a call between regions.

Reported when: no replica of a caller has a callee in its own region, so that the call crosses regions;
writes to a store go to its leader. Or users are in several regions (`located`), and what they call runs in
one of them alone, with no other entry elsewhere. The finding is a warning when a requirement on the latency of the
flow is violated, info otherwise.

Not reported when: the latency is proved to be met, the call is not awaited (`~>`), fewer than one in a
hundred requests make it, no person begins the flow, the flow recovers something, or the places are not
declared. Without a requirement, round trips below 50 ms are not reported.

How to fix: run replicas of the callee in the caller's region, or do not wait for the answer.

Why: every request pays the round trip once for each sequential call, and no tuning shortens it: light
in fibre takes a millisecond for 100 km there and back. The call fails when the regions are
partitioned.

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

from collections import Counter
from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, advice, edit, properties, rule
from designlint.api.analyses import Call, awaited_paths, placements, verdicts

# A shorter round trip, in seconds, is not noticed where no latency is required.
_UNNOTICED = 0.05


@rule("LAT001", grade="minor", since="0.1")
def cross_region_call(facts: Facts) -> Iterator[Finding]:
    """One finding for each pair of components that call between regions."""
    found: dict[str, tuple[Call, Finding]] = {}
    if sum(place.level == "region" for place in facts.design.places.values()) < 2:
        return
    for flow, paths in facts[awaited_paths].items():
        for call in [call for path in paths for call in path.usual_calls]:
            if call.trip.regions is not None and _is_noticed(facts, flow, call):
                finding = _finding(facts, flow, call, call.trip.regions)
                found.setdefault(call.names, (call, finding))
            elif (region := _far_from_some(facts, flow, call)) is not None:
                found.setdefault(call.names, (call, _for_some(facts, flow, call, region)))
    yield from _by_cause(found)


def _by_cause(found: dict[str, tuple[Call, Finding]]) -> Iterator[Finding]:
    """Each finding with the component that is far from the others: the one in most of the pairs, for
    which one move explains them all; of two, the callee."""
    left = list(found.values())
    while left:
        ends = Counter(end for call, _ in left for end in (call.callee, call.caller))
        far, _ = ends.most_common(1)[0]
        for call, finding in left:
            if far in (call.callee, call.caller):
                yield finding._replace(causes=(f"distance of `{far}`",))
        left = [one for one in left if far not in (one[0].callee, one[0].caller)]


def _is_noticed(facts: Facts, flow: str, call: Call) -> bool:
    """Whether the round trips are long enough to matter; where they are not declared, they may be."""
    time = call.in_a_row * call.trip.time.low
    is_unknown = call.trip.known is None
    return is_unknown or time >= _UNNOTICED or bool(facts[verdicts].unmet(flow, "latency"))


def _far_from_some(facts: Facts, flow: str, call: Call) -> str | None:
    """The only region of what users call that some of them are far from, and others are not."""
    callee = facts.design.components.get(call.callee)
    if call.caller not in facts.design.actors or callee is None or call.trip.regions is not None:
        return None
    if call.trip.known is None or call.trip.time.high < _UNNOTICED:
        return None
    regions = _regions(facts, call.callee)
    if len(regions) != 1 or _enters_elsewhere(facts, flow, call, regions):
        return None
    return regions.pop()


def _enters_elsewhere(facts: Facts, flow: str, call: Call, regions: set[str]) -> bool:
    """Whether the users of a flow have another way in, in another region, as a share of the calls or as
    what stands in."""
    steps = [step for step in facts.design.flows[flow].steps if step.caller.path == call.caller]
    others = {one.path for step in steps for one in (step.callee, step.or_else) if one is not None}
    components = facts.design.components
    return any(
        one in components and not _regions(facts, one) <= regions for one in others - {call.callee}
    )


def _regions(facts: Facts, path: str) -> set[str]:
    places = facts.design.places
    domains = (d for replica in facts[placements][path].replicas for d in replica.domains)
    return {domain for domain in domains if places[domain].level == "region"}


def _for_some(facts: Facts, flow: str, call: Call, region: str) -> Finding:
    actor = facts.design.actors[call.caller]
    return Finding(
        f"some users of `{call.caller}` call `{call.callee}` across regions in `{flow}`: it runs in"
        f" `{region}` alone",
        Label(call.arrow, "leaves the region of some users"),
        flow,
        secondary=(Label(actor.span_of(properties.context.LOCATED), "where the users are"),),
        witness=(call.round_trip_line(),),
        help=(
            advice(f"run replicas of `{call.callee}` in the other regions of `{call.caller}` too"),
        ),
        breaks=facts[verdicts].violated((flow,), "latency"),
    )


def _finding(facts: Facts, flow: str, call: Call, regions: tuple[str, str]) -> Finding:
    here, there = regions
    return Finding(
        f"`{call.caller}` calls `{call.callee}` across regions in `{flow}`: from `{here}` to `{there}`",
        Label(call.arrow, "leaves its region"),
        flow,
        witness=(call.round_trip_line(),),
        help=(
            advice(f"run replicas of `{call.callee}` in `{here}` too"),
            edit(f"{call.caller} ~> {call.callee}", note="where the answer is not needed"),
        ),
        breaks=facts[verdicts].violated((flow,), "latency"),
    )
