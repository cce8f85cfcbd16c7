"""What the metrics of capacity share: how their claims are met, and what shows best why not."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.load.capacity import Capacity
from designlint.analyses.load.headroom import carriers
from designlint.analyses.remedies.adjustment import Lever
from designlint.analyses.remedies.levers import carrying_more, components_of
from designlint.analyses.verdicts.verdicts import Verdict
from designlint.diagnostic import Step
from designlint.model import Claim


def levers(facts: Facts, claim: Claim) -> Iterator[Lever]:
    """What lets the components of a claim carry more."""
    for component in components_of(facts, claim):
        yield from carrying_more(facts, component)


def headline(world: Facts, verdict: Verdict) -> Step | None:
    """The line of the fullest component."""
    fullest = _fullest(world, verdict)
    return None if fullest is None else fullest.line


def causes(world: Facts, verdict: Verdict) -> tuple[str, ...]:
    """The overload of the fullest component."""
    fullest = _fullest(world, verdict)
    return () if fullest is None else fullest.overloads


def _fullest(world: Facts, verdict: Verdict) -> Capacity | None:
    parts = carriers(world, verdict.claim.about)
    used = [(share.low, c) for c in parts if (share := c.utilisation()) is not None]
    return max(used, key=lambda one: one[0])[1] if used else None
