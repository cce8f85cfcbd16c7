"""Facts of other worlds: the same analyses over a changed design."""

from __future__ import annotations

from dataclasses import replace

from designlint.analyses.facts import STRUCTURAL, Facts
from designlint.model import Scenario
from designlint.world import scenario_world, world


def in_scenario(facts: Facts, scenario: Scenario) -> Facts:
    """The facts of a scenario's world."""
    return facts.other(f"scenario {scenario.path}", lambda design: scenario_world(design, scenario))


def without(facts: Facts, *paths: str) -> Facts:
    """The facts of the world that has lost components or places."""
    name = f"without {', '.join(paths)}"
    found = facts.other(name, lambda design: world(design, name, lost=paths))
    found.before = facts
    return found


def before_the_loss(facts: Facts) -> Facts:
    """The facts of the same world with nothing lost."""
    if facts.before is None:
        name = "before the loss"
        facts.before = facts.other(name, lambda design: replace(design, lost=frozenset()))
    return facts.before


def at_load(facts: Facts, factor: float) -> Facts:
    """The facts at a multiple of the stated load."""
    if factor == 1.0:
        return facts
    return facts.other(
        f"{factor!r}x",
        lambda design: world(design, f"{factor:g}x load", load=factor),
        STRUCTURAL,
    )
