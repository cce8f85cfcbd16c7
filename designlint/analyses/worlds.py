"""Facts of other worlds: the same analyses over a changed design."""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.model import Scenario
from designlint.world import scenario_world, world


def in_scenario(facts: Facts, scenario: Scenario) -> Facts:
    """The facts of a scenario's world."""
    return facts.other(f"scenario {scenario.path}", lambda design: scenario_world(design, scenario))


def at_load(facts: Facts, factor: float) -> Facts:
    """The facts at a multiple of the stated load."""
    if factor == 1.0:
        return facts
    return facts.other(
        f"{factor!r}x", lambda design: world(design, f"{factor:g}x load", load=factor)
    )
