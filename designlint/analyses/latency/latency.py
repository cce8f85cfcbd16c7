"""The response time of a flow or component at a percentile against its target.

Where a flow begins in several places, or a component is called by several flows, the least of the
lower bounds and the greatest of the upper ones hold for all of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.judgement import Basis, Judgement, Status, compare
from designlint.analyses.latency.bounds import Latency, latencies
from designlint.analyses.latency.call import open_hit_ratio
from designlint.analyses.latency.estimate import estimate_text
from designlint.analyses.latency.lines import derivation
from designlint.analyses.latency.upper import upper_bound
from designlint.analyses.latency.users import uncounted_users, unknown_ways
from designlint.analyses.measure import Derivation, Exactness, Interval, Measure, Missing
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Claim
from designlint.quantities.quantity import Quantity


def measured(facts: Facts, found: tuple[Latency, ...], target: float) -> Measure:
    """The latency of a subject as an interval with its proof, for a target in seconds.

    What is missing are the fewest facts that could bring an upper bound down to the target.
    """
    low = min(latency.lower.time for latency in found)
    high = max(latency.upper.time for latency in found)
    assumed = max(latency.assumed.time for latency in found)
    worst = max(found, key=lambda latency: (latency.assumed.time, latency.lower.time))
    assumptions = [line for latency in found for line in latency.assumed.assumptions]
    missing = [m for latency in found for m in _missing(latency, target)]
    exactness = Exactness.EXACT if low == high < math.inf else Exactness.BOUND
    return Measure(
        Interval(low, max(low, high)),
        exactness,
        Derivation(lambda: derivation(facts, worst, target)),
        tuple(dict.fromkeys(missing)),
        Interval(low, max(low, assumed)) if assumptions and assumed < high else None,
        tuple(dict.fromkeys(assumptions)),
    )


def _missing(latency: Latency, target: float) -> tuple[Missing, ...]:
    """The shortest list of facts with which the upper bound could keep the target."""
    if latency.assumed.time <= target:
        return ()
    useful = [need for need in latency.assumed.needs if need.optimistic <= target]
    if useful:
        return min(useful, key=lambda need: (len(need.missing), need.optimistic)).missing
    return _narrowing(latency, target)


def _narrowing(latency: Latency, target: float) -> tuple[Missing, ...]:
    """What would say which replicas answer and confirm, and how often a cache misses, if the nearest and no
    miss would keep the target."""
    calls = latency.path.all_calls
    facts = [fact for call in calls for fact in (*call.trip.narrowing, *open_hit_ratio(call))]
    if not facts:
        return ()
    nearest = upper_bound(latency.path.nearest(), latency.percentile, assume=True)
    return tuple(dict.fromkeys(facts)) if nearest.time <= target else ()


def judge_latency(facts: Facts, claim: Claim) -> Judgement:
    """Met when the upper bound keeps the target, violated when the lower one is above it; likely so
    where only the estimate decides."""
    percentile = claim.aspect if isinstance(claim.aspect, float) else 1.0
    found = latencies(facts, claim.about, percentile)
    if not found:
        reason = f"no call of `{claim.about}` is awaited"
        nothing = compare(claim, Measure(Interval(0.0, math.inf), Exactness.BOUND))
        return Judgement(Status.UNDECIDED, "unknown", nothing.target, reason=reason)
    target = claim.target.value if isinstance(claim.target, Quantity) else math.inf
    measure = measured(facts, found, target)
    judged = compare(claim, measure)
    if judged.status is Status.UNDECIDED:
        # An estimate takes long, so that it is made only where nothing else decides.
        likely = _likely(found)
        judged = compare(claim, measure._replace(likely=likely))
        if judged.status is Status.UNDECIDED and not judged.missing:
            judged = judged._replace(reason="; ".join(_undecided(found, likely)))
    return _from_entry(facts, claim, judged)


def _from_entry(facts: Facts, claim: Claim, judged: Judgement) -> Judgement:
    """The verdict with a note where users are somewhere, and nothing says how far away that is."""
    if claim.about not in facts.design.flows:
        return judged
    if uncounted_users(facts, claim.about):
        judged = judged._replace(value=f"{judged.value} from the entry on")
    ways = unknown_ways(facts, claim.about) if judged.status is Status.MET else ()
    if not ways:
        return judged
    basis = Basis.ASSUMPTIONS if judged.basis is Basis.PROOF else judged.basis
    lines = [
        Line(
            f"{way.actor} in {way.where}: no time from there to {way.step.callee.path}",
            way.step.span,
        )
        for way in ways
    ]
    assumptions = Derivation(lambda: (*judged.assumptions, *lines))
    return judged._replace(basis=basis, assumptions=assumptions)


def _likely(found: tuple[Latency, ...]) -> Interval | None:
    """Where the estimates put the latency of all request paths."""
    about = [latency.estimate for latency in found]
    known = [interval for interval in about if interval is not None]
    if len(known) < len(about):
        return None
    return Interval(min(one.low for one in known), max(one.high for one in known))


def _undecided(found: tuple[Latency, ...], likely: Interval | None) -> Iterator[str]:
    """Why bounds do not decide, and what the estimate says."""
    owns = [own for latency in found for own in latency.path.own.values() if own is not None]
    doubts = dict.fromkeys(own.doubt for own in owns if own.doubt)
    calls = [call for latency in found for call in latency.path.all_calls]
    doubts.update(dict.fromkeys(c.crowd.doubt for c in calls if c.crowd and c.crowd.doubt))
    if doubts:
        yield " and ".join(doubts)
    elif any(call.returns for call in calls):
        yield "the calls form a cycle, and how often it is taken is unknown"
    elif any(latency.assumed.time == math.inf for latency in found) and any(
        call.patience.timeout is not None and not call.goes_on for call in calls
    ):
        yield "a call may end by its timeout, and a request that fails is not answered"
    else:
        yield "the bounds that hold for any dependence between the parts do not decide"
    if likely is not None:
        yield estimate_text(likely)
