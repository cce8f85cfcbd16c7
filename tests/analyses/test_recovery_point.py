"""How much of the latest writes one failure can lose."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designlint.analyses.failure.surviving import SOME
from designlint.analyses.judgement import Status
from designlint.analyses.recovery.recovery_point import recovery_point
from designlint.analyses.worlds import in_scenario
from tests.analyses.designs import expected, facts_of, judged, lacks

PLACES = "provider p { region r { zone a; zone b; zone c }; region q { zone e } }\n"
INF = float("inf")


def design(part: str, more: str = "") -> str:
    return (
        f"{PLACES}data d\nactor author\ncomponent vault : object_store {{ managed regional; in r }}\n"
        f"component s : database {{ holds d; {part} }}\n{more}\n"
        "flow write { author -> s writes d }\n"
    )


def window(part: str, more: str = "") -> tuple[float, float]:
    """The recovery point where failovers fence the old leader, as is assumed unless it is declared."""
    measure = recovery_point(facts_of(design(part, more)), "d")
    found = measure.assuming or measure.value
    return found.low, found.high


LED = "topology leader_follower { leader in p.r.a; followers 2 in p.r.b, p.r.c"


@pytest.mark.parametrize(
    ("part", "low", "high"),
    [
        # one copy: nothing but the backup is left
        ("replicas 1", INF, INF),
        ("replicas 1; backup every 1h to vault", 3600, 3600),
        ("replicas 1; backup every 1h to s", INF, INF),
        ("replicas 1 in p.r.a; backup every 1h", 3600, INF),
        # followers that are not waited for
        (f"{LED}; sync 0; lag 2s }}; failover auto 30s", 2, 2),
        (f"{LED}; sync 0 }}; failover auto 30s", SOME, INF),
        (f"{LED} }}; replication asynchronous; failover auto 30s", SOME, INF),
        (f"{LED} }}; replication synchronous; failover auto 30s", 0, 0),
        (f"{LED} }}; failover auto 30s", 0, INF),
        # a follower that is waited for helps as far as it is the one that takes over
        (f"{LED}; sync 1 }}; failover auto 30s {{ promotes synchronous }}", 0, 0),
        (f"{LED}; sync 1; lag 2s }}; failover auto 30s {{ promotes asynchronous }}", 2, 2),
        (f"{LED}; sync 1; lag 2s }}; failover auto 30s {{ promotes any }}", 2, 2),
        (f"{LED}; sync 1; lag 2s }}; failover auto 30s", 0, 2),
        (f"{LED}; sync all }}; failover auto 30s", 0, 0),
        # the zone takes the leader and the follower that had confirmed
        (
            "topology leader_follower { leader in p.r.a; followers 2 in p.r.a, p.r.b; sync 1; lag 2s };"
            "failover auto 30s { promotes synchronous }",
            2,
            2,
        ),
        # quorums
        ("replicas 3 in p.r.a, p.r.b, p.r.c; topology consensus", 0, 0),
        ("replicas 3 in p.r.a, p.r.a, p.r.b; topology consensus", SOME, INF),
        ("replicas 3 in p.r.a, p.r.b, p.r.c; topology leaderless { write 2 }", 0, 0),
        ("replicas 3 in p.r.a, p.r.b, p.r.c; topology leaderless { write 1; lag 5s }", 5, 5),
        ("replicas 3 in p.r.a, p.r.b, p.r.c; topology leaderless", 0, INF),
        ("replicas 6 in p.r.a, p.r.b, p.r.c; topology leaderless { copies 3; write 2 }", 0, 0),
        # all copies in one zone, and the backup there too or not
        ("replicas 3 in p.r.a; topology consensus; backup every 6h to vault", 21600, 21600),
        ("replicas 3 in p.r.a; topology consensus; backup every 6h to s", INF, INF),
        # its provider publishes how it replicates
        ("managed regional; replication synchronous", 0, 0),
        ("managed regional", 0, INF),
        ("tech aws.rds", 0, 0),
        (
            "managed zonal; in p.r.a; replication synchronous; backup every 1d to vault",
            86400,
            86400,
        ),
        # the number of copies is not declared
        ("", 0, INF),
        ("topology leader_follower; replication synchronous", 0, INF),
        ("topology leader_follower; replication asynchronous", SOME, INF),
    ],
)
def test_windows(part: str, low: float, high: float) -> None:
    assert window(part) == (low, high)


def test_the_failure_of_a_scenario_is_looked_at_instead() -> None:
    text = design("replicas 3 in p.r.a, p.r.b, p.q.e; topology consensus; backup every 1h to vault")
    assert expected(text, "lose p.q", "rpo of d <= 0s").status is Status.MET
    # Two of three copies are gone: a majority may have been those two.
    assert expected(text, "lose p.r", "rpo of d <= 0s").status is Status.VIOLATED
    gone = expected(text, "lose s", "rpo of d <= 1h")
    assert gone.status is Status.MET
    assert expected(text, "lose s, vault", "rpo of d <= 1h").status is Status.VIOLATED
    assert expected(text, "load 2x", "rpo of d <= 0s").status is Status.MET


def test_the_verdict_shows_the_failover_that_loses_writes() -> None:
    part = f"{LED}; sync 1 }}; failover auto 30s {{ promotes asynchronous }}"
    found = judged(design(part), "rpo of d <= 0s")
    assert (found.status, found.value) == (Status.VIOLATED, "more than 0s")
    lines = [line.text for line in found.derivation]
    assert lines == [
        "failures considered: the loss of one replica, or of one failure domain below a region",
        "without the leader of `s`: `s` loses 1 of 3 copies",
        "a write waits for 1 of 2 followers",
        "failover promotes an asynchronous replica",
        "the lag of a surviving copy is unbounded",
    ]
    assert all(line.span is not None for line in found.derivation[1:])


@pytest.mark.parametrize(
    ("part", "missing"),
    [
        ("", {("s", "replicas")}),
        ("replicas 2 in p.r.a, p.r.b", {("s", "topology")}),
        (f"{LED} }}", {("s", "replication")}),
        (f"{LED}; sync 1 }}; failover auto 5s", {("s", "promoted replicas")}),
        ("replicas 3; topology leaderless", {("s", "write quorum")}),
        ("managed regional", {("s", "replication")}),
    ],
)
def test_what_would_decide(part: str, missing: set[tuple[str, str]]) -> None:
    found = judged(design(part), "rpo of d <= 1s")
    assert (found.status, lacks(found.missing)) == (Status.UNDECIDED, missing)


def test_a_stream_counts_where_it_is_the_only_way_in() -> None:
    stream = "component q : queue { replicas 1 }\ncomponent w : worker { replicas 2 }\n"
    safe = design("replicas 3; topology consensus", stream)
    both = f"{safe}flow also {{ author -> s writes d; author ~> q writes d }}\n"
    alone = f"{safe}flow late {{ author ~> q writes d }}\nflow on {{ q ~> w -> s writes d }}\n"
    assert judged(both, "rpo of d <= 0s").status is Status.MET
    assert judged(alone, "rpo of d <= 0s").word == "violated"


def test_an_index_beside_a_store_is_no_source() -> None:
    index = "component i : search { holds d; replicas 1 }\n"
    text = design("replicas 3; topology consensus", index)
    assert judged(text, "rpo of d <= 0s").status is Status.MET
    assert judged(text, "rpo of i <= 0s").status is Status.VIOLATED


def test_of_two_stores_the_one_that_loses_most_decides() -> None:
    other = "component o : database { holds d; replicas 1; backup every 1d to vault }"
    text = design("replicas 3 in p.r.a, p.r.b, p.r.c; topology consensus", other)
    found = judged(text, "rpo of d <= 1h")
    assert (found.word, found.value) == ("violated", "1d")
    unknown = design("replicas 1; backup every 1d to vault", "component o : database { holds d }")
    assert judged(unknown, "rpo of d <= 1h").word == "violated"


def test_what_others_keep_is_theirs_to_state() -> None:
    text = "actor a\ndata d\nexternal bank\nflow f { a -> bank writes d }"
    assert judged(text, "rpo of bank <= 1h").reason == "a third party keeps `bank`"
    assert judged(text, "rpo of d <= 1h").status is Status.UNDECIDED


def test_what_keeps_nothing_loses_nothing() -> None:
    text = design("replicas 1", "component web : service { replicas 2; state none }")
    assert judged(text, "rpo of web <= 0s").status is Status.MET
    sticky = text.replace("state none", "state sticky")
    assert judged(sticky, "rpo of web <= 1d").status is Status.VIOLATED
    unsaid = judged(text.replace("state none", ""), "rpo of web <= 1d")
    assert lacks(unsaid.missing) == {("web", "state")}


@given(
    count=st.integers(1, 5),
    sync=st.integers(0, 4),
    zones=st.lists(
        st.sampled_from(["p.r.a", "p.r.b", "p.r.c"]), min_size=1, max_size=3, unique=True
    ),
)
def test_waiting_for_one_more_copy_never_loses_more(
    count: int, sync: int, zones: list[str]
) -> None:
    def high(waited: int) -> float:
        topology = (
            f"topology leader_follower {{ leader in p.r.a; followers {count} in {', '.join(zones)};"
            f" sync {waited}; lag 3s }}; failover auto 5s {{ promotes synchronous }};"
            "backup every 1h to vault"
        )
        return window(topology)[1]

    waited = min(sync, count - 1)
    assert high(waited + 1) <= high(waited)


@given(count=st.integers(1, 5), write=st.integers(1, 5))
def test_a_synchronous_copy_elsewhere_never_loses_more(count: int, write: int) -> None:
    def high(copies: int, confirmed: int) -> float:
        zones = ", ".join(["p.r.a", "p.r.b", "p.r.c"])
        return window(
            f"replicas {copies} in {zones}; topology leaderless {{ write {confirmed}; lag 3s }};"
            "backup every 1h to vault"
        )[1]

    waited = min(write, count)
    assert high(count + 1, waited + 1) <= high(count, waited)


def test_worlds_have_windows_of_their_own() -> None:
    facts = facts_of(design("replicas 1") + "scenario S { lose p.r.a }")
    world = in_scenario(facts, facts.design.scenarios["S"])
    assert recovery_point(world, "d").value.high == 0
    assert recovery_point(facts, "d").value.high == INF


@given(data=st.data(), shape=st.sampled_from(["consensus", "leaderless", "leader_follower"]))
def test_all_ways_to_confirm_a_write(data: st.DataObject, shape: str) -> None:
    """Against every set of copies that may have confirmed a write, and every single failure."""
    zones = data.draw(st.lists(st.sampled_from("abc"), min_size=1, max_size=5), label="zones")
    count = len(zones)
    wait = data.draw(st.integers(1, count), label="confirmations")
    spots = [f"p.r.{zone}" for zone in zones]
    match shape:
        case "consensus":
            wait = count // 2 + 1
            part = f"replicas {count} in {', '.join(spots)}; topology consensus"
        case "leaderless":
            part = f"replicas {count} in {', '.join(spots)}; topology leaderless {{ write {wait} }}"
        case _:
            others = f" in {', '.join(spots[1:])}" if count > 1 else ""
            part = (
                f"topology leader_follower {{ leader in {spots[0]}; followers {count - 1}{others};"
                f" sync {wait - 1} }}; failover auto 5s {{ promotes synchronous }}"
            )
    losses = [{n} for n in range(count)]
    losses += [{n for n in range(count) if zones[n] == zone} for zone in set(zones)]
    confirming = [set(some) for some in combinations(range(count), wait)]
    if shape == "leader_follower":
        confirming = [some for some in confirming if 0 in some]
        losses = [loss for loss in losses if 0 in loss]
    can_lose = any(some <= loss for some in confirming for loss in losses)
    assert (window(part)[0] > 0) == can_lose
    assert (window(part)[1] > 0) == can_lose
