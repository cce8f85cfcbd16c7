"""In which worlds claims are judged: as many scenarios, and loads beside the stated one, as the budget has."""

from __future__ import annotations

from itertools import islice

from designlint.analyses.budget import budget
from designlint.analyses.facts import Facts
from designlint.analyses.worlds import scenario_worlds
from designlint.model import Claim, Element, Scenario

# A scenario whose world is there takes so much less work than one that needs a world of its own.
IN_ONE_WORLD = 10


def judged_scenarios(facts: Facts) -> frozenset[str]:
    """The scenarios whose worlds are looked at, as many as the budget has."""
    numbers, most = facts[scenario_worlds], facts[budget].scenarios
    first = islice(facts.design.scenarios, IN_ONE_WORLD * most)
    return frozenset([path for path in first if numbers[path] < most])


def judged_loads(facts: Facts) -> frozenset[tuple[str, float]]:
    """The loads beside the stated one that claims are judged at, each in its scenario or in none: as many as the budget
    has."""
    if facts.base is not None:
        return facts.base[judged_loads]
    owned = facts.design.owned_claims()
    found = dict.fromkeys(at_load_of(one, claim) for one, claim in owned if claim.load != 1.0)
    return frozenset(islice(found, facts[budget].loads))


def at_load_of(owner: Element, claim: Claim) -> tuple[str, float]:
    """The world that a claim asks for: its scenario, if it has one, and its load."""
    return owner.path if isinstance(owner, Scenario) else "", claim.load
