"""How stale a read of a data item can be: the ages of its copies, added along their path."""

from __future__ import annotations

import math
from collections.abc import Sequence

from designlint.analyses.consistency.failed_over import Failures
from designlint.analyses.consistency.hop import Hop
from designlint.analyses.consistency.reads import READS, reads_as_declared
from designlint.analyses.facts import Facts
from designlint.analyses.failure.failovers import failovers
from designlint.analyses.failure.surviving import SOME
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.judgement import Judgement, Status, compare
from designlint.analyses.measure import Exactness, Interval, Measure, step
from designlint.diagnostic import Step
from designlint.model import Claim
from designlint.schema.roles import Role
from designlint.schema.store import CACHE_PLACEMENT
from designlint.solvers.graph import reachable, strongly_connected


def judge_staleness(facts: Facts, claim: Claim) -> Judgement:
    """The verdict on how stale reads can be; where that is unbounded, it says why."""
    data = claim.about
    through = Failures.BETWEEN if claim.between_failovers else Failures.ALL
    measure = staleness(facts, data, through)
    judgement = compare(claim, measure)
    hops = facts[READS[through]][data]
    if judgement.status is Status.VIOLATED and measure.value.low == SOME:
        return judgement._replace(value="more than 0s", margin="")
    reasons = _unbounded(facts[reads_as_declared][data]) or _unbounded(hops)
    if judgement.status is not Status.UNDECIDED or judgement.reason:
        return judgement
    if not hops:
        return judgement._replace(reason=f"no flow reads `{data}`")
    if not reasons:
        return judgement
    lines = tuple(dict.fromkeys(line for hop in hops if hop.unbounded for line in hop.lines))
    return judgement._replace(value="unbounded", reason="; ".join(reasons[:2]), derivation=lines)


def _unbounded(hops: Sequence[Hop]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(hop.unbounded for hop in hops if hop.unbounded))


def staleness(facts: Facts, data: str, through: Failures = Failures.ALL) -> Measure:
    """How stale a read of a data item can be, in seconds, through these failures.

    HTTP caches that pass on the age of a copy share one lifetime (RFC 9111, 4.2.3 and 5.1); that they
    do is an assumption, so the sum of the lifetimes bounds what is certain. So is it that a failover
    does no harm that is not declared.
    """
    hops = facts[READS[through]][data]
    value = _span(_ages(facts, hops, shared=False))
    if not hops:
        value = Interval(0.0, math.inf)
    likely = Failures.DECLARED if through is Failures.ALL else through
    spared = facts[READS[likely]][data]
    apart = _span(_ages(facts, spared, shared=False))
    assuming = _span(_ages(facts, spared, shared=True))
    value = value._replace(low=min(value.low, assuming.low))
    # What keeps a session together says nothing of how old its reads are.
    asked = [m for hop in hops for m in hop.missing if not m.example.startswith("session ")]
    missing = tuple(dict.fromkeys(asked))
    lines = tuple(dict.fromkeys(line for hop in hops if hop.is_known for line in hop.why))
    exactness = Exactness.EXACT if value.low == value.high else Exactness.BOUND
    if not hops or assuming.high == value.high:
        return Measure(value, exactness, lines, missing)
    assumptions = _harmless(facts, hops) if apart.high < value.high else []
    if assuming.high < apart.high:
        names = dict.fromkeys(f"`{h.component}`" for h in hops if _is_http_cache(facts, h))
        text = f"{' and '.join(names)} share one lifetime by the Age header (RFC 9111)"
        assumptions.append(step(text))
    return Measure(value, Exactness.BOUND, lines, missing, assuming, tuple(assumptions))


def _harmless(facts: Facts, hops: Sequence[Hop]) -> list[Step]:
    paths = dict.fromkeys(hop.component for hop in hops)
    found = [line for path in paths for line in facts[failovers][path].assumptions(path)]
    return list(dict.fromkeys(found))


def ages_of(facts: Facts, data: str) -> list[Interval]:
    """How stale the answer of each hop can be, in seconds, in the order of `reads_of`, if no failover
    does harm that is not declared to."""
    return _ages(facts, facts[reads_as_declared][data], shared=True)


def _span(ages: Sequence[Interval]) -> Interval:
    low = max((age.low for age in ages), default=0.0)
    return Interval(low, max((age.high for age in ages), default=math.inf))


def _ages(facts: Facts, hops: Sequence[Hop], *, shared: bool) -> list[Interval]:
    """How stale the answer of each hop can be: a copy is as old as its source, plus the time it is kept.
    In a cycle of copies, each may have come through all the others. HTTP caches with one `shared`
    lifetime do not add up."""
    own = [_own_age(hop) for hop in hops]
    filled = {n: _filled_from(facts, hop, hops) for n, hop in enumerate(hops) if own[n].low}
    web = [_is_http_cache(facts, hop) for hop in hops]
    ages = list(own)
    for block in strongly_connected({n: filled.get(n, []) for n in range(len(hops))}):
        inside = set(block)
        kept = sum(own[n].high for n in block)
        for n in block:
            low = high = 0.0
            for m in {m for b in block for m in filled.get(b, ())} - inside:
                excess = own[n] if shared and web[n] and web[m] else Interval(0.0, 0.0)
                low = max(low, ages[m].low - excess.low)
                high = max(high, ages[m].high - excess.high)
            ages[n] = Interval(own[n].low + low, kept + high)
    return ages


def _own_age(hop: Hop) -> Interval:
    return Interval(hop.surely_stale, hop.staleness)


def _is_http_cache(facts: Facts, hop: Hop) -> bool:
    component = facts.design.components[hop.component]
    placement = component.value(CACHE_PLACEMENT) if component.plays(Role.CACHE) else None
    return component.plays(Role.EDGE) or (placement is not None and placement in ("client", "edge"))


def _filled_from(facts: Facts, cache: Hop, hops: Sequence[Hop]) -> list[int]:
    """The numbers of the hops of the same flow that answer the misses of a cache."""
    if not facts.design.components[cache.component].plays(Role.CACHE):
        return []
    graph = facts[flow_graphs][cache.flow]
    missed = [
        step
        for step in graph.flow.steps
        if step.on_miss_of is not None and step.on_miss_of.path == cache.component
    ]
    calls = {caller: [s.callee.path for s in steps] for caller, steps in graph.by_caller.items()}
    reached = reachable(calls, [cache.component, *(step.callee.path for step in missed)])
    return [
        number
        for number, hop in enumerate(hops)
        if hop.flow == cache.flow
        and hop.component != cache.component
        and (hop.step in missed or hop.step.caller.path in reached)
    ]
