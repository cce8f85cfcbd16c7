"""Designs as text, and what is computed of them."""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.analyses.judgement import Judgement
from designlint.analyses.measure import Missing
from designlint.analyses.verdicts.verdicts import expectations, verdicts
from designlint.language.project import load_text
from designlint.language.resolve import resolve
from designlint.plugins.rule import Finding
from tests.support.fixtures import registry
from tests.support.metrics import METRICS


def facts_of(text: str) -> Facts:
    """The facts of a design that reads without a complaint."""
    project = load_text(text, "test.design")
    understood = resolve(project.files, METRICS)
    reported = [d.message for d in (*project.diagnostics, *understood.diagnostics)]
    assert reported == [], "\n".join([*reported, text])
    return Facts(understood.design)


def findings(facts: Facts, code: str) -> list[Finding]:
    """What the built-in rule with a code finds in these facts."""
    return list(registry().rules[code].findings(facts))


def judged(text: str, claim: str) -> Judgement:
    """The verdict on one claim about a design."""
    facts = facts_of(f'{text}\nnonfunctional N "n" {{ require {claim} }}\n')
    (verdict,) = facts[verdicts]
    return verdict.judgement


def expected(text: str, scenario: str, claim: str) -> Judgement:
    """The verdict on one claim in a scenario, given as its lines."""
    facts = facts_of(f'{text}\nscenario S "s" {{ {scenario}; expect {claim} }}\n')
    (verdict,) = facts[expectations]
    return verdict.judgement


def lacks(missing: tuple[Missing, ...]) -> set[tuple[str, str]]:
    """What is missing, of which element."""
    return {(fact.element, fact.what) for fact in missing}
