"""What is met of consistency, staleness and the recovery point is broken by no short history."""

from __future__ import annotations

import random

import pytest

from tests.oracle.promises import refuted
from tests.oracle.stores import Declared, led, others

LED = random.Random(1).sample(list(led()), 500)
OTHERS = list(others())


def hold(store: Declared) -> None:
    found = list(refuted(store))
    assert found == [], "\n".join(map(str, found))


@pytest.mark.parametrize("part", range(5))
def test_no_history_breaks_what_is_met(part: int) -> None:
    for store in (*LED[4 * part : 4 * part + 4], *OTHERS[part::10]):
        hold(store)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
def test_no_history_of_any_store_breaks_what_is_met(part: int) -> None:
    for store in (*LED[50 * part : 50 * part + 50], *OTHERS[part::10]):
        hold(store)
