"""What a review document says of a design, held against the facts that it comes from."""

from __future__ import annotations

import pytest

from designlint.analyses.availability.availability import flow_availability
from designlint.analyses.verdicts.verdicts import expectations, verdicts
from designlint.diagnostics.folding import folded
from tests.report.documents import (
    DESIGNS,
    checked_example,
    document_from,
    document_of,
)


@pytest.mark.parametrize("name", DESIGNS)
def test_every_claim_is_in_the_summary_with_its_verdict(name: str) -> None:
    facts = checked_example(name).facts
    judged = [*facts[verdicts], *facts[expectations]]
    reported = document_of(name).summary.claims
    assert sorted((c.owner, c.text, c.status) for c in reported) == sorted(
        (v.owner.path, v.claim.text, v.status.value) for v in judged
    )
    assert all(claim.remedy for claim in reported if claim.status == "violated")
    assert all(claim.proof for claim in reported if claim.status == "met")


@pytest.mark.parametrize("name", DESIGNS)
def test_every_element_is_in_its_part(name: str) -> None:
    design = checked_example(name).facts.design
    document = document_of(name)
    externals = {one.path for one in document.problem.externals}
    assert {one.path for one in document.components} | externals == set(design.components)
    assert {one.path for one in document.requirements} == set(design.requirements)
    assert {one.path for one in document.flows} == set(design.flows)
    assert {one.path for one in document.data} == set(design.data)
    assert {one.path for one in document.failures.scenarios} == set(design.scenarios)
    assert {one.path for one in document.decisions} == set(design.decisions)


@pytest.mark.parametrize("name", DESIGNS)
def test_every_finding_is_shown_once_under_a_key_of_its_own(name: str) -> None:
    document = document_of(name)
    shown = folded(checked_example(name).result.diagnostics)
    keys = [one.key for one in document.findings]
    assert len(set(keys)) == len(keys) == len(shown)
    assert sorted(one.message for one in document.findings) == sorted(d.message for d in shown)
    for component in document.components:
        for key in component.findings:
            found = next(one for one in document.findings if one.key == key)
            assert found.element == component.path or found.element.startswith(component.path)


@pytest.mark.parametrize("name", DESIGNS)
def test_traceability_says_the_same_both_ways(name: str) -> None:
    trace = document_of(name).traceability
    forth = {(one.requirement, part) for one in trace.forth for part in one.components}
    back = {(one, purpose.component) for purpose in trace.back for one in purpose.requirements}
    assert forth == back
    assert forth


def test_a_value_keeps_its_source() -> None:
    document = document_of("shortlink.design")
    store = next(one for one in document.components if one.path == "store")
    facts = {fact.name: fact for fact in store.facts}
    assert facts["replicas"].value == "6 in eu-west.a, eu-west.b, eu-west.c"
    assert facts["replicas"].source.kind == "stated"
    assert facts["topology"].value == "leaderless (copies 3, read 2, write 2)"
    assert facts["availability"].source.kind == "assumed"
    assert facts["availability"].place is None
    assumed = {(one.element, one.name) for one in document.assumptions}
    assert ("store", "availability") in assumed
    assert ("store", "replicas") not in assumed
    published = [one for one in document.assumptions if one.source.kind == "published"]
    assert all(one.source.page.startswith("http") and one.source.date for one in published)


def test_the_failure_analysis_has_the_cuts_of_a_flow() -> None:
    document = document_of("shortlink.design")
    follow = next(one for one in document.failures.flows if one.flow == "follow")
    assert [cut.text for cut in follow.singles] == [
        "`edge`", "region `aws.eu-west`", "`gate`", "provider `aws`",
    ]  # fmt: skip
    assert follow.singles[0].probability == "0.1%, 8.76h a year"
    pair = follow.pairs[0]
    assert (pair.text, pair.alike) == ("two replicas of `store`", 3)
    ways = document.failures.ways_back
    assert [(way.target, [tool for tool, _ in way.tools]) for way in ways] == [
        ("store", ["vpn", "console", "s3"])
    ]


def test_the_load_table_is_arithmetic_that_can_be_followed() -> None:
    scaling = document_of("shortlink.design").scaling
    links = scaling.loads[0]
    # 40k req/s, of which 40 % miss the edge, and 60 req/s of `create`, over 12 x 5k req/s.
    assert links.used == pytest.approx((40_000 * 0.4 + 60) / 60_000)
    assert links.full_at == pytest.approx(60_000 / (40_000 * 0.4 + 60))
    assert scaling.bottleneck == "`links` is full at 3.74x today's peak"
    assert scaling.growth == 10.0


def test_a_fallback_leaves_the_rate_of_its_step_alone() -> None:
    document = document_from(
        "actor u\ncomponent a : service { replicas 2; capacity 100 req/s per replica }\n"
        "component b : service { replicas 2; capacity 10 req/s per replica }\n"
        "component c : service { replicas 2; capacity 10 req/s per replica }\n"
        "flow f { rate 30 req/s peak; u -> a; a -> b, or else c }\n"
    )
    (flow,) = document.flows
    assert [(hop.callee, hop.rate) for hop in flow.steps] == [("a", "30 req/s"), ("b", "30 req/s")]


def test_a_budget_adds_up_to_the_bound() -> None:
    flows = {one.path: one for one in document_of("photoshare/main.design").flows}
    budget = flows["view_feed"].budget
    assert budget is not None
    assert budget.total == pytest.approx(sum(part.size for part in budget.parts))
    assert budget.text == "at most 464ms at p99, if the assumptions hold"
    assert budget.total == pytest.approx(0.464, rel=0.01)
    assert budget.target == pytest.approx(0.5)
    starts = [part.start for part in budget.parts]
    assert starts == sorted(starts)


def test_what_takes_an_availability_is_there_with_its_share() -> None:
    facts = checked_example("photoshare/main.design").facts
    for flow in document_of("photoshare/main.design").flows:
        sizes = [bar.size for bar in flow.taken]
        assert sizes == sorted(sizes, reverse=True)
        whole = 1.0 - facts[flow_availability][flow.path].value.low
        assert all(0.0 < size <= whole + 1e-12 for size in sizes)


def test_risks_state_what_they_cover_and_when_they_end() -> None:
    text = """
    region eu { zone a }
    actor user
    component gate : load_balancer { replicas 1 in eu.a }
    flow f { rate 1 req/s; user -> gate }
    accept SPF001 on gate because "a demo" until 2027-01-01 by platform
    accept SPF004 on eu because "old" until 2026-01-01
    accept CAC001 on gate because "nothing"
    """
    open_, ended, unused = document_from(text).risks
    assert (open_.state, open_.until, open_.owner) == ("open", "2027-01-01", "platform")
    assert open_.covers == ("`f` stops when `gate` stops",)
    assert (ended.state, ended.covers) == ("expired", ())
    assert unused.state == "unused"


def test_open_questions_are_undecided_claims_and_undeclared_facts() -> None:
    questions = document_of("shortlink.design").questions
    reported = {(one.about, one.text) for one in questions}
    assert ("launch_day", "Does `headroom of store >= 0%` hold?") in reported
    undecided = [
        c for c in document_of("shortlink.design").summary.claims if c.status == "undecided"
    ]
    assert len(questions) >= len(undecided)


def test_an_empty_design_has_a_document() -> None:
    document = document_from("")
    assert document.title == "Design"
    assert document.findings == ()
    assert document.summary.claims == ()


def test_a_claim_says_what_it_rests_on() -> None:
    document = document_of("shortlink.design")
    assert {claim.basis for claim in document.summary.claims} <= {
        "proof",
        "assumptions",
        "estimate",
        "",
    }
    for claim in document.summary.claims:
        assert claim.verdict.startswith(claim.status)
        assert bool(claim.assumptions) <= (claim.basis in ("assumptions", "estimate"))
    resting = {claim.owner for claim in document.summary.claims if claim.assumptions}
    assert {owner for one in document.register for owner in one.owners} == resting


def test_open_questions_are_listed_once() -> None:
    document = document_of("shortlink.design")
    (finding,) = [one for one in document.findings if one.code == "COV007"]
    assert len(document.questions) > 10
    assert [one.is_edit for one in finding.help] == [False]
