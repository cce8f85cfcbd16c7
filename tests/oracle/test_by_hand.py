"""The oracle itself, held against numbers that are worked out by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from tests.oracle.designs import Design, Flow, Part, Place, Step, Store, World
from tests.oracle.explorer import Allowed, explore
from tests.oracle.states import Oracle
from tests.oracle.stores import Declared

SERVICE = Part("a", "service", 0.01, capacity=20)
TODAY = World("today")


def single(parts: list[Part], steps: list[Step], rate: float, world: World = TODAY) -> Oracle:
    """A design with one flow; what has no place fails with nothing."""
    named = {part.name: part for part in parts}
    return Oracle(Design({}, named, (Flow("f", rate, tuple((s,) for s in steps)),)), world)


def between(oracle: Oracle) -> tuple[float, float]:
    return oracle.availability(assuming=True)["f"]


@pytest.mark.parametrize(
    ("part", "factor", "expected"),
    [
        (SERVICE, 1.0, (0.0, 0.99 * 20 / 47)),
        (SERVICE, 0.4, (0.99, 0.99)),
        (replace(SERVICE, replicas=4), 1.0, (0.99**4 + 4 * 0.01 * 0.99**3, None)),
        (replace(SERVICE, replicas=3), 1.0, (0.99**3, None)),
        (replace(SERVICE, replicas=3, needs=3), 1.0, (0.99**3, 0.99**3)),
        (replace(SERVICE, down=0.0, limit=20.0), 1.0, (20 / 47, 20 / 47)),
    ],
)
def test_load_and_capacity(part: Part, factor: float, expected: tuple[float, float | None]) -> None:
    low, high = between(single([part], [Step("u", "a")], 47, World("x", factor=factor)))
    assert low == pytest.approx(expected[0])
    assert expected[1] is None or high == pytest.approx(expected[1])


def test_what_fewer_replicas_may_serve() -> None:
    low, high = between(single([replace(SERVICE, replicas=3)], [Step("u", "a")], 47))
    two, one = 3 * 0.01 * 0.99**2 * 40 / 47, 3 * 0.01**2 * 0.99 * 20 / 47
    assert (low, high) == pytest.approx((0.99**3, 0.99**3 + two + one))


@pytest.mark.parametrize(
    ("capacity", "expected", "lost"),
    [
        (10.0, (0.99, 0.99 + 0.01 * 0.99 * 0.2), (0.0, 0.198)),
        (100.0, (0.9999, 0.9999), (0.99, 0.99)),
    ],
)
def test_a_fallback_serves_what_it_carries(
    capacity: float, expected: tuple[float, float], lost: tuple[float, float]
) -> None:
    parts = [
        Part("g", "gateway", 0.0),
        replace(SERVICE, capacity=None),
        Part("b", "service", 0.01, capacity=capacity),
    ]
    steps = [Step("u", "g"), Step("g", "a", or_else="b")]
    assert between(single(parts, steps, 50)) == pytest.approx(expected)
    assert between(single(parts, steps, 50, World("x", ("a",)))) == pytest.approx(lost)


@pytest.mark.parametrize(
    ("copies", "parallel", "expected"),
    [(1, False, (0.9, 0.9)), (3, False, (0.999, 0.999)), (1, True, (0.9**6, 0.9**6)),
     (None, False, (0.9, 1 - 0.1**6))],
)  # fmt: skip
def test_shards(copies: int | None, parallel: bool, expected: tuple[float, float]) -> None:
    store = Part("a", "database", 0.1, 6, shards=6, copies=copies)
    step = Step("u", "a", use="reads", times=6 if parallel else 1, parallel=parallel)
    assert between(single([store], [step], 1)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("capacity", "expected"), [(50.0, (0.9801, 0.9801)), (30.0, (0.88209, 0.88209)), (None, (0.88209, 0.9801))]
)  # fmt: skip
def test_a_cache_may_be_down(capacity: float | None, expected: tuple[float, float]) -> None:
    parts = [
        Part("a", "service", 0.01, total=True, capacity=100),
        Part("c", "cache", 0.1, total=True, hit=90),
        Part("s", "database", 0.01, total=True, capacity=capacity, store=Store("single")),
    ]
    steps = [Step("u", "a"), Step("a", "c"), Step("a", "s", on_miss_of="c")]
    assert between(single(parts, steps, 40)) == pytest.approx(expected)


def test_the_origin_of_a_lost_cache_serves_what_it_carries() -> None:
    parts = [
        Part("a", "service", 0.01, total=True, capacity=100),
        Part("c", "cache", 0.1, total=True, hit=90),
        Part("s", "database", 0.01, total=True, capacity=30, store=Store("single")),
    ]
    steps = [Step("u", "a"), Step("a", "c"), Step("a", "s", on_miss_of="c")]
    found = between(single(parts, steps, 40, World("x", ("c",))))
    assert found == pytest.approx((0.0, 0.99 * 0.99 * 30 / 40))


def test_replicas_that_reads_and_writes_load() -> None:
    follows = Part("b", "database", 0.0, 3, capacity=100, store=Store("leader_follower"))
    from_followers = replace(follows, store=Store("leader_follower", reads_from="follower"))
    for part, room in ((follows, 0.1), (from_followers, 0.7)):
        reads, writes = Step("u", "b", use="reads"), Step("u", "b", use="writes")
        flows = (Flow("r", 60, ((reads,),)), Flow("w", 30, ((writes,),)))
        found = Oracle(Design({}, {"b": part}, flows), TODAY).headroom()["b"]
        assert found == pytest.approx((room, room))


def test_lines_carry_their_own_arrivals() -> None:
    parts = {name: Part(name, "service", 0.0, capacity=10_000) for name in ("push", "loc", "log")}
    line = (Step("u", "push"), Step("push", "loc"))
    flow = Flow("f", 1000, (line, line, (Step("push", "log", share=50),)))
    found = Oracle(Design({}, parts, (flow,)), TODAY).headroom()
    rooms = {name: proved[0] for name, proved in found.items()}
    assert rooms == pytest.approx({"push": 0.8, "loc": 0.8, "log": 0.9})


def test_places_and_totals() -> None:
    """A total counts its place's failures among its own; a replica has them on top of its own."""
    places = {"r": Place("r", "region", None, 0.0), "x": Place("x", "zone", "r", 0.02)}
    each = Part("a", "service", 0.01, places=("x",), capacity=10)
    for part, today in ((each, 0.99 * 0.98), (replace(each, down=0.05, total=True), 0.95)):
        design = Design(places, {"a": part}, (Flow("f", 1, ((Step("u", "a"),),)),))
        assert Oracle(design, TODAY).availability()["f"] == pytest.approx((today, today))
        assert Oracle(design, World("x", ("r",))).availability()["f"] == (0.0, 0.0)


def test_an_autoscaler_runs_what_the_load_needs() -> None:
    places = {name: Place(name, "zone", None, 0.0) for name in "xyz"}
    part = Part("a", "service", 0.01, 3, ("x", "y", "z"), capacity=100, autoscale=(3, 10))
    design = Design(places, {"a": part}, (Flow("f", 270, ((Step("u", "a"),),)),))
    assert Oracle(design, TODAY).headroom()["a"] == pytest.approx((0.1, 0.73))
    lost = Oracle(design, World("x", ("x",)))
    assert lost.headroom()["a"] == pytest.approx((-0.35, -0.35))


@pytest.mark.parametrize(
    ("store", "models", "between_failovers", "lost"),
    [
        (Declared("single", 1), set(), set(), None),
        (Declared("leader_follower", sync=0, lag=1, failover="manual", fencing="yes", role="leader"),
         {"linearizable", "read_your_writes", "monotonic_reads"}, set(), 1),
        (Declared("leader_follower", sync=1, failover="auto", promotes="synchronous", fencing="yes",
                  role="leader"), set(), set(), None),
        (Declared("leader_follower", sync=2, failover="auto", fencing="no", role="leader"),
         {"linearizable", "read_your_writes", "monotonic_reads"}, set(), None),
        (Declared("leader_follower", sync=2, failover="auto", fencing="yes", role="any"),
         {"linearizable", "monotonic_reads"}, {"linearizable", "monotonic_reads"}, None),
        (Declared("leaderless", read=1, write=3, quorum="strict"), {"linearizable", "monotonic_reads"}, {"linearizable", "monotonic_reads"}, None),
    ],
)  # fmt: skip
def test_histories(
    store: Declared, models: set[str], between_failovers: set[str], lost: int | None
) -> None:
    found = explore(store, Allowed(unknown=False))
    assert (found.models, found.lost) == (models, lost)
    assert explore(store, Allowed(failures=False, unknown=False)).models == between_failovers


def test_every_member_of_a_consensus_stores_a_write() -> None:
    store = Part("a", "database", 0.0, 3, capacity=50.0, store=Store("consensus"))
    writes, reads = Step("u", "a", use="writes"), Step("u", "a", use="reads")
    assert single([store], [writes], 60).headroom()["a"] == pytest.approx((-0.2, -0.2))
    # One member answers all reads, or each a third of them.
    assert single([store], [reads], 60).headroom()["a"] == pytest.approx((-0.2, 0.6))


def test_what_a_limit_refuses_is_no_headroom() -> None:
    parts = [Part("g", "gateway", 0.0, capacity=100.0), Part("b", "external", 0.0, limit=40.0)]
    oracle = single(parts, [Step("u", "g"), Step("g", "b")], 80)
    assert oracle.flow_headroom()["f"] == pytest.approx((-1.0, -1.0))
    assert oracle.headroom()["g"] == pytest.approx((0.2, 0.2))
    optional = single(parts, [Step("u", "g"), Step("g", "b", optional=True)], 80)
    assert optional.flow_headroom()["f"] == pytest.approx((0.2, 0.2))


def test_nothing_of_what_is_lost_is_free() -> None:
    lost = single([SERVICE], [Step("u", "a")], 10, World("x", ("a",)))
    assert lost.headroom()["a"] == (-math.inf, -math.inf)


def test_a_capacity_that_is_not_declared_proves_nothing() -> None:
    oracle = single([replace(SERVICE, capacity=None)], [Step("u", "a")], 10)
    assert oracle.availability()["f"] == pytest.approx((0.0, 0.99))
    assert between(oracle) == pytest.approx((0.99, 0.99))


def test_a_read_of_any_replica_is_served_by_each_as_far_as_it_carries_its_calls() -> None:
    store = Part(
        "a", "database", 0.0, 3, capacity=25.0, store=Store("leader_follower", failover="auto")
    )
    steps = [
        Step("u", "a", use="reads", role="leader", times=2),
        Step("u", "a", use="reads", role="any"),
    ]
    # The leader gets 80 + 40 / 3, of which it serves 25; the followers get 40 / 3 each.
    _, high = between(single([store], steps, 40))
    assert high == pytest.approx(25 / (80 + 40 / 3))
    _, high = between(single([store], [replace(steps[1], times=3)], 40))
    assert high == pytest.approx(25 / 40)
