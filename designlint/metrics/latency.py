"""The time from request to answer at a percentile.

The time on the request path (`->`) counts: the `latency` of each component itself, once for each
call; the round trip between regions (`rtt`, or the time that light in fibre needs for a `distance`) to
any replica that may answer; and the wait for the copies that confirm a write. Sequential calls add up;
`parallel` calls take as long as the slowest. A step that only a share of the requests take counts with
that share. The way from the users counts where the round trip from their place (`located`) is declared. Asynchronous
calls (`~>`) are not counted.

All requests count. A request that fails because a `timeout` ends a call that it needs is never answered,
so it misses every target. Where the flow goes on without the call, the timeout bounds it, once for each
attempt. Other failures count in the availability; scenarios cover them.

Percentiles do not add up, and parts may be slow together or in turn. So two bounds decide, and both
hold however the parts depend on each other. The upper bound adds percentiles that are high enough:
the p99 of ten calls uses the p99.9 of each, so that no more than 1% of the requests exceed one of
them. The lower bound is the slowest part alone, or the sum of the left-tail means of all parts. Where
the bounds do not decide, an estimate says what is likely: it lies between independent parts and parts
that are slow together.

A stated `latency` holds at the load that is stated, up to 70% of the `capacity`. At more load, or when
something is lost, it is assumed to hold up to there; above the capacity, the wait is unbounded.

Met: 0.1% of the requests exceed 40 ms in `shop`, 0.1% exceed 50 ms in `stock`, so 99.8% take no more than 90 ms

```design
actor visitor
component shop : service { replicas 1; capacity 200 req/s; latency p50 5ms, p99 20ms, p99.9 40ms }
component stock : database { replicas 1; capacity 500 req/s; latency p50 2ms, p99 30ms, p99.9 50ms }
flow buy { rate 100 req/s peak; visitor -> shop -> stock }
nonfunctional NFR1 "Buying is quick." { require latency p99 of buy <= 100ms }
```

Violated: 1% of the requests wait 30 ms for `stock` alone

```design
actor visitor
component shop : service { latency p50 5ms, p99 20ms, p99.9 40ms }
component stock : database { latency p50 2ms, p99 30ms, p99.9 50ms }
flow buy { visitor -> shop -> stock }
nonfunctional NFR1 "Buying is quick." { require latency p99 of buy <= 25ms }
```

Undecided: 0.1% of the requests may be slow in `shop` and another 0.1% in `stock`, but only 0.1% may miss the target

```design
actor visitor
component shop : service { latency p99.9 40ms }
component stock : database { latency p99.9 50ms }
flow buy { visitor -> shop -> stock }
nonfunctional NFR1 "Buying is quick." { require latency p99.9 of buy <= 100ms }
```
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.latency.bounds import latency_paths
from designlint.analyses.latency.call import Call
from designlint.analyses.latency.latency import judge_latency
from designlint.analyses.latency.own_time import LIMIT
from designlint.analyses.load.capacity import FULL, capacities
from designlint.analyses.remedies.adjustment import Lever
from designlint.analyses.remedies.calls import (
    fewer_attempts,
    routed_near,
    shorter_waits,
    side_by_side,
    unawaited,
)
from designlint.analyses.remedies.levers import carrying_more, components_of
from designlint.analyses.remedies.replicas import nearer_replicas
from designlint.analyses.verdicts.verdicts import Verdict
from designlint.analyses.worlds import at_load
from designlint.diagnostics.diagnostic import Step
from designlint.model import Claim
from designlint.model.metric import PERCENTILE, Metric, Target, first_line
from designlint.quantities.quantity import Quantity


def _levers(facts: Facts, claim: Claim) -> Iterator[Lever]:
    """What is over its capacity answers late without bound; with more replicas it does not."""
    loaded = at_load(facts, claim.load)
    for component in components_of(facts, claim):
        used = loaded[capacities][component.path].utilisation()
        if used is not None and used.high > LIMIT:
            yield from carrying_more(facts, component)
    calls = [call for path in latency_paths(facts, claim.about) for call in path.all_calls]
    for call in calls:
        nearer = list(nearer_replicas(facts, call))
        yield from nearer
        if nearer or call.trip.narrowing:
            yield from routed_near(facts, call)
    for flow in dict.fromkeys(_flows_of(facts, claim)):
        if isinstance(claim.target, Quantity):
            yield from shorter_waits(facts, flow, claim.target)
        yield from fewer_attempts(facts, flow)
        yield from unawaited(facts, flow)
        yield from side_by_side(facts, flow)


def _flows_of(facts: Facts, claim: Claim) -> list[str]:
    """The flow of a claim, or those that call its component."""
    flows, path = facts.design.flows, claim.about
    return [path] if path in flows else [f for f in flows if path in facts[flow_graphs][f].nodes]


def _headline(world: Facts, verdict: Verdict) -> Step | None:
    way = _longest_way(world, verdict.claim)
    return way.round_trip_line() if way is not None else first_line(world, verdict)


def _causes(world: Facts, verdict: Verdict) -> tuple[str, ...]:
    """The overload of the components that answer late for it: certainly where the claim is violated,
    possibly where it is undecided."""
    found: list[str] = []
    for component in components_of(world, verdict.claim):
        capacity = world[capacities][component.path]
        used = capacity.utilisation()
        if used is not None and (used.low if verdict.is_refuted else used.high) > FULL:
            found += capacity.overloads
    return tuple(found)


def _longest_way(world: Facts, claim: Claim) -> Call | None:
    """The call of every request whose way alone takes more than is allowed, where there is one."""
    target = claim.target.value if isinstance(claim.target, Quantity) else math.inf
    found: list[Call] = []
    for request in latency_paths(world, claim.about):
        met = {request.start}
        for node in request.order:
            calls = request.calls.get(node, ()) if node in met else ()
            sure = [
                call for call in calls if call.share.low == 1.0 and call.patience.once == math.inf
            ]
            met.update(call.callee for call in sure)
            found += [call for call in sure if call.trip.time.low > target]
    return max(found, key=lambda call: call.trip.time.low, default=None)


METRIC = Metric(
    name="latency",
    subjects=("flow", "component"),
    target=Target("time"),
    aspects=(PERCENTILE,),
    higher_is_better=False,
    doc=__doc__,
    judge=judge_latency,
    levers=_levers,
    headline=_headline,
    causes=_causes,
)
