"""Storage: how much there is, how much there will be, and when a store is full."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designlint.analyses.facts import Facts
from designlint.analyses.judgement import Status
from designlint.analyses.load.fullest import NodeVolume, fullest_node
from designlint.analyses.load.volume import Volume, volumes
from designlint.analyses.measure import Exactness, Interval, exactly
from designlint.analyses.storage import storage
from designlint.analyses.worlds import at_load
from tests.analyses.designs import expected, facts_of, findings, judged, lacks

DAY = 86_400.0
PLAN = 'design shop "s" { horizon 1y; peak 4x }\nactor u\n'
ORDER = "data order { size 1kB; count 1M; growth 10k/day }\n"
# In a year 3.65 GB are added to the gigabyte of today.
YEAR = 4.65e9


def store(part: str, data: str = ORDER, plan: str = PLAN) -> str:
    return f"{plan}{data}component s : database {{ holds order; {part} }}\n"


@pytest.mark.parametrize(
    ("part", "copies"),
    [
        ("replicas 1", 1),
        ("topology leader_follower { followers 2 }", 3),
        ("replicas 9; topology leaderless { copies 3 }", 3),
        ("replicas 5; topology consensus { copies 5 }", 5),
        ("replicas 4; copies 2", 2),
        ("tech aws.s3", 1),
    ],
)
def test_each_copy_takes_room(part: str, copies: int) -> None:
    kind = "object_store" if "s3" in part else "database"
    measure = storage(facts_of(store(part).replace("database", kind)), "s")
    assert measure.value == exactly(pytest.approx(YEAR * copies))
    assert measure.exactness is Exactness.EXACT
    assert measure.missing == ()


@pytest.mark.parametrize(
    ("part", "most"),
    [("replicas 4", 4), ("topology leader_follower; replicas 3; shards 2 by id", 3)],
)
def test_undeclared_shards_or_copies(part: str, most: int) -> None:
    measure = storage(facts_of(store(part)), "order")
    assert measure.value == Interval(pytest.approx(YEAR), pytest.approx(YEAR * most))
    assert measure.exactness is Exactness.BOUND
    assert lacks(measure.missing) == {("s", "copies")}


@pytest.mark.parametrize(
    ("claim", "status", "value"),
    [
        ("storage of order <= 14GB", Status.MET, "13.95GB"),
        ("storage of order <= 13GB", Status.VIOLATED, "13.95GB"),
        ("storage of s <= 14GB", Status.MET, "13.95GB"),
        # Twice the load adds twice as much: 1 + 7.3 GB, three times.
        ("storage of order <= 20GB at 2x", Status.VIOLATED, "24.9GB"),
    ],
)
def test_verdicts(claim: str, status: Status, value: str) -> None:
    judgement = judged(store("topology leader_follower { followers 2 }"), claim)
    assert (judgement.status, judgement.value) == (status, value)


def test_a_scenario_adds_replicas_and_load() -> None:
    text = store("replicas 3; topology leader_follower")
    lines = "load 2x; set s.replicas 5"
    assert expected(text, lines, "storage of s <= 41.5GB").status is Status.MET
    assert expected(text, lines, "storage of s <= 41.4GB").status is Status.VIOLATED


@pytest.mark.parametrize(
    ("data", "plan", "missing"),
    [
        ("data order { count 1M; growth 10k/day }\n", PLAN, {("order", "size")}),
        ("data order { size 1kB; growth 10k/day }\n", PLAN, {("order", "count")}),
        ("data order { size 1kB; count 1M }\n", PLAN, {("order", "growth")}),
        (ORDER, "actor u\n", {("", "planning horizon")}),
    ],
)
def test_what_is_missing_is_named(data: str, plan: str, missing: set[tuple[str, str]]) -> None:
    judgement = judged(store("replicas 1", data, plan), "storage of order <= 900GB")
    assert judgement.status is Status.UNDECIDED
    assert lacks(judgement.missing) == missing


def test_a_lower_bound_refutes_all_the_same() -> None:
    data = "data order { size 1kB; count 1M }\n"
    assert judged(store("replicas 1", data), "storage of order <= 999MB").status is Status.VIOLATED


def test_where_nobody_speaks_of_the_future_today_counts() -> None:
    data = "data order { size 1kB; count 1M }\n"
    judgement = judged(store("replicas 1", data, "actor u\n"), "storage of order <= 1GB")
    assert judgement.status is Status.MET


def test_what_is_written_bounds_what_is_added() -> None:
    data = "data order { size 1kB; count 1M }\n"
    text = store("replicas 1", data) + "flow f { rate 4 req/s peak; u -> s writes order }"
    # One a second on average, for a year.
    assert facts_of(text)[volumes]["order"].at(365 * DAY) == Interval(
        1e9, pytest.approx(1e9 + 365 * DAY * 1e3)
    )


def test_data_without_a_store() -> None:
    judgement = judged(f"{PLAN}{ORDER}", "storage of order <= 900GB")
    assert lacks(judgement.missing) >= {("order", "store")}


def test_what_is_only_written_to_may_be_a_part() -> None:
    text = store("replicas 1") + (
        "component sums : database { replicas 1 }\n"
        "flow f { rate 4 req/s peak; u -> sums 1%, writes order }"
    )
    measure = storage(facts_of(text), "order")
    assert measure.value == Interval(pytest.approx(YEAR), pytest.approx(2 * YEAR))
    assert lacks(measure.missing) == {("sums", "stored data")}


def test_the_only_store_that_is_written_to_has_it() -> None:
    text = f"{PLAN}{ORDER}component s : database {{ replicas 1 }}\n"
    text += "flow f { rate 4 req/s peak; u -> s writes order }"
    assert storage(facts_of(text), "order").value == exactly(pytest.approx(YEAR))


def test_a_cache_is_no_home() -> None:
    text = store("replicas 1") + "component c : cache { holds order; replicas 3 }"
    assert storage(facts_of(text), "order").value == exactly(pytest.approx(YEAR))


# ---- queues and streams


def stream(part: str, step: str = "writes order") -> str:
    return (
        f"{PLAN}{ORDER}component l : stream {{ {part} }}\n"
        f"flow f {{ rate 400 msg/s peak; u ~> l {step} }}\n"
    )


def test_a_stream_keeps_what_comes_in() -> None:
    # A quarter of the peak on average, a day, three copies.
    text = stream("replicas 3; retention 1d; copies 3", "{ payload 2kB }")
    assert storage(facts_of(text), "l").value == exactly(pytest.approx(100 * 2e3 * DAY * 3))


def test_a_message_is_assumed_to_carry_its_data() -> None:
    text = stream("replicas 1; retention 1d")
    met = judged(text, "storage of l <= 8.7GB")
    assert met.status is Status.MET
    assert [line.text for line in met.assumptions] == [
        "u -> l: each call carries one `order`, 1kB",
    ]
    over = judged(text, "storage of l <= 8GB")
    assert over.word == "violated on assumptions"
    assert lacks(over.missing) == {("u -> l", "payload")}


def test_a_queue_keeps_no_more_than_its_bound() -> None:
    text = f"{PLAN}component q : queue {{ bound 5GB }}\nflow f {{ rate 1 msg/s; u ~> q }}"
    assert judged(text, "storage of q <= 5GB").status is Status.MET


def test_a_stream_that_nobody_fills() -> None:
    judgement = judged("component l : stream { retention 1d }", "storage of l <= 5GB")
    assert lacks(judgement.missing) == {("l", "producer")}


def test_a_stream_without_a_retention() -> None:
    judgement = judged(stream("replicas 1"), "storage of l <= 5GB")
    assert lacks(judgement.missing) >= {("l", "retention")}


# ---- the volume of one copy


@settings(max_examples=60)
@given(
    st.integers(0, 40),
    st.integers(0, 20),
    st.one_of(st.none(), st.integers(1, 30)),
    st.integers(0, 60),
)
def test_the_most_there_is_by_counting_days(
    age: int, added: int, kept: int | None, time: int
) -> None:
    """`added` bytes a day since `age` days, each kept for `kept` days, counted day by day."""
    days = [added if day <= age else 0 for day in range(1, 200)]

    def at(day: int) -> int:
        born = [added] * day + days
        return sum(born if kept is None else born[:kept])

    today = at(0)
    volume = Volume(
        float(today), exactly(float(added)), None if kept is None else float(kept), (), ()
    )
    most = max(at(day) for day in range(time + 1))
    found = volume.at(float(time))
    assert found.low - 1e-9 <= most <= found.high + 1e-9
    assert found.is_exact


@given(st.floats(0, 1e6), st.floats(0, 1e3), st.floats(1, 1e3), st.floats(0, 1e3), st.floats(0, 10))
def test_later_is_never_less(
    today: float, added: float, kept: float, time: float, later: float
) -> None:
    for kept_for in (None, kept):
        volume = Volume(today, exactly(added), kept_for, (), ())
        one, other = volume.at(time), volume.at(time + later)
        assert one.low <= other.low
        assert one.high <= other.high


# ---- when a store is full


def fullest(facts: Facts) -> NodeVolume:
    found = fullest_node(facts, facts.design.components["s"])
    assert found is not None
    return found


def test_a_store_fills_day_by_day() -> None:
    node = fullest(facts_of(store("replicas 1")))
    assert node.full_in(2e9) == pytest.approx(100 * DAY)
    assert node.full_in(2e9, 1.0, 365 * DAY) == node.full_in(2e9)


def test_a_growing_load_fills_it_earlier() -> None:
    plan = 'design shop "s" { horizon 1y; growth 3x }\n'
    facts = facts_of(store("replicas 1; max_size 3GB per replica", plan=plan))
    growth = math.log(3) / (365 * DAY)
    rate = 1e7 / DAY
    assert fullest(facts).full_in(3e9) == pytest.approx(200 * DAY)
    earlier = math.log1p(growth * 2e9 / rate) / growth
    assert fullest(facts).full_in(3e9, 3.0, 365 * DAY) == pytest.approx(earlier)
    (found,) = findings(facts, "SCA010")
    assert f"in {earlier / DAY:.4g} days if the load grows" in found.witness[-1].text


@pytest.mark.parametrize(
    ("part", "days"),
    [
        ("replicas 4; copies 1; shards 4 by id; max_size 500MB per replica", 100),
        ("replicas 4; copies 1; shards 4 by id; max_size 2GB total", 100),
        ("replicas 4; copies 2; shards 4 by id; max_size 1GB per replica", 100),
        ("replicas 4; copies 1; shards 4 by id; largest_share 50%; max_size 500MB per replica", 0),
        ("replicas 3; topology leader_follower; max_size 2GB per replica", 100),
    ],
)
def test_the_fullest_node_counts(part: str, days: int) -> None:
    (found,) = findings(facts_of(store(part)), "SCA010")
    assert found.message.startswith(f"`s` is full {f'in {days} days' if days else 'today'}")


def test_retention_can_keep_it_from_filling() -> None:
    data = ORDER.replace("growth", "retention 120d; growth")
    facts = facts_of(store("replicas 1", data))
    assert fullest(facts).full_in(1.3e9) == math.inf
    assert fullest(at_load(facts, 2.0)).full_in(1.3e9) == pytest.approx(15 * DAY)
