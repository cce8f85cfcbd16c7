"""Latency between places: round trips, the nearest replica, the leader of a store."""

from __future__ import annotations

import math

import pytest

from designlint.analyses.judgement import Status
from tests.analyses.designs import judged, lacks
from tests.analyses.latency_bounds import bounds, far


def test_ways_between_regions() -> None:
    assert bounds(far("rtt to s 80ms")) == (80, 100)
    assert bounds(far("distance to s 6000km")) == (60, math.inf)
    text = far("distance to s 6000km")
    assert judged(text, "latency p99 of f <= 59ms").status is Status.VIOLATED
    judgement = judged(text, "latency p99 of f <= 100ms")
    assert lacks(judgement.missing) == {("p.n", "round trip to `p.s`")}
    assert lacks(judged(far(""), "latency p99 of f <= 100ms").missing) == {
        ("p.n", "round trip to `p.s`")
    }


def test_a_call_goes_to_the_nearest_replica_where_that_is_declared() -> None:
    text = far("rtt to s 80ms").replace("1 in s.a", "2 in s.a, n.b")
    assert bounds(text) == (0, 100)  # any of them
    assert lacks(judged(text, "latency p99 of f <= 50ms").missing) == {("", "routing of `a -> b`")}
    assert bounds(text + "\na -> b { routes_by latency }") == (0, 20)
    assert bounds(text + "\na -> b { routes_by round_robin }") == (0, 100)


@pytest.mark.parametrize(
    ("step", "low", "high"),
    # Whether a write waits for the follower is not declared.
    [("writes d", 80, 160), ("reads d, from leader", 80, 80), ("reads d", 80, 80)],
)
def test_writes_go_to_the_leader(step: str, low: float, high: float) -> None:
    text = (
        "provider p { region n { zone a; rtt to s 80ms }; region s { zone a } }\nactor u\ndata d\n"
        "component a : service { replicas 1 in n.a; latency p99.9 0ms }\n"
        "component b : database { latency p99.9 0ms; holds d\n"
        "  topology leader_follower { leader in s.a; followers 1 in n.a } }\n"
        f"flow f {{ u -> a; a -> b {step} }}"
    )
    assert bounds(text) == (low, high)
