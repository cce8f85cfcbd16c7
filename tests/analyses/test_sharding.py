"""Shards: hot keys, uneven rings, connections and limits, by numbers that are easy to check."""

from __future__ import annotations

import pytest

from designlint.analyses.detectors.limits import connection_excesses, reached_limits
from designlint.analyses.detectors.sharding import hot_keys, modulo_placements, uneven_rings
from designlint.analyses.worlds import at_load
from tests.analyses.designs import facts_of


def store(part: str, step: str = "writes d", rate: str = "5k", data: str = "") -> str:
    return (
        f"actor u\ndata d {{ {data} }}\n"
        f"component s : database {{ holds d; replicas 10; capacity 1k req/s per replica; {part} }}\n"
        f"flow f {{ rate {rate} req/s peak; u -> s {step} }}\n"
    )


@pytest.mark.parametrize(
    ("part", "step", "rate"),
    [
        ("copies 1; shards 10 by k; largest_share 30%", "writes d", 1500.0),
        ("copies 1; shards 10 by k; largest_share 30%", "reads d", 1500.0),
        ("topology leader_follower; shards 20 by k; largest_share 30%", "reads d", 1500.0),
        (
            "topology leaderless { copies 3; read 1; write 1 }; largest_share 30%",
            "writes d",
            1500.0,
        ),
        ("topology leaderless { copies 3; read 2; write 2 }; largest_share 90%", "reads d", 3000.0),
    ],
)
def test_the_load_of_the_largest_key(part: str, step: str, rate: float) -> None:
    (found,) = facts_of(store(part, step))[hot_keys]
    assert found.rate == pytest.approx(rate)
    assert (found.carried, found.factor) == (1000.0, 1.0)


@pytest.mark.parametrize(
    ("part", "step"),
    [
        ("copies 1; shards 10 by k; largest_share 20%", "writes d"),
        ("topology leader_follower; shards 20 by k; largest_share 30%", "reads d, from any"),
        ("topology leaderless { copies 3; read 1; write 1 }; largest_share 50%", "reads d"),
        ("copies 1; shards 10 by k", "writes d"),
    ],
)
def test_a_key_that_is_carried(part: str, step: str) -> None:
    assert facts_of(store(part, step))[hot_keys] == ()


def test_more_load_makes_a_key_hot() -> None:
    facts = facts_of(store("copies 1; shards 10 by k; largest_share 15%"))
    assert facts[hot_keys] == ()
    assert len(at_load(facts, 1.5)[hot_keys]) == 1


def test_the_first_key_of_zipf() -> None:
    # 1 + 1/2 + ... + 1/10 = 2.929
    text = store("copies 1; shards 10 by k", data="count 10; skew 1")
    (found,) = facts_of(text)[hot_keys]
    assert found.share == pytest.approx(1 / 2.9289682539682538)


@pytest.mark.parametrize(
    ("vnodes", "rate", "told"),
    [
        (1, "5k", True),
        (1, "2k", False),
        (100, "9500", True),
        (100, "7k", False),
        (1000, "9k", False),
    ],
)
def test_rings(vnodes: int, rate: str, told: bool) -> None:
    text = store(f"copies 1; shards 10 by k {{ placement ring; vnodes {vnodes} }}", rate=rate)
    found = facts_of(text)[uneven_rings]
    assert bool(found) is told
    if told:
        assert found[0].chance > 0.5
        assert found[0].hottest > found[0].fits


def test_copies_even_a_ring_out() -> None:
    part = "topology leaderless {{ copies {} }}; shards 10 by k {{ vnodes 2 }}"
    one, three = (facts_of(store(part.format(n), rate="7k"))[uneven_rings] for n in (1, 3))
    assert one[0].hottest > three[0].hottest


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("autoscale 10..20 in 5min on cpu; shards 10 by k { placement modulo }", True),
        ("scales out; shards 10 by k { placement modulo }", True),
        ("scales out; shards 10 by k { placement modulo; rebalance none }", False),
        ("scales out; shards 99 by k { placement modulo }", False),
        ("scales out; shards 10 by k { placement jump }", False),
        ("scales out; shards 10 by k", False),
    ],
)
def test_modulo(part: str, told: bool) -> None:
    assert bool(facts_of(store(part))[modulo_placements]) is told


def pools(store: str, pool: str = "pool 10 per replica") -> str:
    return (
        "actor u\ncomponent a : service { replicas 3 }\n"
        "component b : service { replicas 2; autoscale 2..5 in 1min on cpu }\n"
        f"component s : database {{ {store} }}\na -> s {{ {pool} }}\n"
        f"flow f {{ rate 1 req/s; u -> a -> s; u -> b; b -> s {{ {pool} }} }}\n"
    )


@pytest.mark.parametrize(
    ("store", "pool", "opened"),
    [
        ("connections 79", "pool 10 per replica", 80.0),
        ("connections 80", "pool 10 per replica", None),
        ("limit connections 79", "pool 10 per replica", 80.0),
        ("limit connections 79 grows_with members", "pool 10 per replica", None),
        ("connections 19", "pool 10 total", 20.0),
        ("connections 40; reads_from any; replicas 2", "pool 10 per replica", None),
        ("replicas 1", "pool 10 per replica", None),
    ],
)
def test_connections(store: str, pool: str, opened: float | None) -> None:
    found = facts_of(pools(store, pool))[connection_excesses]
    assert [crowd.opened for crowd in found] == ([] if opened is None else [opened])


@pytest.mark.parametrize(
    ("limit", "when"),
    [
        ("limit calls 99 req/s", "at peak"),
        ("limit calls 100 req/s", "at 4x the load"),
        ("limit calls 400 req/s", None),
        ("limit ids 900 grows_with d", "today"),
        ("limit ids 1365 grows_with d", "in 365d"),
        ("limit ids 3000 grows_with d", None),
        ("limit threads 9 grows_with front", "at 4x the replicas"),
        ("limit threads 2 grows_with front", "today"),
        ("limit threads 12 grows_with front", None),
        ("limit file_size 5MB", None),
    ],
)
def test_limits(limit: str, when: str | None) -> None:
    text = (
        'design x "x" { growth 4x; horizon 2y }\nactor u\ndata d { count 1k; growth 1/day }\n'
        f"component front : service {{ replicas 3; scales out }}\ncomponent s : service {{ {limit} }}\n"
        "flow f { rate 100 req/s peak; u -> front -> s }\n"
    )
    facts = facts_of(text)
    assert [reached.when for reached in facts[reached_limits]] == ([] if when is None else [when])
