"""The world that a verdict is about."""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.analyses.verdicts.verdicts import Verdict
from designlint.analyses.worlds import at_load, in_scenario
from designlint.model import Scenario


def world_around(facts: Facts, verdict: Verdict) -> Facts:
    """The facts that a verdict's claim is judged by: of its scenario, if it has one."""
    owner = verdict.owner
    return in_scenario(facts, owner) if isinstance(owner, Scenario) else facts


def world_of(facts: Facts, verdict: Verdict) -> Facts:
    """The facts that a verdict rests on: of its scenario, at its load."""
    return at_load(world_around(facts, verdict), verdict.claim.load)
