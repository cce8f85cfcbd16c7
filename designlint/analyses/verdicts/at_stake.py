"""What matters here: the flows and request paths whose requirements are not proved to be met."""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.analyses.judgement import Status
from designlint.analyses.load.capacity import DomainLoss, capacities
from designlint.analyses.load.overload import overloading_losses
from designlint.analyses.verdicts.verdicts import verdicts_on


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
