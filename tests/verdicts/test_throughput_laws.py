"""A throughput is the rate at which no headroom is left: the two never contradict each other.

Each random design draws from the whole schema. A fixed part, where limits refuse calls and fallbacks get
what overflows, is tried at random numbers as well.
"""

from __future__ import annotations

import re
from random import Random

import pytest

from designlint.analyses.facts import Facts
from designlint.analyses.load.headroom import headroom, rate_of
from designlint.analyses.load.throughput import throughput
from designlint.schema.component import AUTOSCALE
from tests.analyses.designs import facts_of
from tests.verdicts.judging import drawn
from tests.verdicts.judging import facts_of as facts_of_drawn

NEAR = 1e-6


def spared(seed: int) -> str:
    """A store behind a fallback, whose callees have limits and capacities of any size, in two flows."""
    chance = Random(seed)

    def some(*numbers: int) -> int:
        return chance.choice(numbers)

    def limited() -> str:
        stated = chance.choice(["", "", "; rate_limit {} req/s", "; limit calls {} req/s"])
        return stated.format(some(20, 60, 150))

    on_call = chance.choice(["", f"g -> b {{ rate_limit {some(10, 40, 90)} req/s }}"])
    return f"""
        actor u
        component g : gateway {{ replicas 1; capacity 10k req/s }}
        component a : service {{ replicas 1; capacity {some(50, 100, 300)} req/s{limited()} }}
        component b : service {{ replicas 1; capacity {some(50, 100, 300)} req/s{limited()} }}
        component s : database {{ replicas 1; topology single; capacity {some(40, 120, 400)} req/s }}
        {on_call}
        flow f {{ rate {some(10, 60, 200)} req/s; u -> g; g -> a, or else b; a -> s, {some(50, 100)}%; b -> s }}
        flow d {{ rate {some(5, 30, 80)} req/s; u -> b }}
        """


def contradictions(facts: Facts, path: str) -> list[str]:
    """Where the headroom of a flow says something else than its throughput."""
    rate, free, most = rate_of(facts, path), headroom(facts, path).value, throughput(facts, path)
    if not rate.is_exact or not rate.low:
        return []
    found = []
    if free.low > NEAR and most.value.low < rate.low * (1.0 - NEAR):
        found.append(f"{path}: {free} is free, but no more than {most.value} of {rate.low} fits")
    if free.high < -NEAR and most.value.high > rate.low * (1.0 + NEAR):
        found.append(f"{path}: {free} is free, but {most.value} of {rate.low} fits")
    return found


@pytest.mark.parametrize("part", range(8))
def test_it_fits_as_long_as_headroom_is_left(part: int) -> None:
    for seed in range(part * 25, part * 25 + 25):
        facts = facts_of(spared(seed))
        for path in facts.design.flows:
            assert contradictions(facts, path) == [], spared(seed)


@pytest.mark.parametrize("part", range(8))
def test_no_headroom_is_left_at_the_throughput(part: int) -> None:
    for seed in range(part * 25, part * 25 + 25):
        text = spared(seed)
        most = throughput(facts_of(text), "d").value
        if not most.low:
            continue
        for share, fits in ((0.99, True), (1.01, False)):
            rate = f"flow d {{ rate {most.high * share:.6f} req/s;"
            changed = re.sub(r"flow d \{ rate .+?;", rate, text)
            free = headroom(facts_of(changed), "d").value
            assert (free.high >= -NEAR) is fits, changed


@pytest.mark.parametrize("part", range(8))
def test_both_agree_in_any_design(part: int) -> None:
    for seed in range(part * 8, part * 8 + 8):
        facts = facts_of_drawn(drawn(seed).text)
        assert facts is not None
        if any(one[AUTOSCALE] is not None for one in facts.design.components.values()):
            continue  # its headroom is that of what runs, its throughput that of the most that may run
        for path in facts.design.flows:
            assert contradictions(facts, path) == [], drawn(seed).text
