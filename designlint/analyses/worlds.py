"""Facts of other worlds: the same analyses over a changed design."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from designlint.analyses.facts import STRUCTURAL, Facts, Within
from designlint.model import Design, Scenario
from designlint.model.world import scenario_world, world

# So many scenarios of one world are named.
NAMED = 3

_OF_CALLS = Within("graph")
"""The analyses of calls and data, which know of no replica and no place of one."""


def in_scenario(facts: Facts, scenario: Scenario) -> Facts:
    """The facts of a scenario's world; scenarios that only lose the same at the same load have one world."""
    alike = facts[_alike].get(scenario.path, (scenario.path,))
    return facts.other(f"scenario {alike[0]}", lambda design: _world_of(design, scenario, alike))


def scenario_worlds(facts: Facts) -> dict[str, int]:
    """The number of each scenario's world, by the path of the scenario."""
    numbers: dict[str, int] = {}
    return {
        path: numbers.setdefault(alike[0], len(numbers)) for path, alike in facts[_alike].items()
    }


def _alike(facts: Facts) -> dict[str, tuple[str, ...]]:
    """The scenarios that have one world with each scenario, by its path."""
    if facts.base is not None and facts.base.design.scenarios is facts.design.scenarios:
        return facts.base[_alike]
    found: dict[object, list[str]] = {}
    for path, scenario in facts.design.scenarios.items():
        lost = tuple([named.path for named in scenario.lost])
        found.setdefault(path if scenario.changes else (lost, scenario.load), []).append(path)
    return {path: alike for alike in map(tuple, found.values()) for path in alike}


def _world_of(design: Design, scenario: Scenario, alike: tuple[str, ...]) -> Design:
    """The world of a scenario, which has the names of all that have it."""
    if len(alike) == 1:
        return scenario_world(design, scenario)
    *first, last = (
        alike if len(alike) <= NAMED else (*alike[: NAMED - 1], f"{len(alike) - NAMED + 1} more")
    )
    name = f"{', '.join(first)} and {last}"
    lost = [named.path for named in scenario.lost]
    return world(design, name, lost=lost, load=scenario.load)


def without(facts: Facts, *paths: str) -> Facts:
    """The facts of the world that has lost components or places."""
    name = f"without {', '.join(paths)}"
    found = facts.other(name, lambda design: world(design, name, lost=paths))
    found.before = facts
    return found


def supposing(facts: Facts, name: str, left: Mapping[str, int]) -> Facts:
    """The facts where so many of the replicas in doubt are left of each component."""
    return facts.other(name, lambda design: replace(design, elsewhere=left), _OF_CALLS)


def before_the_loss(facts: Facts) -> Facts:
    """The facts of the same world with nothing lost."""
    if not facts.design.lost:
        return facts
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
