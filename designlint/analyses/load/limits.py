"""What rate limits let through: of all calls of a component, and of those from one caller."""

from __future__ import annotations

import math

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.load.admission import ALL, Limits, least, limits_on
from designlint.analyses.load.load import loads
from designlint.analyses.measure import Interval, exactly
from designlint.model import Step


def limits(facts: Facts) -> Lazily[str, Limits]:
    """The rate limits that the calls of each component meet, by its path."""
    components, parts = facts.design.components, facts[loads].parts
    return Lazily(
        components, lambda path: limits_on(facts.design, components[path], parts.get(path, ()))
    )


def admitted(facts: Facts, path: str) -> Interval:
    """The share of a component's calls, 0 to 1, that no rate limit refuses."""
    found, all_parts = facts[limits][path], facts[loads].parts.get(path, ())
    passes = ALL
    for limit in found.on_all:
        passes = least(passes, limit.passes)
    limited = {id(part.step): limit for limit, parts in found.on_calls for part in parts}
    total = sent = exactly(0.0)
    for part in all_parts:
        limit_of = limited.get(id(part.step))
        total = total.plus(part.rate)
        sent = sent.plus(part.rate * (limit_of.passes if limit_of is not None else ALL))
    if not limited or not 0.0 < total.low < math.inf or not total.is_exact:
        return passes
    return least(passes, sent * (1.0 / total.low))


def arriving(facts: Facts, path: str, call: Step | None = None) -> Interval:
    """The share of the calls of a step, or of all of a component, that no rate limit before it refuses."""
    arrives = meant = exactly(0.0)
    for part in facts[loads].parts.get(path, ()):
        if call is None or part.step.span == call.span:
            arrives, meant = arrives.plus(part.rate), meant.plus(part.meant)
    if arrives == meant or not 0.0 < meant.low < math.inf:
        return ALL
    low = 0.0 if math.isinf(meant.high) else arrives.low / meant.high
    return Interval(low, min(1.0, arrives.high / meant.low))
