"""Facts that are ranges: read, judged at all their values, and refused where they make no sense."""

from __future__ import annotations

from random import Random

import pytest

from designlint.analyses.judgement import Status
from designlint.language.project import load_text
from designlint.language.resolve import resolve
from designlint.schema.component import AVAILABILITY, CAPACITY, LATENCY
from tests.analyses.designs import facts_of, judged
from tests.support.metrics import METRICS

DESIGN = """
actor u
component a : service {{ replicas {replicas}; capacity {capacity} per replica; availability {up}; latency {latency} }}
component b : service {{ replicas 1; capacity {other}; availability 99.9%; latency p50 1ms, p99 9ms; cost {cost} }}
flow f {{ rate {rate} req/s peak; u -> a -> b }}
"""
CLAIMS = (
    "availability of f >= 99%",
    "availability of f >= 99.5%",
    "headroom of f >= 0%",
    "headroom of f >= 40%",
    "throughput of f >= 150 req/s",
    "latency p99 of f <= 60ms",
    "latency p50 of f <= 30ms",
    "cost of b <= 150 USD/month",
)
FEW, MANY = 60, 1000


def _drawn(seed: int) -> dict[str, tuple[float, float]]:
    chance = Random(seed)

    def two(low: float, high: float) -> tuple[float, float]:
        ends = sorted(round(chance.uniform(low, high), 2) for _ in range(2))
        return ends[0], ends[1]

    return {
        "capacity": two(50, 400),
        "other": two(100, 500),
        "up": two(98, 99.99),
        "p50": two(5, 20),
        "p99": two(20, 80),
        "rate": two(20, 200),
        "cost": two(50, 250),
    }


def _text(values: dict[str, str], replicas: int) -> str:
    return DESIGN.format(
        replicas=replicas,
        capacity=f"{values['capacity']} req/s",
        other=f"{values['other']} req/s",
        up=f"{values['up']}%",
        latency=f"p50 {values['p50']}ms, p99 {values['p99']}ms",
        rate=values["rate"],
        cost=f"{values['cost']} USD/month",
    )


def _check(seed: int) -> None:
    """What is met for ranges is met at values in them, and what is violated is violated there."""
    drawn, chance = _drawn(seed), Random(seed)
    replicas = chance.randint(1, 2)
    text = _text({name: f"{low}..{high}" for name, (low, high) in drawn.items()}, replicas)
    claim = CLAIMS[seed % len(CLAIMS)]
    over = judged(text, claim)
    for ends in ((0, 0), (1, 1), (0, 1)):
        some = {
            name: f"{low + (high - low) * chance.uniform(*ends):.6f}"
            for name, (low, high) in drawn.items()
        }
        one = judged(_text(some, replicas), claim)
        if over.status is not Status.UNDECIDED:
            assert one.status is over.status, (text, claim, some, over, one)
        assert over.status is not Status.UNDECIDED or over.reason or over.missing


@pytest.mark.parametrize("part", range(4))
def test_a_verdict_holds_for_every_value(part: int) -> None:
    for seed in range(part, FEW, 4):
        _check(seed)


@pytest.mark.slow
def test_a_verdict_holds_for_every_value_of_many() -> None:
    for seed in range(MANY):
        _check(seed)


@pytest.mark.parametrize(
    ("stated", "worse", "ends"),
    [
        ("capacity 3k..5k req/s", 3000.0, (3000.0, 5000.0)),
        ("capacity 3k req/s..5k req/s", 3000.0, (3000.0, 5000.0)),
        ("capacity 900..1k req/s", 900.0, (900.0, 1000.0)),
        ("availability 99.5%..99.9%", 0.995, (0.995, 0.999)),
        ("availability 99.5..99.9%", 0.995, (0.995, 0.999)),
        ("latency p99 5..9ms", 0.009, (0.005, 0.009)),
    ],
)
def test_a_range_is_read(stated: str, worse: float, ends: tuple[float, float]) -> None:
    component = facts_of(f"component a : service {{ {stated} }}").design.components["a"]
    if stated.startswith("capacity"):
        quantity = component.value(CAPACITY).amount  # type: ignore[union-attr]
    elif stated.startswith("availability"):
        quantity = component.value(AVAILABILITY).amount  # type: ignore[union-attr]
    else:
        quantity = component.value(LATENCY)[0].time  # type: ignore[index]
    assert quantity.value == pytest.approx(worse)
    assert quantity.ends is not None
    assert tuple(end.value for end in quantity.ends) == pytest.approx(ends)


@pytest.mark.parametrize(
    "stated",
    [
        "component a : service { capacity 5k..3k req/s }",
        "component a : service { capacity 3 ms..5k req/s }",
        "component a : service { capacity 3k.. req/s }",
        "component a : database { retention 1d..2d }",
        "component a : service { replicas 1..2 }",
        'nonfunctional N "n" { require availability of f >= 99%..99.9% }\nflow f { u -> u }\nactor u',
    ],
)
def test_what_is_no_range_is_refused(stated: str) -> None:
    project = load_text(stated, "test.design")
    understood = resolve(project.files, METRICS)
    assert [d.code for d in (*project.diagnostics, *understood.diagnostics)] != []


def test_the_turning_point_is_named() -> None:
    text = "actor u\ncomponent a : service { replicas 1; capacity 3k..5k req/s }\nflow f { rate 4.2k req/s peak; u -> a }"
    assert judged(text, "headroom of f >= 0%").reason == (
        "the claim is met from capacity 4.2k req/s of `a`"
    )
    text = "actor u\ncomponent a : service { replicas 1; capacity 4k req/s }\nflow f { rate 3k..5k req/s peak; u -> a }"
    assert (
        judged(text, "headroom of f >= 0%").reason == "the claim is met up to rate 4k req/s of `f`"
    )
