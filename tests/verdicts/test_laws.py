"""The laws of `laws.py` over random designs: a part of them by default, thousands in the slow mark."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.verdicts.laws import LAWS

FEW, MANY, AT_ONCE = 300, 5_000, 500
EACH = pytest.mark.parametrize("law", LAWS.values(), ids=list(LAWS))
Law = Callable[[int], Iterator[str]]


def broken(law: Law, seeds: range) -> list[str]:
    """What breaks a law in the designs of some seeds, each with its seed."""
    return [f"seed {seed}: {text}" for seed in seeds for text in law(seed)]


@EACH
def test_it_holds(law: Law) -> None:
    assert broken(law, range(FEW)) == []


@pytest.mark.slow
@EACH
@pytest.mark.parametrize("first", range(FEW, MANY, AT_ONCE))
def test_it_holds_at_length(law: Law, first: int) -> None:
    assert broken(law, range(first, min(MANY, first + AT_ONCE))) == []
