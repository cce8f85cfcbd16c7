"""How many attacks of each sort there are: what is promised can be counted in a clean clone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.attacks.counts import SORTS, Sort

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("sort", SORTS, ids=lambda sort: f"{sort.number} {sort.name}")
def test_there_are_as_many_as_it_takes(sort: Sort) -> None:
    assert sort.number >= sort.least
    assert all((ROOT / one).exists() for one in sort.tests)
