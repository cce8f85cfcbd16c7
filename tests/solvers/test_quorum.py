"""Quorums, against the published tables and against all pairs of subsets."""

from __future__ import annotations

from itertools import combinations

import pytest

from designlint.solvers.quorum import (
    majority,
    miss_chance,
    overlap,
    recent_chance,
    tolerated,
    writes_meet,
)

SIZES = [
    (copies, read, write)
    for copies in range(1, 7)
    for read in range(1, copies + 1)
    for write in range(1, copies + 1)
]


def test_majorities_and_what_they_tolerate() -> None:
    """The table of cluster sizes in the FAQ of etcd."""
    sizes = range(1, 10)
    assert [majority(n) for n in sizes] == [1, 2, 2, 3, 3, 4, 4, 5, 5]
    assert [tolerated(n, majority(n)) for n in sizes] == [0, 0, 1, 1, 2, 2, 3, 3, 4]


@pytest.mark.parametrize(
    ("versions", "chance"), [(1, 0.3333), (2, 0.5556), (3, 0.7037), (5, 0.8683), (10, 0.9827)]
)
def test_recent_versions_of_one_copy_in_three(versions: int, chance: float) -> None:
    """The example of the paper on bounded staleness: three copies, one read, one written."""
    assert recent_chance(3, 1, 1, versions) == pytest.approx(chance, abs=5e-5)


@pytest.mark.parametrize(("copies", "read", "write"), SIZES)
def test_chances_are_those_of_counting(copies: int, read: int, write: int) -> None:
    written = set(range(write))
    reads = [set(chosen) for chosen in combinations(range(copies), read)]
    missed = sum(1 for chosen in reads if not chosen & written)
    assert miss_chance(copies, read, write) == pytest.approx(missed / len(reads), rel=1e-12)
    assert overlap(copies, read, write) == (missed == 0)
    others = [set(chosen) for chosen in combinations(range(copies), write)]
    assert writes_meet(copies, write) == all(other & written for other in others)


@pytest.mark.parametrize(("copies", "read", "write"), SIZES)
def test_more_votes_never_miss_more(copies: int, read: int, write: int) -> None:
    now = miss_chance(copies, read, write)
    assert read == copies or miss_chance(copies, read + 1, write) <= now
    assert write == copies or miss_chance(copies, read, write + 1) <= now
    assert recent_chance(copies, read, write, 2) >= recent_chance(copies, read, write, 1)
