"""How stale a read of a data item can be: the ages of its copies, added along their path."""

from __future__ import annotations

import math
from collections.abc import Sequence

from designlint.analyses.consistency.ages import ages_of, is_http_cache
from designlint.analyses.consistency.async_copies import full_consumers
from designlint.analyses.consistency.hop import Hop
from designlint.analyses.consistency.reads import Reads, reads_of
from designlint.analyses.facts import Facts
from designlint.analyses.failure.failovers import failovers
from designlint.analyses.failure.surviving import SOME
from designlint.analyses.judgement import Basis, Judgement, Status, compare
from designlint.analyses.measure import Exactness, Interval, Measure, step
from designlint.diagnostics.diagnostic import Step
from designlint.model import Claim


def judge_staleness(facts: Facts, claim: Claim) -> Judgement:
    """The verdict on how stale reads can be; where that is unbounded, it says why."""
    data = claim.about
    hops = facts[reads_of][data].through(claim)
    measure = _behind(facts, data, hops, _staleness(facts, hops))
    judgement = compare(claim, measure)
    decided = measure.value if judgement.basis is Basis.PROOF else measure.assuming
    if judgement.status is Status.VIOLATED and decided is not None and decided.low == SOME:
        return judgement._replace(value="more than 0s", margin="")
    if judgement.status is not Status.UNDECIDED or judgement.reason:
        return judgement
    if not hops:
        return judgement._replace(reason=f"no flow reads `{data}`")
    reasons = _unbounded(hops.as_declared) or _unbounded(hops)
    if not reasons:
        return judgement
    lines = tuple(dict.fromkeys(line for hop in hops if hop.unbounded for line in hop.lines))
    return judgement._replace(value="unknown", reason="; ".join(reasons[:2]), derivation=lines)


def _unbounded(hops: Sequence[Hop]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(hop.unbounded for hop in hops if hop.unbounded))


def staleness(facts: Facts, data: str) -> Measure:
    """How stale a read of a data item can be, in seconds, through all failures."""
    hops = facts[reads_of][data]
    return _behind(facts, data, hops, _staleness(facts, hops))


def _behind(facts: Facts, data: str, hops: Reads, measure: Measure) -> Measure:
    """Where nothing bounds how late a copy is filled, by a consumer that cannot keep up at peak, it is likely
    to be as late as the peak is long."""
    stores = dict.fromkeys(hop.component for hop in hops)
    full = [c for store in stores for c in full_consumers(facts, store, data)]
    if not full or measure.value.high < math.inf:
        return measure
    lines = [
        step(f"what waits for `{c.component.path}` grows at peak: {c.line.text}") for c in full
    ]
    forever = Interval(math.inf, math.inf)
    return measure._replace(likely=forever, derivation=(*measure.derivation, *lines))


def _staleness(facts: Facts, hops: Reads) -> Measure:
    """How stale reads can be, in seconds.

    HTTP caches that pass on the age of a copy share one lifetime (RFC 9111, 4.2.3 and 5.1); that they
    do is an assumption, so the sum of the lifetimes bounds what is certain. So is it that a failover
    does no harm that is not declared.
    """
    value = _span(ages_of(facts, hops, shared=False))
    if not hops:
        value = Interval(0.0, math.inf)
    spared = hops.by_default
    apart = _span(ages_of(facts, spared, shared=False))
    assuming = _span(ages_of(facts, spared, shared=True))
    value = value._replace(low=min(value.low, assuming.low))
    # What keeps a session together says nothing of how old its reads are.
    asked = [m for hop in hops for m in hop.missing if not m.example.startswith("session ")]
    missing = tuple(dict.fromkeys(asked))
    lines = tuple(dict.fromkeys(line for hop in hops if hop.is_known for line in hop.why))
    exactness = Exactness.EXACT if value.low == value.high else Exactness.BOUND
    if not hops or assuming == value:
        return Measure(value, exactness, lines, missing)
    assumptions = [*_harmless(facts, hops), *_kept(spared)] if apart != value else []
    if assuming.high < apart.high:
        names = dict.fromkeys(f"`{h.component}`" for h in hops if is_http_cache(facts, h))
        text = f"{' and '.join(names)} share one lifetime by the Age header (RFC 9111)"
        assumptions.append(step(text))
    return Measure(value, Exactness.BOUND, lines, missing, assuming, tuple(assumptions))


def _harmless(facts: Facts, hops: Reads) -> list[Step]:
    paths = hops.sources_of(hop.component for hop in hops)
    found = [line for path in paths for line in facts[failovers][path].assumptions(path)]
    return list(dict.fromkeys(found))


def _kept(hops: Sequence[Hop]) -> list[Step]:
    return list(dict.fromkeys(line for hop in hops for line in hop.assumes))


def _span(ages: Sequence[Interval]) -> Interval:
    low = max((age.low for age in ages), default=0.0)
    return Interval(low, max((age.high for age in ages), default=math.inf))
