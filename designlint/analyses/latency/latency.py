"""The response time of a flow or component at a percentile against its target.

Where a flow begins in several places, or a component is called by several flows, the least of the
lower bounds and the greatest of the upper ones hold for all of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.judgement import Judgement, Status, compare
from designlint.analyses.latency.bounds import Latency, latencies
from designlint.analyses.latency.lines import derivation
from designlint.analyses.measure import Derivation, Exactness, Interval, Measure, Missing
from designlint.model import Claim
from designlint.quantity import Quantity, show_about


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
    if not useful:
        return ()
    return min(useful, key=lambda need: (len(need.missing), need.optimistic)).missing


def judge_latency(facts: Facts, claim: Claim) -> Judgement:
    """Met when the upper bound keeps the target, violated when the lower one is above it."""
    subject = claim.subject.path if claim.subject is not None else ""
    percentile = claim.aspect if isinstance(claim.aspect, float) else 1.0
    found = latencies(facts, subject, percentile)
    if not found:
        reason = f"no call of `{subject}` is awaited"
        nothing = compare(claim, Measure(Interval(0.0, math.inf), Exactness.BOUND))
        return Judgement(Status.UNDECIDED, "unknown", nothing.target, reason=reason)
    target = claim.target.value if isinstance(claim.target, Quantity) else math.inf
    judged = compare(claim, measured(facts, found, target))
    if judged.status is not Status.UNDECIDED or judged.missing:
        return judged
    return judged._replace(reason="; ".join(_undecided(found)))


def _undecided(found: tuple[Latency, ...]) -> Iterator[str]:
    """Why bounds do not decide, and what the estimate says."""
    owns = [own for latency in found for own in latency.path.own.values() if own is not None]
    doubts = dict.fromkeys(own.doubt for own in owns if own.doubt)
    if doubts:
        yield " and ".join(doubts)
    elif any(call.returns for latency in found for call in latency.path.all_calls):
        yield "the calls form a cycle, and how often it is taken is unknown"
    else:
        yield "the bounds that hold for any dependence between the parts do not decide"
    about = [latency.estimate for latency in found]
    if None not in about:
        longest = max(time for time in about if time is not None)
        yield f"about {show_about(longest)} if its parts are independent (estimate)"
