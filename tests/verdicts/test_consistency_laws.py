"""Laws of consistency and staleness, over random designs about one data item.

No two verdicts of one run contradict each other; what is worse, and what is not declared, meets
nothing more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import TypeVar

import pytest

from designlint.analyses.consistency.lattice import implies
from designlint.analyses.judgement import Judgement, Status
from designlint.schema.property import UNKNOWN
from designlint.schema.store import CACHE_PROPERTIES, STORE_PROPERTIES
from tests.verdicts.anything import Anything
from tests.verdicts.judging import (
    Judged,
    facts_of,
    judged,
    judged_before,
    judged_by,
    reported,
    word,
)
from tests.verdicts.stores import AGES, BETWEEN, LOSSES, MODELS, STORES, Stored, worsened

T = TypeVar("T")
MET, VIOLATED = Status.MET, Status.VIOLATED
SEEDS = 300
MANY = 5_000
CHANGES = 3
# Facts that technologies publish.
PUBLISHED = {"topology", "replication", "failover", "delivers", "isolation", "fsync", "quorum"}
# Facts whose absence means something better by definition, such as a store that is not split.
NAMED = {key.name for key in (*STORE_PROPERTIES, *CACHE_PROPERTIES) if key.absent != UNKNOWN}
# What says nothing of how well something works: where it comes from, who runs it; a queue without a
# bound never fills up.
NEUTRAL = {"holds", "tech", "managed", "immutable", "idempotent", "bound"}


def contradictions(design: Anything) -> Iterator[str]:
    """Pairs of verdicts on one design that cannot both be right."""
    found = judged(design)
    if found is None:
        return
    for way in ("", BETWEEN):
        models = {model: found[f"consistency of d >= {model}{way}"] for model in MODELS}
        ages = [found[f"staleness of d <= {age}{way}"] for age in AGES]
        yield from _against_the_lattice(models)
        yield from _against_order([*ages], f"staleness{way}")
        yield from _stale_and_fresh(models, ages)
    yield from _against_order([found[f"rpo of d <= {lost}"] for lost in LOSSES], "rpo")
    yield from _lost_and_exact(found)
    yield from _between(found)


def _against_the_lattice(models: Judged) -> Iterator[str]:
    for strong, one in models.items():
        for weak, other in models.items():
            if implies(strong, weak) and _proved(one) and other.status is not MET:
                yield f"{strong} is met, and {weak} is {word(other)}"
            if implies(strong, weak) and other.status is VIOLATED and one.status is not VIOLATED:
                yield f"{weak} is violated, and {strong} is {word(one)}"


def _against_order(judgements: list[Judgement], what: str) -> Iterator[str]:
    for strict, loose in pairwise(judgements):
        if _proved(strict) and not _proved(loose):
            yield f"{what}: the stricter is met, the looser {word(loose)}"
        if loose.status is VIOLATED and strict.status is not VIOLATED:
            yield f"{what}: the looser is violated, the stricter {word(strict)}"


def _stale_and_fresh(models: Judged, ages: list[Judgement]) -> Iterator[str]:
    latest = models["linearizable"]
    if _proved(latest) and not _proved(ages[0]):
        yield f"linearizable is met, and staleness <= 0s is {word(ages[0])}"
    if any(_proved(age) for age in ages) and not _proved(models["bounded_staleness"]):
        yield f"a staleness is met, and bounded_staleness is {word(models['bounded_staleness'])}"


def _lost_and_exact(found: Judged) -> Iterator[str]:
    loss = found["rpo of d <= 0s"]
    texts = [line.text for line in loss.derivation]
    promotes = any("failover" in text for text in texts)
    restarted = {
        name for name in STORES for text in texts if f"`{name}`" in text and "restart" in text
    }
    if loss.status is VIOLATED and (promotes or restarted):
        for claim in ("consistency of d >= linearizable", "consistency of d >= read_your_writes"):
            # A copy that forgets and is not read breaks nothing for those who read another one.
            read = {n for n in STORES for s in found[claim].derivation if f"`{n}`" in s.text}
            if found[claim].status is MET and (promotes or restarted & read):
                yield f"rpo is violated by a failover, and {claim} is {word(found[claim])}"


def _between(found: Judged) -> Iterator[str]:
    for claim, judgement in found.items():
        between = found.get(f"{claim}{BETWEEN}")
        if between is None:
            continue
        is_worse = _proved(judgement) and not _proved(between)
        if judgement.status is MET and (is_worse or between.status is not MET):
            yield f"{claim} is {word(judgement)}, and between failovers {word(between)}"
        if between.status is VIOLATED and judgement.status is not VIOLATED:
            yield f"{claim} is {word(judgement)}, and between failovers violated"


def _proved(judgement: Judgement) -> bool:
    return word(judgement) == "met"


def improvements(design: Anything) -> Iterator[str]:
    """Claims that are met only when something is made worse."""
    before = judged_before(design)
    if before is None:
        return
    for how, worse in _some(design, worsened(design)):
        yield from _better(before, judged(worse), how)


def unstated(design: Anything) -> Iterator[str]:
    """Claims that are met only when a fact is taken out, or not violated any more but met.

    Where a technology publishes the fact, what is published takes its place, which may be better."""
    before = judged_before(design)
    if before is None:
        return
    for name, key in _some(design, _facts(design)):
        declared = design.declared[name]
        after = judged(design.having(name, declared.without(key)))
        yield from _better(before, after, f"without `{declared.lines[key]}` of {name}")


def unnamed(design: Anything) -> Iterator[str]:
    """What becomes met when a step no longer says what it reads or writes."""
    before = judged(design)
    if before is None:
        return
    for name, key, line in _some(design, _named_steps(design)):
        declared = design.declared[name]
        lines = {**declared.lines, key: line.replace(" reads d", "").replace(" writes d", "")}
        after = judged(design.having(name, replace(declared, lines=lines)))
        yield from _better(before, after, f"`{line}` of {name} names no data")


def _named_steps(design: Anything) -> Iterator[tuple[str, str, str]]:
    for name, declared in design.declared.items():
        for key, line in declared.lines.items():
            if key.startswith("step") and (" reads d" in line or " writes d" in line):
                yield name, key, line


def _facts(design: Anything) -> Iterator[tuple[str, str]]:
    """What can be taken out: the declaration and the name of each fact."""
    for name, declared in design.declared.items():
        for key in declared.lines:
            if key in NAMED | NEUTRAL or key.startswith("step"):
                continue
            if not ("tech" in declared.lines and key in PUBLISHED):
                yield name, key


def _some(design: Anything, changes: Iterable[T]) -> list[T]:
    """A few of the changes of a design: many designs find more than many changes of each."""
    found = list(changes)
    return Random(design.text).sample(found, min(CHANGES, len(found)))


def _better(before: Judged, after: Judged | None, how: str) -> Iterator[str]:
    for claim, judgement in (after or {}).items():
        about = claim.startswith(("consistency", "staleness"))
        if about and _proved(judgement) and not _proved(before[claim]):
            yield f"{how}: {claim}: {word(before[claim])} becomes met"


def findings(design: Anything) -> Iterator[str]:
    """Findings about the data item beside verdicts that they refute."""
    facts = facts_of(design.text)
    if facts is None:
        return
    found = judged_by(facts, design.claims)
    codes = reported(facts, "CON001", "RES010")
    violated = any(
        claim.startswith("consistency") and word(j) == "violated" for claim, j in found.items()
    )
    if ("CON001" in codes) != violated:
        yield f"CON001 is {'' if 'CON001' in codes else 'not '}reported"
    lost = found["rpo of d <= 0s"]
    if "RES010" in codes and lost.status is not VIOLATED:
        yield f"RES010 is reported, and the rpo is {word(lost)}"


LAWS: dict[str, Callable[[Anything], Iterator[str]]] = {
    "no two verdicts contradict each other": contradictions,
    "what is worse meets no more": improvements,
    "what is not declared meets no more": unstated,
    "what a step does not name meets no more": unnamed,
    "findings agree with verdicts": findings,
}


def _broken(law: str, seeds: range) -> list[str]:
    return [f"seed {seed}: {text}" for seed in seeds for text in LAWS[law](Stored(seed).design())]


@pytest.mark.parametrize("law", LAWS)
def test_a_law_holds(law: str) -> None:
    assert _broken(law, range(SEEDS)) == []


@pytest.mark.slow
@pytest.mark.parametrize("law", LAWS)
def test_a_law_holds_over_many_designs(law: str) -> None:
    assert _broken(law, range(SEEDS, MANY)) == []
