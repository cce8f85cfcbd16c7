"""The latency of request paths at a percentile: a lower and an upper bound, and an estimate.

The bounds hold whatever depends on what, so they may decide; what comes out if the parts are
independent is shown beside them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.latency.estimate import estimate
from designlint.analyses.latency.lower import Lower, lower_bound
from designlint.analyses.latency.own_time import own_times
from designlint.analyses.latency.request import RequestPath, given_up, requests
from designlint.analyses.latency.upper import Upper, upper_bound
from designlint.analyses.measure import Interval
from designlint.base.cached import cached_property


@dataclass(frozen=True)
class Latency:
    """The bounds on one request path at a percentile, and the estimate where there is one.

    `assumed` is the upper bound if the assumptions in it are right; both are of the path `bounded`, where
    fallbacks may be asked after timeouts.
    """

    facts: Facts
    path: RequestPath
    percentile: float
    lower: Lower
    upper: Upper
    assumed: Upper
    bounded: RequestPath

    @property
    def proved(self) -> Upper:
        """The least upper bound: without assumptions if that is as low as with them."""
        return self.upper if self.upper.time <= self.assumed.time else self.assumed

    @cached_property
    def estimate(self) -> Interval | None:
        """About how long it takes, where its parts are known well enough."""
        return estimate(self.facts, self.path, self.percentile)


def latency_paths(facts: Facts, subject: str) -> tuple[RequestPath, ...]:
    """The request paths that the latency of a flow or component is about."""
    return tuple([path for path, _ in _paths(facts, subject)])


def _paths(facts: Facts, subject: str) -> Iterator[tuple[RequestPath, RequestPath | None]]:
    """The same, each with the path on which the fallbacks of its calls are asked, where timeouts may lead to
    that."""
    design, found = facts.design, False
    for flow in design.flows if subject not in design.flows else (subject,):
        own, other = facts[requests][flow], facts[given_up][flow]
        has_fallbacks = own.has_fallbacks
        if flow == subject:
            others = other.entries if has_fallbacks else [None] * len(own.entries)
            yield from zip(own.entries, others, strict=True)
        elif subject in facts[flow_graphs][flow].nodes:
            found = True
            yield own.path(subject), other.path(subject) if has_fallbacks else None
    if subject not in design.flows and not found:
        yield RequestPath(subject, (subject,), {}, {subject: facts[own_times][subject]}), None


def latencies(facts: Facts, subject: str, percentile: float) -> tuple[Latency, ...]:
    """The latency of each request path of a flow or component at a percentile, found once for all that ask."""
    known = facts[_known]
    if (subject, percentile) not in known:
        known[subject, percentile] = tuple(
            [_latency(facts, path, other, percentile) for path, other in _paths(facts, subject)]
        )
    return known[subject, percentile]


def _known(_: Facts) -> dict[tuple[str, float], tuple[Latency, ...]]:
    """The latencies that were asked for, by flow or component and percentile."""
    return {}


def _latency(
    facts: Facts, path: RequestPath, other: RequestPath | None, percentile: float
) -> Latency:
    upper, assumed = _upper(path, percentile)
    bounded = path
    if other is not None:
        later, later_assumed = _upper(other, percentile)
        is_needed = bool(later_assumed.needs) and not assumed.needs
        if later_assumed.time < assumed.time or (assumed.time == math.inf and is_needed):
            upper, assumed, bounded = later, later_assumed, other
    lower = lower_bound(path, percentile)
    return Latency(facts, path, percentile, lower, upper, assumed, bounded)


def _upper(path: RequestPath, percentile: float) -> tuple[Upper, Upper]:
    """The upper bound, and that if the assumptions are right."""
    upper = upper_bound(path, percentile, assume=False)
    return upper, upper_bound(path, percentile, assume=True) if path.assumes else upper
