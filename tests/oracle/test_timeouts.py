"""Availability counts the calls that end by their timeout, as far as percentiles say how many."""

from __future__ import annotations

import pytest

from tests.oracle.comparing import Bounds, held
from tests.oracle.designs import World
from tests.oracle.timeouts import random_timing


def compare(seed: int) -> None:
    timing = random_timing(seed)
    proved, assumed = timing.availability(assuming=False), timing.availability(assuming=True)
    computed = [Bounds(World("today"), "availability of f", proved, assumed)]
    found = list(held(timing.text(), computed))
    assert found == [], "\n".join([f"seed {seed}", timing.text(), *map(str, found)])


def test_small_timings() -> None:
    for seed in range(40):
        compare(seed)


@pytest.mark.slow
def test_many_small_timings() -> None:
    for seed in range(1000, 1300):
        compare(seed)
