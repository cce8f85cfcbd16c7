"""What reads get by the settings of a store: its topology, quorums, failovers, restarts, isolation."""

from __future__ import annotations

import pytest

from designlint.analyses.judgement import Status
from tests.analyses.consistency.reads import (
    FOLLOWED,
    MET,
    SETTINGS,
    UNDECIDED,
    VIOLATED,
    asked,
    read,
)
from tests.analyses.designs import expected, judged, lacks


@pytest.mark.parametrize(("store", "clause", "wanted", "status"), SETTINGS)
def test_settings_decide_what_a_read_gets(
    store: str, clause: str, wanted: str, status: Status
) -> None:
    judgement = asked(read(store, clause), f"{wanted} between failovers")
    assert judgement.status is status
    if status is VIOLATED:
        numbered = [line.text for line in judgement.derivation if line.text[0].isdigit()]
        assert len(numbered) >= 3, "the interleaving, step by step"


FAILOVERS = [
    # what no follower has when it is acknowledged is lost, whoever promotes one
    ("sync 0; lag 5s", "auto 30s", VIOLATED, "a write waits for 0 of 2 followers"),
    ("sync 0; lag 5s", "manual 1h", VIOLATED, "a write waits for 0 of 2 followers"),
    ("sync 0; lag 5s", "auto 30s { promotes synchronous }", VIOLATED, "can lag by up to 5s"),
    ("sync 1; lag 5s", "manual 1h { promotes asynchronous }", VIOLATED, "an asynchronous replica"),
    ("sync 1; lag 5s", "auto 30s { promotes any }", VIOLATED, "failover promotes any replica"),
    ("sync 1; lag 5s", "auto 30s", UNDECIDED, ""),
    ("sync 1; lag 5s", "auto 30s { promotes synchronous }", UNDECIDED, ""),
    ("sync 1; lag 5s", "auto 30s { promotes synchronous; fencing yes }", MET, ""),
    ("sync 2; lag 5s", "auto 30s { fencing yes }", MET, ""),
    ("sync 2; lag 5s", "auto 30s { fencing no }", VIOLATED, "does not fence the old leader"),
]


@pytest.mark.parametrize(("sync", "failover", "status", "line"), FAILOVERS)
@pytest.mark.parametrize("wanted", ["linearizable", "causal", "read_your_writes"])
def test_a_failover_can_lose_what_was_acknowledged(
    sync: str, failover: str, status: Status, line: str, wanted: str
) -> None:
    text = read(f"{FOLLOWED}; {sync} }}; failover {failover}")
    judgement = asked(text, wanted)
    assert judgement.status is status
    assert not line or any(line in step.text for step in judgement.derivation)
    assert (status is VIOLATED) == judgement.reason.startswith("it holds between failovers")
    assert asked(text, f"{wanted} between failovers").status is MET


@pytest.mark.parametrize(("sync", "failover", "status", "line"), FAILOVERS)
def test_what_is_left_after_a_failover_is_a_beginning_of_the_writes(
    sync: str, failover: str, status: Status, line: str
) -> None:
    text = read(f"{FOLLOWED}; {sync} }}; failover {failover}")
    left = MET if "fencing no" not in failover else VIOLATED
    for wanted in ("bounded_staleness", "consistent_prefix"):
        judgement = asked(text, wanted)
        assert judgement.status is left
        fenced = "fencing" in failover or left is VIOLATED
        assert bool(judgement.assumptions) == (not fenced)


@pytest.mark.parametrize(
    ("store", "what"),
    [
        (f"{FOLLOWED} }}; failover auto 30s {{ fencing yes }}", "replication"),
        (f"{FOLLOWED}; sync 0; lag 5s }}", "failover"),
        (f"{FOLLOWED}; sync 2 }}; failover auto 30s", "fencing"),
        (f"{FOLLOWED}; sync 1 }}; failover auto 30s {{ fencing yes }}", "promoted replicas"),
        ("managed regional; topology leader_follower", "replication"),
    ],
)
def test_what_would_decide_what_a_failover_does(store: str, what: str) -> None:
    judgement = asked(read(store), "linearizable")
    assert judgement.status is UNDECIDED
    assert ("store", what) in lacks(judgement.missing)


RESTARTS = [
    ("replicas 1; fsync never", VIOLATED),
    ("replicas 1; fsync after_ack within 1s", VIOLATED),
    ("replicas 1; state memory", VIOLATED),
    ("replicas 1; fsync before_ack", MET),
    ("replicas 1; tech redis; fsync before_ack", MET),
    ("replicas 1; delivers eventual", MET),
    ("replicas 1; tech clickhouse", MET),
    ("replicas 6; shards 6; topology leader_follower { copies 1 }", MET),
]


@pytest.mark.parametrize(("store", "status"), RESTARTS)
def test_one_copy_is_stale_only_if_a_restart_loses_writes(store: str, status: Status) -> None:
    assert asked(read(store), "linearizable").status is status
    assert asked(read(store), "linearizable between failovers").status is MET
    fresh = judged(read(store), "staleness of item <= 0s")
    assert fresh.status is status


def test_a_scenario_sets_what_a_read_gets() -> None:
    text = read(f"{FOLLOWED}; sync 1 }}; failover auto 30s {{ promotes synchronous; fencing yes }}")
    claim = "consistency of item >= read_your_writes"
    assert expected(text, "load 2x", claim).status is MET
    assert expected(text, "set store.reads_from follower", claim).status is VIOLATED


def test_a_fallback_counts() -> None:
    text = (
        "actor reader\ndata item\ncomponent store : database { holds item; topology single }\n"
        "component spare : database { holds item; topology leader_follower { followers 2 };"
        " reads_from follower }\n"
        "flow read { reader -> store reads item, or else spare }"
    )
    judgement = asked(text, "linearizable")
    assert (judgement.status, judgement.value) == (VIOLATED, "no model, by spare")


def test_a_stale_answer_instead_of_none() -> None:
    text = read("topology single", " { on_failure stale }")
    judgement = asked(text, "linearizable")
    assert judgement.status is VIOLATED
    assert "is unreachable" in judgement.derivation[-1].text
    assert asked(read("topology single", " { on_failure fail }"), "linearizable").status is MET


def test_isolation_that_is_not_declared_is_asked_for() -> None:
    judgement = asked(read("topology single"), "serializable")
    assert lacks(judgement.missing) == {("store", "isolation")}


def test_a_partial_quorum_comes_with_an_estimate() -> None:
    text = read("topology leaderless { copies 3; read 1; write 1 }")
    judgement = asked(text, "read_your_writes")
    assert [line.text for line in judgement.derivation][:2] == [
        "`store`: read 1 + write 1 <= 3 copies, so a read can miss the latest acknowledged write",
        "estimate: right after a write, C(2,1)/C(3,1) = 66.67% of reads miss it and 29.63% miss the "
        "last three writes, before replication catches up",
    ]
