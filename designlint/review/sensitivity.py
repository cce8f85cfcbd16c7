"""Which number turns which verdict, for the tornado plot.

The numbers behind each verdict are moved as far as the work allows that all of them share, assumed ones first. What
costs an availability is shown with its flow, so that claims about it move assumed numbers alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from designlint.analyses.facts import Facts
from designlint.analyses.judgement import GRAVITY
from designlint.analyses.verdicts.sensitivity import (
    Sensitivity,
    numbers_behind,
    rough_sensitivities,
)
from designlint.analyses.verdicts.turning import REACH, Number
from designlint.analyses.verdicts.verdicts import Verdict, verdicts
from designlint.document import Tornado, TurningPoint
from designlint.model import Assumed
from designlint.review.values import source_of

MOST_POINTS = 12
EFFORT = 15_000
"""Steps of work for all numbers that are moved."""
EXPENSIVE = frozenset({"availability", "durability"})


def tornado(facts: Facts) -> Tornado:
    """The turning points of the verdicts on requirements, the most delicate first."""
    judged = sorted(facts[verdicts], key=lambda one: -GRAVITY.index(one.word))
    behind = [(one, numbers_behind(facts, one)) for one in judged]
    every = sum(len(numbers) for _, numbers in behind)
    worth = [(one, moved) for one, numbers in behind if (moved := _worth(one, numbers))]
    found = rough_sensitivities(facts, worth, MOST_POINTS, EFFORT)
    points = [
        _point(verdict, one)
        for (verdict, _), known in zip(worth, found, strict=True)
        for one in known.found
    ]
    tried = sum(known.moved for known in found)
    points.sort(key=lambda one: (one.factor, one.element, one.property))
    nearest = list({(one.element, one.property): one for one in reversed(points)}.values())
    return Tornado(tuple(reversed(nearest))[:MOST_POINTS], tried, every, REACH)


def _worth(verdict: Verdict, numbers: Sequence[Number]) -> list[Number]:
    """The numbers to be moved, assumed ones first."""
    assumed = [one for one in numbers if isinstance(one[2].origin, Assumed)]
    if verdict.claim.metric.name in EXPENSIVE:
        return assumed
    return [*assumed, *(one for one in numbers if not isinstance(one[2].origin, Assumed))]


def _point(verdict: Verdict, found: Sensitivity) -> TurningPoint:
    return TurningPoint(
        found.element,
        found.property,
        source_of(found.known.origin),
        found.now,
        found.turns_at,
        found.factor,
        verdict.owner.path,
        verdict.claim.text,
        verdict.word,
    )
