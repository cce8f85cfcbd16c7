"""What makes reads fresher or stronger: their source, a failover, quorums, sessions, isolation, caches."""

from __future__ import annotations

import pytest

from tests.analyses.remedies.suggested import LED, PLACES, is_enough


@pytest.mark.parametrize(
    ("design", "claim", "shown"),
    [
        pytest.param(
            f"{LED}component s : database {{ holds d; topology leader_follower {{ followers 2; sync 1; lag 5s }};"
            " failover auto 30s { promotes synchronous; fencing yes }; reads_from follower }\n"
            "flow r { rate 1 req/s; a -> s reads d, from follower }",
            "consistency of d >= linearizable",
            ["in the step a -> s of `r`: from leader"],
            id="from the leader",
        ),
        pytest.param(
            f"{LED}component s : database {{ holds d; topology leader_follower {{ followers 2 }};"
            " failover auto 30s; replication asynchronous }\n"
            "flow r { rate 1 req/s; a -> s reads d }",
            "consistency of d >= linearizable",
            ["in `s`: replication synchronous", "in the failover of `s`: fencing yes"],
            id="confirmed by the followers",
        ),
        pytest.param(
            f"{LED}component s : database {{ holds d; topology leader_follower {{ followers 2; sync 1 }};"
            " failover auto 30s { promotes asynchronous } }\n"
            "flow r { rate 1 req/s; a -> s reads d }",
            "consistency of d >= linearizable",
            ["in the failover of `s`: promotes synchronous", "in the failover of `s`: fencing yes"],
            id="a careful failover",
        ),
        pytest.param(
            f"{LED}component s : database {{ holds d; topology multi_leader {{ leaders in p.eu.a, p.us.c }};"
            f" session sticky }}\n{PLACES}"
            "flow r { rate 1 req/s; a -> s reads d }",
            "consistency of d >= causal",
            [],
            id="a session that is stated stays",
        ),
        pytest.param(
            f"{LED}component s : database {{ holds d; replicas 3; topology leader_follower {{ sync 1 }};"
            " failover auto 30s { promotes synchronous; fencing yes }; reads_from any }\n"
            "flow r { rate 1 req/s; a -> s reads d, from any; }\n"
            'nonfunctional M "m" { require headroom of s >= 0% }',
            "consistency of d >= read_your_writes",
            ["in the step a -> s of `r`: from leader"],
            id="a setting is less than a session",
        ),
        pytest.param(
            f"{LED}component s : database {{ holds d; replicas 5; quorum strict;"
            " topology leaderless { copies 5; read 1; write 4 } }\n"
            "flow r { rate 1 req/s; a -> s reads d }",
            "consistency of d >= read_your_writes",
            ["in the topology of `s`: read quorum; write quorum"],
            id="quorums that meet",
        ),
        pytest.param(
            f"{LED}component s : database {{ holds d; replicas 3; quorum sloppy;"
            " topology leaderless { copies 3; read 2; write 2 } }\n"
            "flow r { rate 1 req/s; a -> s reads d }",
            "consistency of d >= read_your_writes",
            ["in `s`: quorum strict"],
            id="strict quorums",
        ),
        pytest.param(
            f"{LED}component s : database {{ holds d; topology single; isolation read_committed }}\n"
            "flow r { rate 1 req/s; a -> s reads d }",
            "consistency of d >= serializable",
            ["in `s`: isolation serializable"],
            id="isolation",
        ),
        pytest.param(
            f"{LED}component c : cache {{ holds d; ttl 5min }}\n"
            "component s : database { holds d; topology leader_follower { followers 2; lag 10s } }\n"
            "flow r { rate 1 req/s; a -> c reads d; a -> s reads d, on miss of c, from follower }",
            "staleness of d <= 60s",
            ["in `c`: ttl 48s"],
            id="a ttl that leaves room for a lag",
        ),
        pytest.param(
            f"{LED}component c : cache {{ holds d; ttl 30s; stale_if_error 1h }}\n"
            "flow r { rate 1 req/s; a -> c reads d }",
            "staleness of d <= 60s",
            ["in `c`: stale_if_error 0s"],
            id="no copy past its end",
        ),
        pytest.param(
            f"{LED}component s : database {{ holds d; topology multi_leader {{ leaders in p.eu.a, p.us.c }} }}\n"
            f"{PLACES}flow r {{ rate 1 req/s; a -> s reads d }}",
            "consistency of d >= writes_follow_reads between failovers",
            ["in `s`: session token"],
            id="a session",
        ),
        pytest.param(
            f"{LED}component s : database {{ tech dynamodb; holds d }}\n"
            "flow r { rate 1 req/s; a -> s reads d }",
            "consistency of d >= read_your_writes",
            ["in `s`: delivers read_your_writes"],
            id="a stronger setting that is published",
        ),
    ],
)  # fmt: skip
def test_what_is_suggested_is_enough(design: str, claim: str, shown: list[str]) -> None:
    is_enough(design, claim, shown)
