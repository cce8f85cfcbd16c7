"""Latency: bounds that no request breaks, verdicts by numbers that are easy to check by hand."""

from __future__ import annotations

import math

import pytest

from designlint.analyses.judgement import Judgement, Status
from designlint.analyses.latency.bounds import latencies
from designlint.analyses.latency.queueing import queueing_delays
from designlint.analyses.verdicts.verdicts import verdicts
from designlint.base.clock import ANALYSIS
from tests.analyses.designs import facts_of, judged, lacks
from tests.analyses.latency_bounds import FINE, P, bounds, far
from tests.analyses.requests import random_request, samples, text_of

MET, VIOLATED, UNDECIDED = Status.MET, Status.VIOLATED, Status.UNDECIDED
COUNT = 1000


# ---- no dependence breaks a bound


def _breaks(seed: int, count: int) -> list[str]:
    root = random_request(seed)
    facts = facts_of(text_of(root))
    broken = []
    for dependence in ("together", "opposite", "in turn", "independent"):
        times = samples(root, dependence, count, seed)
        for percentile in (0.5, 0.9, 0.99, 0.999):
            (latency,) = latencies(facts, "f", percentile)
            # What chance may add to the share that is above a bound: nothing on the grid but a case.
            slow = 1.0 - percentile
            luck = (
                5.0 * math.sqrt(slow * percentile / count) if dependence == "independent" else 0.0
            )
            luck += 20.0 / count
            low, high = latency.lower.time * 1000, latency.proved.time * 1000
            above = sum(time > high * (1 + 1e-9) for time in times) / count
            below = sum(time < low * (1 - 1e-9) for time in times) / count
            if above > slow + luck:
                broken.append(f"{seed} {dependence} p{percentile}: {above} are above {high}")
            if below > percentile + luck:
                broken.append(f"{seed} {dependence} p{percentile}: {below} are below {low}")
    return broken


@pytest.mark.parametrize("seed", range(24))
def test_no_dependence_breaks_the_bounds(seed: int) -> None:
    assert _breaks(seed, COUNT) == []


@pytest.mark.slow
def test_no_dependence_breaks_the_bounds_of_many_flows() -> None:
    assert [found for seed in range(24, 400) for found in _breaks(seed, 3000)] == []


def test_the_bounds_of_random_flows_say_something() -> None:
    """Bounds of nothing to infinity would hold too."""
    found = [latencies(facts_of(text_of(random_request(seed))), "f", 0.99)[0] for seed in range(60)]
    assert sum(latency.lower.time > 0 for latency in found) > 50
    assert sum(latency.proved.time < math.inf for latency in found) > 20


@pytest.mark.parametrize("seed", range(40))
def test_bounds_are_in_order(seed: int) -> None:
    facts = facts_of(text_of(random_request(seed)))
    found = [latencies(facts, "f", p / 1000)[0] for p in (0, 100, 500, 900, 990, 999, 1000)]
    assert all(latency.lower.time <= latency.proved.time * (1 + 1e-9) for latency in found)


# ---- by hand


@pytest.mark.parametrize(
    ("a", "b", "steps", "low", "high"),
    [
        ("p99 10ms", "p99 1ms", "u -> a", 10, 10),
        ("p50 4ms", "p99 1ms", "u -> a", 4, math.inf),  # p50 says nothing of the slow ones
        ("p99.9 10ms", "p99 1ms", "u -> a", 0, 10),  # p99 is not above p99.9
        ("p99 10ms", "p99 10ms", "u -> a -> b", 10, math.inf),  # two p99 make no p99
        (FINE, FINE, "u -> a -> b", 10, 40),
        (FINE, FINE, "u -> a; a ~> b", 10, 10),  # nobody waits for b
        (FINE, FINE, "u -> a; a -> b x3", 10, 80),
        (FINE, FINE, "u -> a; a -> b x3 parallel", 10, 40),
        (FINE, FINE, "u -> a; a -> b 50%", 10, 30 + 0),  # 0.1% + 50% x 1% spend 0.6%
        (FINE, FINE, "u -> a; a -> b 0.9%", 10, 20),  # left out: 0.9% + 0.1% are slow
        (FINE, FINE, "u -> a; a -> b 1.6%", 10, 21),  # half of these may be slow: p50 of b
        (FINE, "p50 100ms, p99 100ms", "u -> a; a -> b 2%", 100, 120),
        (FINE, "p50 100ms", "u -> a; a -> b 10%, x3 parallel", 100, math.inf),
    ],
)
def test_composition(a: str, b: str, steps: str, low: float, high: float) -> None:
    found = bounds(P.format(a, b) + f"flow f {{ {steps} }}")
    assert found == (pytest.approx(low), pytest.approx(high))


def test_many_calls_in_a_row_add_up_from_below() -> None:
    """Twenty medians: at p99 no dependence makes less than 20 x (1 - 0.5 / 0.99) of them."""
    text = P.format("p50 0ms, p99 0ms", "p50 10ms, p99.99 10ms") + "flow f { u -> a; a -> b x20 }"
    assert bounds(text)[0] == pytest.approx(200 * (1 - 0.5 / 0.99))


def test_the_median_of_a_mix() -> None:
    text = P.format(FINE, "p1 500ms, p100 500ms") + "flow f { u -> a; a -> b 60% }"
    assert bounds(text, percentile=0.5)[0] == 500
    text = far("rtt to s 80ms").replace("a -> b", "a; a -> b 50%")
    assert bounds(text, percentile=0.49) == (0, 10)
    assert bounds(text, percentile=0.5)[0] == 0  # half of the requests do not go there
    assert bounds(text, percentile=0.51)[0] == 80


def test_who_asks_is_not_waited_for() -> None:
    text = (
        "component app : client { latency p99 1s }\ncomponent s : service { latency p99 5ms }\n"
        "component q : queue { latency p99 1s }\n"
        "flow f { app -> s }\nflow g { q -> s }\nflow h { s -> q }\nflow i { q ~> s }"
    )
    assert bounds(text) == (5, 5)
    assert bounds(text, "g") == (5, 5)
    assert bounds(text, "h")[0] == 1000
    facts = facts_of(text)
    assert latencies(facts, "i", 0.99) == ()
    verdict = judged(text, "latency p99 of i <= 1s")
    assert (verdict.status, verdict.reason) == (
        UNDECIDED,
        "no call of `i` is awaited",
    )


def test_a_component_with_all_that_it_waits_for() -> None:
    text = P.format(FINE, FINE) + "flow f { u -> a -> b }\nflow g { u -> a }"
    assert bounds(text, "a") == (10, 40)
    assert bounds(text, "b") == (10, 10)
    assert bounds("component a : service { latency p99 7ms }", "a") == (7, 7)


# ---- patience


def test_a_timeout_bounds_whoever_answers() -> None:
    text = P.format(FINE, "p50 1ms") + "a -> b { timeout 50ms }\nflow f { u -> a -> b, optional }"
    assert bounds(text)[1] == 60
    assert bounds(text.replace("50ms }", "50ms; retries 2; backoff none }"))[1] == 160
    text = text.replace("50ms }", "50ms; retries 2 }")
    judgement = judged(text, "latency p99 of f <= 300ms")
    assert judgement.word == "met on assumptions"
    assert any("no longer than the timeout of 50ms" in a.text for a in judgement.assumptions)
    assert judgement.value == "10ms to 260ms"


def test_a_request_that_fails_by_a_timeout_is_not_answered() -> None:
    text = P.format(FINE, "p50 1ms, p99 60ms") + "a -> b { timeout 50ms }\nflow f { u -> a -> b }"
    assert bounds(text)[1] == math.inf
    assert judged(text, "latency p99 of f <= 300ms").word == "violated (likely)"
    judgement = judged(text.replace("50ms }", "55ms }"), "latency p98.8 of f <= 60ms")
    assert (judgement.status, judgement.missing) == (UNDECIDED, ())
    assert judgement.reason.startswith("a call may end by its timeout")
    assert judged(text, "latency p99.5 of f <= 300ms").word == "violated"
    twice = text.replace("50ms }", "50ms; retries 1; backoff none }")
    assert judged(twice, "latency p99.5 of f <= 300ms").status is UNDECIDED
    assert judged(twice, "latency p99.999 of f <= 300ms").word == "violated"


def test_a_timeout_that_is_never_reached_changes_nothing() -> None:
    text = P.format(FINE, FINE) + "a -> b { timeout 30ms; retries 3 }\nflow f { u -> a -> b }"
    assert bounds(text) == (10, 40)


def test_a_caller_that_gives_up_waits_no_longer() -> None:
    text = P.format("p50 0ms", "p1 900ms") + "a -> b { timeout 50ms }\nflow f { u -> a -> b }"
    assert bounds(text)[0] == math.inf  # of 100 requests 99 fail
    text = text.replace("a -> b }", "a -> b, optional }")
    assert bounds(text)[0] == pytest.approx(50)
    text = P.format("p50 0ms", "p1 900ms") + "a -> b { hedge 70ms }\nflow f { u -> a -> b }"
    assert bounds(text)[0] == pytest.approx(70)


def test_a_fallback_takes_its_time_too() -> None:
    text = (
        P.format(FINE, "p50 1ms") + "component c : service { latency p99.9 5ms }\n"
        "a -> b { timeout 50ms }\nflow f { u -> a; a -> b, or else c }"
    )
    # The caller's own 20ms, the timeout, and what the other one takes.
    assert bounds(text)[1] == 75.0


# ---- what is missing


def test_only_what_would_decide_is_missing() -> None:
    text = (
        "actor u\ncomponent a : service { latency p50 1ms, p99 4ms }\n"
        "component b : service { latency p99.9 4ms }\ncomponent c : service\n"
        "component d : service\nflow f { u -> a; a -> b; a -> c; a -> d 0.01% }"
    )
    judgement = judged(text, "latency p99 of f <= 100ms")
    assert lacks(judgement.missing) == {("c", "latency"), ("a", "p99.9 latency")}
    assert judgement.missing[1].example == "latency p50 1ms, p99 4ms, p99.9 8ms"


def test_finer_percentiles_are_not_asked_for_in_vain() -> None:
    text = P.format("p50 1ms, p99 40ms", "p50 1ms, p99 40ms") + "flow f { u -> a -> b }"
    judgement = judged(text, "latency p99 of f <= 70ms")
    assert (judgement.status, judgement.missing) == (UNDECIDED, ())
    assert "about 63ms to 80ms (estimate)" in judgement.reason
    assert judged(text, "latency p99 of f <= 90ms").word == "met (likely)"
    text = text.replace("p50 1ms, ", "")  # one percentile has no distribution
    assert lacks(judged(text, "latency p99 of f <= 90ms").missing) == {
        ("a", "p99.9 latency"),
        ("b", "p99.9 latency"),
    }


def test_a_cycle_of_calls_is_the_reason() -> None:
    text = P.format(FINE, FINE) + "flow f { u -> a -> b; b -> a 50% }"
    judgement: Judgement = judged(text, "latency p99 of f <= 60ms")
    assert judgement.status is UNDECIDED
    assert judgement.reason.startswith("the calls form a cycle")


def test_a_load_that_may_be_too_much_is_said_to_be() -> None:
    """Whether each copy that a read touches is loaded by it, the design does not state."""
    text = (
        "actor u\ncomponent a : database { latency p99 5ms; replicas 6; capacity 100 req/s per replica\n"
        "  topology leaderless { copies 3; read 3; write 3 } }\n"
        "flow f { rate 100 req/s peak; u -> a }"
    )
    assert judged(text, "latency p99 of f <= 5ms at 1.5x").status is UNDECIDED
    assert judged(text, "latency p99 of f <= 5ms at 1.4x").word == "met on assumptions"
    judgement = judged(text, "latency p99 of f <= 5ms at 4x")
    assert (judgement.status, judgement.missing) == (UNDECIDED, ())
    assert judgement.reason.startswith("`a` may be over its capacity (66.67% to 200%)")


def test_only_the_calls_that_need_it_are_bounded_by_their_timeouts() -> None:
    """Of three timeouts the shortest is enough; the longest alone would be no use."""
    text = (
        P.format(FINE, FINE) + "component c : service { latency p50 1ms }\n"
        "u -> a { timeout 9s }\na -> b { timeout 5s }\nb -> c { timeout 30ms }\n"
        "flow f { u -> a -> b -> c, optional }"
    )
    assert bounds(text) == (10, 70)


# ---- the estimate


def test_the_estimate_is_close_to_what_is_simulated() -> None:
    text = (
        P.format("p50 3ms, p99 15ms", "p50 5ms, p99 30ms") + "flow f { u -> a; a -> b x2 parallel }"
    )
    (latency,) = latencies(facts_of(text), "f", 0.99)
    import random

    chance = random.Random(3)
    draws = sorted(
        3 * math.exp(chance.gauss(0, math.log(5) / 2.3263))
        + max(5 * math.exp(chance.gauss(0, math.log(6) / 2.3263)) for _ in range(2))
        for _ in range(20_000)
    )
    assert latency.estimate is not None
    assert latency.estimate.low * 1000 == pytest.approx(draws[19_800], rel=0.06)
    assert latency.estimate.high * 1000 == pytest.approx(45)  # 15 ms and 30 ms together
    line = next(step for step in judged(text, "latency p99 of f <= 1s").derivation)
    assert "at least 30ms" in line.text


def test_what_is_met_is_not_estimated_until_somebody_reads_its_derivation() -> None:
    text = P.format("p50 3ms, p99.9 15ms", "p50 5ms, p99.9 30ms") + "flow f { u -> a; a -> b }"
    facts = facts_of(f'{text}\nnonfunctional N "Fast" {{ require latency p99 of f <= 1s }}')
    (verdict,) = facts[verdicts]
    assert verdict.status is MET
    assert facts.clock.seconds(ANALYSIS, "queueing_delays") == 0
    assert any("(estimate): lognormal" in line.text for line in verdict.judgement.derivation)
    assert facts.clock.seconds(ANALYSIS, "queueing_delays") > 0


def test_waiting_for_a_server() -> None:
    """Four replicas with two servers each at 90%: M/M/8 with 7.2 erlangs."""
    text = (
        "actor u\ncomponent a : service { replicas 4; concurrency 2; capacity 100 req/s per replica }\n"
        "flow f { rate 360 req/s peak; u -> a }"
    )
    found = facts_of(text)[queueing_delays]["a"]
    assert found is not None
    assert (found.servers, found.load, found.service) == (8, pytest.approx(7.2), 0.02)
    assert found.is_noticeable
    assert facts_of(text.replace("360", "400"))[queueing_delays]["a"] is None
    assert facts_of(text.replace("360", "4"))[queueing_delays]["a"] is not None


# ---- large


def test_a_dense_flow_is_done_at_once() -> None:
    nodes = 200
    lines = ["actor u"]
    lines += [f"component n{i} : service {{ latency p50 1ms, p99 5ms }}" for i in range(nodes)]
    lines += ["flow f {", "rate 1 req/s peak", "u -> n0"]
    lines += [f"n{i} -> n{j}" for i in range(nodes) for j in range(i + 1, nodes)]
    facts = facts_of("\n".join([*lines, "}"]))
    (latency,) = latencies(facts, "f", 0.99)  # ways are never listed: there are 2^198 of them
    assert latency.lower.time > 1e50  # the calls double with every component
    assert latency.upper.time == math.inf
