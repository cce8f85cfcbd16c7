"""A request waits for a call between regions.

Reported when: no replica of a caller has a callee in its own region, so that the call crosses regions;
writes to a store go to its leader. Or users are in several places (`located`), and what they call is far
from some of them, with no other entry elsewhere. Or users are in several regions, what they call runs in
each, and what it reads from is in one region alone. The finding is a warning when a requirement on the
latency of the flow is violated, info otherwise.

Not reported when: the latency is proved to be met, the call is not awaited (`~>`), fewer than one in a
hundred requests make it, no person begins the flow, the flow recovers something, or the places are not
declared; the users have an entry elsewhere in another flow for the same requirement, and DNS routes them by
`latency` or `region`; a requirement demands that reads are linearizable. Without a requirement, round trips
below 50 ms are not reported.

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

from designlint.api import Facts, Finding, Label, Role, advice, edit, properties, rule
from designlint.api.analyses import (
    Call,
    ConsistencyModel,
    awaited_paths,
    flow_graphs,
    placements,
    verdicts,
)
from designlint.api.model import Actor, Step
from designlint.api.text import listed

_ROUTES_BY = properties.component.ROUTES_BY

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
            elif far := _far_users(facts, flow, call):
                found.setdefault(call.names, (call, _for_some(facts, flow, call, far)))
            elif far := _far_readers(facts, flow, call):
                found.setdefault(call.names, (call, _for_readers(facts, flow, call, far)))
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


def _far_users(facts: Facts, flow: str, call: Call) -> list[str]:
    """The places of users that are far from all replicas of what they call, where others are not."""
    regions = _regions(facts, call.callee)
    actors = _users(facts, flow, call.caller)
    if not actors or not regions or _enters_elsewhere(facts, flow, call, regions):
        return []
    return _far_places(call)


def _far_places(call: Call) -> list[str]:
    """The places of who calls that the way from is surely long."""
    if call.trip.assumption is not None:
        return []
    return [place for place, time in call.trip.from_places if time >= _UNNOTICED]


def _users(facts: Facts, flow: str, caller: str) -> list[Actor]:
    """The people who make a call themselves, or by the program in their hands."""
    actors, component = facts.design.actors, facts.design.components.get(caller)
    if caller in actors:
        return [actors[caller]]
    if component is None or not component.plays(Role.CLIENT):
        return []
    steps = facts.design.flows[flow].steps
    calling = dict.fromkeys(step.caller.path for step in steps if step.callee.path == caller)
    return [actors[path] for path in calling if path in actors]


def _enters_elsewhere(facts: Facts, flow: str, call: Call, regions: set[str]) -> bool:
    """Whether the users of a flow have another way in, in another region: as a share of the calls, as what
    stands in, or by what DNS answers those who are near to it, in another flow for the same."""
    ways = [flow, *_alike(facts, flow, call.caller)]
    steps = [step for one in ways for step in facts.design.flows[one].steps]
    own = [step for step in steps if step.caller.path == call.caller]
    others = {one.path for step in own for one in (step.callee, step.or_else) if one is not None}
    components = facts.design.components
    return any(
        one in components and not _regions(facts, one) <= regions for one in others - {call.callee}
    )


def _alike(facts: Facts, flow: str, caller: str) -> list[str]:
    """The other flows that serve the same requirement and in which DNS sends a caller to what is near."""
    served = {named.path for named in facts.design.flows[flow].serves}
    return [
        path
        for path, other in facts.design.flows.items()
        if path != flow
        and served & {named.path for named in other.serves}
        and any(step.caller.path == caller and _names_near(facts, step) for step in other.steps)
    ]


def _names_near(facts: Facts, step: Step) -> bool:
    callee = facts.design.components.get(step.callee.path)
    if callee is None or not callee.plays(Role.NAME_SERVICE):
        return False
    routing = step.properties[_ROUTES_BY] or callee[_ROUTES_BY]
    return routing is not None and routing.value.by in ("latency", "region")


def _far_readers(facts: Facts, flow: str, call: Call) -> list[str]:
    """The regions with users in which a component runs and reads from a store that is in another alone."""
    store, caller = (facts.design.components.get(p) for p in (call.callee, call.caller))
    is_read = call.step.reads and not call.step.writes and call.step.on_miss_of is None
    if caller is None or store is None or not is_read or not store.plays(Role.STORE, Role.CACHE):
        return []
    if len(_regions(facts, store.path)) != 1 or _is_linearizable(facts, call):
        return []
    domains = [d for place in _far_places(call) for d in facts.design.domains_of(place)]
    located = {
        word
        for entry in facts[flow_graphs][flow].entries
        if entry in facts.design.actors
        for word in facts.design.actors[entry].value(properties.context.LOCATED) or ()
    }
    return [
        domain
        for domain in dict.fromkeys(domains)
        if facts.design.places[domain].level == "region"
        and any(domain == word or domain.endswith(f".{word}") for word in located)
    ]


def _is_linearizable(facts: Facts, call: Call) -> bool:
    """Whether a requirement makes the reads go to where the leader is."""
    return any(
        ConsistencyModel(str(verdict.claim.target)).implies("linearizable")
        for named in call.step.reads
        for verdict in facts[verdicts].on(named.path, "consistency")
    )


def _regions(facts: Facts, path: str) -> set[str]:
    """The regions of a component; who is none, such as an actor that is called, has none."""
    if path not in facts.design.components:
        return set()
    places = facts.design.places
    domains = (d for replica in facts[placements][path].replicas for d in replica.domains)
    return {domain for domain in domains if places[domain].level == "region"}


def _for_some(facts: Facts, flow: str, call: Call, far: list[str]) -> Finding:
    located = properties.context.LOCATED
    users = _users(facts, flow, call.caller)
    return Finding(
        f"some users of `{call.caller}` call `{call.callee}` across regions in `{flow}`: it runs in"
        f" {listed(sorted(_regions(facts, call.callee)))} alone",
        Label(call.arrow, "leaves the region of some users"),
        flow,
        secondary=tuple([Label(user.span_of(located), "where the users are") for user in users]),
        witness=(call.round_trip_line(),),
        help=(advice(f"run replicas of `{call.callee}` in {listed(far)} too"),),
        breaks=facts[verdicts].violated((flow,), "latency"),
    )


def _for_readers(facts: Facts, flow: str, call: Call, far: list[str]) -> Finding:
    return Finding(
        f"some replicas of `{call.caller}` read from `{call.callee}` across regions in `{flow}`: it runs"
        f" in {listed(sorted(_regions(facts, call.callee)))} alone",
        Label(call.arrow, f"leaves {listed(far)}"),
        flow,
        witness=(call.round_trip_line(),),
        help=(
            advice(
                f"run a replica of `{call.callee}` or a cache in {listed(far)}, and read from it"
            ),
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
