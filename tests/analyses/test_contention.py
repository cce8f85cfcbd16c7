"""The universal scalability law: laws that hold for every number of replicas."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designlint.analyses.load.capacity import Capacity, capacities
from tests.analyses.designs import facts_of

shares = st.integers(0, 400).map(lambda n: n / 1000)
counts = st.integers(1, 60)


def capacity_of(count: int, alpha: float, beta: float) -> Capacity:
    text = (
        "actor u\n"
        f"component s : service {{ replicas {count}; capacity 100 req/s per replica;"
        f" contention {alpha * 100:g}%; coherence {beta * 100:g}% }}\n"
        "flow f { rate 90 req/s peak; u -> s }\n"
    )
    return facts_of(text)[capacities]["s"]


@given(counts, shares, shares)
def test_utilisation_is_that_of_gunthers_law(count: int, alpha: float, beta: float) -> None:
    used = capacity_of(count, alpha, beta).utilisation()
    carried = 100 * count / (1 + alpha * (count - 1) + beta * count * (count - 1))
    assert used is not None
    assert used.low == pytest.approx(90 / carried)


@given(counts, shares, shares)
def test_nothing_carries_more_by_contention(count: int, alpha: float, beta: float) -> None:
    held_up, free = (
        capacity_of(count, alpha, beta).utilisation(),
        capacity_of(count, 0, 0).utilisation(),
    )
    assert held_up is not None
    assert free is not None
    assert held_up.low >= free.low - 1e-12


@given(shares, st.integers(1, 400).map(lambda n: n / 1000))
def test_no_number_of_replicas_carries_more_than_the_best(alpha: float, beta: float) -> None:
    capacity = capacity_of(1, alpha, beta)
    best = capacity.most_useful
    assert best is not None
    carried = [n * capacity.efficiency(n) for n in range(1, 100)]
    at_best = max(best * capacity.efficiency(best), (best + 1) * capacity.efficiency(best + 1))
    assert max(carried) <= at_best + 1e-9
    assert math.isclose(capacity.efficiency(1), 1.0)
