"""What matters here: the flows and request paths whose requirements are not proved to be met."""

from __future__ import annotations

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.judgement import Status
from designlint.analyses.latency.request import RequestPath, requests
from designlint.analyses.load.capacity import DomainLoss, capacities
from designlint.analyses.load.overload import overloading_losses
from designlint.analyses.verdicts.verdicts import Verdict, verdicts_on
from designlint.schema.roles import Role


def is_at_stake(facts: Facts, flow: str) -> bool:
    """Whether a flow's availability matters here: unless it is proved to be enough."""
    found = facts[verdicts_on].get((flow, "availability"), ())
    return not found or any(verdict.status is not Status.MET for verdict in found)


def domain_losses(facts: Facts) -> dict[str, DomainLoss]:
    """The losses of domains that overload what is left of a component, by its path, where a flow that
    calls it needs to be available."""
    return {
        path: loss
        for path, loss in facts[overloading_losses].items()
        if any(is_at_stake(facts, part.flow) for part in facts[capacities][path].parts)
    }


def unmet_verdicts(facts: Facts, subject: str, metric: str) -> list[Verdict]:
    """The verdicts on a metric of a subject that are not met, the violated ones first."""
    found = facts[verdicts_on].get((subject, metric), ())
    unmet = [verdict for verdict in found if verdict.status is not Status.MET]
    return sorted(unmet, key=lambda verdict: verdict.status is not Status.VIOLATED)


def awaited_paths(facts: Facts) -> Lazily[str, tuple[RequestPath, ...]]:
    """The request paths of each flow that people wait for, unless they are proved to be fast enough.

    While the system is being recovered, other things matter.
    """
    return Lazily(facts.design.flows, lambda flow: _awaited_paths(facts, flow))


def _awaited_paths(facts: Facts, flow: str) -> tuple[RequestPath, ...]:
    is_required = bool(facts[verdicts_on].get((flow, "latency"), ()))
    is_enough = is_required and not unmet_verdicts(facts, flow, "latency")
    if facts.design.flows[flow].recovers or is_enough:
        return ()
    return tuple([path for path in facts[requests][flow].entries if _begins_outside(facts, path)])


def _begins_outside(facts: Facts, path: RequestPath) -> bool:
    start = facts.design.components.get(path.start)
    return start is None or start.plays(Role.CLIENT)
