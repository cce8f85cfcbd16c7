"""What is faster: timeouts, retries, calls that nobody waits for or that are made at once, nearer replicas."""

from __future__ import annotations

import pytest

from tests.analyses.remedies.suggested import ADS, CHAIN, PLACES, is_enough


@pytest.mark.parametrize(
    ("design", "claim", "shown"),
    [
        pytest.param(
            f"{ADS}flow f {{ rate 1 req/s; a -> s; s -> ads, optional }}",
            "latency p99 of f <= 100ms",
            ["s -> ads { timeout 80ms }"],
            id="timeout: a new relation",
        ),
        pytest.param(
            f"{ADS}s -> ads {{ encryption tls }}\n"
            "flow f { rate 1 req/s; a -> s; s -> ads, optional }",
            "latency p99 of f <= 100ms",
            ["in `s -> ads`: timeout 80ms"],
            id="timeout: in a relation",
        ),
        pytest.param(
            f"{ADS}flow f {{ rate 1 req/s; a -> s; s -> ads, timeout 300ms, on_failure degrade }}",
            "latency p99 of f <= 100ms",
            ["in the step s -> ads of `f`: timeout 80ms"],
            id="timeout: of a step",
        ),
        pytest.param(
            f"{ADS}s -> ads {{ timeout 900ms }}\nflow g {{ rate 1 req/s; a -> s -> ads }}\n"
            "flow f { rate 1 req/s; a -> s; s -> ads, optional }",
            "latency p99 of f <= 100ms",
            ["in the step s -> ads of `f`: timeout 80ms"],
            id="timeout: not where the call is needed",
        ),
        pytest.param(
            f"{ADS}flow f {{ rate 1 req/s; a -> s;"
            " s -> ads, optional, timeout 150ms, retries 12, backoff none }",
            "latency p99 of f <= 100ms",
            [
                "in the step s -> ads of `f`: retries 3",
                "in the step s -> ads of `f`: timeout 20ms",
            ],
            id="retries",
        ),
        pytest.param(
            f"{ADS}data d\nflow f {{ rate 1 req/s; a -> s; s -> ads writes d, optional }}",
            "latency p99 of f <= 30ms",
            ["in the step s -> ads of `f`: s ~> ads"],
            id="not waited for",
        ),
        pytest.param(
            f"{CHAIN}component t : service {{ replicas 2; latency p50 10ms, p99.9 30ms }}\n"
            "flow f { rate 1 req/s; a -> s; s -> t x16 }",
            "latency p90 of f <= 70ms",
            ["in the step s -> t of `f`: parallel"],
            id="side by side",
        ),
        pytest.param(
            f"{PLACES}actor a\ncomponent s : service {{ replicas 2 in p.eu.a, p.eu.b; latency p99 5ms, p99.9 9ms }}\n"
            "component t : service { replicas 2 in p.us.c, p.us.d; latency p99 5ms, p99.9 9ms }\n"
            "flow f { rate 1 req/s; a -> s -> t }",
            "latency p99 of f <= 50ms",
            ["in `t`: replicas 4 in p.us.c, p.us.d, p.eu.a, p.eu.b", "s -> t { routes_by latency }"],
            id="nearer",
        ),
    ],
)  # fmt: skip
def test_what_is_suggested_is_enough(design: str, claim: str, shown: list[str]) -> None:
    is_enough(design, claim, shown)
