"""Latency at a load, over a capacity, and in a scenario."""

from __future__ import annotations

import math

import pytest

from designlint.analyses.judgement import Status
from tests.analyses.designs import expected, judged, lacks
from tests.analyses.latency_bounds import FINE, P, bounds

MET, VIOLATED, UNDECIDED = Status.MET, Status.VIOLATED, Status.UNDECIDED


LOADED = (
    "provider p {{ region r {{ zone x; zone y }} }}\nactor u\n"
    "component a : service {{ replicas 2 in r.x, r.y; capacity 100 req/s per replica; latency {} }}\n"
    "flow f {{ rate {} req/s peak; u -> a }}"
)


@pytest.mark.parametrize(
    ("rate", "claim", "status", "assumed"),
    [
        (50, "latency p99 of f <= 10ms", MET, 0),
        (50, "latency p99 of f <= 10ms at 2.8x", MET, 1),
        (50, "latency p99 of f <= 10ms at 2.9x", UNDECIDED, 0),
        (50, "latency p99 of f <= 10ms at 0.5x", MET, 0),
        (50, "latency p99 of f <= 10s at 5x", VIOLATED, 0),
        (201, "latency p99 of f <= 10s", VIOLATED, 0),
    ],
)
def test_at_a_load(rate: int, claim: str, status: Status, assumed: int) -> None:
    judgement = judged(LOADED.format("p99 10ms", rate), claim)
    assert (judgement.status, len(judgement.assumptions)) == (status, assumed)


def test_over_its_capacity_nothing_bounds_it() -> None:
    judgement = judged(LOADED.format("p99 10ms", 300), "latency p99 of f <= 10s")
    assert judgement.value == "unbounded"
    assert "300 req/s over 2 x 100 req/s = 150%" in judgement.derivation[0].text


def test_a_timeout_ends_the_wait_for_an_overloaded_component() -> None:
    text = LOADED.format("p99 10ms", 300).replace("u -> a", "u -> g -> a")
    text += "\ncomponent g : gateway { latency p99 1ms }\ng -> a { timeout 2s }"
    assert bounds(text)[0] == math.inf
    text = text.replace("-> g -> a }", "-> g -> a, optional }")
    assert bounds(text) == (2000, 2001)
    derivation = judged(text, "latency p99 of f <= 1s").derivation
    assert "= 150%: the queue grows" in derivation[0].text


def test_unknown_capacity_at_a_load() -> None:
    text = P.format(FINE, FINE) + "flow f { rate 10 req/s; u -> a }"
    judgement = judged(text, "latency p99 of f <= 1s at 10x")
    assert judgement.status is UNDECIDED
    assert lacks(judgement.missing) == {("a", "capacity")}


@pytest.mark.parametrize(("rate", "status"), [(70, MET), (90, UNDECIDED), (130, VIOLATED)])
def test_in_a_scenario(rate: int, status: Status) -> None:
    text = LOADED.format("p99 10ms", rate)
    judgement = expected(text, "lose p.r.x", "latency p99 of f <= 10ms")
    assert judgement.status is status
    assert judged(text, "latency p99 of f <= 10ms").status is MET


GONE = (
    P.format(FINE, FINE)
    + "component c : service {{ latency p99.9 5ms }}\n{}\nflow f {{ u -> a; {} }}"
)


@pytest.mark.parametrize(
    ("relation", "step", "status", "value"),
    [
        ("", "a -> b", VIOLATED, "unbounded"),
        ("", "a -> b 0.5%", UNDECIDED, "at least 10ms"),
        ("", "a -> b, optional", UNDECIDED, "at least 10ms"),
        ("a -> b { timeout 30ms }", "a -> b, optional", MET, "10ms to 40ms"),
        ("", "a -> b, or else c", MET, "10ms to 25ms"),
    ],
)
def test_what_is_gone(relation: str, step: str, status: Status, value: str) -> None:
    text = GONE.replace("{{", "{").replace("}}", "}")
    text = text.replace("{}", relation, 1).replace("{}", step, 1)
    # Only a world where everything else keeps its time isolates the call to `b`.
    text = text.replace(" : service {", " : service { replicas 1; capacity 1k req/s;")
    text = text.replace("flow f {", "flow f { rate 1 req/s peak;")
    judgement = expected(text, "lose b", "latency p99 of f <= 60ms")
    if step.endswith("0.5%"):
        assert judgement.status is MET  # fewer requests meet it than may be slow
    else:
        assert (judgement.status, judgement.value) == (status, value)
