"""What serves more: replicas, something else to fall back to, fewer votes, reads from followers."""

from __future__ import annotations

import pytest

from tests.analyses.remedies.suggested import LED, is_enough


@pytest.mark.parametrize(
    ("design", "claim", "shown"),
    [
        pytest.param(
            "actor a; data d\ncomponent s : service { replicas 3; availability 99.9% }\n"
            "component one : database { holds d; replicas 1; availability 99% }\n"
            "component two : search { holds d; replicas 1; availability 99% }\n"
            "flow f { rate 1 req/s; a -> s -> one reads d }\n"
            'nonfunctional M "m" { require cost of one <= 100 USD/month }',
            "availability of f >= 99.98%",
            ["in `one`: replicas 2"],
            id="or else: a replica is less",
        ),
        pytest.param(
            "actor a; data d\ncomponent s : service { replicas 3; availability 99.9% }\n"
            "component one : database { holds d; managed regional; availability 99% total }\n"
            "component two : search { holds d; managed regional; availability 99% total }\n"
            "flow f { rate 1 req/s; a -> s -> one reads d }",
            "availability of f >= 99.98%",
            ["in the step s -> one of `f`: or else two"],
            id="or else: another store",
        ),
        pytest.param(
            "actor a\ncomponent s : service { replicas 3; availability 99.9% }\n"
            "component one : third_party { availability 99% total; api pay { style rest } }\n"
            "component two : third_party { availability 99% total; api pay { style rest } }\n"
            "data d\nflow f { rate 1 req/s; a -> s; s -> one }",
            "availability of f >= 99.98%",
            ["in the step s -> one of `f`: or else two"],
            id="or else: the same interface",
        ),
        pytest.param(
            "actor a; data d\ncomponent s : database { holds d; replicas 3; availability 99%;"
            " topology leaderless { copies 3; read 2; write 3 } }\n"
            "flow f { rate 1 req/s; a -> s writes d }",
            "availability of f >= 99.9%",
            ["in the topology of `s`: write 2"],
            id="fewer votes that still meet",
        ),
        pytest.param(
            "actor a; " + "; ".join(f"component s{n} : service {{ replicas 1; availability 99% }}" for n in range(3))
            + "\nflow f { rate 1 req/s; a -> s0 -> s1 -> s2 }",
            "availability of f >= 99.9%",
            [f"in `s{n}`: replicas 2" for n in range(3)],
            id="three together",
        ),
        pytest.param(
            "actor a\ncomponent s : service { autoscale 2..4 in 2min on cpu; capacity 100 req/s per replica }\n"
            "flow f { rate 900 req/s peak; a -> s }",
            "headroom of s >= 10%",
            ["in `s`: autoscale 2..10 in 2min on cpu"],
            id="autoscale",
        ),
        pytest.param(
            f"{LED}component s : database {{ holds d; topology leader_follower {{ followers 9 }};"
            " capacity 100 req/s per replica }\n"
            "flow r { rate 900 req/s peak; a -> s reads d }",
            "headroom of s >= 5%",
            ["in `s`: reads_from any"],
            id="reads from followers",
        ),
    ],
)  # fmt: skip
def test_what_is_suggested_is_enough(design: str, claim: str, shown: list[str]) -> None:
    is_enough(design, claim, shown)
