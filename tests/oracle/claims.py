"""The verdicts of the product on claims about a design that is given as text."""

from __future__ import annotations

from collections.abc import Sequence

from designlint.analyses.facts import Facts
from designlint.analyses.judgement import Judgement
from designlint.analyses.verdicts.verdicts import expectations, verdicts
from designlint.language.project import load_text
from designlint.language.resolve import resolve
from tests.support.metrics import METRICS


def facts_of(text: str) -> Facts:
    """The facts of a design that reads without a complaint."""
    project = load_text(text, "small.design")
    understood = resolve(project.files, METRICS)
    reported = [d.message for d in (*project.diagnostics, *understood.diagnostics)]
    assert reported == [], "\n".join([*reported, text])
    return Facts(understood.design)


def judged_in_order(
    text: str, claims: Sequence[str], scenario: Sequence[str] = ()
) -> list[Judgement]:
    """The verdicts on claims about a design, today or in a scenario of some statements."""
    if scenario:
        lines = ['scenario X "x" {', *scenario, *(f"expect {claim}" for claim in claims), "}"]
    else:
        lines = ['nonfunctional X "x" {', *(f"require {claim}" for claim in claims), "}"]
    facts = facts_of("\n".join([text, *lines, ""]))
    found = [verdict.judgement for verdict in facts[expectations if scenario else verdicts]]
    assert len(found) == len(claims)
    return found
