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
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step
from designlint.model import Claim


def levers(facts: Facts, claim: Claim) -> Iterator[Lever]:
    """What lets the components of a claim carry more."""
    for component in components_of(facts, claim):
        yield from carrying_more(facts, component)


def headline(world: Facts, verdict: Verdict) -> Step | None:
    """The line of the fullest component, or of the rate limit that refuses more."""
    fullest = _fullest(world, verdict)
    return None if fullest is None else fullest.line


def causes(world: Facts, verdict: Verdict) -> tuple[str, ...]:
    """The overload of the fullest component."""
    fullest = _fullest(world, verdict)
    return () if fullest is None else fullest.overloads


class _Full(NamedTuple):
    """How full something is, the line that says so, and the causes that it is named by as an overload."""

    used: float
    line: Step
    overloads: tuple[str, ...] = ()


def _fullest(world: Facts, verdict: Verdict) -> _Full | None:
    about = verdict.claim.about
    found = [one for capacity in carriers(world, about) for one in _of_nodes(world, capacity)]
    limits = limiting(world, about)
    found += [_Full(one.used.low, one.line) for one in limits if one.used.low > FULL]
    return max(found, key=lambda one: one.used, default=None)


def _of_nodes(world: Facts, capacity: Capacity) -> Iterator[_Full]:
    """How full a component is: the node with the largest key, and the busiest."""
    hottest = hottest_of(world, capacity)
    if hottest is not None:
        yield _Full(hottest.by_key, hottest.line, capacity.overloads)
    if (used := capacity.utilisation()) is not None:
        yield _Full(used.low, capacity.line, capacity.overloads)
