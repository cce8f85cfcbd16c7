"""What every verdict keeps to, whatever the design: its words, its bounds, and what it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

import pytest

from designlint.analyses.judgement import GRAVITY, Basis, Status
from designlint.analyses.verdicts.verdicts import Verdict, verdicts
from designlint.language.project import load_text
from designlint.language.resolve import resolve
from designlint.quantities.quantity import Quantity, QuantityError
from designlint.quantities.reading import parse_quantity
from tests.analyses.designs import facts_of
from tests.analyses.mixed_designs import CLAIMS as MIXED_CLAIMS
from tests.analyses.mixed_designs import Mixed
from tests.support.metrics import METRICS
from tests.verdicts.wide_designs import CLAIMS, Wide

FEW, MANY = 300, 5_000
METRICS_EACH = 5
# What nobody knows anything of beside what is there, added at each place where it can matter.
UNKNOWN_PARTS = (
    ("external riddle\n", "  s -> riddle\n"),
    ("component riddle : service\n", "  s -> riddle\n"),
    ("component riddle : cache { tech redis; replicas 1 }\n", "  s -> riddle\n"),
    ("component riddle : database { holds d }\n", "  s -> riddle writes d\n"),
    ("component riddle : database { holds d }\n", ""),
    ("component riddle : stream { tech kafka; replicas 3 in p.eu.a }\n", "  s ~> riddle\n"),
    ("component riddle : service { autoscale 1..4 in 1min on cpu }\n", "  s -> riddle x2\n"),
)


def _claims(texts: dict[str, tuple[str, ...]]) -> list[list[str]]:
    return [[claim.format(target) for target in targets] for claim, targets in texts.items()]


def _judged(text: str, claims: list[list[str]]) -> list[list[Verdict]]:
    """The verdicts on claims, from the easiest to the hardest of each metric."""
    each = [claim for group in claims for claim in group]
    lines = [f'nonfunctional N{n} "n" {{ require {claim} }}' for n, claim in enumerate(each)]
    found = iter(facts_of("\n".join([text, *lines, ""])).__getitem__(verdicts))
    return [[next(found) for _ in group] for group in claims]


def _some(seed: int, claims: list[list[str]]) -> list[list[str]]:
    return Random(seed).sample(claims, METRICS_EACH)


def _designs(seeds: range) -> Iterator[tuple[str, list[list[str]]]]:
    for seed in seeds:
        if seed % 4:
            yield Wide(seed).text(), _some(seed, _claims(CLAIMS))
        else:
            yield Mixed(seed).text(), _some(seed, _claims(MIXED_CLAIMS))


def _check_words(seeds: range) -> None:
    for text, claims in _designs(seeds):
        stated = _stated(text)
        for group in _judged(text, claims):
            gravity = [GRAVITY.index(verdict.word) for verdict in group]
            assert gravity == sorted(gravity), _context(text, *group)
            for verdict in group:
                _check_word(text, verdict)
                asked = {(fact.element, fact.what) for fact in verdict.judgement.missing}
                assert stated.isdisjoint(asked), _context(text, verdict)


def _check_word(text: str, verdict: Verdict) -> None:
    judged = verdict.judgement
    assert not judged.failure, _context(text, verdict)
    if judged.basis is Basis.PROOF:
        assert judged.assumptions == (), _context(text, verdict)
    if judged.basis is Basis.ASSUMPTIONS:
        assert judged.assumptions, _context(text, verdict)
    if verdict.status is Status.UNDECIDED:
        assert judged.missing or judged.reason, _context(text, verdict)
        assert not _decides(judged.value, verdict), _context(text, verdict)


def _decides(value: str, verdict: Verdict) -> bool:
    """Whether the bounds that an undecided verdict shows decide its claim."""
    target = verdict.claim.target
    if not isinstance(target, Quantity):
        return False
    least, most = _bounds(value)
    upward = verdict.claim.operator == ">="
    if upward:
        return (least is not None and least >= target.value) or (
            most is not None and most < target.value
        )
    return (most is not None and most <= target.value) or (
        least is not None and least > target.value
    )


def _bounds(value: str) -> tuple[float | None, float | None]:
    match = re.fullmatch(r"(?:(at least|at most) )?(\S+?(?: [A-Za-z/]+)?)(?: to (.+))?", value)
    try:
        first = parse_quantity(match[2]).value if match is not None else None
        second = parse_quantity(match[3]).value if match is not None and match[3] else None
    except QuantityError:
        return None, None
    if match is not None and match[1] == "at most":
        return None, first
    if match is not None and (match[1] == "at least" or second is not None):
        return first, second
    return first, first


def _context(text: str, *found: Verdict) -> str:
    lines = [
        f"{v.claim.text}: {v.word}, {v.judgement.value}; {v.judgement.missing} {v.judgement.reason}"
        for v in found
    ]
    return "\n".join([text, *lines])


def _stated(text: str) -> set[tuple[str, str]]:
    """The facts that a design states, by element and property."""
    design = resolve(load_text(text, "test.design").files, METRICS).design
    return {
        (component.path, key.name.replace("_", " "))
        for component in design.components.values()
        for key in component.properties.stated()
    }


def _check_refuted(seeds: range) -> None:
    for seed in seeds:
        text = Wide(seed).text()
        declared, step = UNKNOWN_PARTS[seed % len(UNKNOWN_PARTS)]
        if "holds d" in declared and not re.search(r"component db : (database|object_store)", text):
            continue  # the new store would be the source of truth, and the others copies of it
        more = declared + text.replace("  u -> s\n", f"  u -> s\n{step}")
        claims = _some(seed, _claims(CLAIMS))
        for group, others in zip(_judged(text, claims), _judged(more, claims), strict=True):
            for before, after in zip(group, others, strict=True):
                if before.is_refuted:
                    assert after.is_refuted, _context(more, before, after)


CHECKS = (_check_words, _check_refuted)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("part", range(3))
def test_verdicts_keep_to_their_words(check, part: int) -> None:  # type: ignore[no-untyped-def]
    check(range(part, FEW, 3))


@pytest.mark.slow
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("part", range(10))
def test_verdicts_keep_to_their_words_in_many(check, part: int) -> None:  # type: ignore[no-untyped-def]
    check(range(part, MANY, 10))
