"""Designs with a requirement that they violate, and whether what is suggested meets it."""

from __future__ import annotations

from designlint.analyses.judgement import Status
from designlint.analyses.remedies.search import remedies
from designlint.analyses.verdicts.verdicts import verdicts
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


def is_enough(design: str, claim: str, shown: list[str]) -> None:
    """What is suggested for a claim is as shown, and pasted into the file it meets the claim; what was met
    stays so."""
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
