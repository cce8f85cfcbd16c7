"""The law of `pairs.py` over random designs: a claim that is weaker than another has no worse verdict."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.verdicts.anything import COMPONENTS, DATA, FLOWS, Anything
from tests.verdicts.judging import drawn, judged
from tests.verdicts.pairs import Pair, broken_pairs, claims_of, pairs
from tests.verdicts.stores import Stored
from tests.verdicts.wide_designs import Wide

FEW, MANY, AT_ONCE = 60, 2_000, 200
Related = tuple[Anything, list[Pair]]


def _any(seed: int) -> Related:
    return drawn(seed), pairs(DATA, FLOWS, COMPONENTS, has_places=True)


def _stored(seed: int) -> Related:
    return Stored(seed).design(), pairs(("d",), (), ())


def _wide(seed: int) -> Related:
    return Written(Wide(seed).text()), pairs(("d",), ("f",), ("s", "db"), has_places=True)


class Written(Anything):
    """A design that is written as one text."""

    def __init__(self, written: str, claims: tuple[str, ...] = ()) -> None:
        super().__init__({}, claims)
        self.written = written

    @property
    def text(self) -> str:
        """The text with a requirement for each claim."""
        return "\n".join([self.written, super().text])


SOURCES: dict[str, Callable[[int], Related]] = {"any": _any, "stored": _stored, "wide": _wide}
EACH = pytest.mark.parametrize("source", SOURCES.values(), ids=list(SOURCES))


def broken(source: Callable[[int], Related], seeds: range) -> list[str]:
    """What breaks the law in the designs of some seeds, each with its seed."""
    found = []
    for seed in seeds:
        design, related = source(seed)
        claims = claims_of(related)
        asked = (
            Written(design.written, claims)
            if isinstance(design, Written)
            else replace(design, claims=claims)
        )
        verdicts = judged(asked)
        found += [f"seed {seed}: {text}" for text in broken_pairs(verdicts or {}, related)]
    return found


@EACH
def test_a_weaker_claim_has_no_worse_verdict(source: Callable[[int], Related]) -> None:
    assert broken(source, range(FEW)) == []


@pytest.mark.slow
@EACH
@pytest.mark.parametrize("first", range(FEW, MANY, AT_ONCE))
def test_a_weaker_claim_has_no_worse_verdict_at_length(
    source: Callable[[int], Related], first: int
) -> None:
    assert broken(source, range(first, min(MANY, first + AT_ONCE))) == []
