"""The search against trying everything, in random designs with something of everything to turn.

What is tried is written into the text and read again, so that the edits are held to their words.
"""

from __future__ import annotations

from itertools import combinations, islice
from random import Random
from typing import NamedTuple

import pytest

from designlint.analyses.facts import Facts
from designlint.analyses.judgement import Status
from designlint.analyses.remedies.adjustment import Adjustment
from designlint.analyses.remedies.search import remedies
from designlint.analyses.remedies.trials import what_if
from designlint.analyses.verdicts.verdicts import Verdict, judge, verdicts
from tests.analyses.designs import facts_of
from tests.analyses.mixed_designs import Mixed, claims, side_claims
from tests.analyses.pasting import applied, shown_as

# Brute force tries so many levels of each lever, and so many pairs of them.
LEVELS, PAIRS = 12, 150


class Case(NamedTuple):
    """A design whose last claim is violated; `verdict` is that of this claim."""

    text: str
    facts: Facts
    verdict: Verdict


def case(seed: int) -> Case | None:
    """The random design of a seed with the easiest claim that it violates, if there is one."""
    base = Mixed(seed).text()
    for number, side in enumerate(side_claims(seed)):
        base += f'nonfunctional M{number} "m" {{ require {side} }}\n'
    for claim in claims(seed):
        text = f'{base}nonfunctional N "n" {{ require {claim} }}\n'
        facts = facts_of(text)
        if facts[verdicts][-1].status is Status.VIOLATED:
            return Case(text, facts, facts[verdicts][-1])
    return None


def is_enough(found: Case, edits: tuple[Adjustment, ...], goal: tuple[Status, ...]) -> bool:
    """Whether edits reach a goal and break nothing, by the text with them."""
    after = facts_of(applied(found.text, found.facts, edits))[verdicts]
    met = [v.status is Status.MET for v in found.facts[verdicts][:-1]]
    kept = all(v.status is Status.MET for v, was in zip(after, met, strict=False) if was)
    return kept and after[-1].status in goal


def tried(found: Case, number: int, seed: int) -> list[tuple[Adjustment, ...]]:
    """Changes of one lever, or also of two."""
    levers = tuple(found.verdict.claim.metric.levers(found.facts, found.verdict.claim))
    edits = [
        (lever, lever.at(n)) for lever in levers for n in range(1, min(lever.most, LEVELS) + 1)
    ]
    singles = [(edit,) for _, edit in edits]
    if number == 1:
        return singles
    pairs = [(a, b) for (one, a), (two, b) in combinations(edits, 2) if one.name != two.name]
    Random(seed).shuffle(pairs)
    return [*singles, *islice(pairs, PAIRS)]


def compare(seed: int) -> str | None:
    """Hold the search for a design against trying; the metric, or None where nothing is violated."""
    found = case(seed)
    if found is None:
        return None
    claim = found.verdict.claim
    search = found.facts[remedies][claim.span]
    context = (
        f"seed {seed}: {claim.text}: {[shown_as(edit) for edit in search.edits]}\n{found.text}"
    )
    goal: tuple[Status, ...] = (Status.MET,)
    size, number = float("inf"), 2
    if search.edits:
        assert search.judgement is not None, context
        if search.judgement.status is not Status.MET:
            goal = (Status.MET, Status.UNDECIDED)
        assert is_enough(found, search.edits, goal), context
        size = sum(edit.size for edit in search.edits)
        number = min(2, len(search.edits))
    else:
        goal = (Status.MET, Status.UNDECIDED)
    for edits in tried(found, number, seed):
        is_smaller = sum(edit.size for edit in edits) < size or len(edits) < len(search.edits)
        if is_smaller and judge(what_if(found.facts, edits), claim).status in goal:
            assert not is_enough(found, edits, goal), f"{context}\n{[shown_as(e) for e in edits]}"
    return claim.metric.name


def test_the_words_of_an_edit_are_what_is_tried() -> None:
    for seed in range(24):
        found = case(seed)
        if found is None:
            continue
        for edits in tried(found, 1, seed)[::5]:
            text = applied(found.text, found.facts, edits)
            after = facts_of(text)[verdicts][-1]
            meant = judge(what_if(found.facts, edits), found.verdict.claim)
            assert (after.status, after.judgement.value) == (meant.status, meant.value), (
                f"seed {seed}\n{shown_as(edits[0])}\n{text}"
            )


def test_mixed_designs() -> None:
    metrics = [compare(seed) for seed in range(40)]
    assert sum(metric is not None for metric in metrics) >= 20


@pytest.mark.slow
def test_many_mixed_designs() -> None:
    metrics = [metric for seed in range(1000, 1400) if (metric := compare(seed)) is not None]
    assert len(metrics) >= 200
    assert len(set(metrics)) >= 11
