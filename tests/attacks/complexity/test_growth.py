"""The work of a check grows about as the design does, whatever is in it."""

from __future__ import annotations

import math

import pytest

from designlint.testing import diagnose
from tests.attacks.complexity.all import ATTACKS
from tests.attacks.complexity.attack import of_size
from tests.attacks.complexity.counted import work

STEEPEST = 1.3
"""The largest exponent with which the work may grow."""

SAMPLE = ("chain", "many_texts", "one_long_flow")

LINEAR = (
    "acceptances", "chain", "costs", "crowds", "decisions", "dense", "externals", "groups", "interfaces",
    "ladder", "lets", "like_texts", "long_text", "many_claims", "many_texts", "one_decision", "one_long_flow",
    "optional_tree", "own_flows", "relations", "same_flows", "violated", "wide",
)  # fmt: skip
"""The attacks whose work grows so at every size; that of the others does once their budget is spent, at sizes
that `python -m tests.attacks.complexity` tries."""

WRONG = {
    "errors": {"LNG006"}, "false_acceptances": {"LNG007"}, "like_names": {"LNG007"}, "same_names": {"LNG011"}, "touching_fixes": {"LNG006"}, "twice_declared": {"LNG008"},
    "unknown_names": {"LNG007"}, "unknown_properties": {"LNG006"}, "wrong_units": {"LNG010"},
}  # fmt: skip
"""The attacks that are wrong on purpose, and in what."""

TINY, SMALL, MEDIUM, LARGE = 700, 1_500, 3_000, 4_000


def exponent(name: str, size: int) -> float:
    """The exponent by which the work grows from a size to the double of it."""
    diagnose(of_size(name, TINY))  # loads what a check of it loads
    one, other = of_size(name, size), of_size(name, 2 * size)
    return math.log(work(other) / work(one)) / math.log(len(other) / len(one))


def test_there_are_many_kinds_of_them() -> None:
    assert len(ATTACKS) >= 60


@pytest.mark.parametrize("name", list(ATTACKS))
def test_an_attack_has_the_size_that_is_asked_for(name: str) -> None:
    assert 0.5 * LARGE < len(of_size(name, LARGE)) <= LARGE or name in ("defaults", "long_text")


@pytest.mark.parametrize("name", list(ATTACKS))
def test_an_attack_reads_as_it_is_meant(name: str) -> None:
    found = {one.code for one in diagnose(of_size(name, TINY)) if one.code.startswith("LNG")}
    assert found == WRONG.get(name, set())


@pytest.mark.parametrize("name", SAMPLE)
def test_the_work_of_a_small_one_grows_as_it_does(name: str) -> None:
    assert exponent(name, SMALL) <= STEEPEST


@pytest.mark.slow
@pytest.mark.parametrize("name", LINEAR)
def test_the_work_grows_as_the_design_does(name: str) -> None:
    assert exponent(name, MEDIUM) <= STEEPEST
