"""Bandwidth: the bytes of all calls, by hand."""

from __future__ import annotations

import pytest

from designlint.analyses.judgement import Status
from designlint.analyses.load.bandwidth import bandwidth, cross_region_share
from designlint.analyses.load.load import loads
from designlint.analyses.measure import UNKNOWN, Exactness, exactly
from tests.analyses.designs import expected, facts_of, judged, lacks

TEXT = """
actor u
data page { size 20kB }
component edge : cdn { hit 90%; holds page; ttl 60s }
component s : service { replicas 2 }
component d : database { holds page; replicas 1 }
s -> d { payload 5kB }
flow f { rate 1k req/s peak; u -> edge { payload 10kB }; edge -> s, on miss of edge; s -> d x2, reads page }
"""
STATED = TEXT.replace("edge -> s, on miss of edge", "edge -> s, on miss of edge { payload 10kB }")
# 1000 x 10 kB to the CDN, a tenth of it behind, and two calls of 5 kB for each that misses.
WHOLE = 10e6 + 1e6 + 1e6


@pytest.mark.parametrize(
    ("subject", "bytes_a_second"), [("f", WHOLE), ("edge", 11e6), ("s", 2e6), ("d", 1e6)]
)
def test_each_call_is_counted(subject: str, bytes_a_second: float) -> None:
    measure = bandwidth(facts_of(STATED), subject)
    assert measure.value == exactly(pytest.approx(bytes_a_second))
    assert measure.exactness is Exactness.EXACT
    assert measure.missing == ()


@pytest.mark.parametrize(
    ("claim", "status", "value"),
    [
        ("bandwidth of f <= 12MB/s", Status.MET, "12MB/s"),
        ("bandwidth of f <= 11MB/s", Status.VIOLATED, "12MB/s"),
        ("bandwidth of s <= 6MB/s at 3x", Status.MET, "6MB/s"),
        ("bandwidth of s <= 5MB/s at 3x", Status.VIOLATED, "6MB/s"),
    ],
)
def test_verdicts(claim: str, status: Status, value: str) -> None:
    judgement = judged(STATED, claim)
    assert (judgement.status, judgement.value) == (status, value)


def test_a_call_of_unknown_size_is_asked_for() -> None:
    judgement = judged(TEXT, "bandwidth of f <= 90MB/s")
    assert judgement.status is Status.UNDECIDED
    assert lacks(judgement.missing) == {("edge -> s", "payload")}
    # What is known is too much already.
    assert judged(TEXT, "bandwidth of f <= 10MB/s").status is Status.VIOLATED


def test_a_read_is_assumed_to_carry_what_it_reads() -> None:
    text = STATED.replace("{ payload 5kB }", "{ timeout 1s }")
    met = judged(text, "bandwidth of d <= 4MB/s")
    assert (met.status, met.value) == (Status.MET, "4MB/s")
    assert len(met.assumptions) == 1
    over = judged(text, "bandwidth of d <= 3MB/s")
    assert over.word == "violated on assumptions"
    assert lacks(over.missing) == {("s -> d", "payload")}


def test_without_the_cache_all_goes_behind() -> None:
    assert expected(STATED, "lose edge", "bandwidth of s <= 20MB/s").status is Status.MET
    assert expected(STATED, "lose edge", "bandwidth of s <= 19MB/s").status is Status.VIOLATED


def test_an_unknown_rate_is_named() -> None:
    text = "actor u\ncomponent s : service\nflow f { u -> s { payload 1kB } }"
    judgement = judged(text, "bandwidth of s <= 1MB/s")
    assert lacks(judgement.missing) == {("f", "rate")}


def test_nothing_is_moved_without_a_flow() -> None:
    measure = bandwidth(facts_of("component s : service"), "s")
    assert measure.value == UNKNOWN
    assert lacks(measure.missing) == {("s", "calls in a flow")}


@pytest.mark.parametrize(
    ("here", "there", "share"),
    [
        ("p.n.a", "p.s.a", 1.0),
        ("p.n.a", "p.n.b", 0.0),
        ("p.n.a, p.s.a", "p.n.b", 0.0),
        ("p.n", "p.s", 1.0),
    ],
)
def test_what_certainly_leaves_the_region(here: str, there: str, share: float) -> None:
    text = (
        "provider p { region n { zone a; zone b }; region s { zone a } }\nactor u\n"
        f"component s : service {{ replicas 2 in {here} }}\n"
        f"component d : database {{ replicas 2 in {there} }}\n"
        "flow f { rate 10 req/s peak; u -> s; s -> d { payload 1kB } }"
    )
    facts = facts_of(text)
    (part,) = facts[loads].parts["d"]
    assert cross_region_share(facts, part) == share
    shown = [line.text for line in bandwidth(facts, "d").derivation]
    far = ", 100% of it cross-region" if share else ""
    assert shown == [f"s -> d: 10 req/s x 1kB = 10kB/s{far}"]
