"""The latency of request paths at a percentile: a lower and an upper bound, and an estimate.

The bounds hold whatever depends on what, so they may decide; what comes out if the parts are
independent is shown beside them.
"""

from __future__ import annotations

from dataclasses import dataclass

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.latency.estimate import estimate
from designlint.analyses.latency.lower import Lower, lower_bound
from designlint.analyses.latency.own_time import own_times
from designlint.analyses.latency.request import RequestPath, requests
from designlint.analyses.latency.upper import Upper, upper_bound
from designlint.analyses.measure import Interval
from designlint.base.cached import cached_property


@dataclass(frozen=True)
class Latency:
    """The bounds on one request path at a percentile, and the estimate where there is one.

    `assumed` is the upper bound if the assumptions in it are right.
    """

    facts: Facts
    path: RequestPath
    percentile: float
    lower: Lower
    upper: Upper
    assumed: Upper

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
    if subject in facts.design.flows:
        return facts[requests][subject].entries
    found = [
        facts[requests][flow].path(subject)
        for flow in facts.design.flows
        if subject in facts[flow_graphs][flow].nodes
    ]
    if found:
        return tuple(found)
    return (RequestPath(subject, (subject,), {}, {subject: facts[own_times][subject]}),)


def latencies(facts: Facts, subject: str, percentile: float) -> tuple[Latency, ...]:
    """The latency of each request path of a flow or component at a percentile."""
    return tuple([_latency(facts, path, percentile) for path in latency_paths(facts, subject)])


def _latency(facts: Facts, path: RequestPath, percentile: float) -> Latency:
    upper = upper_bound(path, percentile, assume=False)
    assumed = upper
    if path.assumes:
        assumed = upper_bound(path, percentile, assume=True)
    lower = lower_bound(path, percentile)
    return Latency(facts, path, percentile, lower, upper, assumed)
