"""What is proved of availability and headroom is what trying every state of small designs finds."""

from __future__ import annotations

import pytest

from tests.oracle.comparing import differences
from tests.oracle.drawing import small_design
from tests.oracle.left_open import is_left_open


def compare(seed: int) -> None:
    """Hold the verdicts on a random design against the oracle."""
    design = small_design(seed)
    found = list(differences(design))
    if is_left_open(design):
        found = [one for one in found if one.sort != "open"]
    assert found == [], "\n".join([f"seed {seed}", design.text(), *map(str, found)])


@pytest.mark.parametrize("ten", range(10))
def test_small_designs(ten: int) -> None:
    for seed in range(10 * ten, 10 * ten + 10):
        compare(seed)


@pytest.mark.parametrize("seed", [1279, 1767, 1821, 2797, 2974])
def test_small_designs_that_once_differed(seed: int) -> None:
    compare(seed)


@pytest.mark.slow
@pytest.mark.parametrize("hundred", range(20))
def test_many_small_designs(hundred: int) -> None:
    for seed in range(1000 + 100 * hundred, 1100 + 100 * hundred):
        compare(seed)
