"""What keeps data: backups, retention, residency, encryption, copies, failovers."""

from __future__ import annotations

import pytest

from tests.analyses.remedies.suggested import LED, PLACES, is_enough


@pytest.mark.parametrize(
    ("design", "claim", "shown"),
    [
        pytest.param(
            f"{LED}component s3 : object_store {{ managed global }}\n"
            "component s : database { holds d; replicas 1; backup every 24h to s3 { restore_time 2h } }\n"
            "flow w { rate 1 req/s; a -> s writes d }",
            "rpo of d <= 1h",
            ["in `s`: backup every 1h to s3"],
            id="oftener backups",
        ),
        pytest.param(
            "actor a; data d { size 1kB; growth 1M/day; count 1; retention 90d }\n"
            "component s : database { holds d; topology leader_follower { followers 1 } }\n"
            "flow w { rate 1 req/s; a -> s writes d }",
            "storage of d <= 100GB",
            ["in `d`: retention 45d"],
            id="retention of a data item",
        ),
        pytest.param(
            "actor a; data d { size 1kB }; design x { peak 1x }\n"
            "component q : stream { replicas 3; copies 3; retention 7d }\n"
            "flow w { rate 100 req/s peak; a -> q writes d, payload 1kB }",
            "storage of q <= 100GB",
            ["in `q`: retention 3.5d"],
            id="retention of a stream",
        ),
        pytest.param(
            f"{LED}{PLACES}component s : database {{ holds d; replicas 3 in p.eu.a, p.eu.b, p.us.c }}\n"
            "flow w { rate 1 req/s; a -> s writes d }",
            "residency of d in eu",
            ["in `s`: replicas 3 in p.eu.a, p.eu.b"],
            id="residency: where it is already",
        ),
        pytest.param(
            f"{LED}{PLACES}component s : database {{ holds d; replicas 2 in p.us.c }}\n"
            "flow w { rate 1 req/s; a -> s writes d }",
            "residency of d in eu",
            ["in `s`: replicas 2 in p.eu.a"],
            id="residency: where it could be",
        ),
        pytest.param(
            f"{LED}component s : service {{ }}\na -> s {{ encryption none }}\n"
            "flow w { rate 1 req/s; a -> s }",
            "encryption in_transit of everything",
            ["in `a -> s`: encryption tls"],
            id="encryption",
        ),
        pytest.param(
            f"{LED}component s : database {{ holds d; encrypted_at_rest no }}\n"
            "flow r { rate 1 req/s; a -> s writes d }",
            "encryption at_rest of everything",
            ["in `s`: encrypted_at_rest yes"],
            id="encryption at rest",
        ),
        pytest.param(
            "actor a; data d { size 1kB; count 1bn }\n"
            "component s : database { holds d; replicas 3; topology leaderless { copies 3; read 2; write 2 } }\n"
            "flow w { rate 1 req/s; a -> s writes d }",
            "storage of d <= 2TB",
            ["in the topology of `s`: copies 2"],
            id="fewer copies",
        ),
        pytest.param(
            "actor a; data d\ncomponent s : database { holds d; replicas 2; topology leader_follower;"
            " failover manual 10min }\nflow w { rate 1 req/s; a -> s writes d }",
            "rto of s <= 1min",
            ["in `s`: failover auto 30s"],
            id="a failover that needs nobody",
        ),
        pytest.param(
            "actor a; data d\ncomponent s : database { holds d; replicas 3; topology leaderless"
            " { copies 3; read 2; write 1; lag 1s } }\nflow w { rate 1 req/s; a -> s writes d }",
            "rpo of d <= 0s",
            ["in the topology of `s`: read quorum; write quorum"],
            id="a write that more copies have",
        ),
    ],
)  # fmt: skip
def test_what_is_suggested_is_enough(design: str, claim: str, shown: list[str]) -> None:
    is_enough(design, claim, shown)
