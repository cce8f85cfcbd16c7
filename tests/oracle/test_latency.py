"""What is proved of a latency holds in simulated requests, in every world that the design allows."""

from __future__ import annotations

import math

import pytest

from designlint.analyses.facts import Facts
from designlint.analyses.latency.bounds import latencies
from designlint.analyses.latency.timed_out import timed_out
from tests.analyses.designs import facts_of
from tests.oracle.requests import World
from tests.verdicts.quick import quick

PERCENTILES = (0.5, 0.9, 0.99)


def differences(seed: int, count: int) -> list[str]:
    """Where a world contradicts what is proved, beyond what chance explains."""
    design = quick(seed)
    facts = facts_of(design.text)
    found = []
    for number, alike in enumerate((True, False, False)):
        world = World(design, 1000 * seed + number, alike=alike)
        times = sorted(world.request() for _ in range(count))
        is_full = math.inf in world.stretch.values()
        found += [f"{seed}.{number} {text}" for text in _unlike(facts, times, is_full=is_full)]
    return found


def _unlike(facts: Facts, times: list[float], *, is_full: bool) -> list[str]:
    found, count = [], len(times)
    for percentile in PERCENTILES:
        luck = 5.0 * math.sqrt(percentile * (1.0 - percentile) / count) + 2.0 / count
        (latency,) = latencies(facts, "f", percentile)
        late = sum(time > latency.upper.time * (1 + 1e-9) for time in times) / count
        early = sum(time < latency.lower.time * (1 - 1e-9) for time in times) / count
        if late > 1.0 - percentile + luck:
            found.append(f"p{percentile}: {late} are above {latency.upper.time}")
        if early > percentile + luck:
            found.append(f"p{percentile}: {early} are below {latency.lower.time}")
    if is_full:
        return found  # what is overloaded is another reason to fail
    shares = [factor.share for factor in facts[timed_out].get("f", ())]
    failed = sum(time == math.inf for time in times) / count
    luck = 5.0 * math.sqrt(0.25 / count)
    most = sum(1.0 - share.low for share in shares)
    least = max([1.0 - share.high for share in shares], default=0.0)
    if not least - luck <= failed <= most + luck:
        found.append(f"{failed} fail by timeouts, not {least} to {most}")
    return found


def test_nothing_proved_is_contradicted() -> None:
    assert [text for seed in range(200) for text in differences(seed, 400)] == []


@pytest.mark.parametrize("seed", [875, 1070, 1918])
def test_nothing_proved_is_contradicted_where_it_once_was(seed: int) -> None:
    assert differences(seed, 400) == []


@pytest.mark.slow
def test_nothing_proved_is_contradicted_in_many_designs() -> None:
    assert [text for seed in range(200, 2000) for text in differences(seed, 2000)] == []
