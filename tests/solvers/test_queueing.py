"""Waiting, against the textbooks and against a queue that is simulated step by step."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designlint.solvers.queueing import (
    allen_cunneen,
    erlang_b,
    erlang_c,
    heavy_traffic_wait,
    kingman_bound,
    little,
    mean_wait,
    wait_quantile,
)


@pytest.mark.parametrize(
    ("rate", "service", "servers", "waiting", "wait"),
    [
        (24 / 3600, 120.0, 1, 3.2, 480.0),  # R. Bronson, problem 23.3: L = 4, W = 1/6 h
        (30 / 3600, 90.0, 1, 2.25, 270.0),  # 23.14: Lq = 2.25, Wq = 4.5 min
        (1 / 60, 45.0, 1, 2.25, 135.0),  # 23.16: Lq = 2.25, W = 3 min
        (2.0, 1 / 3, 1, 4 / 3, 2 / 3),  # Hillier and Lieberman: L = 2, W = 1
        (2.0, 1 / 3, 2, 1 / 12, 1 / 24),  # L = 3/4, W = 3/8
    ],
)
def test_the_textbook(
    rate: float, service: float, servers: int, waiting: float, wait: float
) -> None:
    found = mean_wait(rate * service, servers, service)
    assert found == pytest.approx(wait, rel=1e-9)
    assert little(rate, found) == pytest.approx(waiting, rel=1e-9)


def test_the_system_of_the_textbook() -> None:
    """Reference 29: 24 an hour at 30 an hour have 4 inside for a sixth of an hour; empty a fifth."""
    time = mean_wait(0.8, 1, 1 / 30) + 1 / 30
    assert time == pytest.approx(1 / 6, rel=1e-9)
    assert little(24, time) == pytest.approx(4.0, rel=1e-9)
    assert 1.0 - erlang_c(0.8, 1) == pytest.approx(0.2, rel=1e-9)


def test_erlang_c() -> None:
    assert erlang_c(2.0, 3) == pytest.approx(4 / 9, rel=1e-9)
    assert erlang_c(6.0, 10) == pytest.approx(0.1013, abs=5e-5)


def test_the_call_centre() -> None:
    """Reference 37: 10 erlangs, 14 agents, 180 s: 7.84 s on average, 88.84% within 20 s."""
    assert erlang_c(10.0, 14) == pytest.approx(0.1741, abs=5e-5)
    assert mean_wait(10.0, 14, 180.0) == pytest.approx(7.84, abs=5e-3)
    assert wait_quantile(0.8884, 10.0, 14, 180.0) == pytest.approx(20.0, abs=0.05)


@pytest.mark.parametrize(("load", "servers"), [(4.46, 10), (12.03, 20), (37.9, 50), (84.06, 100)])
def test_erlang_b_tables_at_one_percent(load: float, servers: int) -> None:
    assert erlang_b(load, servers) == pytest.approx(0.01, rel=2e-3)


def test_little() -> None:
    assert little(100, 0.5) == 50
    assert little(10, 3) == 30


def test_kingman() -> None:
    """Reference 41: exact for M/M/1 and M/D/1 at 80%."""
    assert heavy_traffic_wait(0.8, 1.0, 1.0, 1.0) == pytest.approx(4.0, rel=1e-9)
    assert heavy_traffic_wait(0.8, 1.0, 1.0, 0.0) == pytest.approx(2.0, rel=1e-9)
    assert allen_cunneen(0.8, 1, 1.0, 1.0, 0.0) == pytest.approx(2.0, rel=1e-9)
    for utilisation in (0.1, 0.5, 0.9, 0.99):  # M/M/1: variances 1 / rate^2 and 1
        bound = kingman_bound(utilisation, utilisation, 1.0 / utilisation**2, 1.0)
        assert bound >= mean_wait(utilisation, 1, 1.0)


def test_what_cannot_keep_up_waits_for_ever() -> None:
    assert erlang_c(3.0, 3) == 1.0
    assert mean_wait(3.0, 3, 1.0) == math.inf
    assert wait_quantile(0.5, 4.0, 3, 1.0) == math.inf
    assert kingman_bound(1.0, 1.0, 1.0, 1.0) == math.inf
    assert heavy_traffic_wait(1.0, 1.0, 1.0, 1.0) == math.inf


def test_who_does_not_wait() -> None:
    assert wait_quantile(0.5, 1.0, 10, 1.0) == 0.0
    assert wait_quantile(1.0, 1.0, 10, 1.0) == math.inf
    assert wait_quantile(1.0, 0.0, 10, 1.0) == 0.0


@pytest.mark.parametrize(("load", "servers"), [(-1.0, 2), (1.0, 0)])
def test_no_queue_at_all(load: float, servers: int) -> None:
    with pytest.raises(ValueError, match="a queue has"):
        erlang_b(load, servers)


@given(st.integers(1, 300), st.floats(0.0, 0.999), st.floats(0.0, 0.999))
def test_more_load_waits_more(servers: int, one: float, other: float) -> None:
    less, more = sorted((one * servers, other * servers))
    assert erlang_c(less, servers) <= erlang_c(more, servers) * (1 + 1e-9)
    assert 0.0 <= erlang_c(more, servers) <= 1.0
    assert erlang_c(more, servers + 1) <= erlang_c(more, servers) * (1 + 1e-9)


def test_a_simulated_queue_waits_as_long() -> None:
    chance = random.Random(7)
    free = [0.0] * 3
    now, waits = 0.0, []
    for _ in range(60_000):
        now += chance.expovariate(2.4)
        first = min(range(3), key=free.__getitem__)
        start = max(now, free[first])
        waits.append(start - now)
        free[first] = start + chance.expovariate(1.0)
    assert sum(waits) / len(waits) == pytest.approx(mean_wait(2.4, 3, 1.0), rel=0.15)
    waits.sort()
    found = waits[int(0.9 * len(waits))]
    assert found == pytest.approx(wait_quantile(0.9, 2.4, 3, 1.0), rel=0.15)
