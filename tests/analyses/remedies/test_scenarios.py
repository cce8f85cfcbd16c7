"""What is suggested where a claim is violated in a scenario."""

from __future__ import annotations

from designlint.analyses.judgement import Status
from designlint.analyses.remedies.search import remedies
from designlint.analyses.verdicts.verdicts import expectations
from tests.analyses.designs import facts_of
from tests.analyses.pasting import applied, shown_as
from tests.analyses.remedies.suggested import PLACES


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
