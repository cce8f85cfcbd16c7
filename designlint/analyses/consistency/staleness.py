"""How stale a read of a data item can be: the ages of its copies, added along their path."""

from __future__ import annotations

import math
from collections.abc import Sequence

from designlint.analyses.consistency.ages import ages_of, is_http_cache
from designlint.analyses.consistency.reads import reads_of
from designlint.analyses.facts import Facts
from designlint.analyses.judgement import Judgement, Status, compare
from designlint.analyses.measure import Exactness, Interval, Measure, step
from designlint.model import Claim


def judge_staleness(facts: Facts, claim: Claim) -> Judgement:
    """The verdict on how stale reads can be; where that is unbounded, it says why."""
    data = claim.subject.path if claim.subject else ""
    judgement = compare(claim, staleness(facts, data))
    hops = facts[reads_of][data]
    reasons = tuple(dict.fromkeys(hop.unbounded for hop in hops if hop.unbounded))
    if judgement.status is not Status.UNDECIDED or judgement.reason:
        return judgement
    if not hops:
        return judgement._replace(reason=f"no flow reads `{data}`")
    if not reasons:
        return judgement
    lines = tuple(dict.fromkeys(line for hop in hops if hop.unbounded for line in hop.lines))
    return judgement._replace(value="unbounded", reason="; ".join(reasons[:2]), derivation=lines)


def staleness(facts: Facts, data: str) -> Measure:
    """How stale a read of a data item can be, in seconds.

    HTTP caches that pass on the age of a copy share one lifetime (RFC 9111, 4.2.3 and 5.1); that they
    do is an assumption, so the sum of the lifetimes bounds what is certain.
    """
    hops = facts[reads_of][data]
    low, high = _span(ages_of(facts, hops, shared=True)), _span(ages_of(facts, hops, shared=False))
    value = Interval(low.low, high.high if hops else math.inf)
    missing = tuple(dict.fromkeys(m for hop in hops for m in hop.missing))
    lines = tuple(dict.fromkeys(line for hop in hops if hop.is_known for line in hop.why))
    exactness = Exactness.EXACT if value.low == value.high else Exactness.BOUND
    if not hops or low.high == high.high:
        return Measure(value, exactness, lines, missing)
    names = dict.fromkeys(f"`{h.component}`" for h in hops if is_http_cache(facts, h))
    assumed = step(f"{' and '.join(names)} share one lifetime by the Age header (RFC 9111)")
    return Measure(value, Exactness.BOUND, lines, missing, low, (assumed,))


def _span(ages: Sequence[Interval]) -> Interval:
    low = max((age.low for age in ages), default=0.0)
    return Interval(low, max((age.high for age in ages), default=math.inf))
