"""Each lever: what is suggested, pasted into the file, meets the claim."""

from __future__ import annotations

import pytest

from designlint.analyses.judgement import Status
from designlint.analyses.remedies.search import remedies
from designlint.analyses.verdicts.verdicts import expectations, verdicts
from designlint.verdict_words import remedy
from tests.analyses.designs import facts_of
from tests.analyses.pasting import applied, shown_as

PLACES = """
provider p {
  region eu { jurisdiction eu; zone a; zone b; rtt to p.us 80ms; distance to p.us 6000km }
  region us { jurisdiction us; zone c; zone d }
}
"""
CHAIN = "actor a\ncomponent s : service { replicas 2; latency p99 20ms }\n"
ADS = f"{CHAIN}component ads : service {{ replicas 2; latency p50 10ms, p99 400ms }}\n"
LED = "actor a; data d\n"


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
        pytest.param(
            "actor a; " + "; ".join(f"component s{n} : service {{ replicas 1; availability 99% }}" for n in range(3))
            + "\nflow f { rate 1 req/s; a -> s0 -> s1 -> s2 }",
            "availability of f >= 99.9%",
            [f"in `s{n}`: replicas 2" for n in range(3)],
            id="three together",
        ),
    ],
)  # fmt: skip
def test_what_is_suggested_is_enough(design: str, claim: str, shown: list[str]) -> None:
    text = f'{design}\nnonfunctional N "n" {{ require {claim} }}\n'
    facts = facts_of(text)
    before = facts[verdicts]
    assert before[-1].status is Status.VIOLATED
    found = facts[remedies][before[-1].claim.span]
    assert sorted(shown_as(edit) for edit in found.edits) == sorted(shown)
    if shown:
        after = facts_of(applied(text, facts, found.edits))[verdicts]
        assert after[-1].status is Status.MET
        was_met = [verdict.status is Status.MET for verdict in before[:-1]]
        assert [v.status is Status.MET for v in after[:-1]] == was_met


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
            ["limiting factor: k: 100 USD/month (stated)"],
            id="a price in all",
        ),
        pytest.param(
            "data d\ncomponent k : cache { holds d; ttl 60s }\nflow r { rate 1 req/s; a -> k reads d }",
            "consistency of d >= linearizable",
            ["limiting factor: a read that races with a write can leave the old value in `k`"],
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
            ["limiting factor: without the leader of `k`: down for 10min"],
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


def test_what_is_suggested_for_a_world_that_loses_a_region() -> None:
    text = (
        f"{PLACES}actor a\ncomponent s : service {{ replicas 2 in p.eu.a, p.eu.b; capacity 100 req/s per replica }}\n"
        "flow f { rate 100 req/s peak; a -> s }\n"
        "scenario dark { lose p.eu; expect headroom of s >= 20% }\n"
    )
    facts = facts_of(text)
    (verdict,) = facts[expectations]
    assert verdict.status is Status.VIOLATED
    found = facts[remedies][verdict.claim.span]
    shown = ["in `s`: replicas 4 in p.eu.a, p.eu.b, p.us.c, p.us.d"]
    assert [shown_as(edit) for edit in found.edits] == shown
    (after,) = facts_of(applied(text, facts, found.edits))[expectations]
    assert after.status is Status.MET


def test_a_second_region_takes_no_more_replicas_than_are_needed() -> None:
    facts = facts_of(
        f"{PLACES}actor a\ncomponent s : service {{ replicas 36 in p.eu.a, p.eu.b; needs 10;"
        " availability 99% per replica }\nflow f { rate 1 req/s; a -> s }\n"
        "scenario dark { lose p.eu; expect availability of f >= 99% }\n"
    )
    (verdict,) = facts[expectations]
    found = facts[remedies][verdict.claim.span]
    shown = ["in `s`: replicas 36 in p.eu.a, p.eu.b, p.us.c, p.us.d"]
    assert [shown_as(edit) for edit in found.edits] == shown


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
