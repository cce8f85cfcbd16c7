"""What makes requests slow: ways between regions, calls in a row, fan-out, servers without slack.

What is told here is about flows that people wait for and whose latency is not proved to be enough.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from designlint.analyses.facts import Facts
from designlint.analyses.judgement import Status
from designlint.analyses.latency.own_time import own_times
from designlint.analyses.latency.queueing import Waiting, waiting
from designlint.analyses.latency.request import Hop, RequestPath, requests
from designlint.analyses.load.capacity import capacities
from designlint.analyses.verdicts.verdicts import Verdict, verdicts_on
from designlint.model import Flow
from designlint.quantity import Quantity
from designlint.schema.roles import Role
from designlint.solvers.queueing import mean_wait
from designlint.solvers.tails import fan_out_slow, fitted, leaf_percentile

# A call in fewer requests than this is not felt at p99.
RARE = 0.01

# Less than this, in seconds, nobody notices where no latency is required.
UNNOTICED = 0.05

# So many calls in a row to one callee are a conversation.
MANY = 10

# Taking calls at the same time is worth it when it saves this part of the target.
WORTH_SAVING = 0.1


class SlowCall(NamedTuple):
    """A call of a flow that is slow by its nature."""

    flow: str
    hop: Hop


class FanOut(NamedTuple):
    """Parallel calls that are slow too often together: each is slower than the target allows in a
    share `each` of the calls, at least one of them in a share `together` of the requests (estimate);
    the percentile that each has to keep is `needed`, where it takes `time`."""

    flow: str
    hop: Hop
    verdict: Verdict
    each: float
    together: float
    needed: float
    time: float


class OneByOne(NamedTuple):
    """Two reads that do not need each other, one after the other: the times that each takes at the
    percentile of the requirement, by what is stated."""

    flow: str
    hops: tuple[Hop, Hop]
    times: tuple[float, float]
    verdict: Verdict


class Crowded(NamedTuple):
    """A component whose calls wait longer for a server than they are served (estimate)."""

    component: str
    waiting: Waiting


def far_calls(facts: Facts) -> tuple[SlowCall, ...]:
    """The calls that leave their region, whichever replica makes them."""
    if sum(place.level == "region" for place in facts.design.places.values()) < 2:
        return ()
    return tuple(
        [
            SlowCall(flow, hop)
            for flow, path in _felt(facts)
            for hop, visits in _visited(path)
            if hop.trip.regions is not None and visits >= RARE and _is_noticed(facts, flow, hop)
        ]
    )


def _is_noticed(facts: Facts, flow: str, hop: Hop) -> bool:
    """Whether a way is long enough to matter; where nobody says how long, it may be."""
    way = hop.in_a_row * hop.trip.time.low
    return bool(_open(facts, flow)) or hop.trip.known is None or way >= UNNOTICED


def chatty_calls(facts: Facts) -> tuple[SlowCall, ...]:
    """The steps that call the same component many times in a row."""
    return tuple(
        [
            SlowCall(flow, hop)
            for flow, path in _felt(facts, _calls_many_times)
            for hop, visits in _visited(path)
            if hop.in_a_row >= MANY and visits >= RARE and hop.callee in facts.design.components
        ]
    )


def _calls_many_times(flow: Flow) -> bool:
    return any(step.times >= MANY for step in flow.steps)


def _calls_in_parallel(flow: Flow) -> bool:
    return any(step.parallel for step in flow.steps)


def fan_outs(facts: Facts) -> tuple[FanOut, ...]:
    """The parallel calls of which one alone would be in time, but not all together."""
    found: list[FanOut] = []
    for flow, path in _felt(facts, _calls_in_parallel):
        for hop in path.all_hops:
            alone = hop.share.low == 1.0 and hop.patience.hedged == math.inf
            if hop.step.parallel and hop.times > 1.0 and alone:
                found.extend(_too_wide(facts, flow, hop))
    return tuple(found)


def _too_wide(facts: Facts, flow: str, hop: Hop) -> Iterator[FanOut]:
    own = facts[own_times].get(hop.callee)
    fit = fitted(own.stated) if own is not None else None
    for verdict in _open(facts, flow):
        target, percentile = verdict.claim.target, verdict.claim.aspect
        if fit is None or not isinstance(target, Quantity) or not isinstance(percentile, float):
            continue
        if not 0.0 < percentile < 1.0:
            continue
        needed = leaf_percentile(percentile, hop.times)
        alone, time = fit.quantile(percentile), fit.quantile(needed)
        if alone <= target.value < time:
            slow = 1.0 - fit.below(target.value)
            together = fan_out_slow(slow, hop.times)
            yield FanOut(flow, hop, verdict, slow, together, needed, time)
            return


def one_by_one(facts: Facts) -> tuple[OneByOne, ...]:
    """The first pair of reads of each caller that could be made at the same time, in flows whose
    latency is not enough or cannot be shown to be."""
    found: list[OneByOne] = []
    for flow, path in _felt(facts, lambda flow: bool(_open(facts, flow.path))):
        for verdict in _open(facts, flow)[:1]:
            if verdict.judgement.missing or not isinstance(verdict.claim.target, Quantity):
                continue
            worth = WORTH_SAVING * verdict.claim.target.value
            for caller in path.order:
                found.extend(_separable(facts, flow, path.hops.get(caller, []), verdict, worth))
    return tuple(found)


def _separable(
    facts: Facts, flow: str, hops: list[Hop], verdict: Verdict, worth: float
) -> Iterator[OneByOne]:
    percentile = verdict.claim.aspect if isinstance(verdict.claim.aspect, float) else 1.0
    for one, other in pairwise(hops):
        if not (_is_plain_read(facts, one) and _is_plain_read(facts, other)):
            continue
        if one.callee == other.callee:
            continue
        times = _time_at(facts, one, percentile), _time_at(facts, other, percentile)
        if min(times) >= worth:
            yield OneByOne(flow, (one, other), times, verdict)
            return


def _is_plain_read(facts: Facts, hop: Hop) -> bool:
    """Whether a call surely happens, and reads what a store holds and nothing else."""
    component = facts.design.components.get(hop.callee)
    reads = bool(hop.step.reads) and not hop.step.writes and hop.step.on_miss_of is None
    return component is not None and component.plays(Role.STORE) and reads and hop.share.low == 1.0


def _time_at(facts: Facts, hop: Hop, percentile: float) -> float:
    """The stated time of a call at the nearest percentile from this one on, with the way."""
    stated = facts[own_times][hop.callee].stated
    above = [time for level, time in stated if level >= percentile]
    return min(above, default=max([time for _, time in stated], default=0.0)) + hop.trip.time.low


def crowded(facts: Facts) -> tuple[Crowded, ...]:
    """The components past the knee, of those that people wait for: the mean wait for a server is
    longer than the service, and long enough to be noticed at the higher percentiles."""
    found = facts[waiting].items()
    waits = {node: wait for node, wait in found if wait is not None and _is_long(wait)}
    if not waits:
        return ()
    waited = dict.fromkeys(node for _, path in _felt(facts) for node in path.order)
    return tuple([Crowded(node, waits[node]) for node in waited if node in waits])


def _is_long(wait: Waiting) -> bool:
    return wait.mean > max(wait.service, UNNOTICED / 10)


def replicas_without_queue(facts: Facts, found: Crowded) -> int | None:
    """The least number of replicas with which the mean wait is not above the service time; None where
    replicas do not share the load."""
    capacity = facts[capacities][found.component]
    wait = found.waiting
    each = wait.servers / capacity.most
    if capacity.replicas_for(1.0) is None:
        return None
    tried = range(capacity.most + 1, 2 * capacity.most + 2)
    servers = {count: max(1, round(each * count)) for count in tried}
    return next(
        (n for n, c in servers.items() if mean_wait(wait.load, c, wait.service) <= wait.service),
        None,
    )


def _felt(
    facts: Facts, is_asked: Callable[[Flow], bool] = lambda _: True
) -> Iterator[tuple[str, RequestPath]]:
    """The request paths that people wait for, unless they are proved to be fast enough; while the
    system is being recovered, other things matter. Only flows that are asked for are looked at."""
    design = facts.design
    for flow, declared in design.flows.items():
        if declared.recovers or not is_asked(declared):
            continue
        found = facts[verdicts_on].get((flow, "latency"), ())
        if found and all(verdict.status is Status.MET for verdict in found):
            continue
        for path in facts[requests][flow].entries:
            start = design.components.get(path.start)
            if start is None or start.plays(Role.CLIENT):
                yield flow, path


def _open(facts: Facts, flow: str) -> list[Verdict]:
    """The verdicts on a flow's latency that are not met, the violated ones first."""
    found = facts[verdicts_on].get((flow, "latency"), ())
    unmet = [verdict for verdict in found if verdict.status is not Status.MET]
    return sorted(unmet, key=lambda verdict: verdict.status is not Status.VIOLATED)


def _visited(path: RequestPath) -> Iterator[tuple[Hop, float]]:
    """Each call with how often a request makes it on average."""
    visits = {path.start: 1.0}
    for node in path.order:
        for hop in path.hops.get(node, ()):
            times = visits.get(node, 0.0) * hop.share.high
            visits[hop.callee] = min(math.inf, visits.get(hop.callee, 0.0) + times * hop.times)
            yield hop, times
