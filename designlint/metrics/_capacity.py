"""What the metrics of capacity share: how their claims are met, and what shows best why not."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.load.capacity import FULL, Capacity
from designlint.analyses.load.carriers import carriers
from designlint.analyses.load.hottest import hottest_of
from designlint.analyses.load.limiting import Limiting, limiting
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
    fullest = _fullest(world, verdict.claim.about)
    return None if fullest is None else fullest.line()


def causes(world: Facts, verdict: Verdict) -> tuple[str, ...]:
    """The overload of the fullest component."""
    fullest = _fullest(world, verdict.claim.about)
    return () if fullest is None else fullest.overloads


class _Full(NamedTuple):
    """How full something is, the line that says so, and the causes that it is named by as an overload."""

    used: float
    line: Callable[[], Step]
    overloads: tuple[str, ...] = ()


def _fullest(world: Facts, about: str) -> _Full | None:
    known = world[_known]
    if about not in known:
        known[about] = _find_fullest(world, about)
    return known[about]


def _known(_: Facts) -> dict[str, _Full | None]:
    """The fullest component or limit of each subject that has been asked for."""
    return {}


def _find_fullest(world: Facts, about: str) -> _Full | None:
    found = [one for capacity in carriers(world, about) for one in _of_nodes(world, capacity)]
    found += [_of_limit(one) for one in limiting(world, about) if one.used.low > FULL]
    return max(found, key=lambda one: one.used, default=None)


def _of_limit(limit: Limiting) -> _Full:
    return _Full(limit.used.low, lambda: limit.line)


def _of_nodes(world: Facts, capacity: Capacity) -> Iterator[_Full]:
    """How full a component is: the node with the largest key, and the busiest."""
    key = hottest_of(world, capacity)
    if key is not None:
        yield _Full(key.by_key, lambda: key.line, capacity.overloads)
    if (used := capacity.utilisation()) is not None:
        yield _Full(used.low, lambda: capacity.line, capacity.overloads)
