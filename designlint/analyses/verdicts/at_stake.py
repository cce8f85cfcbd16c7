"""What matters here: the flows and request paths whose requirements are not proved to be met."""

from __future__ import annotations

from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.latency.request import RequestPath, requests
from designlint.analyses.load.capacity import capacities
from designlint.analyses.load.overload import overloading_losses
from designlint.analyses.load.part import DomainLoss
from designlint.analyses.verdicts.verdicts import verdicts
from designlint.schema.roles import Role


def domain_losses(facts: Facts) -> dict[str, DomainLoss]:
    """The losses of domains that overload what is left of a component, by its path, where a flow that
    calls it needs to be available."""
    return {
        path: loss
        for path, loss in facts[overloading_losses].items()
        if any(facts[verdicts].is_at_stake(part.flow) for part in facts[capacities][path].parts)
    }


def awaited_paths(facts: Facts) -> Lazily[str, tuple[RequestPath, ...]]:
    """The request paths of each flow that people wait for, unless they are proved to be fast enough.

    While the system is being recovered, other things matter.
    """
    return Lazily(facts.design.flows, lambda flow: _awaited_paths(facts, flow))


def _awaited_paths(facts: Facts, flow: str) -> tuple[RequestPath, ...]:
    is_required = bool(facts[verdicts].on(flow, "latency"))
    is_enough = is_required and not facts[verdicts].unmet(flow, "latency")
    if facts.design.flows[flow].recovers or is_enough:
        return ()
    return tuple([path for path in facts[requests][flow].entries if _begins_outside(facts, path)])


def _begins_outside(facts: Facts, path: RequestPath) -> bool:
    start = facts.design.components.get(path.start)
    return start is None or start.plays(Role.CLIENT)
