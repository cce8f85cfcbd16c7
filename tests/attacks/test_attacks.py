"""A few inputs of each attack in every run, many with `--slow`, and always those that broke a law once."""

from __future__ import annotations

from unittest import SkipTest

import pytest

from designlint.diagnostics.diagnostic import Severity
from tests.attacks import renderings
from tests.attacks.attack import Kept, kept
from tests.attacks.attacks import ATTACKS, SHARES
from tests.attacks.carrier import HARMLESS, carrying, understood
from tests.language.reading import read

FEW = {"reading": 200, "checking": 10, "designs": 5, "fixing": 4, "bytes": 50, "configuration": 50, "settings": 20,
       "renderings": 24, "again": 8, "pictures": 2, "paper": 2, "mermaid": 2, "pages": 2, "costs": 1, "injection": 16, "conversation": 6}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_a_few_inputs(name: str) -> None:
    _attacked(name, range(FEW[name]))


@pytest.mark.slow
@pytest.mark.parametrize("name", ATTACKS)
def test_many_inputs(name: str) -> None:
    _attacked(name, range(1_000, 1_000 + 50 * FEW[name]))


def _attacked(name: str, seeds: range) -> None:
    """All inputs; what the machine lacks for some of them is said in the end."""
    lacking: dict[str, None] = {}
    for seed in seeds:
        try:
            ATTACKS[name].hold(ATTACKS[name].draw(seed))
        except SkipTest as error:
            lacking[str(error)] = None
    if lacking:
        pytest.skip("; ".join(lacking))


@pytest.mark.parametrize("one", list(kept()), ids=lambda one: f"{one.attack}: {one.problem}"[:60])
def test_what_broke_a_law_once(one: Kept) -> None:
    ATTACKS[one.attack].hold(one.case)


def test_every_attack_gets_a_share_of_the_time() -> None:
    assert set(SHARES) == set(ATTACKS) == set(FEW)
    assert sum(SHARES.values()) == pytest.approx(1.0)


def test_the_carrier_is_understood_but_for_what_is_meant_to_be_wrong() -> None:
    assert [
        one.message
        for one in read(understood(carrying(HARMLESS)))[0]
        if one.severity is Severity.ERROR
    ] == []


def test_every_command_that_shows_a_design_is_drawn() -> None:
    shown = {line[0] for line in (*renderings.lines(), *renderings.drawn_lines())}
    assert shown == {"check", "verify", "whatif", "diagram", "report", "format", "baseline"}
