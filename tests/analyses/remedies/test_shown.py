"""What is shown of a remedy, or of what limits each that was tried."""

from __future__ import annotations

import pytest

from designlint.analyses.judgement import Status
from designlint.analyses.remedies.search import remedies
from designlint.analyses.remedies.words import remedy
from designlint.analyses.verdicts.verdicts import verdicts
from tests.analyses.designs import facts_of
from tests.analyses.remedies.suggested import CHAIN, PLACES

BANK = "external bank { availability 99%; latency p99 300ms; capacity 100 req/s }\n"


@pytest.mark.parametrize(
    ("design", "claim", "shown"),
    [
        pytest.param(
            f"{BANK}data d\nflow f {{ rate 1 req/s; a -> s -> bank writes d }}",
            "availability of f >= 99.9%",
            ["`f` cannot exceed the 99% of `bank` (stated), a single point of failure"],
            id="an SLA of others",
        ),
        pytest.param(
            f"{BANK}flow f {{ rate 1 req/s; a -> s -> bank }}",
            "latency p99 of f <= 100ms",
            ["no setting of the design helps; limiting factor: at least 300ms at p99: `bank` alone, with the round trips to it"],
            id="the latency of one component",
        ),
        pytest.param(
            f"{PLACES}component t : service {{ managed regional; in p.us }}\n"
            "component u : service { replicas 1 in p.eu.a; latency p99 1ms }\n"
            "flow f { rate 1 req/s; a -> u -> t }",
            "latency p99 of f <= 50ms",
            ["no setting of the design helps; limiting factor: u -> t: 80ms round trip (stated)"],
            id="the way between regions",
        ),
        pytest.param(
            "provider q { region x { distance to q.y 9000km }; region y { } }\n"
            "component t : service { managed regional; in q.y }\n"
            "component u : service { replicas 1 in q.x; latency p99 1ms }\n"
            "flow f { rate 1 req/s; a -> u -> t }",
            "latency p99 of f <= 50ms",
            [
                "no setting of the design helps; limiting factor: u -> t: at least 90ms round trip by the speed"
                " of light in fibre (stated)"
            ],
            id="the speed of light",
        ),
        pytest.param(
            f"{BANK}flow f {{ rate 200 req/s peak; a -> bank }}",
            "headroom of bank >= 10%",
            ["no setting of the design helps; limiting factor: bank: 200 req/s over 1 x 100 req/s = 200% (stated)"],
            id="the capacity of others",
        ),
        pytest.param(
            "flow f { rate 100 req/s; payload 10kB; a -> s }",
            "bandwidth of f <= 250kB/s",
            [
                "no setting of the design helps; limiting factor: a -> s: 100 req/s x 10kB = 1MB/s (stated)",
                "reduce payloads or calls to at most 25% of what they are today",
            ],
            id="bandwidth",
        ),
        pytest.param(
            "data d { size 1kB; count 1bn }\ncomponent k : database { holds d; replicas 1 }\n",
            "storage of d <= 1GB",
            ["no setting of the design helps; limiting factor: k: 1 x 1TB of `d` = 1TB"],
            id="storage",
        ),
        pytest.param(
            "component k : object_store { durability 99.9%; managed regional }\n",
            "durability of k >= 99.99%",
            ["no setting of the design helps; limiting factor: k: 99.9% of its data survives a year (stated)"],
            id="durability",
        ),
        pytest.param(
            "component k : service { replicas 2; cost 100 USD/month total }\n",
            "cost of k <= 50 USD/month",
            ["no remedy was found; limiting factor: k: 100 USD/month (stated)"],
            id="a price in all",
        ),
        pytest.param(
            "data d\ncomponent k : cache { holds d; ttl 60s }\nflow r { rate 1 req/s; a -> k reads d }",
            "consistency of d >= linearizable",
            ["no remedy was found; limiting factor: a read that races with a write can leave the old value in `k`"],
            id="a cache is never the latest",
        ),
        pytest.param(
            f"{PLACES}data d\ncomponent k : database {{ holds d; managed regional; in p.us }}\n"
            "flow r { rate 1 req/s; a -> k reads d }",
            "residency of d in eu",
            ["no setting of the design helps; limiting factor: `k` is in `p.us`, jurisdiction `us` (stated)"],
            id="residency of what others run",
        ),
        pytest.param(
            "data d\ncomponent k : database { holds d; replicas 2; topology leader_follower;"
            " failover auto 10min }\nflow w { rate 1 req/s; a -> k writes d }",
            "rto of k <= 1min",
            ["no remedy was found; limiting factor: without the leader of `k`: down for 10min"],
            id="rto",
        ),
    ],
)  # fmt: skip
def test_the_limiting_factor_is_shown(design: str, claim: str, shown: list[str]) -> None:
    text = f'{CHAIN}{design}\nnonfunctional N "n" {{ require {claim} }}\n'
    facts = facts_of(text)
    verdict = facts[verdicts][-1]
    assert verdict.status is Status.VIOLATED
    lines = [str(line) for line in remedy(facts, verdict)]
    assert [line for line in lines if line in shown] == shown, lines
    assert facts[remedies][verdict.claim.span].edits == ()


def test_what_would_break_another_requirement_is_named() -> None:
    design = (
        f"{CHAIN}component k : service {{ replicas 1; availability 99%; cost 100 USD/month per replica }}\n"
        "flow f { rate 1 req/s; a -> k }\n"
        'nonfunctional M "m" { require cost of k <= 100 USD/month }\n'
        'nonfunctional N "n" { require availability of f >= 99.9% }\n'
    )
    facts = facts_of(design)
    shown = [str(line) for line in remedy(facts, facts[verdicts][-1])]
    assert shown == ["the smallest remedy violates `M`:", "replicas 2  # in `k`"]


def test_many_changes_are_one_list() -> None:
    names = [f"s{n}" for n in range(14)]
    parts = [f"component {n} : service {{ replicas 1; availability 99.9% }}" for n in names]
    design = "\n".join(
        ["actor a", *parts, f"flow f {{ rate 1 req/s; a -> {' -> '.join(names)} }}",
         'nonfunctional N "n" { require availability of f >= 99.9% }']
    )  # fmt: skip
    facts = facts_of(design)
    shown = [str(line) for line in remedy(facts, facts[verdicts][-1])]
    assert shown[0] == "no two changes are enough; these 14 together are:"
    assert shown[1] == "replicas 2  # in `s0`"
    assert shown[-2] == "3 more like these, and:"
    assert (
        shown[-1]
        == "replicas 2  # in `s13`; then met on assumptions: 99.9986%, slack +0.0986 percentage points"
    )


def test_a_check_gives_up_where_a_search_by_name_goes_on() -> None:
    parts = [f"component s{n} : service {{ replicas 1; availability 99.9% }}" for n in range(60)]
    calls = ["user -> s0", *(f"s{n} -> s{n + 1}" for n in range(59))]
    text = "\n".join(
        [
            "actor user",
            *parts,
            f"flow f {{ {'; '.join(calls)} }}",
            *[
                f'nonfunctional N{n} "x" {{ require availability of f >= 99.9{n}% }}'
                for n in range(5, 9)
            ],
        ]
    )
    facts = facts_of(text)
    verdict = facts[verdicts][0]
    (shown,) = remedy(facts, verdict)
    assert str(shown) == (
        "60 candidate changes together reach 100%; `designlint verify --why N5` searches further"
    )
    assert len(remedy(facts, verdict, thorough=True)) > 5
