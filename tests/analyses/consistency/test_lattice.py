"""The map of consistency models: a partial order, its lower bounds, anomalies, availability."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designlint.analyses.consistency.lattice import (
    ANOMALIES,
    IMPLIES,
    Bounded,
    ConsistencyModel,
    anomaly,
    give,
    implied_by,
    implies,
    meet,
    strongest,
)
from designlint.schema.store import MODELS, SINGLE_OBJECT, TRANSACTIONAL

ALL = tuple(IMPLIES)
models = st.sampled_from(ALL)
some_models = st.lists(models, min_size=1, max_size=4)


def test_the_language_has_the_whole_map() -> None:
    assert sorted(MODELS.split("|")) == sorted(IMPLIES)
    assert {weaker for arrows in IMPLIES.values() for weaker in arrows} <= set(IMPLIES)


def test_it_is_a_partial_order() -> None:
    for one in ALL:
        assert implies(one, one)
    for one, other in product(ALL, ALL):
        if one != other:
            assert not (implies(one, other) and implies(other, one)), (one, other)
    for one, other, third in product(ALL, ALL, ALL):
        if implies(one, other) and implies(other, third):
            assert implies(one, third), (one, other, third)


def test_implied_is_what_paths_reach() -> None:
    """Against the transitive closure by Warshall."""
    reached = {(a, b): b in IMPLIES[a] or a == b for a in ALL for b in ALL}
    for middle, a, b in product(ALL, ALL, ALL):
        reached[a, b] |= reached[a, middle] and reached[middle, b]
    assert all(implies(a, b) == reached[a, b] for a, b in product(ALL, ALL))


def test_no_arrow_says_what_others_say_already() -> None:
    for model, weaker in IMPLIES.items():
        for one in weaker:
            others = [other for other in weaker if other != one]
            assert not give(others, one), f"{model} -> {one}"


def test_the_strongest_implies_all_the_map_has_of_isolation_and_recency() -> None:
    top = implied_by("strict_serializable")
    assert top == set(ALL)


@given(st.lists(some_models, min_size=1, max_size=4))
def test_a_meet_is_the_greatest_lower_bound(sets: list[list[str]]) -> None:
    found = meet(*sets)
    for model in ALL:
        assert (model in found) == all(give(models, model) for models in sets)
    assert meet(*sets, strongest(found)) == found


@given(some_models, some_models)
def test_a_meet_does_not_mind_the_order(one: list[str], other: list[str]) -> None:
    assert meet(one, other) == meet(other, one)
    assert meet(one, one) == meet(one)


@given(some_models)
def test_the_strongest_give_all_the_others(found: list[str]) -> None:
    top = strongest(found)
    assert all(give(top, model) for model in found)
    assert not any(implies(a, b) for a in top for b in top if a != b)


bounded = st.builds(Bounded, models, st.sampled_from([0.0, 1.0, 5.0, 60.0, float("inf")]))


@given(bounded, bounded, bounded)
def test_bounds_of_age_are_an_order_too(a: Bounded, b: Bounded, c: Bounded) -> None:
    assert a.implies(a)
    assert a == b or not (a.implies(b) and b.implies(a))
    assert not (a.implies(b) and b.implies(c)) or a.implies(c)
    for lower in a.meet(b):
        assert a.implies(lower)
        assert b.implies(lower)


def test_a_tighter_bound_gives_a_wider_one() -> None:
    assert Bounded("bounded_staleness", 5.0).implies(Bounded("bounded_staleness", 60.0))
    assert not Bounded("bounded_staleness", 60.0).implies(Bounded("bounded_staleness", 5.0))
    assert Bounded("linearizable", 0.0).implies(Bounded("bounded_staleness", 5.0))


@pytest.mark.parametrize(
    ("delivered", "wanted", "expected"),
    [
        ("snapshot_isolation", "serializable", "write skew"),
        ("repeatable_read", "serializable", "a phantom"),
        ("read_committed", "snapshot_isolation", "read skew"),
        ("monotonic_atomic_view", "repeatable_read", "read skew"),
        ("read_atomic", "update_atomic", "a lost update"),
        ("cursor_stability", "repeatable_read", "read skew"),
        ("cursor_stability", "consistent_view", "read skew"),
        ("read_committed", "read_atomic", "a fractured read"),
        ("read_uncommitted", "read_committed", "a dirty read"),
        ("parallel_snapshot_isolation", "transactional_prefix", "a long fork"),
        ("eventual", "read_your_writes", "a read that misses the reader's own write"),
        ("read_your_writes", "monotonic_reads", "a non-monotonic read"),
        ("sequential", "linearizable", "a stale read"),
        ("bounded_staleness", "linearizable", "a stale read"),
        ("serializable", "strict_serializable", "a stale read"),
        ("eventual", "bounded_staleness", "unbounded staleness"),
        ("causal", "sequential", "writes read in different orders"),
        ("linearizable", "read_your_writes", ""),
    ],
)
def test_what_a_missing_arrow_lets_happen(delivered: str, wanted: str, expected: str) -> None:
    assert anomaly((delivered,), wanted) == expected


def test_what_is_given_has_no_anomaly_and_most_of_what_is_not_has_one() -> None:
    unnamed = []
    for delivered, wanted in product(ALL, ALL):
        if implies(delivered, wanted):
            assert anomaly((delivered,), wanted) == ""
        elif not anomaly((delivered,), wanted):
            unnamed.append((delivered, wanted))
    # These differ in what no name of a review distinguishes.
    assert {wanted for _, wanted in unnamed} <= {
        "view_serializable", "update_serializable", "forward_consistent_view", "consistent_view",
        "monotonic_view", "monotonic_snapshot_read", "monotonic_atomic_view", "read_atomic",
        "update_atomic", "cursor_stability", "pram", "causal", "monotonic_writes",
        "consistent_prefix", "transactional_causal", "writes_follow_reads",
        "strong_session_serializable", "strict_serializable",
        "parallel_snapshot_isolation", "transactional_prefix",
    }  # fmt: skip


def test_an_anomaly_is_ruled_out_by_models_of_the_map() -> None:
    for _, ruled_out_by in ANOMALIES:
        assert set(ruled_out_by) <= set(IMPLIES)


def test_the_classes_of_availability() -> None:
    for model in ("strict_serializable", "serializable", "snapshot_isolation", "repeatable_read",
                  "cursor_stability", "linearizable", "sequential", "bounded_staleness"):  # fmt: skip
        assert ConsistencyModel(model).partition_availability == "unavailable", model
    for model in ("causal", "pram", "read_your_writes"):
        assert ConsistencyModel(model).partition_availability == "sticky", model
    for model in ("writes_follow_reads", "monotonic_reads", "monotonic_writes", "read_committed",
                  "monotonic_atomic_view", "read_uncommitted", "eventual"):  # fmt: skip
        assert ConsistencyModel(model).partition_availability == "total", model


def test_what_is_stronger_is_never_more_available() -> None:
    rank = ("unavailable", "sticky", "total")
    for stronger, weaker in product(ALL, ALL):
        if implies(stronger, weaker):
            assert rank.index(ConsistencyModel(stronger).partition_availability) <= rank.index(
                ConsistencyModel(weaker).partition_availability
            )


def _arrows(text: str) -> Iterator[tuple[str, str]]:
    for line in text.strip().splitlines():
        left, right = line.split(" -> ")
        yield from product(left.split(), right.split())


# The published arrows, written down a second time in words of the language.
PUBLISHED = """
strict_serializable -> serializable linearizable strong_snapshot_isolation strong_session_serializable
strong_session_serializable -> serializable strong_session_snapshot_isolation
strong_snapshot_isolation -> strong_session_snapshot_isolation
strong_session_snapshot_isolation -> snapshot_isolation
serializable -> repeatable_read snapshot_isolation view_serializable update_serializable
update_serializable -> forward_consistent_view
forward_consistent_view -> consistent_view
consistent_view -> cursor_stability monotonic_view
snapshot_isolation -> forward_consistent_view monotonic_atomic_view monotonic_snapshot_read
snapshot_isolation -> parallel_snapshot_isolation transactional_prefix
parallel_snapshot_isolation -> transactional_causal update_atomic
transactional_prefix -> transactional_causal
transactional_causal update_atomic -> read_atomic
read_atomic -> monotonic_atomic_view
repeatable_read -> cursor_stability monotonic_atomic_view
cursor_stability monotonic_atomic_view monotonic_view monotonic_snapshot_read -> read_committed
read_committed -> read_uncommitted
linearizable -> sequential
sequential -> causal
causal -> writes_follow_reads pram
pram -> monotonic_reads monotonic_writes read_your_writes
"""


@pytest.mark.parametrize(("stronger", "weaker"), list(_arrows(PUBLISHED)))
def test_published_arrows_are_there(stronger: str, weaker: str) -> None:
    assert implies(stronger, weaker)


@pytest.mark.parametrize(
    "check", [implied_by, lambda model: ConsistencyModel(model).partition_availability]
)
def test_every_model_is_known(check: Callable[[str], object]) -> None:
    for model in (*TRANSACTIONAL.split("|"), *SINGLE_OBJECT.split("|")):
        assert check(model)
