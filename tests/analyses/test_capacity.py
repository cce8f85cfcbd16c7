"""Load against capacity, by numbers that are easy to check by hand."""

from __future__ import annotations

import math

import pytest

from designlint.analyses.judgement import Status
from designlint.analyses.load.capacity import Capacity, capacities
from designlint.analyses.load.headroom import headroom
from designlint.analyses.load.throughput import throughput
from designlint.analyses.measure import Exactness, Interval
from designlint.analyses.worlds import in_scenario
from tests.analyses.designs import expected, facts_of, judged, lacks

ZONES = "provider p { region r { zone a; zone b; zone c } }\nactor u\ndata d\n"
IN_THREE = "in p.r.a, p.r.b, p.r.c"


def text_of(part: str, kind: str = "service", rate: str = "900", step: str = "") -> str:
    return (
        f"{ZONES}component s : {kind} {{ {part} }}\n"
        f"flow f {{ rate {rate} req/s peak; u -> s {step} }}\n"
    )


def capacity_of(text: str) -> Capacity:
    return facts_of(text)[capacities]["s"]


def used(text: str) -> Interval:
    found = capacity_of(text).utilisation()
    assert found is not None
    return found


def near(low: float, high: float | None = None) -> Interval:
    return Interval(pytest.approx(low), pytest.approx(low if high is None else high))


@pytest.mark.parametrize(
    ("part", "share"),
    [
        ("replicas 3; capacity 500 req/s per replica", 0.6),
        ("replicas 3; capacity 500 req/s", 0.6),
        ("replicas 3; capacity 1500 req/s total", 0.6),
        ("capacity 1500 req/s total", 0.6),
        ("replicas 1; capacity 450 req/s", 2.0),
        ("autoscale 2..6 in 1min on cpu; capacity 500 req/s", 0.3),
        ("replicas 3; autoscale 2..6 in 1min on cpu; capacity 500 req/s", 0.3),
    ],
)
def test_utilisation(part: str, share: float) -> None:
    assert used(text_of(part)) == near(share)


@pytest.mark.parametrize("part", ["replicas 3", "capacity 500 req/s", "replicas 2; capacity 1GB/s"])
def test_what_is_not_known_is_not_guessed(part: str) -> None:
    assert capacity_of(text_of(part)).utilisation() is None


# Reference: three zones at 60% and 70% have to carry 90% and 105% when one is lost.
@pytest.mark.parametrize(("rate", "before", "after"), [("900", 0.6, 0.9), ("1050", 0.7, 1.05)])
def test_the_loss_of_a_zone(rate: str, before: float, after: float) -> None:
    text = text_of(f"replicas 3 {IN_THREE}; capacity 500 req/s", rate=rate)
    assert used(text) == near(before)
    losses = capacity_of(text).losses
    assert [(loss.domain, loss.lost, loss.left) for loss in losses] == [
        (f"p.r.{zone}", 1, 2) for zone in "abc"
    ]
    assert all(loss.utilisation == near(after) for loss in losses)
    world = expected(text, "lose p.r.a", "headroom of s >= 0%")
    assert world.status is (Status.MET if after < 1 else Status.VIOLATED)


def test_the_fullest_zone_is_lost_first() -> None:
    text = text_of("replicas 4 in p.r.a, p.r.b, p.r.c; capacity 300 req/s")
    assert [(loss.domain, loss.lost) for loss in capacity_of(text).losses] == [
        ("p.r.a", 2), ("p.r.b", 1), ("p.r.c", 1),
    ]  # fmt: skip
    assert capacity_of(text).losses[0].utilisation == near(1.5)


@pytest.mark.parametrize("part", ["capacity 1k req/s total", "replicas 2; capacity 1k req/s"])
def test_what_is_lost_carries_nothing(part: str) -> None:
    judgement = expected(text_of(part), "lose s", "headroom of s >= 0%")
    assert judgement.status is Status.VIOLATED
    assert judgement.value == "none"


def test_a_total_is_of_all_that_there_were() -> None:
    text = text_of(f"replicas 3 {IN_THREE}; capacity 1500 req/s total", rate="500")
    judgement = expected(text, "lose p.r.a", "headroom of s >= 50%")
    assert (judgement.status, judgement.value) == (Status.MET, "50%")


# ---- stores


MIXED = (
    "flow f {{ rate 900 req/s peak; u -> s reads d{} }}\n"
    "flow g {{ rate 100 req/s peak; u -> s writes d }}\n"
)


def store(part: str, reading: str = "") -> str:
    return f"{ZONES}component s : database {{ {part} }}\n{MIXED.format(reading)}"


@pytest.mark.parametrize(
    ("part", "reading", "share"),
    [
        ("topology single; replicas 1", "", 1.0),
        ("topology leader_follower; replicas 3", "", 1.0),
        ("topology leader_follower; replicas 3; reads_from leader", "", 1.0),
        ("topology leader_follower; replicas 3; reads_from follower", "", 0.45),
        ("topology leader_follower; replicas 3; reads_from any", "", 0.4),
        ("topology leader_follower; replicas 3", ", from follower", 0.45),
        ("topology leader_follower; replicas 3", ", from any", 0.4),
        ("topology leader_follower; replicas 3; reads_from any", ", from leader", 1.0),
        ("topology leader_follower; replicas 1; reads_from follower", "", 1.0),
        # Two of the four shards have their leaders on one of the three nodes.
        ("topology leader_follower; replicas 3; shards 4 by id", "", 0.5),
        ("topology leader_follower; replicas 3; shards 3 by id", "", 1 / 3),
        ("topology leader_follower; replicas 4; shards 2 by id; reads_from follower", "", 0.45),
    ],
)
def test_leaders_and_followers(part: str, reading: str, share: float) -> None:
    assert used(store(f"{part}; capacity 1k req/s", reading)) == near(share)


@pytest.mark.parametrize(
    ("part", "reading", "low", "high"),
    [
        # Every member stores each write; who answers a read of the leader is open.
        ("replicas 4", "", 0.1 + 0.9 / 4, 1.0),
        ("replicas 4; reads_from any", "", 0.1 + 0.9 / 4, 0.1 + 0.9 / 4),
        ("replicas 4", ", from follower", 0.1 + 0.9 / 4, 0.1 + 0.9 / 3),
        ("replicas 1", "", 1.0, 1.0),
        ("replicas 6; copies 3; reads_from any", "", 0.05 + 0.15, 0.05 + 0.15),
        ("replicas 4; shards 4; copies 4", "", 0.1 + 0.9 / 4, 0.1 + 0.9 / 4),
        ("replicas 4; shards 4; reads_from any", "", 0.025 + 0.9 / 4, 0.1 + 0.9 / 4),
    ],
)
def test_a_consensus(part: str, reading: str, low: float, high: float) -> None:
    assert used(store(f"topology consensus; {part}; capacity 1k req/s", reading)) == near(low, high)


@pytest.mark.parametrize(
    ("topology", "low", "high"),
    [
        ("leaderless { copies 3; read 1; write 1 }", 900 + 300, 900 + 300),
        ("leaderless { copies 3; read 2; write 2 }", 900 + 300, 1800 + 300),
        ("leaderless { copies 3; read quorum; write quorum }", 900 + 300, 1800 + 300),
        ("leaderless { copies 3 }", 900 + 300, 2700 + 300),
        ("leaderless", 1000, 6000),  # any node may have a copy of all
    ],
)
def test_leaderless(topology: str, low: float, high: float) -> None:
    found = used(store(f"topology {topology}; replicas 6; capacity 1k req/s"))
    assert found == near(low / 6000, high / 6000)


# ---- how many are needed


@pytest.mark.parametrize(
    ("part", "rate", "low", "high"),
    [
        ("replicas 5; capacity 300 req/s", "900", 3, 3),
        ("replicas 5; capacity 300 req/s", "901", 4, 4),
        ("replicas 5; capacity 1k req/s total", "900", 5, 5),
        ("replicas 2; capacity 300 req/s", "900", 2, 2),
        ("replicas 5; needs 2; capacity 300 req/s", "900", 2, 2),
        ("replicas 5", "900", 1, 1),
        ("autoscale 2..9 in 1min on cpu; capacity 300 req/s", "900", 3, 3),
    ],
)
def test_needs(part: str, rate: str, low: int, high: int) -> None:
    found = facts_of(text_of(part, rate=rate))[capacities]["s"].needs
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    ("rates", "low", "high"),
    [(("",), 1, 1), (("rate 2500 req/s peak", ""), 3, 3), (("rate 100 req/s average",), 1, 5)],
)
def test_an_unknown_load_is_taken_to_need_no_more_than_the_known_one(
    rates: tuple[str, ...], low: int, high: int
) -> None:
    flows = "\n".join(f"flow f{n} {{ {rate}; u -> s }}" for n, rate in enumerate(rates))
    text = f"{ZONES}component s : service {{ replicas 5; capacity 1k req/s }}\n{flows}"
    found = facts_of(text)[capacities]["s"].needs
    assert (found.low, found.high) == (low, high)


def test_a_feedback_without_bound_needs_all() -> None:
    text = (
        f"{ZONES}component s : service {{ replicas 5; capacity 1k req/s }}\n"
        "flow f { rate 1 req/s peak; u -> s; s -> s x2 }"
    )
    facts = facts_of(text)
    assert facts[capacities]["s"].needs.low == 5
    assert facts[capacities]["s"].breaking_factor == 0.0
    assert headroom(facts, "f").value.high == -math.inf
    assert throughput(facts, "f").value.low == 0.0


def test_a_store_may_need_what_carries_its_load() -> None:
    text = text_of("replicas 3; capacity 500 req/s", "database", step="reads d")
    found = facts_of(text)[capacities]["s"].needs
    # One node may get all of it, and then no number is enough.
    assert (found.low, found.high) == (1, 3)


def test_the_breaking_factor() -> None:
    assert capacity_of(text_of("replicas 3; capacity 500 req/s")).breaking_factor == pytest.approx(
        1 / 0.6
    )
    assert capacity_of(text_of("replicas 3", rate="5")).breaking_factor is None


# ---- headroom and throughput


@pytest.mark.parametrize(
    ("claim", "status", "value"),
    [
        ("headroom of s >= 40%", Status.MET, "40%"),
        ("headroom of s >= 41%", Status.VIOLATED, "40%"),
        ("headroom of f >= 40%", Status.MET, "40%"),
        ("headroom of f >= 0% at 1.5x", Status.MET, "10%"),
        ("headroom of f >= 0% at 2x", Status.VIOLATED, "-20%"),
        ("throughput of f >= 1500 req/s", Status.MET, "1500 req/s"),
        ("throughput of s > 1500 req/s", Status.VIOLATED, "1500 req/s"),
    ],
)
def test_verdicts(claim: str, status: Status, value: str) -> None:
    judgement = judged(text_of("replicas 3; capacity 500 req/s"), claim)
    assert (judgement.status, judgement.value) == (status, value)


TWO = (
    "actor u\ncomponent s : service {{ {} }}\ncomponent t : service {{ {} }}\n"
    "flow f {{ rate 100 req/s peak; u -> s -> t 50% }}"
)


def test_a_flow_is_as_full_as_its_fullest_part() -> None:
    facts = facts_of(TWO.format("replicas 1; capacity 200 req/s", "replicas 1; capacity 60 req/s"))
    assert headroom(facts, "f").value == near(1 - 50 / 60)
    assert throughput(facts, "f").value == near(120)


@pytest.mark.parametrize(
    ("part", "fact"),
    [("replicas 2", "capacity"), ("capacity 1k req/s", "replicas")],
)
def test_a_part_that_nobody_knows_leaves_an_upper_bound(part: str, fact: str) -> None:
    facts = facts_of(TWO.format("replicas 1; capacity 200 req/s", part))
    for measure, high in ((headroom(facts, "f"), 0.5), (throughput(facts, "f"), 200.0)):
        assert measure.exactness is Exactness.BOUND
        assert measure.value.low <= 0.0
        assert measure.value.high == pytest.approx(high)
        assert lacks(measure.missing) == {("t", fact)}


def test_an_unknown_rate_is_named() -> None:
    facts = facts_of(
        "actor u\ncomponent s : service { replicas 1; capacity 9 req/s }\nflow f { u -> s }"
    )
    assert lacks(headroom(facts, "s").missing) == {("f", "rate")}
    assert headroom(facts, "s").value == Interval(-math.inf, 1.0)
    assert lacks(throughput(facts, "f").missing) == {("f", "rate")}


def test_a_flow_of_others_alone_proves_nothing() -> None:
    facts = facts_of("actor u\nexternal e\nflow f { rate 1 req/s peak; u -> e }")
    assert headroom(facts, "f").value == Interval(-math.inf, 1.0)
    assert throughput(facts, "f").value == Interval(0.0, math.inf)


def test_a_part_without_load_sets_no_limit() -> None:
    text = (
        "actor u\ncomponent s : service { replicas 1; capacity 200 req/s }\n"
        "component t : service { replicas 1; capacity 60 req/s }\n"
        "flow f { rate 100 req/s peak; u -> s; s -> t 0% }"
    )
    assert throughput(facts_of(text), "f").value == near(200)


def test_the_benchmark_of_others_makes_it_likely_at_most() -> None:
    text = text_of("tech redis; replicas 1", "cache", rate="500k")
    assert judged(text, "headroom of s >= 10%").word == "violated (likely)"
    own = text_of("tech redis; replicas 1; capacity 90k req/s", "cache", rate="500k")
    assert judged(own, "headroom of s >= 10%").word == "violated"


def test_a_fallback_carries_the_load_of_what_is_lost() -> None:
    text = (
        "actor u\ncomponent a : service { replicas 1; capacity 1k req/s }\n"
        "component b : service { replicas 1; capacity 50 req/s }\n"
        "component c : service\nflow f { rate 100 req/s peak; u -> c; c -> a, or else b }\n"
        'scenario S "s" { lose a }'
    )
    facts = facts_of(text)
    world = in_scenario(facts, facts.design.scenarios["S"])
    assert facts[capacities]["b"].utilisation() == Interval(0, 0)
    assert world[capacities]["b"].utilisation() == near(2.0)


def test_a_loss_that_leaves_no_replica_is_no_overload() -> None:
    text = text_of(f"replicas 3 {IN_THREE}; autoscale 1..3; capacity 1k req/s")
    assert capacity_of(text).losses == ()
