"""Which number turns which verdict, for the tornado plot.

Every assumed number is moved; of the stated and published ones as many as a budget allows, those behind
the gravest verdicts first. What costs an availability is shown with its flow, so that claims about it
move assumed numbers alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from designlint.analyses.facts import Facts
from designlint.analyses.judgement import GRAVITY
from designlint.analyses.verdicts.sensitivity import (
    REACH,
    Number,
    Sensitivity,
    numbers_behind,
    rough_sensitivities,
)
from designlint.analyses.verdicts.verdicts import Verdict, verdicts
from designlint.document import Tornado, TurningPoint
from designlint.model import Assumed
from designlint.review.values import source_of

MOST_POINTS = 12
BUDGET = 2_400
"""Numbers that are moved, times the components of the design: a larger design takes longer for each."""
EXPENSIVE = frozenset({"availability", "durability"})


def tornado(facts: Facts) -> Tornado:
    """The turning points of the verdicts on requirements, the most delicate first."""
    judged = sorted(facts[verdicts], key=lambda one: -GRAVITY.index(one.word))
    behind = [(one, numbers_behind(facts, one)) for one in judged]
    every = sum(len(numbers) for _, numbers in behind)
    left = BUDGET // max(1, len(facts.design.components))
    tried, points = 0, list[TurningPoint]()
    for verdict, numbers in behind:
        moved = list(islice(_worth(verdict, numbers), max(0, left - tried)))
        tried += len(moved)
        points += [_point(verdict, one) for one in rough_sensitivities(facts, verdict, moved)]
    points.sort(key=lambda one: (one.factor, one.element, one.property))
    nearest = list({(one.element, one.property): one for one in reversed(points)}.values())
    return Tornado(tuple(reversed(nearest))[:MOST_POINTS], tried, every, REACH)


def _worth(verdict: Verdict, numbers: Sequence[Number]) -> list[Number]:
    """The numbers to be moved, assumed ones first."""
    assumed = [one for one in numbers if isinstance(one[2].origin, Assumed)]
    if verdict.claim.metric.name in EXPENSIVE:
        return assumed
    return [*assumed, *(one for one in numbers if one not in assumed)]


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
