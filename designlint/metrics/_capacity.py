"""What the metrics of capacity share: how their claims are met, and what shows best why not."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.load.capacity import FULL, Capacity
from designlint.analyses.load.headroom import carriers
from designlint.analyses.load.hottest import hottest_of
from designlint.analyses.load.limiting import limiting
from designlint.analyses.remedies.adjustment import Lever
from designlint.analyses.remedies.levers import carrying_more, components_of
from designlint.analyses.verdicts.verdicts import Verdict
from designlint.diagnostic import Step
from designlint.model import Claim


def levers(facts: Facts, claim: Claim) -> Iterator[Lever]:
    """What lets the components of a claim carry more."""
    for component in components_of(facts, claim):
        yield from carrying_more(facts, component)


def _lines(world: Facts, capacity: Capacity) -> Iterator[tuple[float, Step]]:
    """The lines of a component, each with how full it says that it is: of the node with the largest key,
    and of the busiest."""
    hottest = hottest_of(world, capacity)
    if hottest is not None:
        yield hottest.used.low, hottest.line
    if (used := capacity.utilisation()) is not None:
        yield used.low, capacity.line


def headline(world: Facts, verdict: Verdict) -> Step | None:
    """The line of the fullest component, or of the rate limit that refuses more."""
    about = verdict.claim.about
    used = [line for capacity in carriers(world, about) for line in _lines(world, capacity)]
    used += [(one.used.low, one.line) for one in limiting(world, about) if one.used.low > FULL]
    return max(used, key=lambda one: one[0])[1] if used else None
