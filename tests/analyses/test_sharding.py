"""Shards: hot keys, uneven rings, connections and limits, by numbers that are easy to check."""

from __future__ import annotations

import pytest

from designlint.analyses.load.capacity import capacities
from designlint.analyses.load.largest_key import largest_key
from designlint.analyses.sharding import Ring, ring_of
from designlint.analyses.worlds import at_load
from tests.analyses.designs import facts_of, findings


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
            "topology leaderless { copies 1; read 1; write 1 }; largest_share 30%",
            "writes d",
            1500.0,
        ),
        ("topology leaderless { copies 3; read 2; write 2 }; largest_share 90%", "reads d", 3000.0),
    ],
)
def test_the_load_of_the_largest_key(part: str, step: str, rate: float) -> None:
    facts = facts_of(store(part, step))
    key = largest_key(facts, facts[capacities]["s"])
    assert key is not None
    assert key.rate == pytest.approx(rate)
    (found,) = findings(facts, "SCA012")
    assert f"gets {rate / 1000:g}k req/s for its largest key at peak" in found.message
    assert "1k req/s" in found.message


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
    assert findings(facts_of(store(part, step)), "SCA012") == []


def test_more_load_makes_a_key_hot() -> None:
    facts = facts_of(store("copies 1; shards 10 by k; largest_share 15%"))
    assert findings(facts, "SCA012") == []
    assert len(findings(at_load(facts, 1.5), "SCA012")) == 1


def test_the_first_key_of_zipf() -> None:
    # 1 + 1/2 + ... + 1/10 = 2.929
    text = store("copies 1; shards 10 by k", data="count 10; skew 1")
    facts = facts_of(text)
    found = largest_key(facts, facts[capacities]["s"])
    assert found is not None
    assert found.share == pytest.approx(1 / 2.9289682539682538)


def ring(text: str) -> Ring:
    facts = facts_of(text)
    found = ring_of(facts, facts.design.components["s"])
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("vnodes", "rate", "is_uneven"),
    [
        (1, "5k", True),
        (1, "2k", False),
        (100, "9500", True),
        (100, "7k", False),
        (1000, "9k", False),
    ],
)
def test_rings(vnodes: int, rate: str, is_uneven: bool) -> None:
    text = store(f"copies 1; shards 10 by k {{ placement ring; vnodes {vnodes} }}", rate=rate)
    facts = facts_of(text)
    found, used = ring(text), facts[capacities]["s"].utilisation()
    assert used is not None
    assert bool(findings(facts, "SCA013")) is is_uneven
    assert (found.chance_above(1.0 / used.low) > 0.5) is is_uneven
    assert (found.usual_largest > 1.0 / used.low) is is_uneven


def test_copies_even_a_ring_out() -> None:
    part = "topology leaderless {{ copies {} }}; shards 10 by k {{ vnodes 2 }}"
    one, three = (ring(store(part.format(copies), rate="7k")) for copies in (1, 3))
    assert one.usual_largest > three.usual_largest


@pytest.mark.parametrize(
    ("part", "is_moving"),
    [
        ("autoscale 10..20 in 5min on cpu; shards 10 by k { placement modulo }", True),
        ("scales out; shards 10 by k { placement modulo }", True),
        ("scales out; shards 10 by k { placement modulo; rebalance none }", False),
        ("scales out; shards 99 by k { placement modulo }", False),
        ("scales out; shards 10 by k { placement jump }", False),
        ("scales out; shards 10 by k", False),
    ],
)
def test_modulo(part: str, is_moving: bool) -> None:
    assert bool(findings(facts_of(store(part)), "SCA014")) is is_moving


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
        ("connections 79", "pool 10 per replica", 80),
        ("connections 80", "pool 10 per replica", None),
        ("limit connections 79", "pool 10 per replica", 80),
        ("limit connections 79 grows_with u", "pool 10 per replica", None),
        ("connections 19", "pool 10 total", 20),
        ("connections 40; reads_from any; replicas 2", "pool 10 per replica", None),
        ("replicas 1", "pool 10 per replica", None),
    ],
)
def test_connections(store: str, pool: str, opened: int | None) -> None:
    found = findings(facts_of(pools(store, pool)), "SCA011")
    assert len(found) == (0 if opened is None else 1)
    assert all(finding.message.endswith(f"open up to {opened}") for finding in found)


@pytest.mark.parametrize(
    ("limit", "when"),
    [
        ("limit calls 99 req/s", "at peak"),
        ("limit calls 100 req/s", "at 4x the load"),
        ("limit calls 400 req/s", None),
        ("limit ids 900 grows_with d", "today"),
        ("limit ids 1365 grows_with d", "in 1 year"),
        ("limit ids 3000 grows_with d", None),
        (
            "limit threads 9 grows_with front",
            "one for each of 12 replicas of `front` at 4x the load",
        ),
        ("limit threads 2 grows_with front", "one for each of 3 replicas of `front`"),
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
    found = findings(facts_of(text), "SCA015")
    assert len(found) == (0 if when is None else 1)
    assert when is None or all(when in finding.message for finding in found)
