"""Hit ratios against published and exact values, and what must hold whatever the numbers are."""

from __future__ import annotations

import math
from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designlint.solvers.cache_hit import (
    che,
    lru_hit_ratio,
    ttl_hit_ratio,
    ttl_hit_ratio_of_all,
)
from designlint.solvers.zipf import Bucket, buckets, harmonic, head_share, top_share

EXPONENTS = st.floats(0.0, 2.0)


def popularity(count: int, exponent: float) -> list[float]:
    weights = [rank**-exponent for rank in range(1, count + 1)]
    return [weight / math.fsum(weights) for weight in weights]


def exact_lru(room: int, shares: list[float]) -> float:
    """W. F. King, "Analysis of demand paging algorithms", IFIP 1971: the chance of each stack of
    the most recently used keys, and how often it has what is asked for."""
    total = 0.0
    for stack in permutations(shares, room):
        chance, left = 1.0, 1.0
        for share in stack:
            chance *= share / left
            left -= share
        total += chance * math.fsum(stack)
    return total


def simulated_lru(room: int, shares: list[float], requests: int) -> float:
    held: dict[int, None] = {}
    hits = 0
    for number, key in enumerate(Random(7).choices(range(len(shares)), shares, k=requests)):
        hits += key in held and number >= requests // 2
        held.pop(key, None)
        held[key] = None
        if len(held) > room:
            del held[next(iter(held))]
    return hits / (requests - requests // 2)


def test_exact_lru_of_ten_keys() -> None:
    assert exact_lru(3, popularity(10, 0.8)) == pytest.approx(0.407836786652, abs=1e-12)
    assert lru_hit_ratio(3, 10, 0.8) == pytest.approx(0.403627, abs=1e-6)


@pytest.mark.parametrize(("exponent", "hit"), [(0.8, 0.436660), (1.0, 0.675602)])
def test_che_of_ten_thousand_keys(exponent: float, hit: float) -> None:
    assert lru_hit_ratio(1_000, 10_000, exponent) == pytest.approx(hit, abs=1e-6)


def test_buckets_change_nothing_that_counts() -> None:
    each = [Bucket(1, share) for share in popularity(2_000, 0.8)]
    assert che(200, each) == pytest.approx(lru_hit_ratio(200, 2_000, 0.8), abs=2e-6)


def test_che_is_near_a_simulation() -> None:
    shares = popularity(1_000, 0.9)
    assert lru_hit_ratio(100, 1_000, 0.9) == pytest.approx(
        simulated_lru(100, shares, 60_000), abs=0.01
    )


def test_a_hundred_million_keys_are_few_buckets() -> None:
    found = buckets(10**8, 0.9)
    assert len(found) < 2_000
    assert math.fsum(bucket.keys for bucket in found) == 10**8
    assert math.fsum(b.keys * b.share for b in found) == pytest.approx(1.0, abs=1e-9)


@settings(max_examples=30)
@given(st.integers(1, 5_000), EXPONENTS)
def test_the_sum_is_that_of_its_terms(count: int, exponent: float) -> None:
    plain = math.fsum(rank**-exponent for rank in range(1, count + 1))
    assert harmonic(count, exponent) == pytest.approx(plain, rel=1e-11)
    assert top_share(count, exponent) == pytest.approx(1.0 / plain)


@pytest.mark.parametrize(("count", "exponent"), [(-1, 1.0), (3, -0.1), (3, 11.0)])
def test_a_sum_that_is_none(count: int, exponent: float) -> None:
    with pytest.raises(ValueError, match="below 0"):
        harmonic(count, exponent)


@given(st.integers(2, 10**7), EXPONENTS, st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_a_larger_cache_hits_more_and_never_more_than_the_best(
    count: int, exponent: float, one: float, other: float
) -> None:
    small, large = sorted((int(one * count), int(other * count)))
    hits = [lru_hit_ratio(room, count, exponent) for room in (small, large)]
    assert 0.0 <= hits[0] <= hits[1] + 1e-9
    assert hits[1] <= head_share(large, count, exponent) + 1e-6


@given(st.integers(1, 10**6), EXPONENTS)
def test_room_for_all_hits_always(count: int, exponent: float) -> None:
    assert lru_hit_ratio(count, count, exponent) == 1.0
    assert lru_hit_ratio(0, count, exponent) == 0.0
    assert head_share(count, count, exponent) == 1.0


@given(st.integers(2, 1_000_000), st.floats(0.01, 0.99))
def test_uniform_keys_hit_by_the_share_that_fits(count: int, part: float) -> None:
    assert lru_hit_ratio(part * count, count, 0.0) == pytest.approx(part)


@given(st.floats(0.0, 1e6), st.floats(0.0, 1e6), st.integers(1, 10_000), EXPONENTS)
def test_a_ttl_lets_no_more_than_this_through(
    rate: float, ttl: float, count: int, exponent: float
) -> None:
    one = ttl_hit_ratio(rate, ttl)
    assert 0.0 <= one <= 1.0
    assert ttl_hit_ratio_of_all(rate, ttl, count, exponent) <= one + 1e-9


def test_a_ttl_of_one_key() -> None:
    assert ttl_hit_ratio(2.0, 60.0) == pytest.approx(120 / 121)
    assert ttl_hit_ratio_of_all(2.0, 60.0, 1, 1.0) == pytest.approx(120 / 121)
