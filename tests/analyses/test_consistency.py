"""What reads get: store settings, quorums, caches, copies filled later, sessions, transactions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designlint.analyses.consistency.hop import Hop
from designlint.analyses.consistency.lattice import give, meet
from designlint.analyses.consistency.reads import delivered, reads_of
from designlint.analyses.judgement import Judgement, Status
from designlint.schema.store import MODELS
from tests.analyses.designs import expected, facts_of, judged, lacks

MET, VIOLATED, UNDECIDED = Status.MET, Status.VIOLATED, Status.UNDECIDED


def read(store: str, clause: str = "", data: str = "") -> str:
    """A design with one read of one store."""
    return (
        f"actor reader\ndata item {{ {data} }}\ncomponent store : database {{ holds item; {store} }}\n"
        f"flow read {{ reader -> store reads item{clause} }}\n"
        "flow write { reader -> store writes item }"
    )


def hop_of(text: str) -> Hop:
    """The one hop of a design's reads."""
    (hop,) = facts_of(text)[reads_of]["item"]
    return hop


def asked(text: str, wanted: str) -> Judgement:
    """The verdict on the consistency of the item."""
    return judged(text, f"consistency of item >= {wanted}")


FOLLOWED = "topology leader_follower { followers 2"
STRICT = "topology leaderless { copies 3; read 2; write 2 }; quorum strict"
SETTINGS = [
    ("topology single", "", "linearizable", MET),
    ("replicas 1", "", "linearizable", MET),
    ("topology consensus", "", "linearizable", MET),
    ("topology consensus", ", from any", "linearizable", VIOLATED),
    (f"{FOLLOWED}; lag 5s }}", ", from follower", "consistent_prefix", MET),
    (f"{FOLLOWED}; lag 5s }}", ", from follower", "bounded_staleness", MET),
    (f"{FOLLOWED}; lag 5s }}", ", from follower", "monotonic_reads", VIOLATED),
    (f"{FOLLOWED} }}", ", from follower", "bounded_staleness", UNDECIDED),
    (f"{FOLLOWED} }}; reads_from follower", "", "read_your_writes", VIOLATED),
    (f"{FOLLOWED} }}; reads_from follower", ", from leader", "read_your_writes", MET),
    ("topology leader_follower { followers 1 }", ", from follower", "monotonic_reads", MET),
    (f"{FOLLOWED}; lag 5s }}; session pinned", ", from follower", "read_your_writes", MET),
    (f"{FOLLOWED} }}; session pinned", ", from follower", "read_your_writes", UNDECIDED),
    (f"{FOLLOWED} }}; shards 4", ", from follower", "consistent_prefix", UNDECIDED),
    (f"{FOLLOWED} }}; session pinned", ", from follower", "monotonic_reads", VIOLATED),
    (f"{FOLLOWED} }}; session sticky", ", from follower", "monotonic_reads", MET),
    (f"{FOLLOWED} }}; session sticky", ", from follower", "read_your_writes", VIOLATED),
    (f"{FOLLOWED} }}; session token", ", from follower", "causal", MET),
    (f"{FOLLOWED} }}; session token", ", from follower", "linearizable", VIOLATED),
    (f"{FOLLOWED}; sync 2 }}", ", from follower", "read_your_writes", UNDECIDED),
    (f"{FOLLOWED}; sync 2 }}", ", from follower", "linearizable", VIOLATED),
    ("topology multi_leader", "", "linearizable", VIOLATED),
    ("topology multi_leader", "", "read_your_writes", UNDECIDED),
    ("topology multi_leader; session none", "", "read_your_writes", VIOLATED),
    ("topology multi_leader; session sticky", "", "pram", MET),
    (f"{STRICT}", "", "read_your_writes", MET),
    (f"{STRICT}", "", "bounded_staleness", MET),
    ("topology leaderless { copies 3; read 2; write 2 }", "", "read_your_writes", UNDECIDED),
    ("topology leaderless { copies 3; read 2; write 2 }", "", "bounded_staleness", UNDECIDED),
    ("topology leaderless { copies 3; read 2; write 2 }", "", "linearizable", VIOLATED),
    ("topology leaderless { copies 3; read 2; write 2 }", "", "monotonic_reads", UNDECIDED),
    ("topology leaderless { copies 3; read 1; write 2 }", "", "read_your_writes", VIOLATED),
    ("topology leaderless { copies 3; read 2; write 2 }; quorum sloppy", "", "read_your_writes",
     VIOLATED),
    ("topology leaderless", "", "read_your_writes", UNDECIDED),
    ("delivers causal", "", "causal", MET),
    ("delivers causal", "", "sequential", VIOLATED),
    ("tech dynamodb", "", "linearizable", VIOLATED),
    ("tech dynamodb; delivers linearizable", "", "linearizable", MET),
]  # fmt: skip


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


def cached(cache: str, data: str = "") -> str:
    """A cache in front of a store with one leader."""
    return (
        f"actor reader\ndata item {{ {data} }}\ncomponent hot : cache {{ holds item; {cache} }}\n"
        "component store : database { holds item; topology single }\n"
        "flow read { reader -> hot reads item; reader -> store reads item, on miss of hot }\n"
        "flow write { reader -> store writes item }"
    )


@pytest.mark.parametrize(
    ("cache", "wanted", "status"),
    [
        ("ttl 60s", "bounded_staleness", MET),
        ("ttl 60s", "read_your_writes", VIOLATED),
        ("ttl 60s", "monotonic_reads", UNDECIDED),
        ("ttl 60s", "pram", VIOLATED),
        ("", "eventual", MET),
        ("", "read_your_writes", VIOLATED),
        ("ttl 60s; invalidation before_commit", "read_your_writes", VIOLATED),
        ("ttl 60s; invalidation after_commit", "read_your_writes", UNDECIDED),
        ("ttl 60s; invalidation after_commit", "linearizable", VIOLATED),
        ("ttl 60s; invalidation after_commit", "bounded_staleness", MET),
        ("ttl 60s; write_policy write_through", "linearizable", UNDECIDED),
    ],
)
def test_a_cache_is_the_weakest_hop(cache: str, wanted: str, status: Status) -> None:
    assert asked(cached(cache), wanted).status is status


def test_what_is_immutable_is_never_stale() -> None:
    judgement = asked(cached("ttl 30d", "immutable yes"), "linearizable")
    assert (judgement.status, judgement.value) == (MET, "linearizable")


def test_a_lost_cache_answers_nothing() -> None:
    text = cached("ttl 60s")
    assert asked(text, "linearizable").status is VIOLATED
    assert expected(text, "lose hot", "consistency of item >= linearizable").status is MET


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


INDEXED = """
actor author
data item
component posts : database { holds item; topology single }
component events : stream { BOUND }
component indexer : worker { idempotent yes }
component finder : search { holds item; topology single }
flow write { author -> posts writes item; author ~> events writes item }
flow index { events ~> indexer -> finder writes item }
flow find { author -> finder reads item }
"""


def test_an_index_that_a_stream_fills_is_behind() -> None:
    judgement = asked(INDEXED.replace("BOUND", ""), "read_your_writes")
    assert judgement.status is VIOLATED
    assert [line.text for line in judgement.derivation] == [
        "`finder` receives `item` through `events`, after `posts` has acknowledged it",
        "1. `posts` acknowledges a write of `item`",
        "2. the change waits in `events`",
        "3. a read from `finder` returns the old value",
    ]


def test_the_bound_of_a_stream_bounds_the_staleness() -> None:
    bounded = judged(INDEXED.replace("BOUND", "bound 5min"), "staleness of item <= 4min")
    assert (bounded.status, bounded.value) == (VIOLATED, "5min")
    unbounded = judged(INDEXED.replace("BOUND", ""), "staleness of item <= 4min")
    assert (unbounded.status, unbounded.value) == (UNDECIDED, "unbounded")
    assert unbounded.reason == "`events` delays changes without a bound"


def test_a_copy_that_is_filled_asynchronously_is_behind() -> None:
    text = (
        "actor author\ndata item\ncomponent posts : database { holds item; topology single }\n"
        "component finder : search { holds item; topology single }\n"
        "flow write { author -> posts writes item; author ~> finder writes item }\n"
        "flow find { author -> finder reads item }"
    )
    assert asked(text, "read_your_writes").status is VIOLATED
    assert asked(text.replace("~>", "->"), "read_your_writes").status is MET


@pytest.mark.parametrize(
    ("level", "wanted", "status", "sight"),
    [
        ("read_committed", "serializable", VIOLATED, "A has the first from before B"),
        ("snapshot_isolation", "serializable", VIOLATED, "break the invariant"),
        ("repeatable_read", "serializable", VIOLATED, "lacks the new item"),
        ("read_committed", "cursor_stability", VIOLATED, "A's update is lost"),
        ("read_committed", "read_atomic", VIOLATED, "the second from before A"),
        ("read_uncommitted", "read_committed", VIOLATED, "never committed"),
        ("serializable", "snapshot_isolation", MET, ""),
        ("serializable", "strict_serializable", UNDECIDED, ""),
        ("snapshot_isolation", "strong_snapshot_isolation", UNDECIDED, ""),
        ("strict_serializable", "serializable", MET, ""),
        ("snapshot_isolation", "strict_serializable", VIOLATED, "break the invariant"),
    ],
)
def test_an_anomaly_is_shown_as_an_interleaving(
    level: str, wanted: str, status: Status, sight: str
) -> None:
    judgement = asked(read(f"topology single; isolation {level}"), wanted)
    assert judgement.status is status
    assert not sight or sight in judgement.derivation[-1].text


@pytest.mark.parametrize(
    ("store", "clause", "wanted", "sight"),
    [
        (
            f"{FOLLOWED}; lag 5s }}",
            ", from any",
            "monotonic_reads",
            "the other replica answers returns the old",
        ),
        (
            f"{FOLLOWED} }}; session sticky",
            ", from any",
            "writes_follow_reads",
            "that it replies to",
        ),
        ("delivers causal", "", "sequential", "reads the second write before the first"),
        ("topology multi_leader; session none", "", "monotonic_writes", "without the first"),
    ],
)
def test_an_anomaly_of_one_object_has_its_own_story(
    store: str, clause: str, wanted: str, sight: str
) -> None:
    judgement = asked(read(store, clause), wanted)
    assert judgement.status is VIOLATED
    assert sight in judgement.derivation[-1].text


def test_serializable_from_a_follower_is_not_strict() -> None:
    judgement = asked(
        read(f"{FOLLOWED} }}; isolation serializable", ", from follower"), "strict_serializable"
    )
    assert judgement.status is VIOLATED
    assert judgement.derivation[-1].text == "3. that read returns the old value"


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


stores = st.sampled_from([case[0] for case in SETTINGS if case[0]])
clauses = st.sampled_from(["", ", from leader", ", from follower", ", from any"])


@given(st.lists(st.tuples(stores, clauses), min_size=1, max_size=3), st.sampled_from([0, 5, 60]))
@settings(max_examples=40, deadline=None)
def test_a_path_gives_the_meet_of_its_hops(reads: list[tuple[str, str]], ttl: int) -> None:
    lines = ["actor reader", "data item"]
    for number, (store, clause) in enumerate(reads):
        lines.append(f"component s{number} : database {{ holds item; {store} }}")
        lines.append(f"flow f{number} {{ reader -> s{number} reads item{clause} }}")
    if ttl:
        lines.append(f"component hot : cache {{ holds item; ttl {ttl}s }}")
        lines.append("flow h { reader -> hot reads item }")
    hops = facts_of("\n".join(lines))[reads_of]["item"]
    together = delivered(hops)
    for model in MODELS.split("|"):
        assert give(together, model) == all(hop.gives(model) for hop in hops)
    assert meet(*(hop.delivers for hop in hops)) >= set(together)
    for hop in hops:
        assert all(give(hop.at_most, model) for model in hop.delivers), "surely within at most"


votes = st.integers(1, 5)


@given(st.integers(1, 5), votes, votes)
@settings(max_examples=40, deadline=None)
def test_more_votes_never_give_less(copies: int, one: int, other: int) -> None:
    read_votes, write_votes = min(one, copies), min(other, copies)
    least = hop_of(_quorum(copies, read_votes, write_votes))
    for more in (
        (min(read_votes + 1, copies), write_votes),
        (read_votes, min(write_votes + 1, copies)),
    ):
        stronger = hop_of(_quorum(copies, *more))
        assert all(stronger.gives(model) for model in least.delivers)
        assert stronger.staleness <= least.staleness


def _quorum(copies: int, read_votes: int, write_votes: int) -> str:
    return read(
        f"topology leaderless {{ copies {copies}; read {read_votes}; write {write_votes} }}"
    )


@given(stores, clauses, st.sampled_from(["session token", "session pinned", "session sticky"]))
@settings(max_examples=40, deadline=None)
def test_a_session_never_gives_less(store: str, clause: str, session: str) -> None:
    if "session" in store:
        return
    without, within = hop_of(read(store, clause)), hop_of(read(f"{store}; {session}", clause))
    assert all(within.gives(model) for model in without.delivers)
